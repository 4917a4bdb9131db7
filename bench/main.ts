/**
 * `npm run bench -- [SUITE [arguments]] [--short] [--json FILE]`: measurements, each beside a peer in the same run; without
 * a suite all of them, as one table. `--short`: those that need no programs beside npm's and a minute each, held against the
 * ratios of `bench/held.ts`: exit code 1 where one is past its margin. Limits: figures mean something on a machine with
 * nothing else to do, and ratios a little elsewhere.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pastMargin } from './held.js';
import { isMet, ratioOf, tableOf, type Row } from './row.js';
import type { Suite } from './suite.js';

interface Entry {
  readonly load: () => Promise<Suite>;
  readonly isShort: boolean;
}

const SUITES: Readonly<Record<string, Entry>> = {
  'start-up': { load: async () => (await import('./start-up.js')).startUpBench, isShort: true },
  'pac-proof': { load: async () => (await import('./pac/main.js')).pacProofBench, isShort: true },
  pac: { load: async () => (await import('./pac/main.js')).pacBench, isShort: true },
  generate: { load: async () => (await import('./generate.js')).generateBench, isShort: true },
  audit: { load: async () => (await import('./audit.js')).auditBench, isShort: false },
  bulk: { load: async () => (await import('./bulk/main.js')).bulkBench, isShort: false },
  dnssec: { load: async () => (await import('./dnssec/main.js')).dnssecBench, isShort: false },
  'dnssec-hostile': { load: async () => (await import('./dnssec/hostile.js')).hostileBench, isShort: true },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, json: { type: 'string' } },
});
const [named, ...args] = positionals;

/** A suite that cannot run here is named, and the others are run all the same. */
async function rowsOf(name: string, { load }: Entry): Promise<readonly Row[]> {
  console.error(`${name} …`);
  try {
    return await (
      await load()
    )(args, values.short);
  } catch (error) {
    if (named !== undefined) throw error;
    console.error(`${name} is left out: ${(error as Error).message}`);
    return [];
  }
}

if (named !== undefined && !Object.hasOwn(SUITES, named)) {
  console.error(
    `usage: npm run bench -- [${Object.keys(SUITES).join('|')} [arguments]] [--short] [--json FILE]`,
  );
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  for (const [name, entry] of Object.entries(SUITES))
    if (named === undefined ? entry.isShort || !values.short : name === named)
      rows.push(...(await rowsOf(name, entry)));
  console.log(tableOf(rows));
  if (values.json !== undefined) {
    const told = rows.map((row) => ({ ...row, ratio: ratioOf(row), isMet: isMet(row) }));
    writeFileSync(values.json, `${JSON.stringify(told, null, 2)}\n`);
  }
  const past = values.short ? pastMargin(rows) : [];
  for (const line of past) console.error(line);
  if (past.length > 0) process.exitCode = 1;
}
