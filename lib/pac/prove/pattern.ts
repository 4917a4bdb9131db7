/**
 * Regular expressions over address texts, as automata, so that the set of addresses an expression matches can be
 * computed instead of sampled. Covers the plain part of ECMAScript's syntax; look-around, back references and word
 * boundaries are not taken (`null`), and the caller must then say so.
 */

type CharTest = (code: number) => boolean;

type Part =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'start' | 'end' | 'empty' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly least: number; readonly most: number };

class Unsupported extends Error {}

const between =
  (low: number, high: number): CharTest =>
  (code) =>
    code >= low && code <= high;
const any =
  (tests: readonly CharTest[]): CharTest =>
  (code) =>
    tests.some((test) => test(code));
const isDigit = between(48, 57);
const isWord = any([isDigit, between(65, 90), between(97, 122), between(95, 95)]);
const isSpace: CharTest = (code) => code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
const CLASSES: Readonly<Record<string, CharTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
};
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 };
const MOST_REPEATS = 64;

/** Recursive descent over the source of an expression. */
class PatternParser {
  readonly #source: string;
  readonly #ignoreCase: boolean;
  #at = 0;

  constructor(source: string, ignoreCase: boolean) {
    this.#source = source;
    this.#ignoreCase = ignoreCase;
  }

  parse(): Part {
    const part = this.#choice();
    if (this.#at < this.#source.length) throw new Unsupported();
    return part;
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #eat(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): Part {
    const parts = [this.#sequence()];
    while (this.#eat('|')) parts.push(this.#sequence());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')')
      parts.push(this.#repeated());
    return { kind: 'sequence', parts };
  }

  #repeated(): Part {
    const part = this.#atom();
    const match = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.#source.slice(this.#at));
    if (match === null) return part;
    this.#at += match[0].length;
    const [, sign, least, comma, most] = match;
    const bounds: Readonly<Record<string, readonly [number, number]>> = {
      '*': [0, Infinity],
      '+': [1, Infinity],
      '?': [0, 1],
    };
    const low = Number(least);
    const [from, to] = bounds[sign ?? ''] ?? [
      low,
      comma === undefined ? low : most === '' ? Infinity : Number(most),
    ];
    if (from > MOST_REPEATS || (to !== Infinity && to > MOST_REPEATS)) throw new Unsupported();
    return { kind: 'repeat', part, least: from, most: to };
  }

  #char(code: number): Part {
    if (!this.#ignoreCase) return { kind: 'char', test: (other) => other === code };
    const text = String.fromCharCode(code);
    const codes = [text.toLowerCase().charCodeAt(0), text.toUpperCase().charCodeAt(0)];
    return { kind: 'char', test: (other) => codes.includes(other) };
  }

  #atom(): Part {
    const char = this.#peek();
    this.#at++;
    switch (char) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'char', test: (code) => code !== 10 && code !== 13 };
      case '(': {
        if (this.#eat('?') && !this.#eat(':')) throw new Unsupported();
        const inner = this.#choice();
        if (!this.#eat(')')) throw new Unsupported();
        return inner;
      }
      case '[':
        return { kind: 'char', test: this.#set() };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new Unsupported();
      default:
        return this.#char(char.charCodeAt(0));
    }
  }

  #escape(): Part {
    const char = this.#peek();
    this.#at++;
    const named = CLASSES[char];
    if (named !== undefined) return { kind: 'char', test: named };
    const control = CONTROLS[char];
    if (control !== undefined) return { kind: 'char', test: (code) => code === control };
    // Letters and digits left are look-behinds, references, boundaries or code units.
    if (/[A-Za-z1-9]/.test(char) || char === '') throw new Unsupported();
    return this.#char(char.charCodeAt(0));
  }

  #setMember(): { code: number | null; test: CharTest } {
    let char = this.#peek();
    this.#at++;
    if (char === '\\') {
      char = this.#peek();
      this.#at++;
      const named = CLASSES[char];
      if (named !== undefined) return { code: null, test: named };
      const control = char === 'b' ? 8 : CONTROLS[char];
      if (control !== undefined) return { code: control, test: (code) => code === control };
      if (/[A-Za-z1-9]/.test(char)) throw new Unsupported();
    }
    const code = char.charCodeAt(0);
    return { code, test: (other) => other === code };
  }

  #set(): CharTest {
    const negated = this.#eat('^');
    const tests: CharTest[] = [];
    while (this.#peek() !== ']') {
      if (this.#at >= this.#source.length) throw new Unsupported();
      const first = this.#setMember();
      if (this.#peek() === '-' && this.#source.charAt(this.#at + 1) !== ']') {
        this.#at++;
        const last = this.#setMember();
        if (first.code === null || last.code === null) throw new Unsupported();
        tests.push(between(first.code, last.code));
      } else tests.push(first.test);
    }
    this.#at++;
    const inside = any(tests);
    const test: CharTest = this.#ignoreCase
      ? (code) =>
          inside(code) ||
          inside(String.fromCharCode(code).toLowerCase().charCodeAt(0)) ||
          inside(String.fromCharCode(code).toUpperCase().charCodeAt(0))
      : inside;
    return negated ? (code) => !test(code) : test;
  }
}

interface State {
  /** Moves that take no character, some only at the text's start or end. */
  readonly free: { readonly to: number; readonly only: 'start' | 'end' | null }[];
  readonly char: { readonly to: number; readonly test: CharTest } | null;
}

/** Where a match stands: the automaton's states, as a key that equal situations share. */
export interface Position {
  readonly states: readonly number[];
  /** Small and unique within its automaton. */
  readonly id: number;
  /** Whether a text that ends here is matched. */
  readonly accepting: boolean;
  /** Where each character, and each octet of an address with the dot before it, leads: filled in as it is asked. */
  readonly next: (Position | undefined)[];
  readonly afterOctet: (Position | undefined)[];
}

const OCTET_TEXTS = Array.from({ length: 256 }, (_, octet) => `.${octet}`);

/** The automaton of one expression, searching anywhere in a text as `RegExp.prototype.test` does. */
export class Automaton {
  readonly #states: State[] = [];
  readonly #final: number;
  readonly #positions = new Map<string, Position>();
  readonly start: Position;

