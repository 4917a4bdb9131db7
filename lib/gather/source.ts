/**
 * Reads one file or URL whole, within bounds, as evidence: what could not be read is kept as the reason, since
 * "could not look" is a finding of its own.
 */
import { open } from 'node:fs/promises';
import { CancelError, got, RequestError } from 'got';
import type { CollectionError, SourceEvidence } from '../evidence/types.js';

/** No PAC or settings file in the field comes near it (bytes). */
export const maxSourceBytes: number = 16 * 1024 * 1024;

/** For the whole of a download (milliseconds). */
const downloadTimeoutMs = 10_000;

export interface ReadBytes {
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
}

class CollectError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function isHttpUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** The bytes of a file path, a `file:` URL or an `http(s):` URL; or why there are none. Never rejects. */
export async function readSource(
  source: string,
  signal?: AbortSignal,
  maxBytes: number = maxSourceBytes,
): Promise<ReadBytes | CollectionError> {
  try {
    if (isHttpUrl(source)) return await download(source, signal, maxBytes);
    return { bytes: await readBounded(source.startsWith('file:') ? new URL(source) : source, maxBytes) };
  } catch (error) {
    return collectionError(error, withoutCredentials(source));
  }
}

/** The two forms of `SourceEvidence`. */
export function asEvidence(
  source: string,
  read: ReadBytes | CollectionError,
): SourceEvidence & { mediaType?: string } {
  const shown = withoutCredentials(source);
  if (!('bytes' in read)) return { source: shown, error: read };
  const { bytes, mediaType } = read;
  return {
    source: shown,
    bytes: Buffer.from(bytes).toString('base64'),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}

async function readBounded(path: string | URL, maxBytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw new CollectError('is-a-directory', 'is a directory; name the file in it');
    // The size of a pipe or a device is not known beforehand, so the read itself is bounded as well.
    if (stat.size > maxBytes) throw tooLarge(maxBytes, stat.size);
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of file.createReadStream({ autoClose: false, end: maxBytes })) {
      chunks.push(chunk as Buffer);
      total += (chunk as Buffer).length;
    }
    if (total > maxBytes) throw tooLarge(maxBytes, total);
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

async function download(url: string, signal: AbortSignal | undefined, maxBytes: number): Promise<ReadBytes> {
  const request = got(url, {
    responseType: 'buffer',
    timeout: { request: downloadTimeoutMs },
    retry: { limit: 0 },
    maxRedirects: 5,
    ...(signal === undefined ? {} : { signal }),
  });
  void request.on('downloadProgress', ({ transferred, total }) => {
    if (transferred > maxBytes || (total ?? 0) > maxBytes) request.cancel();
  });
  try {
    const response = await request;
    const mediaType = response.headers['content-type'];
    return { bytes: response.body, ...(mediaType === undefined ? {} : { mediaType }) };
  } catch (error) {
    // Nothing else cancels: an abort through the signal is an AbortError.
    if (error instanceof CancelError) throw tooLarge(maxBytes);
    throw error;
  }
}

function tooLarge(maxBytes: number, size?: number): CollectError {
  return new CollectError(
    'too-large',
    `${size === undefined ? '' : `is ${size} bytes; `}at most ${maxBytes} bytes are read`,
  );
}

/** Node's error codes in words; the rest speak for themselves. */
const reasons: Readonly<Record<string, readonly [code: string, words: string]>> = {
  ENOENT: ['not-found', 'there is no such file'],
  EACCES: ['not-permitted', 'this user may not read it'],
  EISDIR: ['is-a-directory', 'is a directory; name the file in it'],
  ENOTDIR: ['not-found', 'a part of its path is not a directory'],
  ENOTFOUND: ['no-address', 'its host has no address'],
  ECONNREFUSED: ['connection-refused', 'nothing listens there'],
  ETIMEDOUT: ['timeout', `no answer within ${downloadTimeoutMs / 1000} s`],
};

function collectionError(error: unknown, source: string): CollectionError {
  if (error instanceof CollectError) return { code: error.code, message: `${source}: ${error.message}` };
  if (error instanceof RequestError && error.response !== undefined) {
    return { code: 'http-status', message: `${source}: the server answered ${error.response.statusCode}` };
  }
  const code = (error as NodeJS.ErrnoException).code;
  const known = code === undefined ? undefined : reasons[code];
  if (known !== undefined) return { code: known[0], message: `${source}: ${known[1]}` };
  return {
    code: 'unreadable',
    message: `${source}: ${error instanceof Error ? error.message : String(error)}`,
  };
}

/** A URL's user name and password never enter evidence. */
export function withoutCredentials(source: string): string {
  if (!isHttpUrl(source) || !URL.canParse(source)) return source;
  const url = new URL(source);
  if (url.username === '' && url.password === '') return source;
  url.username = '';
  url.password = '';
  return url.href;
}
