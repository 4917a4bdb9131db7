/**
 * The lint, as the library offers it: decoded here, read in a thread, and run there for the hosts that must go directly.
 */
import { decodeSource } from '../../syntax/decode.js';
import { DEFAULT_LIMITS } from '../../limits.js';
import { openPac } from '../../pac.js';
import { askAnyWorker } from '../../sandbox/worker-pool.js';
import { lintExempted } from './exempted.js';
import type { LintFinding, LintOptions } from './types.js';

/** Whether some client finds an entry point that the reader did not. */
async function hasEntryPoint(text: string): Promise<boolean> {
  for (const dialect of ['chromium', 'winhttp'] as const) {
    const pac = await openPac(text, { dialect });
    await pac.close();
    if (pac.problem === null) return true;
  }
  return false;
}

/** See `lintPac`. */
export async function lint(
  source: string | Uint8Array,
  options: LintOptions = {},
): Promise<readonly LintFinding[]> {
  const { text } = decodeSource(source);
  const bytes = typeof source === 'string' ? Buffer.byteLength(source) : source.length;
  const { hosts = [] } = options;
  const request = { kind: 'lint', text, bytes } as const;
  const reading = await askAnyWorker<'lint'>(request, DEFAULT_LIMITS.proofTimeMs);
  const findings = [...reading.findings];
  if (reading.followed === null) return findings;
  if (!reading.hasEntry && !(await hasEntryPoint(text))) {
    const message = 'no function FindProxyForURL was found by its name';
    findings.unshift({ rule: 'entry-not-found', message, line: 1, column: 1 });
  }
  const run = hosts.length === 0 ? null : await lintExempted(reading.followed, hosts);
  findings.push(...(run ?? reading.unfollowed));
  return findings.sort((a, b) => a.line - b.line || a.column - b.column);
}
