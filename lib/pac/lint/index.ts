/**
 * The lint, as the library offers it: decoded here, read in a thread.
 */
import { decodeSource } from '../decode.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { askAnyWorker } from '../pool.js';
import type { LintFinding, LintOptions } from './types.js';

/** See `lintPac`. */
export async function lint(
  source: string | Uint8Array,
  options: LintOptions = {},
): Promise<readonly LintFinding[]> {
  const { text } = decodeSource(source);
  const bytes = typeof source === 'string' ? Buffer.byteLength(source) : source.length;
  return askAnyWorker<'lint'>({ kind: 'lint', text, bytes, options }, DEFAULT_LIMITS.proofTimeMs);
}
