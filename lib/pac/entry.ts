/**
 * What this room offers. Starting a thread takes longer than anything else on the way to a first answer, so that is
 * done first, and what this side needs is read in the meantime: this file and what it imports are kept small.
 */
import type { ExemptOptions, ExemptedPac } from './text/exempt.js';
import type { LintFinding, LintOptions } from './text/lint/types.js';
import type { LoadOptions, Pac } from './pac.js';
import { startFirstThread } from './sandbox/worker-thread.js';

/**
 * Loads a PAC file, given as text, as bytes in any encoding a client accepts, or as a `data:` URL. A file with a
 * mistake in it loads too: its `problem` says what is wrong, and every decision fails with that. Throws `ParseError`
 * (`bad-data-url`) and `RangeError` for a limit that is no positive number, and for a dialect or limit there is none of.
 */
export async function loadPac(source: string | Uint8Array, options: LoadOptions = {}): Promise<Pac> {
  startFirstThread();
  const { openPac } = await import('./pac.js');
  return openPac(source, options);
}

/**
 * Puts an exemption first in an existing PAC and proves that it does what it should. Throws `ParseError`:
 * `pac-not-patchable` with the reason (and line) where the file cannot be patched safely, `bad-host` for a host that is
 * none.
 */
export async function exemptPac(source: string | Uint8Array, options: ExemptOptions): Promise<ExemptedPac> {
  startFirstThread();
  const { exempt } = await import('./text/exempt.js');
  return exempt(source, options);
}

/**
 * What is risky, not portable or to no purpose in a PAC file, in the order of the file. Throws `ParseError`
 * (`bad-data-url`) as `loadPac` does.
 */
export async function lintPac(
  source: string | Uint8Array,
  options: LintOptions = {},
): Promise<readonly LintFinding[]> {
  startFirstThread();
  const { lint } = await import('./text/lint/index.js');
  return lint(source, options);
}
