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
  const asking: DialectName[] = [];
  const others: DialectName[] = [];
  for (const dialect of dialects) {
    const asks = await proveFor(draft, dialect);
    (asks ? asking : others).push(dialect);
  }
  if (asking.length === 0) fail(draft, 'has no entry point that any client asks');
  const hosts = draft.variables.hosts.join(', ');
  const proven = `Proven DIRECT in every environment for ${hosts} as ${asking.join(', ')} run it.`;
  return others.length === 0
    ? [proven]
    : [
        proven,
        `It has no FindProxyForURL, as it had none before: ${others.join(', ')} find nothing in it to ask.`,
      ];
}

/** Whether this client asks it at all: a file that was there before may have FindProxyForURLEx alone. */
async function proveFor(draft: Draft, dialect: DialectName): Promise<boolean> {
  const pac = await loadPac(draft.text, { dialect });
  try {
    if (pac.problem?.code === 'no-entry-point' && draft.options.merge !== undefined) return false;
    if (pac.problem !== null) fail(draft, `does not load (${dialect}): ${pac.problem.message}`);
    await proveHosts(draft, pac);
    return true;
  } finally {
    await pac.close();
  }
}

/** All hosts in one proof: what the script is made into is common to them. */
async function proveHosts(draft: Draft, pac: Pac): Promise<void> {
  const { ports, name, hosts, a, aaaa } = draft.variables;
  const [first = name, ...others] = hosts;
  const proof = await pac.prove(`https://${first}:${ports[0] ?? 443}/`, {
    ports,
    hosts: others,
    dns: { [name]: [...a, ...aaaa] },
  });
  // The other entry point is a variant even where the script has none.
  const variants = proof.variants.filter(({ failure }) => failure?.code !== 'no-entry-point');
  for (const part of [proof, ...variants]) {
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