  private constructor(part: Part) {
    const first = this.#add();
    this.#final = this.#build(part, first);
    this.start = this.#close([first], true);
  }

  /** `null` for an expression whose syntax or flags are not covered. */
  static of(source: string, flags: string): Automaton | null {
    if (/[^im]/.test(flags) || flags.includes('m')) return null;
    try {
      const automaton = new Automaton(new PatternParser(source, flags.includes('i')).parse());
      return automaton.#states.length > 4000 ? null : automaton;
    } catch (error) {
      if (error instanceof Unsupported) return null;
      throw error;
    }
  }

  #add(char: State['char'] = null): number {
    if (this.#states.length > 5000) throw new Unsupported();
    this.#states.push({ free: [], char });
    return this.#states.length - 1;
  }

  #link(from: number, to: number, only: 'start' | 'end' | null = null): void {
    this.#states[from]?.free.push({ to, only });
  }

  /** Adds a part after `from`; returns the state it ends in. */
  #build(part: Part, from: number): number {
    switch (part.kind) {
      case 'char': {
        const end = this.#add();
        const begin = this.#add({ to: end, test: part.test });
        this.#link(from, begin);
        return end;
      }
      case 'start':
      case 'end': {
        const end = this.#add();
        this.#link(from, end, part.kind);
        return end;
      }
      case 'empty':
        return from;
      case 'sequence': {
        let at = from;
        for (const one of part.parts) at = this.#build(one, at);
        return at;
      }
      case 'choice': {
        const end = this.#add();
        for (const one of part.parts) this.#link(this.#build(one, from), end);
        return end;
      }
      case 'repeat': {
        let at = from;
        for (let count = 0; count < part.least; count++) at = this.#build(part.part, at);
        const end = this.#add();
        if (part.most === Infinity) {
          const loop = this.#add();
          this.#link(at, loop);
          this.#link(this.#build(part.part, loop), loop);
          this.#link(loop, end);
          return end;
        }
        this.#link(at, end);
        for (let count = part.least; count < part.most; count++) {
          at = this.#build(part.part, at);
          this.#link(at, end);
        }
        return end;
      }
    }
  }

  #close(from: readonly number[], atStart: boolean): Position {
    const seen = new Set<number>(from);
    const queue = [...from];
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      for (const { to, only } of this.#states[state]?.free ?? []) {
        if (only === 'end' || (only === 'start' && !atStart) || seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    // Once found, always found: a search does not look at the rest.
    const states = seen.has(this.#final) ? [this.#final] : [...seen].sort((a, b) => a - b);
    const key = states.join();
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    const accepting = this.#reachesEnd(states, false);
    const position: Position = { states, id: this.#positions.size, accepting, next: [], afterOctet: [] };
    this.#positions.set(key, position);
    return position;
  }

  step(position: Position, code: number): Position {
    const known = position.next[code];
    if (known !== undefined) return known;
    let result = position;
    if (position.states[0] !== this.#final || position.states.length !== 1) {
      const next: number[] = [0];
      for (const state of position.states) {
        const char = this.#states[state]?.char;
        if (char?.test(code) === true) next.push(char.to);
      }
      result = this.#close(next, false);
    }
    position.next[code] = result;
    return result;
  }

  /** Reads one octet of an address, with the dot before it unless it is the first. */
  octet(position: Position, octet: number, isFirst: boolean): Position {
    if (isFirst) return this.run(position, String(octet));
    const known = position.afterOctet[octet];
    if (known !== undefined) return known;
    const result = this.run(position, OCTET_TEXTS[octet] ?? '');
    position.afterOctet[octet] = result;
    return result;
  }

  run(position: Position, text: string): Position {
    let at = position;
    for (let i = 0; i < text.length; i++) at = this.step(at, text.charCodeAt(i));
    return at;
  }

  #reachesEnd(from: readonly number[], atStart: boolean): boolean {
    const seen = new Set<number>(from);
    const queue = [...from];
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      if (state === this.#final) return true;
      for (const { to, only } of this.#states[state]?.free ?? []) {
        if ((only === 'start' && !atStart) || seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    return false;
  }

  /** Whether no further text can change what this position says: found, as a search stays found. */
  isSettled(position: Position): boolean {
    return position.states.length === 1 && position.states[0] === this.#final;
  }

  /**
   * Whether every IPv6 address matches (`true`) or none does (`false`), judged by texts of hexadecimal digits with two
   * colons or more, which are more than there are addresses; `null` where some of those do and some do not.
   */
  certainOfIpv6(): boolean | null {
    interface Reading {
      readonly position: Position;
      readonly colons: number;
    }
    let level = new Map<string, Reading>([['', { position: this.start, colons: 0 }]]);
    let some = false;
    let all = true;
    for (let length = 0; length <= 39; length++) {
      for (const { position, colons } of level.values()) {
        if (colons < 2) continue;
        if (position.accepting) some = true;
        else all = false;
      }
      if (some && !all) return null;
      const next = new Map<string, Reading>();
      for (const { position, colons } of level.values()) {
        for (const char of '0123456789abcdef:') {
          const step = this.step(position, char.charCodeAt(0));
          const count = char === ':' ? Math.min(2, colons + 1) : colons;
          next.set(`${step.id}/${count}`, { position: step, colons: count });
        }
      }
      level = next;
    }
    return all;
  }

  test(text: string): boolean {
    return text === '' ? this.#reachesEnd(this.start.states, true) : this.run(this.start, text).accepting;
  }
}
