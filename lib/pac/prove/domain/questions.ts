/**
 * What one question about an address can be answered, and what is known after each answer. Pure: a path (`../unknown/path.ts`) takes one of them.
 */
import { ANY_V4, findV4, inNetworks, matching, withOctet, type V4Facts } from './addresses.js';
import { Automaton } from './automaton.js';
import { addressNumber, addressText, type Interval, type IntervalSet } from './intervals.js';
import { addressOf, leaderOf, withAddress, type AddressFacts, type Known } from './known.js';
import {
  intersectWide,
  outsideWide,
  prefixInterval,
  wideNumber,
  wideText,
  type WideInterval,
} from './wide-addresses.js';
import { findV6, type V6Facts } from './wide-texts.js';

/** One answer, and what is then known. */
export interface Option<T> {
  readonly answer: T;
  readonly known: Known;
}

const V4_IN_V6 = 0xffff00000000n;
/** Where the IPv6 addresses that are written with dots begin, and what is written before the dots. */
const DOTTED: readonly { readonly base: bigint; readonly first: bigint; readonly prefix: string }[] = [
  { base: V4_IN_V6, first: V4_IN_V6, prefix: '::ffff:' },
  // Below, `::1` and its like: groups as any other.
  { base: 0n, first: 0x10000n, prefix: '::' },
];
export const BOTH_WAYS = [true, false] as const;

export const only = <T>(known: Known, answer: T): Option<T>[] => [{ answer, known }];

export function v4Options<T>(
  known: Known,
  sym: string,
  ways: readonly (readonly [T, V4Facts])[],
): Option<T>[] {
  return ways
    .filter(([, v4]) => findV4(v4) !== null)
    .map(([answer, v4]) => ({ answer, known: withAddress(known, sym, { v4 }) }));
}

function v6Options<T>(known: Known, sym: string, ways: readonly (readonly [T, V6Facts])[]): Option<T>[] {
  return ways
    .filter(([, v6]) => findV6(v6) !== null)
    .map(([answer, v6]) => ({ answer, known: withAddress(known, sym, { v6 }) }));
}

/** An address that is an IPv4 one in what is known of it: all, or the end of an IPv6 address. */
export function isByOctets(known: Known, sym: string): boolean {
  const { family, form } = addressOf(known, sym);
  return family === 'v4' || (family === 'v6' && form === 'dotted');
}

const formsOf = new WeakMap<AddressFacts, readonly AddressFacts[]>();

/** The ways in which an IPv6 address can be written, each with what is then known of it. */
export function forms(facts: AddressFacts): readonly AddressFacts[] {
  if (facts.family !== 'v6' || facts.form !== 'any') return [facts];
  const made = formsOf.get(facts);
  if (made !== undefined) return made;
  const found: AddressFacts[] = [{ ...facts, form: 'groups' }];
  for (const { base, first, prefix } of DOTTED) {
    const inside = intersectWide(facts.v6.intervals, [[first, base + 0xffffffffn]]);
    if (inside.length === 0) continue;
    const intervals = inside.map(([low, high]): Interval => [Number(low - base), Number(high - base)]);
    found.push({ ...facts, form: 'dotted', v4: { ...ANY_V4, intervals, prefix } });
  }
  formsOf.set(facts, found);
  return found;
}

/** Options by how the address is written; one where that makes no difference. */
function byForm<T>(known: Known, sym: string, ask: (known: Known) => Option<T>[] | null): Option<T>[] | null {
  const ways = forms(addressOf(known, sym));
  if (ways.length === 1) return ask(known);
  const all: Option<T>[] = [];
  for (const way of ways) {
    const options = ask(withAddress(known, sym, way));
    if (options === null) return null;
    all.push(...options);
  }
  const [first] = all;
  if (first !== undefined && all.length === ways.length && all.every(({ answer }) => answer === first.answer))
    return only(known, first.answer);
  return all;
}

export function inSet(known: Known, sym: string, set: IntervalSet): Option<boolean>[] {
  const { family, v4 } = addressOf(known, sym);
  if (family !== 'v4') return only(known, false);
  return v4Options(
    known,
    sym,
    BOTH_WAYS.map((want) => [want, inNetworks(v4, set, want)] as const),
  );
}

function inWide(known: Known, sym: string, inside: WideInterval): Option<boolean>[] {
  const { v6 } = addressOf(known, sym);
  const narrowedTo = (want: boolean): V6Facts => ({
    ...v6,
    intervals: intersectWide(v6.intervals, want ? [inside] : outsideWide(inside)),
  });
  return v6Options(
    known,
    sym,
    BOTH_WAYS.map((want) => [want, narrowedTo(want)] as const),
  );
}

/** Whether an IPv4 address, as the number that it is from `base` on, lies in an interval. */
function inShifted(known: Known, sym: string, inside: WideInterval, base: bigint): Option<boolean>[] {
  const [part] = intersectWide([inside], [[base, base + 0xffffffffn]]);
  if (part === undefined) return only(known, false);
  const { v4 } = addressOf(known, sym);
  const set: IntervalSet = [[Number(part[0] - base), Number(part[1] - base)]];
  return v4Options(
    known,
    sym,
    BOTH_WAYS.map((want) => [want, inNetworks(v4, set, want)] as const),
  );
}

