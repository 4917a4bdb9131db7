/** Lines as they come, within a bound each: a line without an end costs no more memory than was allowed. */

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Absent where it is longer than allowed. */
  readonly text?: string;
  /** Where it begins, and where its line feed ends or the file does (bytes). */
  readonly start: number;
  readonly end: number;
  /** Whether a line feed ends it. */
  readonly isWhole: boolean;
}

const lineFeed = 0x0a;

/** Without their ends (LF, CR LF), empty ones left out but counted. UTF-8; what is none becomes U+FFFD. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let [size, number, begin] = [0, 1, 0];
  const take = (isWhole: boolean): Line | undefined => {
    const text = size > maxBytes ? undefined : textOf(parts, number === 1);
    const end = begin + size + (isWhole ? 1 : 0);
    const line = { number, ...(text === undefined ? {} : { text }), start: begin, end, isWhole };
    parts = [];
    [size, number, begin] = [0, number + 1, end];
    return text?.trim() === '' ? undefined : line;
  };
  const keep = (bytes: Uint8Array): void => {
    size += bytes.length;
    if (size <= maxBytes) parts.push(bytes);
    else parts = [];
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      const line = take(true);
      if (line !== undefined) yield line;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  const last = size > 0 ? take(false) : undefined;
  if (last !== undefined) yield last;
}

function textOf(parts: readonly Uint8Array[], isFirst: boolean): string {
  const text = Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
  return isFirst ? text.replace(/^\uFEFF/, '') : text;
}

/** What comes until the signal is aborted: a source that nobody writes to is not waited for then. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const items = source[Symbol.asyncIterator]();
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve(undefined);
      },
      { once: true },
    );
  });
  while (!signal.aborted) {
    const next = await Promise.race([items.next(), aborted]);
    if (next === undefined || next.done === true) return;
    yield next.value;
  }
}
