/**
 * What is known of an environment along a path, in words: `a client in 10.20.0.0/16, Monday to Friday 08:00-18:59`.
 */
import { DAY_COUNT, DAY_MS, DAY_SECONDS, weekdayOf, weekdaysAmong, weekdaySet } from './domain/days.js';
import { ANY_V4 } from './domain/addresses.js';
import {
  addressNumber,
  complement,
  intersect,
  isSameSet,
  networkAround,
  type IntervalSet,
} from './domain/intervals.js';
import { momentOf } from './domain/example.js';
import type { Decision, PacEnvironment } from '../types.js';
import { leaderOf, type AddressFacts, type Known } from './domain/known.js';

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function clockText(second: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}`;
}

/** `08:00-18:59`, several joined; a second that is alone is shown as its minute. */
export function hoursInWords(set: IntervalSet): string {
  const parts = intersect(set, [[0, DAY_SECONDS - 1]]).map(([from, to]) =>
    clockText(from) === clockText(to) ? clockText(from) : `${clockText(from)}-${clockText(to)}`,
  );
  return parts.length > 3 ? `${parts.slice(0, 3).join(', ')} …` : parts.join(' and ');
}

/** Some weekdays, as few words as may be: `Monday to Friday`, `on Saturday, Wednesday`. */
function weekdaysInWords(isIn: readonly boolean[]): string {
  const from = isIn.findIndex((is, name) => is && isIn[(name + 6) % 7] !== true);
  const days = Array.from({ length: 7 }, (_, step) => (Math.max(0, from) + step) % 7).filter(
    (name) => isIn[name],
  );
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  if (days.length === 7) return '';
  if (days.length === 1) return `on ${DAY_NAMES[first] ?? ''}`;
  const isUnbroken = days.every((name, index) => name === (Math.max(0, from) + index) % 7);
  if (isUnbroken) return `${DAY_NAMES[first] ?? ''} to ${DAY_NAMES[last] ?? ''}`;
  return `on ${days.map((name) => DAY_NAMES[name]).join(', ')}`;
}

const MOST_STRETCHES = 3;
const dateText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Stretches of days, as one where `isBridged` holds for every day between; `null`: more than are told. */
function stretchesOf(set: IntervalSet, isBridged: (day: number) => boolean): string | null {
  const stretches: [number, number][] = [];
  for (const [low, high] of set) {
    const last = stretches.at(-1);
    let next = (last?.[1] ?? low) + 1;
    while (last !== undefined && next < low && isBridged(next)) next++;
    if (last !== undefined && next >= low) last[1] = high;
    else stretches.push([low, high]);
    if (stretches.length > MOST_STRETCHES) return null;
  }
  return stretches
    .map(([from, to]) => (from === to ? dateText(from) : `${dateText(from)} to ${dateText(to)}`))
    .join(' and ');
}

const told = new WeakMap<IntervalSet, string | null>();

/** Weekdays where they say it, with the dates that are left out; else the dates; else the one day of the example. */
export function daysInWords(set: IntervalSet, example: Date): string {
  const known = told.get(set);
  const words = known === undefined ? stretchesInWords(set) : known;
  told.set(set, words);
  return words ?? `on days such as ${example.toISOString().slice(0, 10)}`;
}

/** `null`: there are more stretches of days than are told. */
function stretchesInWords(set: IntervalSet): string | null {
  const isIn = weekdaysAmong(set);
  const isOther = (day: number): boolean => isIn[weekdayOf(day)] !== true;
  const all = weekdaySet(isIn);
  const names = weekdaysInWords(isIn);
  if (isSameSet(all, set)) return names;
  const missing = stretchesOf(intersect(all, complement(set, DAY_COUNT - 1)), isOther);
  const dates = stretchesOf(set, () => false);
  if (dates !== null) return `on ${dates}`;
  return missing === null ? null : `${names === '' ? 'on any day' : names} except ${missing}`;
}

/** `isTied`: what is known of it alone is not all. */
function addressInWords(facts: AddressFacts, text: string, isTied: boolean): string {
  if (facts.family === 'none') return 'nothing';
  if (facts.family === 'v6') return `the IPv6 address ${text}`;
  const { v4 } = facts;
  if (isTied) return text;
  if (v4 === ANY_V4) return 'any IPv4 address';
  if (v4.rules.length > 0 || v4.octets.some((octet) => octet !== null)) return text;
  const network = networkAround(v4.intervals, addressNumber(text));
  const isWide = network.includes('/') && Number(network.split('/')[1]) < 5;
  return isWide ? `an address such as ${text}` : network.includes('/') ? `an address in ${network}` : text;
}

/** A path as it was shown: what is known along it, and the addresses it was shown with. */
export interface ShownPath {
  readonly known: Known;
  readonly texts: ReadonlyMap<string, string>;
  readonly asked: number;
  /** Addresses that are bound to others. */
  isTied(sym: string): boolean;
}

function clockInWords({ known }: ShownPath): string[] {
  const { clock } = known;
  const moment = clock.asked ? momentOf(known) : null;
  if (moment === null || typeof moment === 'string') return [];
  const parts: string[] = [];
  const local = new Date(moment.localMs);
  const greenwich = new Date(moment.localMs - moment.offsetMinutes * 60_000);
  const { L, G } = clock.zones;
  for (const [zone, at, suffix] of [
    [L, local, ''],
    [G, greenwich, ' GMT'],
  ] as const) {
    const days =
      zone.days === null ? '' : daysInWords(zone.days, new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS));
    const hours = zone.seconds === null ? '' : hoursInWords(zone.seconds);
    const both = [days, hours].filter((text) => text !== '').join(' ');
    if (both !== '') parts.push(both + suffix);
  }
  if (clock.joints.length > 0) parts.push(`at ${greenwich.toISOString().slice(0, 16)}Z`);
  return parts;
}

/** The environment of a path; `in any environment` where the path asked nothing. */
export function environmentInWords(path: ShownPath, host: string): string {
  const { known, texts, asked } = path;
  const parts: string[] = [];
  const wordsOf = (sym: string, facts: AddressFacts): string => {
    const leader = leaderOf(known, sym);
    return addressInWords(facts, texts.get(leader) ?? '', path.isTied(leader));
  };
  const me = known.addresses.get('me');
  if (me !== undefined) {
    const words = wordsOf('me', me)
      .replace(/^an address in /, 'in ')
      .replace(/^an address such as /, 'at ');
    parts.push(`a client ${/^(?:in|at) /.test(words) ? words : `with ${words}`}`);
  } else if (asked > 0) parts.push('a client');
  for (const [sym, facts] of known.addresses) {
    if (!sym.startsWith('dns:') || sym.includes('#')) continue;
    const name = sym.slice(4);
    const who = name === host ? 'the name' : name;
    parts.push(
      facts.family === 'none'
        ? `where ${who} does not resolve`
        : `where ${who} resolves to ${wordsOf(sym, facts)}`,
    );
  }
  parts.push(...clockInWords(path));
  if ([...known.draws.keys()].some((sym) => sym.startsWith('random'))) parts.push('by chance (Math.random)');
  return parts.length === 0 ? 'every client' : parts.join(', ');
}

export function outcomeInWords({ failure, result }: Decision, line: number | null): string {
  const where = line === null ? '' : ` from line ${line}`;
  if (failure !== null && result === null) return `gets no answer: ${failure.message}`;
  return `gets ${result === '' ? 'an empty result' : (result ?? 'nothing')}${where}`;
}

export function historyInWords(earlier: readonly PacEnvironment[]): string {
  const who = triedInWords(earlier[0] ?? {});
  return earlier.length === 1 ? `after a call by ${who}` : `after ${earlier.length} calls by ${who}`;
}

export function triedInWords({ myIp, dns, at }: PacEnvironment): string {
  const parts = [typeof myIp === 'string' ? `a client at ${myIp}` : 'a client'];
  for (const [name, addresses] of Object.entries(dns ?? {}))
    parts.push(`where ${name} resolves to ${addresses.join() || 'nothing'}`);
  if (at !== undefined) parts.push(`at ${at.toISOString().slice(0, 16)}Z`);
  return parts.join(', ');
}
