/**
 * Reads one file or URL whole, within bounds, as evidence: what could not be read is kept as the reason, since
 * "could not look" is a finding of its own.
 */
import { FileNotRead, readBoundedFile } from '../bounded-file.js';
import type { CollectionError, SourceEvidence } from '../evidence/types.js';
import { download, DownloadError, type ReadBytes } from './download.js';
import { systemReason } from './file-reason.js';
import { DEFAULT_GATHER_LIMITS } from './limits.js';
import { maxSourceBytes } from './source-limit.js';

export type { ReadBytes } from './download.js';

export function isHttpUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly maxBytes?: number | undefined;
  /** False: regular files only; what nobody named must not be waited for. */
  readonly pipes?: boolean;
  /** For the whole of what comes from a URL. */
  readonly timeoutMs?: number | undefined;
}

/** The bytes of a file path, a `file:` URL or an `http(s):` URL; or why there are none. Never rejects. */
export async function readSource(
  source: string,
  {
    signal,
    maxBytes = maxSourceBytes,
    pipes = true,
    timeoutMs = DEFAULT_GATHER_LIMITS.serverMs,
  }: ReadOptions = {},
): Promise<ReadBytes | CollectionError> {
  try {
    if (isHttpUrl(source)) return await download(source, { maxBytes, signal, timeoutMs });
    const path = source.startsWith('file:') ? new URL(source) : source;
    return { bytes: (await readBoundedFile(path, { maxBytes, pipes, signal })).bytes };
  } catch (error) {
    return collectionError(error, withoutCredentials(source), timeoutMs);
  }
}

/** The text of a file of the system's own. Throws. */
export async function readText(path: string): Promise<string> {
  const { bytes } = await readBoundedFile(path, { maxBytes: maxSourceBytes, pipes: false });
  return bytes.toString('utf8');
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

/** Codes of evidence for those of Node, with words where the system's own are not of files. */
const reasons: Readonly<Record<string, readonly [code: string, words?: string]>> = {
  ENOENT: ['not-found', 'there is no such file'],
  EACCES: ['not-permitted', 'this user may not read it'],
  EISDIR: ['is-a-directory', 'is a directory; name the file in it'],
  ENOTDIR: ['not-found', 'a part of its path is not a directory'],
  ENOTFOUND: ['no-address', 'its host has no address'],
  ECONNREFUSED: ['connection-refused', 'nothing listens there'],
  ERR_TOO_MANY_REDIRECTS: ['too-many-redirects', 'it leads from one redirect to the next'],
};

function collectionError(error: unknown, source: string, timeoutMs: number): CollectionError {
  if (error instanceof FileNotRead || error instanceof DownloadError)
    return { code: error.code, message: `${source}: ${error.message}` };
  const given = (error as NodeJS.ErrnoException).code ?? '';
  if (given === 'ETIMEDOUT')
    return { code: 'timeout', message: `${source}: no whole answer within ${timeoutMs / 1000} s` };
  const [code = 'unreadable', words] = reasons[given] ?? [];
  const said = words ?? systemReason(error) ?? (error instanceof Error ? error.message : String(error));
  return { code, message: `${source}: ${said}` };
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
