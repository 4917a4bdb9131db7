/**
 * What is known of the environment at one point of a path. A value: what a path learns makes a new one, so that another
 * path can begin where this one turned off.
 */
import { ANY_V4, type V4Facts } from './addresses.js';
import { ANY_MOMENT, workingDay, type ClockFacts } from './clock.js';
import type { Draws } from './draws.js';
import { EVERY_V6 } from './wide-addresses.js';
import type { V6Facts } from './wide-texts.js';
import type { Relation } from './solve.js';

export interface AddressFacts {
  readonly family: 'v4' | 'v6' | 'none';
  /**
   * How an IPv6 address is written: in groups throughout, or, where it holds an IPv4 address, with that at its end
   * (`::ffff:10.0.0.1`, `::10.0.0.1`), which is then known by `v4`; `any`: it has not mattered so far.
   */
  readonly form: 'any' | 'groups' | 'dotted';
  readonly v4: V4Facts;
  readonly v6: V6Facts;
}

/** What a source of addresses, the client or a name, has answered. */
export interface SourceFacts {
  /** The one address of the plain builtin; `none`: it had none; `null`: not asked. */
  readonly plain: string | null;
  /** The addresses of the `…Ex` builtin; `several`: more than one, not looked at yet; `null`: not asked. */
  readonly list: readonly string[] | 'several' | null;
}

export interface Known {
  readonly addresses: ReadonlyMap<string, AddressFacts>;
  /** Addresses found to be the same as another. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Pairs of IPv6 addresses that differ. */
  readonly distinct: readonly (readonly [string, string])[];
  readonly sources: ReadonlyMap<string, SourceFacts>;
  readonly clock: ClockFacts;
  readonly draws: Draws;
  /** Which milliseconds of a second are possible; `null`: all. */
  readonly fractions: readonly boolean[] | null;
  readonly relations: readonly Relation[];
}

/** Of an environment of which nothing is known, the day of its examples apart. */
export const nothingKnown = (today: Date | undefined): Known =>
  today === undefined
    ? NOTHING_KNOWN
    : { ...NOTHING_KNOWN, clock: { ...ANY_MOMENT, preferredDay: workingDay(today) } };

export const NOTHING_KNOWN: Known = {
  addresses: new Map(),
  aliases: new Map(),
  distinct: [],
  sources: new Map(),
  clock: ANY_MOMENT,
  draws: new Map(),
  fractions: null,
  relations: [],
};

const ANY_V6: V6Facts = { intervals: EVERY_V6, rules: [] };
const UNKNOWN: AddressFacts = { family: 'v4', form: 'any', v4: ANY_V4, v6: ANY_V6 };

/** The address that stands for this one and those it is the same as. */
export function leaderOf({ aliases }: Known, sym: string): string {
  let at = sym;
  for (let next = aliases.get(at); next !== undefined; next = aliases.get(at)) at = next;
  return at;
}

export function addressOf(known: Known, sym: string): AddressFacts {
  return known.addresses.get(leaderOf(known, sym)) ?? UNKNOWN;
}

export function withAddress(known: Known, sym: string, change: Partial<AddressFacts>): Known {
  const addresses = new Map(known.addresses);
  addresses.set(leaderOf(known, sym), { ...addressOf(known, sym), ...change });
  return { ...known, addresses };
}
