/** `npm run conformance -- unbound DIR`: a row for each scenario in a folder, and the sum. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runScenario, type Outcome } from './run.js';

export async function scenarioFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.c?rpl$/.test(name)).sort();
}

export async function unbound([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) {
    console.error('usage: npm run conformance -- unbound DIR');
    process.exitCode = 2;
    return;
  }
  const count = { pass: 0, fail: 0, excluded: 0 };
  const rows = [['file', 'expected', 'got', 'result']];
  for (const name of await scenarioFiles(folder)) {
    const { verdict, expected, got, detail } = await runFile(path.join(folder, name));
    count[verdict] += 1;
    rows.push([name, expected, got, detail === '' ? verdict : `${verdict}: ${detail}`]);
  }
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  console.log(`${count.pass} passed, ${count.fail} failed, ${count.excluded} excluded`);
  if (count.fail > 0) process.exitCode = 1;
}

/** A scenario that breaks the runner is a failure of its own; the others still run. */
async function runFile(file: string): Promise<Outcome> {
  try {
    return await runScenario(await readFile(file, 'latin1'));
  } catch (error) {
    return { verdict: 'fail', expected: '?', got: '?', detail: `the runner broke: ${String(error)}` };
  }
}
