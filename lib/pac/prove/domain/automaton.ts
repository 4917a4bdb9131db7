/**
 * Regular expressions over address texts, as automata, so that the set of addresses an expression matches can be
 * computed instead of sampled. What syntax is covered is `pattern.ts`'s doing; for any other the answer is `null`, and
 * the caller must then say so.
 */
import { parsePattern, Unsupported, type CharTest, type Part } from './pattern.js';

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

const ADDRESS_CHARS = '0123456789abcdef:.';
const OCTET_TEXTS = Array.from({ length: 256 }, (_, octet) => `.${octet}`);

/** A script asks the same on each of its paths. */
const made = new Map<string, Automaton | null>();
const MOST_KEPT = 500;

/** The automaton of one expression, searching anywhere in a text as `RegExp.prototype.test` does. */
export class Automaton {
  readonly #states: State[] = [];
  readonly #final: number;
  readonly #positions = new Map<string, Position>();
  readonly start: Position;
  readonly #hopeless: boolean[] = [];
  #certain: { readonly is: boolean | null } | null = null;

  private constructor(part: Part) {
    const first = this.#add();
    this.#final = this.#build(part, first);
    this.start = this.#close([first], true);
  }

  /** `null` for an expression whose syntax or flags are not covered. */
  static of(source: string, flags: string): Automaton | null {
    const key = `${flags}/${source}`;
    let automaton = made.get(key);
    if (automaton === undefined) {
      automaton = Automaton.#read(source, flags);
      if (made.size >= MOST_KEPT) made.clear();
      made.set(key, automaton);
    }
    return automaton;
  }

  static #read(source: string, flags: string): Automaton | null {
    if (/[^im]/.test(flags) || flags.includes('m')) return null;
    try {
      const automaton = new Automaton(parsePattern(source, flags.includes('i')));
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

  /** Whether no text of an address's characters that goes on from here is matched. */
  isHopeless(position: Position): boolean {
    const known = this.#hopeless[position.id];
    if (known !== undefined) return known;
    const seen = new Set<Position>([position]);
    for (const at of seen) {
      if (at.accepting || this.#hopeless[at.id] === false) {
        this.#hopeless[position.id] = false;
        return false;
      }
      for (const char of ADDRESS_CHARS) seen.add(this.step(at, char.charCodeAt(0)));
    }
    for (const { id } of seen) this.#hopeless[id] = true;
    return true;
  }

  /**
   * Whether every IPv6 address matches (`true`) or none does (`false`), judged by texts of hexadecimal digits with two
   * colons or more, which are more than there are addresses; `null` where some of those do and some do not.
   */
  certainOfIpv6(): boolean | null {
    this.#certain ??= { is: this.#findCertain() };
    return this.#certain.is;
  }

  #findCertain(): boolean | null {
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
