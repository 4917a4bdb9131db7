/**
 * What one question can be answered, and what is known after each answer. Pure: `oracle.ts` takes one of them.
 */
import { ANY_V4, findV4, inNetworks, matching, withOctet, type V4Facts } from './addresses.js';
import { Automaton } from './automaton.js';
import type { JointTest, PlainSet } from './calendar.js';
import {
  during,
  fieldSet,
  isClockAtom,
  isPossible,
  narrowed,
  withJoint,
  type ClockFacts,
  type Zone,
} from './clock.js';
import { between, drawOf, withDraw } from './draws.js';
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
const BOTH_WAYS = [true, false] as const;

const only = <T>(known: Known, answer: T): Option<T>[] => [{ answer, known }];

function v4Options<T>(known: Known, sym: string, ways: readonly (readonly [T, V4Facts])[]): Option<T>[] {
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

// --- tables -----------------------------------------------------------------------------------------------------

/** Characters of the shortest address, `::`. */
const SHORTEST = 2;

export interface Split {
  readonly atom: string;
  /** The class of each of the variable's values. */
  readonly classes: readonly number[];
  /** Of a draw: where each value begins. */
  readonly cuts: readonly number[] | null;
}

/** Milliseconds past the second. */
export const MILLISECONDS = 'ms';

/** Which of the classes a variable's value is in. */
export function splits(known: Known, split: Split): Option<number>[] {
  const { atom, classes, cuts } = split;
  const wanted = [...new Set(classes)];
  const holds = (one: number): boolean[] => classes.map((own) => own === one);
  if (cuts !== null) return drawSplits(known, split, wanted, cuts);
  if (atom === MILLISECONDS)
    return wanted
      .map((one) => ({
        answer: one,
        fractions: holds(one).map((is, ms) => is && known.fractions?.[ms] !== false),
      }))
      .filter(({ fractions }) => fractions.includes(true))
      .map(({ answer, fractions }) => ({ answer, known: { ...known, fractions } }));
  if (isClockAtom(atom))
    return wanted.flatMap((one) => {
      const set = fieldSet([atom], ([index]) => classes[index ?? 0] === one);
      return isPossible(known.clock, set, true)
        ? [{ answer: one, known: { ...known, clock: narrowed(known.clock, set, true) } }]
        : [];
    });
  const slash = atom.lastIndexOf('/');
  const sym = atom.slice(0, slash);
  if (atom.endsWith('/length'))
    return wanted.flatMap((one) => {
      const lengths = classes.flatMap((own, index) => (own === one ? [`[^]{${index + SHORTEST}}`] : []));
      const options = matches(known, sym, `^(?:${lengths.join('|')})$`, '') ?? [];
      return options.filter(({ answer }) => answer).map((option) => ({ answer: one, known: option.known }));
    });
  const { v4 } = addressOf(known, sym);
  const at = Number(atom.slice(slash + 1));
  return v4Options(
    known,
    sym,
    wanted.map((one) => [one, withOctet(v4, at, Uint8Array.from(holds(one), Number))] as const),
  );
}

function drawSplits(
  known: Known,
  { atom, classes }: Split,
  wanted: readonly number[],
  cuts: readonly number[],
): Option<number>[] {
  const before = drawOf(known.draws, atom);
  return wanted.flatMap((one) => {
    const left = classes.flatMap((own, index) =>
      own === one ? between(before, cuts[index] ?? 0, cuts[index + 1] ?? 1) : [],
    );
    return left.length === 0
      ? []
      : [{ answer: one, known: { ...known, draws: withDraw(known.draws, atom, left) } }];
  });
}

// --- the clock --------------------------------------------------------------------------------------------------

export function calendarOptions(known: Known, set: PlainSet | JointTest): Option<boolean>[] {
  if (set.kind === 'joint')
    return BOTH_WAYS.map((answer) => ({
      answer,
      known: { ...known, clock: withJoint(known.clock, set.test, answer) },
    }));
  return BOTH_WAYS.filter((want) => isPossible(known.clock, set, want)).map((answer) => ({
    answer,
    known: { ...known, clock: narrowed(known.clock, set, answer) },
  }));
}

/** Whether `g` times Greenwich's milliseconds and `l` times the local ones and `c` compare to 0. */
export interface Instant {
  readonly g: number;
  readonly l: number;
  readonly c: number;
  readonly operator: '<' | '<=' | '>' | '>=' | '==';
}
type Bound = readonly [first: number, last: number];

const FLIPPED: Readonly<Record<string, Instant['operator']>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Whole milliseconds at which `moment operator edge` holds. */
function boundOf(operator: Instant['operator'], edge: number): Bound {
  switch (operator) {
    case '<':
      return [-Infinity, Math.ceil(edge) - 1];
    case '<=':
      return [-Infinity, Math.floor(edge)];
    case '>':
      return [Math.floor(edge) + 1, Infinity];
    case '>=':
      return [Math.ceil(edge), Infinity];
    case '==':
      return [Math.ceil(edge), Math.floor(edge)];
  }
}

const COMPARE: Readonly<Record<Instant['operator'], (value: number) => boolean>> = {
  '<': (value) => value < 0,
  '<=': (value) => value <= 0,
  '>': (value) => value > 0,
  '>=': (value) => value >= 0,
  '==': (value) => value === 0,
};

/** Whether `g` times Greenwich's milliseconds and `l` times the local ones and `c` are below, at or above 0. */
export function instantOptions(known: Known, { g, l, c, operator }: Instant): Option<boolean>[] {
  const compare = COMPARE[operator];
  if (g === 0 && l === 0) return only(known, compare(c));
  if (g !== 0 && l !== 0) {
    const test = (local: number, greenwich: number): boolean => compare(g * greenwich + l * local + c);
    return calendarOptions(known, { kind: 'joint', test });
  }
  const zone: Zone = g === 0 ? 'L' : 'G';
  const factor = g === 0 ? l : g;
  const edge = -c / factor;
  const [first, last] = boundOf(factor < 0 ? (FLIPPED[operator] ?? operator) : operator, edge);
  const { clock } = known;
  const options: Option<boolean>[] = [];
  const add = (answer: boolean, now: ClockFacts | null): void => {
    if (now !== null) options.push({ answer, known: { ...known, clock: now } });
  };
  if (first <= last) add(true, during(clock, zone, first, last));
  if (first === last)
    add(false, { ...clock, asked: true, exceptions: [...clock.exceptions, { zone, ms: first }] });
  else if (first > last) add(false, clock);
  else if (first === -Infinity) add(false, during(clock, zone, last + 1, Infinity));
  else add(false, during(clock, zone, -Infinity, first - 1));
  return options;
}
