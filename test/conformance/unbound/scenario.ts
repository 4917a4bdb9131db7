/**
 * Reads Unbound's test scenarios (`.rpl`, `.crpl`): configuration, the replies each server gives at which step, and
 * the steps. Limits: what a scenario says that this reader does not know is kept by name, for the runner to decide on.
 */
import type { ResourceRecord } from '../../../lib/dns/message.js';
import { parseName, type Name } from '../../../lib/dns/name.js';
import { parseType } from '../../../lib/dns/codes.js';
import { parseRecord } from '../../../lib/dns/rdata-parse.js';
import { ParseError } from '../../../lib/errors.js';

export interface Entry {
  /** Words of its MATCH lines. */
  readonly match: ReadonlySet<string>;
  readonly adjust: ReadonlySet<string>;
  /** Words of its REPLY lines: flags, opcode, rcode. */
  readonly reply: ReadonlySet<string>;
  readonly question: { readonly name: Name; readonly type: number } | undefined;
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}

export interface Range {
  readonly from: number;
  readonly to: number;
  readonly addresses: readonly string[];
  readonly entries: readonly Entry[];
}

export interface Step {
  readonly number: number;
  /** QUERY, CHECK_ANSWER, TIME_PASSES, … */
  readonly action: string;
  readonly words: readonly string[];
  readonly entry: Entry | undefined;
}

export interface Scenario {
  /** Every `option: value`, in order; those of a `stub-zone:` or other block carry its name, as `stub-zone/name`. */
  readonly config: readonly (readonly [option: string, value: string])[];
  readonly ranges: readonly Range[];
  readonly steps: readonly Step[];
  /** Directives met that are not known here. */
  readonly unknown: readonly string[];
}

type Section = 'question' | 'answer' | 'authority' | 'additional';

class Lines {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split(/\r?\n/);
  }

  get number(): number {
    return this.#at;
  }

  /** The next line that holds more than a comment; a record in parentheses as one line. Undefined at the end. */
  next(): string | undefined {
    while (this.#at < this.#lines.length) {
      let line = uncommented(this.#lines[this.#at++] ?? '');
      while (/\([^)]*$/.test(line) && this.#at < this.#lines.length)
        line += ` ${uncommented(this.#lines[this.#at++] ?? '')}`;
      if (line.trim() !== '') return line;
    }
    return undefined;
  }
}

function uncommented(line: string): string {
  return line.replace(/("(?:[^"\\]|\\.)*")|;.*$/g, (_all, quoted: string | undefined) => quoted ?? '');
}

/** Throws `ParseError` with the line. */
export function parseScenario(text: string): Scenario {
  const lines = new Lines(text);
  try {
    return readScenario(text, lines);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ParseError(error.code, `line ${lines.number}: ${error.message}`, {
      line: lines.number,
      cause: error,
    });
  }
}

function readScenario(text: string, lines: Lines): Scenario {
  const config = readConfig(text.split(/^CONFIG_END/m)[0] ?? '');
  const ranges: Range[] = [];
  const steps: Step[] = [];
  const unknown: string[] = [];
  let inConfig = true;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (inConfig) {
      inConfig = word !== 'CONFIG_END';
    } else if (word === 'RANGE_BEGIN') {
      ranges.push(readRange(lines, rest, unknown));
    } else if (word === 'STEP') {
      const [number = '0', action = '', ...words] = rest;
      const withEntry = /^(QUERY|CHECK_ANSWER|CHECK_OUT_QUERY|REPLY)$/.test(action);
      steps.push({
        number: Number(number),
        action,
        words,
        entry: withEntry ? readEntryAfterBegin(lines, unknown) : undefined,
      });
    } else if (!/^(SCENARIO_BEGIN|SCENARIO_END)$/.test(word)) {
      unknown.push(word);
    }
  }
  return { config, ranges, steps: steps.sort((a, b) => a.number - b.number), unknown };
}

