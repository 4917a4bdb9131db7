/**
 * What is known of one address along a path: its family, the networks it is or is not in, the octets it may have, and
 * the expressions its text does or does not match. Answers whether some address is left, and which.
 */
import { present } from '../present.js';
import {
  addressNumber,
  addressText,
  complement,
  EVERY_ADDRESS,
  intersect,
  type IntervalSet,
} from './intervals.js';
import type { Automaton, Position } from './automaton.js';

interface TextRule {
  readonly automaton: Automaton;
  readonly want: boolean;
}

export interface V4Facts {
  readonly intervals: IntervalSet;
  /** For each octet the values it may have; `null`: any. */
  readonly octets: readonly (Uint8Array | null)[];
  readonly rules: readonly TextRule[];
}

export const ANY_V4: V4Facts = { intervals: EVERY_ADDRESS, octets: [null, null, null, null], rules: [] };

export function inNetworks(facts: V4Facts, set: IntervalSet, want: boolean): V4Facts {
  return { ...facts, intervals: intersect(facts.intervals, want ? set : complement(set)) };
}

export function withOctet(facts: V4Facts, at: number, allowed: Uint8Array): V4Facts {
  const known = facts.octets[at] ?? null;
  const mask = known === null ? allowed : allowed.map((value, octet) => value & (known[octet] ?? 0));
  return { ...facts, octets: facts.octets.map((octet, index) => (index === at ? mask : octet)) };
}

export function matching(facts: V4Facts, automaton: Automaton, want: boolean): V4Facts {
  return { ...facts, rules: [...facts.rules, { automaton, want }] };
}

function overlap(set: IntervalSet, low: number, high: number): 'none' | 'part' | 'whole' {
  let from = 0;
  let to = set.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const [begin, end] = present(set[middle]);
    if (end < low) from = middle + 1;
    else if (begin > high) to = middle - 1;
    else return begin <= low && high <= end ? 'whole' : 'part';
  }
  return 'none';
}

export function holds(facts: V4Facts, value: number): boolean {
  if (overlap(facts.intervals, value, value) === 'none') return false;
  const text = addressText(value);
  const octets = text.split('.').map(Number);
  if (!octets.every((octet, at) => facts.octets[at]?.[octet] !== 0)) return false;
  return facts.rules.every(({ automaton, want }) => automaton.test(text) === want);
}

/** Octets looked at before a search is given up. */
const MOST_STEPS = 60_000;

/** Addresses a reader knows, tried before the smallest one is searched for. */
const FAMILIAR = ['10.0.0.1', '192.168.1.10', '172.16.0.1', '203.0.113.10', '127.0.0.1'];

/**
 * Some address that fits, one of `preferred` if possible, else the lowest; `null` where there is none, `unsure` where
 * the search was given up. Octet by octet, so that what two addresses have in common is examined once.
 */
export function findV4(facts: V4Facts, preferred: readonly string[] = FAMILIAR): number | 'unsure' | null {
  for (const text of preferred) {
    const value = addressNumber(text);
    if (holds(facts, value)) return value;
  }
  const { rules, intervals } = facts;
  const dead = new Set<string>();
  let steps = 0;
  const search = (level: number, base: number, positions: readonly Position[]): number | 'unsure' | null => {
    const size = 2 ** (24 - 8 * level);
    const allowed = facts.octets[level];
    for (let octet = 0; octet < 256; octet++) {
      if (allowed?.[octet] === 0) continue;
      const low = base + octet * size;
      const covered = overlap(intervals, low, low + size - 1);
      if (covered === 'none') continue;
      if (++steps > MOST_STEPS) return 'unsure';
      const next: Position[] = [];
      let key = '';
      let fits = true;
      for (let index = 0; index < rules.length && fits; index++) {
        const { automaton, want } = present(rules[index]);
        const position = automaton.octet(present(positions[index]), octet, level === 0);
        next.push(position);
        key += `${position.id},`;
        fits = level === 3 ? position.accepting === want : want || !automaton.isSettled(position);
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
  return search(
    0,
    0,
    rules.map(({ automaton }) => automaton.start),
  );
}

// --- IPv6 -----------------------------------------------------------------------------------------------------

/** Numbers of 128 bits, both ends included. */
export type WideInterval = readonly [bigint, bigint];

const LAST_V6 = (1n << 128n) - 1n;
export const EVERY_V6: readonly WideInterval[] = [[0n, LAST_V6]];

export function intersectWide(a: readonly WideInterval[], b: readonly WideInterval[]): WideInterval[] {
  return a.flatMap(([low, high]) =>
    b.flatMap(([from, to]): WideInterval[] => {
      const begin = low > from ? low : from;
      const end = high < to ? high : to;
      return begin <= end ? [[begin, end]] : [];
    }),
  );
}

export function outsideWide([from, to]: WideInterval): WideInterval[] {
  const parts: WideInterval[] = [];
  if (from > 0n) parts.push([0n, from - 1n]);
  if (to < LAST_V6) parts.push([to + 1n, LAST_V6]);
  return parts;
}

/** Canonical text (RFC 5952) of an IPv6 address. */
export function wideText(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number((value >> BigInt(112 - 16 * index)) & 0xffffn),
  );
  const host = new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]/`).hostname;
  return host.slice(1, -1);
}

/** Address literal of either family → 128 bits, IPv4 as IPv4-mapped; `null` for anything else. */
export function wideNumber(text: string): { value: bigint; family: 'v4' | 'v6' } | null {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) {
    if (text.split('.').some((octet) => Number(octet) > 255)) return null;
    return { value: 0xffff00000000n + BigInt(addressNumber(text)), family: 'v4' };
  }
  if (!text.includes(':') || !URL.canParse(`http://[${text}]/`)) return null;
  const [head = '', tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const all = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return { value: all.reduce((sum, group) => (sum << 16n) + BigInt(parseInt(group, 16)), 0n), family: 'v6' };
}

/** `address/length` → the 128-bit interval, IPv4 prefixes inside ::ffff:0:0/96; `null` where it is no prefix. */
export function prefixInterval(prefix: string): WideInterval | null {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(prefix);
  const address = match === null ? null : wideNumber(match[1] ?? '');
  if (match === null || address === null) return null;
  const length = Number(match[2]) + (address.family === 'v4' ? 96 : 0);
  if (Number(match[2]) > (address.family === 'v4' ? 32 : 128)) return null;
  const size = 1n << BigInt(128 - length);
  const base = (address.value / size) * size;
  return [base, base + size - 1n];
}
