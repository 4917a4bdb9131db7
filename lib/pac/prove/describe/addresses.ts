/**
 * The addresses that a client or a name may have along a path, as a set that can be joined with others and told in words.
 */
import { beginnings, type V4Facts } from '../domain/addresses.js';
import type { Position } from '../domain/automaton.js';
import {
  addressText,
  complement,
  intersect,
  joined,
  type Interval,
  type IntervalSet,
} from '../domain/intervals.js';
import type { AddressFacts } from '../domain/known.js';
import { nonNull } from '../../non-null.js';

/** How an IPv6 address can be written, of which all together are every one. */
const FORMS = ['groups', '::ffff:', '::'] as const;

export interface AddressSet {
  readonly v4: IntervalSet;
  /** Forms of IPv6 addresses of which all are in. */
  readonly v6: ReadonlySet<string>;
  /** Only some IPv6 addresses are in, of which no more is told. */
  readonly isSomeV6: boolean;
  /** No address at all. */
  readonly isNone: boolean;
}

/** Intervals beyond which a set is not told by its networks. */
const MOST_INTERVALS = 4000;

/** The IPv4 addresses whose octets and texts are as known; `null` where there are too many stretches of them. */
function v4Set(facts: V4Facts): IntervalSet | null {
  const { rules, octets } = facts;
  if (rules.length === 0 && octets.every((octet) => octet === null)) return facts.intervals;
  const known = new Map<string, IntervalSet | null>();
  const below = (level: number, at: readonly Position[]): IntervalSet | null => {
    if (level === 4) return rules.every(({ want }, index) => at[index]?.accepting === want) ? [[0, 0]] : [];
    const key = `${level}/${at.map(({ id }) => id).join()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const size = 2 ** (24 - 8 * level);
    const parts: Interval[] = [];
    for (let octet = 0; octet < 256; octet++) {
      if (octets[level]?.[octet] === 0) continue;
      const next = rules.map(({ automaton }, index) =>
        automaton.octet(nonNull(at[index]), octet, level === 0),
      );
      const inner = below(level + 1, next);
      if (inner === null || parts.length + inner.length > MOST_INTERVALS) {
        known.set(key, null);
        return null;
      }
      for (const [low, high] of inner) parts.push([octet * size + low, octet * size + high]);
    }
    const set = joined(parts);
    known.set(key, set);
    return set;
  };
  const set = below(0, beginnings(facts));
  return set === null ? null : intersect(facts.intervals, set);
}

/** `null`: the set cannot be told exactly. */
export function addressSet({ family, form, v4, v6 }: AddressFacts): AddressSet | null {
  const nothing: AddressSet = { v4: [], v6: new Set(), isSomeV6: false, isNone: false };
  if (family === 'none') return { ...nothing, isNone: true };
  if (family === 'v4') {
    const set = v4Set(v4);
    return set === null ? null : { ...nothing, v4: set };
  }
  if (form === 'dotted') {
    const isWhole = v4.rules.length === 0 && v4.octets.every((octet) => octet === null) && isWholeForm(v4);
    return isWhole ? { ...nothing, v6: new Set([v4.prefix]) } : { ...nothing, isSomeV6: true };
  }
  // `::` is no client's.
  const isWhole = v6.rules.length === 0 && v6.intervals.length === 1 && nonNull(v6.intervals[0])[0] <= 1n;
  if (!isWhole || nonNull(v6.intervals[0])[1] !== (1n << 128n) - 1n) return { ...nothing, isSomeV6: true };
  return { ...nothing, v6: new Set(form === 'groups' ? ['groups'] : FORMS) };
}

const isWholeForm = ({ intervals, prefix }: V4Facts): boolean =>
  intervals.length === 1 &&
  intervals[0]?.[0] === (prefix === '::' ? 0x10000 : 0) &&
  intervals[0][1] === 0xffffffff;

export function union(a: AddressSet, b: AddressSet): AddressSet {
  return {
    v4: joined([...a.v4, ...b.v4]),
    v6: new Set([...a.v6, ...b.v6]),
    isSomeV6: a.isSomeV6 || b.isSomeV6,
    isNone: a.isNone || b.isNone,
  };
}

export const isEveryV6 = ({ v6 }: AddressSet): boolean => FORMS.every((form) => v6.has(form));
export const isEveryV4 = ({ v4 }: AddressSet): boolean => complement(v4).length === 0;

export const keyOf = ({ v4, v6, isSomeV6, isNone }: AddressSet): string =>
  `${v4.map((one) => one.join('-')).join()}/${[...v6].sort().join()}/${isSomeV6}/${isNone}`;

/** The bits of the largest network that begins at an address and has no more addresses than `room`. */
function hostBits(at: number, room: number): number {
  const aligned = at === 0 ? 32 : 31 - Math.clz32(at & -at);
  return Math.min(aligned, Math.floor(Math.log2(room)));
}

/** The fewest networks that make up a set. */
function fewestNetworks(set: IntervalSet): string[] {
  const found: string[] = [];
  for (const [low, high] of set) {
    for (let at = low; at <= high;) {
      const bits = hostBits(at, high - at + 1);
      found.push(bits === 0 ? addressText(at) : `${addressText(at)}/${32 - bits}`);
      at += 2 ** bits;
    }
  }
  return found;
}

type Networks = (set: IntervalSet) => readonly string[];

/** The same set is told in words and as data. */
const remembered = (networks: Networks): Networks => {
  const known = new WeakMap<IntervalSet, readonly string[]>();
  return (set) => {
    const found = known.get(set) ?? networks(set);
    known.set(set, found);
    return found;
  };
};

export const networksOf: Networks = remembered(fewestNetworks);
/** The fewest networks that make up the addresses that are not in a set. */
export const networksOutside: Networks = remembered((set) => fewestNetworks(complement(set)));

const MOST_NETWORKS = 4;

function listed(networks: readonly string[], last: string): string {
  if (networks.length > MOST_NETWORKS + 1)
    return `${networks.slice(0, MOST_NETWORKS).join(', ')} and ${networks.length - MOST_NETWORKS} more networks`;
  const [end] = networks.slice(-1);
  return networks.length < 2 ? (end ?? '') : `${networks.slice(0, -1).join(', ')} ${last} ${end ?? ''}`;
}

/** What a set is but for a few networks; or what few it is. `null`: every address. */
export function addressesInWords(
  set: AddressSet,
): { readonly only: string } | { readonly except: string } | null {
  const inside = networksOf(set.v4);
  const outside = networksOutside(set.v4);
  const hasV6 = isEveryV6(set);
  const isPart = set.isSomeV6 || (set.v6.size > 0 && !hasV6);
  if (outside.length === 0 && hasV6) return null;
  if (hasV6 && outside.length <= inside.length) return { except: listed(outside, 'and') };
  if (outside.length === 0 && !isPart && set.v6.size === 0) return { only: 'any IPv4 address' };
  const parts = [
    ...(inside.length === 0
      ? []
      : outside.length < inside.length && outside.length > 0
        ? [`any IPv4 address but ${listed(outside, 'and')}`]
        : [outside.length === 0 ? 'any IPv4 address' : listed(inside, 'or')]),
    ...(hasV6 ? ['any IPv6 address'] : isPart ? ['some IPv6 addresses'] : []),
  ];
  return { only: parts.join(' or ') };
}
