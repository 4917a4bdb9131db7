/**
 * Reads one file or URL whole, within bounds, as evidence: what could not be read is kept as the reason, since
 * "could not look" is a finding of its own.
 */
import { FileNotRead, readBoundedFile } from '../bounded-file.js';
import type { CollectionError, SourceEvidence } from '../evidence/types.js';
import { download, DownloadError, downloadTimeoutMs, type ReadBytes } from './download.js';
import { systemReason } from './file-reason.js';
import { maxSourceBytes } from './source-limit.js';

export type { ReadBytes } from './download.js';

export function isHttpUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/**
 * The bytes of a file path, a `file:` URL or an `http(s):` URL; or why there are none. Without `pipes` of regular files
 * only: what nobody named must not be waited for. Never rejects.
 */
export async function readSource(
  source: string,
  signal?: AbortSignal,
  maxBytes: number = maxSourceBytes,
  pipes = true,
): Promise<ReadBytes | CollectionError> {
  try {
    if (isHttpUrl(source)) return await download(source, { maxBytes, signal });
    const path = source.startsWith('file:') ? new URL(source) : source;
    return { bytes: (await readBoundedFile(path, { maxBytes, pipes, signal })).bytes };
  } catch (error) {
    return collectionError(error, withoutCredentials(source));
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
  ETIMEDOUT: ['timeout', `no whole answer within ${downloadTimeoutMs / 1000} s`],
  ERR_TOO_MANY_REDIRECTS: ['too-many-redirects', 'it leads from one redirect to the next'],
};

function collectionError(error: unknown, source: string): CollectionError {
  if (error instanceof FileNotRead || error instanceof DownloadError)
    return { code: error.code, message: `${source}: ${error.message}` };
  const [code = 'unreadable', words] = reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? [];
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
