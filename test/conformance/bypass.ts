/**
 * `npm run conformance -- bypass FILE.tsv …`: rows of client, rules, URL, expected (`bypass` or `proxy`), separated
 * by tabs. A header line, empty lines and lines that start with `#` are passed over. Prints each disagreement
 * and closes with `N passed, N failed`.
 */
import { readFileSync } from 'node:fs';
import { bypasses } from '../../lib/proxy/index.js';

interface Tally {
  passed: number;
  failed: number;
}

/** One row; undefined where the line holds none. Throws on a row that is not of the form. */
export function parseRow(
  line: string,
): [client: string, rules: string, url: string, expected: string] | undefined {
  if (line.trim() === '' || /^\s*#/.test(line)) return undefined;
  const cells = line.split('\t');
  const [client = '', rules = '', url = '', expected = ''] = cells;
  if (/^client$/i.test(client.trim())) return undefined;
  if (cells.length < 4) throw new Error(`expected 4 columns separated by tabs, found ${cells.length}`);
  // A tab parts the columns, so one in a rule is written `\t`.
  return [client.trim(), rules.replaceAll('\\t', '\t'), url.trim(), expected.trim().toLowerCase()];
}

/** Runs one table and adds to the tally; the disagreements go to `print`. */
export function runTable(text: string, name: string, tally: Tally, print: (line: string) => void): void {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const place = `${name}:${index + 1}`;
    try {
      const row = parseRow(line);
      if (row === undefined) continue;
      const [client, rules, url, expected] = row;
      const found = bypasses(client, rules, url) ? 'bypass' : 'proxy';
      if (found === expected) tally.passed += 1;
      else {
        tally.failed += 1;
        print(`${place}: ${client} ${JSON.stringify(rules)} ${url}: expected ${expected}, found ${found}`);
      }
    } catch (error) {
      tally.failed += 1;
      print(`${place}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** The suite: exit code 1 where a row failed. */
export function bypass(files: readonly string[]): Promise<void> {
  const tally: Tally = { passed: 0, failed: 0 };
  const print = (line: string): void => {
    console.log(line);
  };
  for (const file of files) runTable(readFileSync(file, 'utf8'), file, tally, print);
  if (files.length === 0) print('Say which tables to run: npm run conformance -- bypass FILE.tsv …');
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 || files.length === 0 ? 1 : 0;
  return Promise.resolve();
}