function readConfig(text: string): [string, string][] {
  const config: [string, string][] = [];
  let block = '';
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([a-z0-9-]+):\s*(?:"([^"]*)"|([^\s#;"]*))/i.exec(line.replace(/^\s*[;#].*/, ''));
    if (match === null) continue;
    const [, option = '', quoted, bare = ''] = match;
    const value = quoted ?? bare;
    if (value === '' && quoted === undefined) {
      block = option === 'server' ? '' : `${option}/`;
      if (block !== '') config.push([option, '']);
    } else {
      config.push([block + option, value]);
    }
  }
  return config;
}

function readRange(lines: Lines, [from = '0', to = '0']: readonly string[], unknown: string[]): Range {
  const addresses: string[] = [];
  const entries: Entry[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word === 'RANGE_END') break;
    if (word === 'ADDRESS') addresses.push(rest[0] ?? '');
    else if (word === 'ENTRY_BEGIN') entries.push(readEntry(lines, unknown));
    else unknown.push(word);
  }
  return { from: Number(from), to: Number(to), addresses, entries };
}

function readEntryAfterBegin(lines: Lines, unknown: string[]): Entry | undefined {
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.trim().startsWith('ENTRY_BEGIN')) return readEntry(lines, unknown);
    unknown.push(line.trim().split(/\s+/)[0] ?? '');
  }
  return undefined;
}

function readEntry(lines: Lines, unknown: string[]): Entry {
  const words: Record<'MATCH' | 'ADJUST' | 'REPLY', Set<string>> = {
    MATCH: new Set(),
    ADJUST: new Set(),
    REPLY: new Set(),
  };
  const sections: Record<Exclude<Section, 'question'>, ResourceRecord[]> = {
    answer: [],
    authority: [],
    additional: [],
  };
  let question: Entry['question'];
  let section: Section = 'question';
  let owner = '.';
  let origin = '';
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word === 'ENTRY_END') break;
    if (word === 'MATCH' || word === 'ADJUST' || word === 'REPLY') {
      for (const item of rest) words[word].add(item);
    } else if (word === 'SECTION') {
      section = (rest[0] ?? '').toLowerCase() as Section;
    } else if (word === '$ORIGIN') {
      origin = rest[0] ?? '';
    } else if (/^([A-Z]+_)+[A-Z]+$/.test(word)) {
      unknown.push(word); // E.g. HEX_ANSWER_BEGIN, HEX_EDNSDATA_BEGIN, EXTRA_PACKET.
      if (word.endsWith('_BEGIN')) skipTo(lines, word.replace(/_BEGIN$/, '_END'));
    } else if (section === 'question') {
      question = { name: parseName(absolute(word, origin)), type: parseType(rest.at(-1) ?? '') };
    } else {
      const text = /^\s/.test(line) && !looksLikeOwner(word) ? `${owner} ${line.trim()}` : line.trim();
      const first = text.split(/\s+/)[0] ?? '';
      owner = absolute(first, origin);
      const record = readRecord(`${owner} ${text.slice(first.length)}`, unknown);
      if (record !== undefined) sections[section].push(record);
    }
  }
  return { match: words.MATCH, adjust: words.ADJUST, reply: words.REPLY, question, ...sections };
}

/** A record of a type that has no text form here is left out and noted; anything else malformed is an error. */
function readRecord(line: string, unknown: string[]): ResourceRecord | undefined {
  try {
    return parseRecord(line);
  } catch (error) {
    if (!(error instanceof ParseError) || error.code !== 'no-text-form') throw error;
    unknown.push(error.message);
    return undefined;
  }
}

function skipTo(lines: Lines, end: string): void {
  for (let line = lines.next(); line !== undefined && !line.includes(end); line = lines.next());
}

/** An indented line starts with TTL, class or type where it leaves its owner out. */
function looksLikeOwner(word: string): boolean {
  return word.endsWith('.') || word.includes('.');
}

function absolute(name: string, origin: string): string {
  if (name.endsWith('.') && !name.endsWith('\\.')) return name;
  if (name === '@') return origin === '' ? '.' : origin;
  return origin === '' || origin === '.' ? `${name}.` : `${name}.${origin}`;
}

/** All values of an option. */
export function optionValues(scenario: Scenario, option: string): string[] {
  return scenario.config.filter(([name]) => name === option).map(([, value]) => value);
}
