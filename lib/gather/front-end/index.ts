/** The files of a web front end, scanned where they lie: what leaves is where something stands, and not what. */
import type { FrontEndEvidence } from '../../evidence/front-end.js';
import { needlesOf, redact, type Needle } from '../../secrets/index.js';
import { scanFiles, type SecretsScan } from './scan-files.js';

/** More is counted and not kept. */
const mostHits = 500;
const mostUnread = 100;

export interface FrontEndOptions {
  readonly paths: readonly string[];
  /** Looked for itself where it is at hand. */
  readonly key?: string;
  readonly readStdin: () => Promise<Uint8Array>;
  readonly signal: AbortSignal;
}

/** A key that is too short to be told from other words is not looked for. Rejects when `signal` ends it. */
export async function gatherFrontEnd({
  paths,
  key,
  readStdin,
  signal,
}: FrontEndOptions): Promise<FrontEndEvidence> {
  const needles = needlesFrom(key);
  const options = { needles, nodeModules: false, ignored: new Set<never>(), readStdin, signal };
  return frontEndOf(paths, await scanFiles(paths, options), needles);
}

function needlesFrom(key: string | undefined): readonly Needle[] {
  if (key === undefined) return [];
  try {
    return needlesOf(key);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** As evidence. A file can be named after the key. */
export function frontEndOf(
  paths: readonly string[],
  { findings, files, skipped, isCut }: SecretsScan,
  needles: readonly Needle[],
): FrontEndEvidence {
  const clean = (text: string): string => redact(text, needles).slice(0, 1000);
  return {
    paths: paths.map(clean),
    lookedForKey: needles.length > 0,
    files,
    hits: findings.slice(0, mostHits).map(({ rule, kind, line, column, form, original, file }) => ({
      file: clean(file),
      rule,
      kind,
      line,
      column,
      ...(form === undefined ? {} : { form }),
      ...(original === undefined ? {} : { original: { ...original, source: clean(original.source) } }),
    })),
    isCut: isCut || findings.length > mostHits,
    unread: skipped
      .filter(({ isFailure }) => isFailure)
      .slice(0, mostUnread)
      .map(({ path, reason }) => ({ path: clean(path), reason: clean(reason) })),
  };
}
