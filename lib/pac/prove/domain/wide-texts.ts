/**
 * What is known of one IPv6 address along a path: the networks it is or is not in, and the expressions its text does or
 * does not match. A search over texts that look like addresses, of which there are a few too many, so that where none is
 * left there is no address.
 */
import { nonNull } from '../../non-null.js';
import type { Position } from './automaton.js';
import type { TextRule } from './addresses.js';
import { intersectWide, wideNumber, wideText, type WideInterval } from './wide-addresses.js';

export interface V6Facts {
  readonly intervals: readonly WideInterval[];
  readonly rules: readonly TextRule[];
}

/** Texts looked at, and situations of the search, before it is given up. */
const MOST_TEXTS = 400;
const MOST_SITUATIONS = 60_000;
const LONGEST = 39;

/** Where a text stands: digits of the group it is in and whether that begins with 0, groups begun, `::` passed. */
interface Grammar {
  readonly digits: number;
  readonly zero: boolean;
  readonly groups: number;
  readonly gap: boolean;
  /** Colons just before this place. */
  readonly colons: number;
}

const START: Grammar = { digits: 0, zero: false, groups: 0, gap: false, colons: 0 };

function stepped(at: Grammar, char: string): Grammar | null {
  const { digits, zero, groups, gap, colons } = at;
  if (char !== ':') {
    if (digits === 0 && colons === 1 && groups === 0) return null;
    if (digits > 0 && (zero || digits === 4)) return null;
    if (digits === 0 && groups === 8) return null;
    return {
      digits: digits + 1,
      zero: digits === 0 && char === '0',
      groups: digits === 0 ? groups + 1 : groups,
      gap,
      colons: 0,
    };
  }
  if (colons === 2 || (colons === 1 && gap)) return null;
  if (digits === 0 && colons === 0 && groups > 0) return null;
  return { digits: 0, zero: false, groups, gap: gap || colons === 1, colons: colons + 1 };
}

function mayEnd({ groups, gap, colons, digits }: Grammar): boolean {
  if (gap) return groups <= 6 && colons !== 1;
  return groups === 8 && digits > 0;
}

interface Situation {
  readonly text: string;
  readonly grammar: Grammar;
  readonly positions: readonly Position[];
}

const CHARS = '123456789abcdef0:';

function keyOf({ text: { length }, grammar, positions }: Situation): string {
  const { digits, zero, groups, gap, colons } = grammar;
  return `${length}/${digits}${zero ? 'z' : ''}/${groups}${gap ? 'g' : ''}/${colons}/${positions.map(({ id }) => id).join()}`;
}

/** The lowest of the documentation network where that is left, else the lowest. */
function plainAddress(intervals: readonly WideInterval[]): bigint | null {
  const usual = intersectWide(intervals, [[(0x20010db8n << 96n) + 1n, (0x20010db9n << 96n) - 1n]]);
  return usual[0]?.[0] ?? intervals[0]?.[0] ?? null;
}

/** Whether a text is an address that fits. */
export function fitsV6({ intervals, rules }: V6Facts, text: string): boolean {
  const number = wideNumber(text);
  if (number?.family !== 'v6' || wideText(number.value) !== text) return false;
  if (!intervals.some(([low, high]) => low <= number.value && number.value <= high)) return false;
  return rules.every(({ automaton, want }) => automaton.test(text) === want);
}

/** No text of an address. */
export const UNSURE = 'unsure';

const found = new WeakMap<V6Facts, string>();

/** Some address that fits; `null` where there is none, `UNSURE` where the search was given up. */
export function findV6(facts: V6Facts, avoided: readonly string[] = []): string | null {
  if (avoided.length > 0) return findAnew(facts, avoided);
  const known = found.get(facts);
  if (known !== undefined) return known === '' ? null : known;
  const result = findAnew(facts, avoided);
  found.set(facts, result ?? '');
  return result;
}

function findAnew(facts: V6Facts, avoided: readonly string[]): string | null {
  const { intervals, rules } = facts;
  if (intervals.length === 0) return null;
  const fits = (text: string): boolean => !avoided.includes(text) && fitsV6(facts, text);
  for (const [low, high] of intervals.slice(0, 50)) {
    const first = plainAddress([[low, high]]) ?? low;
    for (const value of [first, first + 1n, first + 2n])
      if (value <= high && fits(wideText(value))) return wideText(value);
  }
  if (rules.length === 0) return avoided.length === 0 ? null : UNSURE;
  return new Search(rules, fits).run();
}

/** Goes through texts that look like addresses; those in the same situation go on alike, and one of them is enough. */
class Search {
  readonly #rules: readonly TextRule[];
  readonly #fits: (text: string) => boolean;
  /** Situations gone through, and whether texts that go on from there were tried. */
  readonly #seen = new Map<string, boolean>();
  #tried = 0;
  /** A situation was met again from which a text was tried that did not fit; from here, one might. */
  #isOpen = false;

  constructor(rules: readonly TextRule[], fits: (text: string) => boolean) {
    this.#rules = rules;
    this.#fits = fits;
  }

  #from({ text, grammar, positions }: Situation): string | null {
    const rules = this.#rules;
    if (mayEnd(grammar) && rules.every(({ want }, at) => positions[at]?.accepting === want)) {
      if (this.#fits(text)) return text;
      if (++this.#tried > MOST_TEXTS) return UNSURE;
    }
    if (text.length === LONGEST) return null;
    for (const char of CHARS) {
      const to = stepped(grammar, char);
      if (to === null) continue;
      const reached = rules.map(({ automaton }, at) =>
        automaton.step(nonNull(positions[at]), char.charCodeAt(0)),
      );
      const isDead = rules.some(({ want, automaton }, at) => {
        const position = nonNull(reached[at]);
        return want ? automaton.isHopeless(position) : automaton.isSettled(position);
      });
      if (isDead) continue;
      const next: Situation = { text: text + char, grammar: to, positions: reached };
      const key = keyOf(next);
      const known = this.#seen.get(key);
      if (known !== undefined) {
        this.#isOpen ||= known;
        continue;
      }
      if (this.#seen.size > MOST_SITUATIONS) return UNSURE;
      const before = this.#tried;
      this.#seen.set(key, false);
      const found = this.#from(next);
      if (found !== null) return found;
      this.#seen.set(key, this.#tried > before);
    }
    return null;
  }

  run(): string | null {
    const positions = this.#rules.map(({ automaton }) => automaton.start);
    const found = this.#from({ text: '', grammar: START, positions });
    return found ?? (this.#isOpen ? UNSURE : null);
  }
}
