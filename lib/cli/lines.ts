/** Lines as they come, within a bound each: a line without an end costs no more memory than was allowed. */

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Absent where it is longer than allowed. */
  readonly text?: string;
}

const lineFeed = 0x0a;

/** Without their ends (LF, CR LF), empty ones left out but counted. UTF-8; what is none becomes U+FFFD. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  const take = (): Line | undefined => {
    const isTooLong = size > maxBytes;
    const text = isTooLong ? undefined : Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
    parts = [];
    size = 0;
    const line = {
      number,
      ...(text === undefined ? {} : { text: number === 1 ? text.replace(/^\uFEFF/, '') : text }),
    };
    number += 1;
    return line.text?.trim() === '' ? undefined : line;
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
      const line = take();
      if (line !== undefined) yield line;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  const last = size > 0 ? take() : undefined;
  if (last !== undefined) yield last;
}
