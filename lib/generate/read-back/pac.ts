/**
 * Reads a PAC back: in the dialect of each client, every URL of the profile goes DIRECT and nothing else, in
 * every environment.
 */
import { loadPac, type DialectName, type Pac } from '../../pac/index.js';
import { GenerateError } from '../error.js';
import type { Draft } from '../targets/target.js';

/** Apple's own dialect is not verified in the PAC room; these four cover both entry points. */
const dialects: readonly DialectName[] = ['chromium', 'firefox', 'winhttp', 'node'];

/** Throws `GenerateError` (`read-back`) with the counterexample. */
export async function provePac(draft: Draft): Promise<string[]> {
  for (const dialect of dialects) {
    const pac = await loadPac(draft.text, { dialect });
    try {
      if (pac.problem !== null) fail(draft, `does not load (${dialect}): ${pac.problem.message}`);
      for (const host of draft.variables.hosts) await proveHost(draft, pac, host);
    } finally {
      await pac.close();
    }
  }
  const hosts = draft.variables.hosts.join(', ');
  return [`Proven DIRECT in every environment for ${hosts} as ${dialects.join(', ')} run it.`];
}

async function proveHost(draft: Draft, pac: Pac, host: string): Promise<void> {
  const { ports, name, a, aaaa } = draft.variables;
  const proof = await pac.prove(`https://${host}:${ports[0] ?? 443}/`, {
    ports,
    hosts: [],
    dns: { [name]: [...a, ...aaaa] },
  });
  for (const part of [proof, ...proof.variants]) {
    if (part.verdict === 'always' && !part.mayFallBack) continue;
    const why =
      part.counterexamples[0]?.words ??
      part.obstacles[0]?.reason ??
      'a refused connection is retried through a proxy';
    fail(draft, `is not always DIRECT for ${part.asked.url} (${pac.dialect}, ${part.variant}): ${why}`);
  }
}

function fail(draft: Draft, message: string): never {
  throw new GenerateError('read-back', `The PAC generated ${message}.`, { target: draft.target.id });
}
