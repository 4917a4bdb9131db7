/**
 * `npm run mutate -- FOLDER|FILE …`: which one-line defects in lib/FOLDER do the tests not notice? StrykerJS changes the
 * compiled code (what the tests run, and what is shipped) in a copy of the tree and runs, for each change, the tests that
 * reach it. Shown are those that no test noticed, by their place in the source.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { Stryker } from '@stryker-mutator/core';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tests: { type: 'string', multiple: true },
    // Leaves out the text of messages, and what is done once as a module loads: for that every test is run anew.
    quick: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
  },
});

interface Target {
  readonly mutate: string;
  readonly tests: string;
}

/** lib/dnssec, lib/dnssec/denial/nsec.ts or dnssec → the compiled files to change, and the tests of that part of lib. */
const targetOf = (given: string): Target => {
  const path = given.replace(/^\.?\/*(lib\/)?/, 'lib/').replace(/\/+$/, '');
  if (!existsSync(path)) throw new Error(`${path}: no such file or folder`);
  const part = path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
  return {
    mutate: statSync(path).isDirectory() ? `dist/${path}/**/*.js` : `dist/${path.replace(/\.ts$/, '.js')}`,
    tests: `dist/test/${part}/**/*.test.js`,
  };
};

const targets = positionals.map(targetOf);
if (targets.length === 0) {
  process.stderr.write(
    'usage: npm run mutate -- FOLDER|FILE of lib … [--quick] [--jobs N] [--tests GLOB of dist/test]\n',
  );
  process.exit(2);
}
// Incremental results hold for one set of mutants and tests, so each has a folder of its own.
const asked = JSON.stringify([positionals, { ...values, jobs: undefined }]);
const name = positionals.join('+').replace(/[^a-z0-9+-]+/gi, '-');
const folder = `.stryker/${name.slice(0, 60)}-${createHash('sha256').update(asked).digest('hex').slice(0, 8)}`;
mkdirSync(folder, { recursive: true });

const results = await new Stryker({
  testRunner: 'mocha',
  // By their place: where the package is linked, plugins are not found beside the core.
  plugins: ['@stryker-mutator/mocha-runner'],
  mutate: targets.map(({ mutate }) => mutate),
  mochaOptions: { spec: values.tests ?? [...new Set(targets.map(({ tests }) => tests))] },
  coverageAnalysis: 'perTest',
  concurrency: Number(values.jobs),
  ignoreStatic: values.quick,
  mutator: { excludedMutations: values.quick ? ['StringLiteral'] : [] },
  incremental: true,
  incrementalFile: `${folder}/incremental.json`,
  tempDirName: '.stryker/tmp',
  ignorePatterns: ['/bench', '/coverage', '/.stryker'],
  reporters: ['html', 'json', 'progress-append-only'],
  htmlReporter: { fileName: `${folder}/report.html` },
  jsonReporter: { fileName: `${folder}/report.json` },
  timeoutMS: 15_000,
  dryRunTimeoutMinutes: 20,
  disableTypeChecks: false,
  allowConsoleColors: false,
}).runMutationTest();

const maps = new Map<string, TraceMap>();
/** The place in the TypeScript source of a place in the compiled file; Stryker counts both from 0, and so do maps' columns. */
const placeOf = (file: string, at: { line: number; column: number }): string => {
  const map = maps.get(file) ?? new TraceMap(readFileSync(`${file}.map`, 'utf8'));
  maps.set(file, map);
  const { line, column } = originalPositionFor(map, { line: at.line + 1, column: at.column });
  const source = file.replace(/^.*?dist\//, '').replace(/\.js$/, '.ts');
  return line === null ? `${source} (compiled ${at.line + 1})` : `${source}:${line}:${column + 1}`;
};

const tally = new Map<string, { caught: number; all: number }>();
const add = (key: string, caught: boolean): void => {
  const row = tally.get(key) ?? { caught: 0, all: 0 };
  tally.set(key, { caught: row.caught + Number(caught), all: row.all + 1 });
};

for (const { fileName, location, status, mutatorName, replacement } of results) {
  const caught = status === 'Killed' || status === 'Timeout';
  const missed = status === 'Survived' || status === 'NoCoverage';
  if (!caught && !missed) continue;
  const file = fileName.replace(`${process.cwd()}/`, '');
  add(file.replace(/^dist\//, '').replace(/\.js$/, '.ts'), caught);
  add('all', caught);
  if (missed) {
    const shown = replacement.replace(/\s+/g, ' ').slice(0, 100);
    process.stdout.write(`${status} ${placeOf(file, location.start)} ${mutatorName} → ${shown}\n`);
  }
}
for (const [key, { caught, all }] of tally) {
  process.stdout.write(
    `${((100 * caught) / all).toFixed(1).padStart(5)} %  ${caught} of ${all} noticed  ${key}\n`,
  );
}
