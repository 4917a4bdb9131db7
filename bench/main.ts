/**
 * `npm run bench -- SUITE [arguments]`: measurements, each a ratio to a peer in the same run. Limits: they need
 * the programs they compare with, and a machine with nothing else to do.
 */
type Suite = (args: readonly string[]) => Promise<void>;

const suites: ReadonlyMap<string, () => Promise<Suite>> = new Map([
  ['audit', async (): Promise<Suite> => (await import('./audit.js')).auditBench],
  ['dnssec', async (): Promise<Suite> => (await import('./dnssec/main.js')).dnssecBench],
  ['pac', async (): Promise<Suite> => (await import('./pac/main.js')).pacBench],
  ['pac-proof', async (): Promise<Suite> => (await import('./pac/main.js')).pacProofBench],
  ['dnssec-hostile', async (): Promise<Suite> => (await import('./dnssec/hostile.js')).hostileBench],
]);

const [name = '', ...args] = process.argv.slice(2);
const load = suites.get(name);
if (load === undefined) {
  console.error(`usage: npm run bench -- ${[...suites.keys()].join('|')} [arguments]`);
  process.exitCode = 2;
} else {
  await (
    await load()
  )(args);
}