export function inPrefix(known: Known, sym: string, prefix: string): Option<boolean>[] {
  const interval = prefixInterval(prefix);
  if (interval === null) return only(known, false);
  const { family, form, v4 } = addressOf(known, sym);
  if (family === 'v4') return inShifted(known, sym, interval, V4_IN_V6);
  if (form !== 'dotted') return inWide(known, sym, interval);
  return inShifted(known, sym, interval, v4.prefix === '::' ? 0n : V4_IN_V6);
}

export function equals(known: Known, sym: string, text: string): Option<boolean>[] {
  return byForm(known, sym, (now) => equalsOne(now, sym, text)) ?? only(known, false);
}

function equalsOne(known: Known, sym: string, text: string): Option<boolean>[] {
  const { family, v4 } = addressOf(known, sym);
  if (isByOctets(known, sym)) {
    const end = text.startsWith(v4.prefix) ? text.slice(v4.prefix.length) : '';
    // Only the canonical text of an address can be equal to one.
    if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(end) || addressText(addressNumber(end)) !== end)
      return only(known, false);
    const value = addressNumber(end);
    return v4Options(
      known,
      sym,
      BOTH_WAYS.map((want) => [want, inNetworks(v4, [[value, value]], want)] as const),
    );
  }
  const address = wideNumber(text);
  if (address?.family !== family || wideText(address.value) !== text) return only(known, false);
  return inWide(known, sym, [address.value, address.value]);
}

/** Whether an expression matches; `null`: one that this cannot be worked out for. */
export function matches(known: Known, sym: string, source: string, flags: string): Option<boolean>[] | null {
  const automaton = Automaton.of(source, flags);
  return automaton === null ? null : byForm(known, sym, (now) => matchesOne(now, sym, automaton));
}

function matchesOne(known: Known, sym: string, automaton: Automaton): Option<boolean>[] {
  const { v4, v6 } = addressOf(known, sym);
  if (isByOctets(known, sym))
    return v4Options(
      known,
      sym,
      BOTH_WAYS.map((want) => [want, matching(v4, automaton, want)] as const),
    );
  const certain = automaton.certainOfIpv6();
  if (certain !== null) return only(known, certain);
  return v6Options(
    known,
    sym,
    BOTH_WAYS.map((want) => [want, { ...v6, rules: [...v6.rules, { automaton, want }] }] as const),
  );
}

/** Whether an expression is certain to match. */
export function isSure(known: Known, sym: string, source: string): boolean {
  const options = matches(known, sym, source, '');
  return options?.every(({ answer }) => answer) ?? false;
}

const LONGEST_V4 = 15;

/** Where a text stands first (or last) in an IPv4 address, from a place on; -1 where it does not. */
export function positions(
  known: Known,
  sym: string,
  needle: string,
  last: boolean,
  from: number,
): Option<number>[] {
  const { v4 } = addressOf(known, sym);
  const text = needle.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  const rule = (facts: V4Facts, source: string, want: boolean): V4Facts => {
    const automaton = Automaton.of(source, '');
    return automaton === null ? facts : matching(facts, automaton, want);
  };
  const options: [number, V4Facts][] = [[-1, rule(v4, `^[^]{${from}}[^]*${text}`, false)]];
  let earlier = v4;
  const longest = LONGEST_V4 + v4.prefix.length;
  for (let at = from; at < longest; at++) {
    if (last) options.push([at, rule(v4, `^[^]{${at}}${text}[^${text}]*$`, true)]);
    else if (needle.length === 1)
      options.push([at, rule(v4, `^[^]{${from}}[^${text}]{${at - from}}${text}`, true)]);
    else {
      options.push([at, rule(earlier, `^[^]{${at}}${text}`, true)]);
      earlier = rule(earlier, `^[^]{${at}}${text}`, false);
    }
  }
  return v4Options(known, sym, options);
}

/** Whether two addresses are the same; `null`: two that are written so that this is not worked out. */
export function sameAddress(known: Known, one: string, other: string): Option<boolean>[] | null {
  const [a, b] = [leaderOf(known, one), leaderOf(known, other)];
  if (a === b) return only(known, true);
  const [first, second] = [addressOf(known, a), addressOf(known, b)];
  if (first.family !== second.family) return only(known, false);
  if (first.form !== second.form || first.v4.prefix !== second.v4.prefix) return null;
  const merged = mergedFacts(first, second);
  const options: Option<boolean>[] = [];
  const isLeft = isByOctets(known, a) ? findV4(merged.v4) !== null : findV6(merged.v6) !== null;
  if (isLeft) {
    const aliased = { ...known, aliases: new Map(known.aliases).set(b, a) };
    options.push({ answer: true, known: withAddress(aliased, a, merged) });
  }
  // For IPv4 the caller adds that the numbers differ.
  const distinct = isByOctets(known, a) ? known.distinct : [...known.distinct, [a, b] as const];
  options.push({ answer: false, known: { ...known, distinct } });
  return options;
}

function mergedFacts(a: AddressFacts, b: AddressFacts): AddressFacts {
  let { v4 } = a;
  v4 = inNetworks(v4, b.v4.intervals, true);
  b.v4.octets.forEach((mask, at) => {
    if (mask !== null) v4 = withOctet(v4, at, mask);
  });
  return {
    family: a.family,
    form: a.form,
    v4: { ...v4, rules: [...v4.rules, ...b.v4.rules] },
    v6: { intervals: intersectWide(a.v6.intervals, b.v6.intervals), rules: [...a.v6.rules, ...b.v6.rules] },
  };
}
