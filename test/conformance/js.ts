/**
 * `npm run conformance -- js DIR`: runs a folder of scripts in test262's form in the proof's own interpreter. A row
 * each: `passed`, `failed`, or `refused` where the interpreter says that it does not model something. A failure is a bug
 * in it; a refusal is honest. The harness (`assert.js`, `sta.js` and what `includes` names) is in `DIR/harness` or in a
 * folder `harness` beside DIR or above it.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { KnownRun, type RunOutcome } from '../../lib/pac/prove/interpreter/run.js';

export interface FrontMatter {
  readonly flags: readonly string[];
  readonly includes: readonly string[];
  readonly features: readonly string[];
  readonly negative: { readonly phase: string; readonly type: string } | null;
}

/** A list in one line, `[a, b]`, or in lines of its own that begin with a dash. */
function listIn(text: string, key: string): string[] {
  const inline = new RegExp(`^${key}:[ \\t]*\\[([^\\]]*)\\]`, 'm').exec(text)?.[1];
  const lines = new RegExp(`^${key}:[ \\t]*\\r?\\n((?:[ \\t]+-[^\\n]*\\n?)+)`, 'm').exec(text)?.[1];
  const items = inline?.split(',') ?? lines?.split('\n').map((line) => line.replace(/^\s*-/, ''));
  return (items ?? []).map((item) => item.trim()).filter((item) => item !== '');
}

export function frontMatter(text: string): FrontMatter {
  const block = (/\/\*---([\s\S]*?)---\*\//.exec(text)?.[1] ?? '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n');
  const negative = /^negative:[ \t]*\n((?:[ \t]+[^\n]*\n?)+)/m.exec(block)?.[1];
  const field = (name: string): string => new RegExp(`${name}:[ \\t]*(\\S+)`).exec(negative ?? '')?.[1] ?? '';
  return {
    flags: listIn(block, 'flags'),
    includes: listIn(block, 'includes'),
    features: listIn(block, 'features'),
    negative: negative === undefined ? null : { phase: field('phase'), type: field('type') },
  };
}

export interface Row {
  readonly verdict: 'passed' | 'failed' | 'refused';
  readonly detail: string;
}

const passed: Row = { verdict: 'passed', detail: '' };
const failed = (detail: string): Row => ({ verdict: 'failed', detail });
const refused = (detail: string): Row => ({ verdict: 'refused', detail });

/** What a test may take: a test that goes on for longer is refused, as a script is. */
const LIMITS = { steps: 30_000_000, milliseconds: 20_000 };

function shown(run: KnownRun, outcome: { readonly throws: unknown }): string {
  const thrown = outcome.throws as Parameters<KnownRun['errorName']>[0];
  return `throws ${run.errorName(thrown)}${run.errorText(thrown)}`;
}

/** One script, once: strict or not. */
function runOnce(
  text: string,
  matter: FrontMatter,
  harness: ReadonlyMap<string, string>,
  isStrict: boolean,
): Row {
  const run = new KnownRun(LIMITS);
  const isRaw = matter.flags.includes('raw');
  for (const name of isRaw ? [] : ['assert.js', 'sta.js', ...matter.includes]) {
    const source = harness.get(name);
    if (source === undefined) return failed(`there is no ${name} in the harness`);
    const loaded = run.load(source);
    if ('refused' in loaded) return refused(`${name}: ${loaded.refused}`);
    if ('throws' in loaded) return failed(`${name} ${shown(run, loaded)}`);
  }
  let outcome: RunOutcome;
  try {
    outcome = run.load(isStrict ? `"use strict";\n${text}` : text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const isWanted = matter.negative?.phase === 'parse' && matter.negative.type === 'SyntaxError';
    return isWanted ? passed : failed(`does not parse: ${error.message}`);
  }
  if ('refused' in outcome) return refused(outcome.refused);
  if (matter.negative === null) return 'throws' in outcome ? failed(shown(run, outcome)) : passed;
  if (matter.negative.phase === 'parse') return failed('parses');
  if (!('throws' in outcome)) return failed('does not throw');
  const name = run.constructorName(outcome.throws);
  return name === matter.negative.type ? passed : failed(`throws ${name}`);
}

/** One script as its flags say: strict, not strict, or both. */
export function runScript(text: string, harness: ReadonlyMap<string, string>): Row {
  const matter = frontMatter(text);
  const { flags } = matter;
  for (const flag of ['module', 'async']) if (flags.includes(flag)) return refused(`${flag} scripts`);
  const modes = flags.includes('onlyStrict')
    ? [true]
    : flags.includes('noStrict') || flags.includes('raw')
      ? [false]
      : [false, true];
  let worst = passed;
  for (const isStrict of modes) {
    const row = safely(() => runOnce(text, matter, harness, isStrict));
    if (row.verdict === 'failed') return { ...row, detail: `${isStrict ? '(strict) ' : ''}${row.detail}` };
    if (row.verdict === 'refused') worst = row;
  }
  return worst;
}

/** An error of our own is the interpreter's, and a failure. */
function safely(run: () => Row): Row {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack'))
      return refused('more depth than this thread has');
    return failed(
      `ends the interpreter: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

function scriptsIn(folder: string): string[] {
  if (!statSync(folder).isDirectory()) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'harness' ? [] : scriptsIn(path);
      // Files with this mark are parts of others.
      return entry.name.endsWith('.js') && !entry.name.includes('_FIXTURE') ? [path] : [];
    });
}

function harnessOf(folder: string): ReadonlyMap<string, string> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const harness = join(at, 'harness');
    if (existsSync(join(harness, 'assert.js'))) return readAll(harness, '');
    if (at === dirname(at)) return new Map();
  }
}

function readAll(folder: string, prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = prefix + entry.name;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) for (const [key, text] of readAll(path, `${name}/`)) found.set(key, text);
    else if (name.endsWith('.js')) found.set(name, readFileSync(path, 'utf8'));
  }
  return found;
}

export function runFolder(folder: string, print: (line: string) => void): Record<Row['verdict'], number> {
  const harness = harnessOf(folder);
  const totals = { passed: 0, failed: 0, refused: 0 };
  for (const path of scriptsIn(folder)) {
    const { verdict, detail } = runScript(readFileSync(path, 'utf8'), harness);
    totals[verdict]++;
    const name = relative(folder, path) || path;
    print(detail === '' ? `${verdict}\t${name}` : `${verdict}\t${name}\t${detail.replaceAll(/\s+/g, ' ')}`);
  }
  print(`${totals.passed} passed, ${totals.failed} failed, ${totals.refused} refused`);
  return totals;
}

/** The suite: exit code 1 where a script failed. */
export function js(folders: readonly string[]): Promise<void> {
  if (folders.length === 0) {
    console.error('usage: npm run conformance -- js DIR …');
    process.exitCode = 2;
    return Promise.resolve();
  }
  let failures = 0;
  for (const folder of folders)
    failures += runFolder(folder, (line) => {
      console.log(line);
    }).failed;
  process.exitCode = failures > 0 ? 1 : 0;
  return Promise.resolve();
}
