/**
 * Reads Unbound's test scenarios (`.rpl`, `.crpl`): configuration, the replies each server gives at which step, and
 * the steps. Limits: what a scenario says that this reader does not know is kept by name, for the runner to decide on.
 */
import type { ResourceRecord } from '../../../lib/dns/message.js';
import { parseName, type Name } from '../../../lib/dns/name.js';
import { parseType, rrType } from '../../../lib/dns/codes.js';
import { parseRdata, parseRecord } from '../../../lib/dns/rdata-parse.js';
import { formatRdata } from '../../../lib/dns/rdata-text.js';
import { ParseError } from '../../../lib/errors.js';
import { readConfig, type ConfigOption } from './config.js';

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
  readonly config: readonly ConfigOption[];
  readonly ranges: readonly Range[];
  readonly steps: readonly Step[];
  /** Directives met that are not known here. */
  readonly unknown: readonly string[];
}

type Section = 'question' | 'answer' | 'authority' | 'additional';

/** What a record's owner, and a TTL left out, go by: `$ORIGIN` and `$TTL` hold until the next, entries notwithstanding. */
interface Defaults {
  origin: string;
  ttlSeconds: number;
}

class Lines {
  readonly #lines: readonly string[];
  readonly defaults: Defaults = { origin: '', ttlSeconds: 3_600 };
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split(/\r?\n/);
  }

  get number(): number {
    return this.#at;
  }

  /** The next line that holds more than a comment. Undefined at the end. */
  next(): string | undefined {
    while (this.#at < this.#lines.length) {
      const line = this.raw() ?? '';
      if (line.trim() !== '') return line;
    }
    return undefined;
  }

  /** The line as it goes on where its parentheses stay open, which those of a record may. */
  rest(line: string): string {
    let whole = line;
    while (isOpen(whole) && this.#at < this.#lines.length) whole += ` ${this.raw() ?? ''}`;
    return whole;
  }

  raw(): string | undefined {
    const line = this.#lines[this.#at++];
    return line === undefined ? undefined : uncommented(line);
  }

  /** Passes over what is not for this reader, up to and with the line that starts with `end`. */
  skipTo(end: string): void {
    for (let line = this.raw(); line !== undefined && !line.trim().startsWith(end); line = this.raw());
  }
}

const quotedString = /"(?:[^"\\]|\\.)*"/g;

/** `;` anywhere outside quotes, `#` only where a line starts with it. */
function uncommented(line: string): string {
  if (/^\s*#/.test(line)) return '';
  return line.replace(/("(?:[^"\\]|\\.)*")|;.*$/g, (_all, quoted: string | undefined) => quoted ?? '');
}

function isOpen(line: string): boolean {
  return /\([^)]*$/.test(line.replace(quotedString, ''));
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
  const config = readConfig(text.split(/^\s*CONFIG_END/m)[0] ?? '');
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
    } else if (readDefault(lines, word, rest)) {
      continue;
    } else if (word === 'FILE_BEGIN') {
      lines.skipTo('FILE_END');
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

function readRange(lines: Lines, [from = '0', to = '0']: readonly string[], unknown: string[]): Range {
  const addresses: string[] = [];
  const entries: Entry[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word === 'RANGE_END') break;
    if (word === 'ADDRESS') addresses.push(plainAddress(rest[0] ?? ''));
    else if (word === 'ENTRY_BEGIN') entries.push(readEntry(lines, unknown));
    else if (!readDefault(lines, word, rest)) unknown.push(word);
  }
  return { from: Number(from), to: Number(to), addresses, entries };
}

/** `$ORIGIN` and `$TTL`; true where the line was one. */
function readDefault({ defaults }: Lines, word: string, [value = '']: readonly string[]): boolean {
  if (word === '$ORIGIN') defaults.origin = absolute(value, defaults.origin);
  else if (word === '$TTL') defaults.ttlSeconds = ttlSeconds(value);
  else return false;
  return true;
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
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word === 'ENTRY_END') break;
    if (word === 'MATCH' || word === 'ADJUST' || word === 'REPLY') {
      for (const item of rest.join(' ').replace(/#.*/, '').split(' ')) if (item !== '') words[word].add(item);
    } else if (word === 'SECTION') {
      section = (rest[0] ?? '').toLowerCase() as Section;
    } else if (readDefault(lines, word, rest)) {
      continue;
    } else if (/^([A-Z]+_)+[A-Z]+$/.test(word)) {
      unknown.push(word); // E.g. HEX_ANSWER_BEGIN, HEX_EDNSDATA_BEGIN, EXTRA_PACKET.
      if (word.endsWith('_BEGIN')) lines.skipTo(word.replace(/_BEGIN$/, '_END'));
    } else if (section === 'question') {
      question = {
        name: parseName(absolute(word, lines.defaults.origin)),
        type: parseType(rest.at(-1) ?? ''),
      };
    } else {
      const whole = lines.rest(line).trim();
      const text = /^\s/.test(line) && !looksLikeOwner(word) ? `${owner} ${whole}` : whole;
      const first = text.split(/\s+/)[0] ?? '';
      owner = absolute(first, lines.defaults.origin);
      const record = readRecord(
        `${owner} ${plainTtl(text.slice(first.length))}`,
        lines.defaults.ttlSeconds,
        unknown,
      );
      if (record !== undefined) sections[section].push(record);
    }
  }
  return { match: words.MATCH, adjust: words.ADJUST, reply: words.REPLY, question, ...sections };
}

/** A record of a type that has no text form here is left out and noted; anything else malformed is an error. */
function readRecord(line: string, defaultTtlSeconds: number, unknown: string[]): ResourceRecord | undefined {
  try {
    return parseRecord(line, defaultTtlSeconds);
  } catch (error) {
    if (!(error instanceof ParseError) || error.code !== 'no-text-form') throw error;
    unknown.push(error.message);
    return undefined;
  }
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** A TTL with units, as `1d12h`, or plain seconds. */
function ttlSeconds(text: string): number {
  const parts = text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g);
  return [...parts].reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit] ?? 1), 0);
}

/** TTL and class, in either order, as `parseRecord` takes them: seconds without units, and `IN`. */
function plainTtl(text: string): string {
  return text
    .replace(
      /^((?:\s+IN)?\s+)((?:\d+[smhdw])+)(?=\s)/i,
      (_all, before: string, ttl: string) => `${before}${ttlSeconds(ttl)}`,
    )
    .replace(/^((?:\s+\d+)?\s+)CLASS1(?=\s)/i, '$1IN');
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

/** An address without port and TLS name, in the one form in which addresses are compared. */
export function plainAddress(text: string): string {
  const address = text.replace(/[@#].*/, '');
  return address.includes(':') ? formatRdata(rrType.AAAA, parseRdata(rrType.AAAA, address)) : address;
}

/** All values of an option. */
export function optionValues(scenario: Scenario, option: string): string[] {
  return scenario.config.filter(([name]) => name === option).map(([, value]) => value);
}
