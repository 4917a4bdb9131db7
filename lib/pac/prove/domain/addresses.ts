/**
 * What is known of one IPv4 address along a path: the networks it is or is not in, the octets it may have, and the
 * expressions its text does or does not match. Answers whether some address is left, and which.
 */
import { nonNull } from '../../non-null.js';
import {
  addressNumber,
  addressText,
  complement,
  contains,
  EVERY_ADDRESS,
  indexFrom,
  intersect,
  type IntervalSet,
} from './intervals.js';
import type { Automaton, Position } from './automaton.js';
import { numberOf } from './object-numbers.js';

export interface TextRule {
  readonly automaton: Automaton;
  readonly want: boolean;
}

export interface V4Facts {
  readonly intervals: IntervalSet;
  /** For each octet the values it may have; `null`: any. */
  readonly octets: readonly (Uint8Array | null)[];
  readonly rules: readonly TextRule[];
  /** What stands before it where it is the end of an IPv6 address: `::ffff:` or `::`; else nothing. */
  readonly prefix: string;
}

export const ANY_V4: V4Facts = {
  intervals: EVERY_ADDRESS,
  octets: [null, null, null, null],
  rules: [],
  prefix: '',
};

/** Where the expressions stand before the first octet. */
export const beginnings = ({ rules, prefix }: V4Facts): Position[] =>
  rules.map(({ automaton }) => automaton.run(automaton.start, prefix));

/**
 * What a question adds to facts is made once and found again on other paths and in other forms of the URL, with all that
 * is kept for it: intervals beyond which what was made is forgotten.
 */
const MOST_INTERVALS_KEPT = 200_000;
let following = new WeakMap<V4Facts, Map<string, V4Facts>>();
let intervalsKept = 0;

function followingFrom(facts: V4Facts, question: string, make: () => Partial<V4Facts>): V4Facts {
  const known = following.get(facts)?.get(question);
  if (known !== undefined) return known;
  const made = { ...facts, ...make() };
  intervalsKept += 1 + made.intervals.length;
  if (intervalsKept > MOST_INTERVALS_KEPT) {
    following = new WeakMap();
    intervalsKept = 0;
  }
  const ofFacts = following.get(facts) ?? new Map<string, V4Facts>();
  following.set(facts, ofFacts.set(question, made));
  return made;
}

/** Sets of more intervals are told apart by what they are made of no longer, but by being the same object. */
const MOST_IN_A_KEY = 8;

const keyOfSet = (set: IntervalSet): string =>
  set.length > MOST_IN_A_KEY ? `#${numberOf(set)}` : set.map(([low, high]) => `${low}-${high}`).join();

export function inNetworks(facts: V4Facts, set: IntervalSet, want: boolean): V4Facts {
  return followingFrom(facts, `${want} ${keyOfSet(set)}`, () => ({
    intervals: intersect(facts.intervals, want ? set : complement(set)),
  }));
}

export function withOctet(facts: V4Facts, at: number, allowed: Uint8Array): V4Facts {
  const known = facts.octets[at] ?? null;
  const mask = known === null ? allowed : allowed.map((value, octet) => value & (known[octet] ?? 0));
  return followingFrom(facts, `octet ${at} ${mask.join('')}`, () => ({
    octets: facts.octets.map((octet, index) => (index === at ? mask : octet)),
  }));
}

export function matching(facts: V4Facts, automaton: Automaton, want: boolean): V4Facts {
  return followingFrom(facts, `${want} rule ${numberOf(automaton)}`, () => ({
    rules: [...facts.rules, { automaton, want }],
  }));
}

export function overlap(set: IntervalSet, low: number, high: number): 'none' | 'part' | 'whole' {
  const next = set[indexFrom(set, low)];
  if (next === undefined || next[0] > high) return 'none';
  return next[0] <= low && high <= next[1] ? 'whole' : 'part';
}

export function holds(facts: V4Facts, value: number): boolean {
  if (!contains(facts.intervals, value)) return false;
  const text = addressText(value);
  const octets = text.split('.').map(Number);
  if (!octets.every((octet, at) => facts.octets[at]?.[octet] !== 0)) return false;
  return facts.rules.every(({ automaton, want }) => automaton.test(facts.prefix + text) === want);
}

/** Whether what is still to be written can make a rule hold. */
const isOpen = ({ automaton, want }: TextRule, position: Position): boolean =>
  want ? !automaton.isHopeless(position) : !automaton.isSettled(position);

/** Octets looked at before a search is given up. */
const MOST_STEPS = 60_000;

/** Addresses a reader knows, tried before the smallest one is searched for. */
const FAMILIAR = ['10.0.0.1', '192.168.1.10', '172.16.0.1', '203.0.113.10', '127.0.0.1'];

/** First octets, that of the largest private network before the others. */
const FIRST_OCTETS = [
  10,
  ...Array.from({ length: 256 }, (_, octet) => octet).filter((octet) => octet !== 10),
];

const found = new WeakMap<V4Facts, number | 'unsure'>();

/**
 * Some address that fits, one of `preferred` if possible, else one in 10.0.0.0/8, else the lowest; `null` where there is none, `unsure` where
 * the search was given up. Octet by octet, so that what two addresses have in common is examined once.
 */
export function findV4(facts: V4Facts, preferred?: readonly string[]): number | 'unsure' | null {
  if (preferred !== undefined) return findAnew(facts, preferred);
  const known = found.get(facts);
  if (known !== undefined) return known === -1 ? null : known;
  const result = findAnew(facts, FAMILIAR);
  found.set(facts, result ?? -1);
  return result;
}

function findAnew(facts: V4Facts, preferred: readonly string[]): number | 'unsure' | null {
  for (const text of preferred) {
    const value = addressNumber(text);
    if (holds(facts, value)) return value;
  }
  const { rules, intervals } = facts;
  if (rules.length === 0 && facts.octets.every((octet) => octet === null)) return intervals[0]?.[0] ?? null;
  const begin = beginnings(facts);
  if (!rules.every((rule, at) => isOpen(rule, nonNull(begin[at])))) return null;
  const dead = new Set<string>();
  let steps = 0;
  const search = (level: number, base: number, positions: readonly Position[]): number | 'unsure' | null => {
    const size = 2 ** (24 - 8 * level);
    const allowed = facts.octets[level];
    for (let turn = 0; turn < 256; turn++) {
      const octet = level === 0 ? nonNull(FIRST_OCTETS[turn]) : turn;
      if (allowed?.[octet] === 0) continue;
      const low = base + octet * size;
      const covered = overlap(intervals, low, low + size - 1);
      if (covered === 'none') continue;
      if (++steps > MOST_STEPS) return 'unsure';
      const next: Position[] = [];
      let key = '';
      let fits = true;
      for (let index = 0; index < rules.length && fits; index++) {
        const rule = nonNull(rules[index]);
        const position = rule.automaton.octet(nonNull(positions[index]), octet, level === 0);
        next.push(position);
        key += `${position.id},`;
        fits = level === 3 ? position.accepting === rule.want : isOpen(rule, position);
      }
      if (!fits) continue;
      if (level === 3) return low;
      // Below a fully covered block only the expressions' positions matter.
      if (covered === 'whole') {
        key = `${level}:${key}`;
        if (dead.has(key)) continue;
      }
      const found = search(level + 1, low, next);
      if (found !== null) return found;
      if (covered === 'whole') dead.add(key);
    }
    return null;
  };
  return search(0, 0, begin);
}
