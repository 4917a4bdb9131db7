/**
 * How a signed zone proves what it does not have. NSEC (RFC 4034 §4, RFC 4035 §3.1.3) and NSEC3
 * (RFC 5155 §7.2) answer the same four questions.
 */
import type { Name } from '../dns/name.js';
import type { RRset } from '../dns/rrset.js';

/** Names and the types at each, as the chain is to list them; empty non-terminals with no types. */
export interface ChainName {
  readonly name: Name;
  readonly types: readonly number[];
  /** A delegation without DS: what opt-out leaves out (RFC 5155 §6). */
  readonly isInsecureCut: boolean;
}

export interface Denial {
  /** The name is there, the type is not. */
  nodata(name: Name): RRset[];
  /** The name is not there, and a wildcard below `closestEncloser` stood in for it. */
  wildcardAnswer(name: Name, closestEncloser: Name): RRset[];
  /** The wildcard that stands in for the name has no such type. */
  wildcardNodata(name: Name, closestEncloser: Name): RRset[];
  /** Neither the name is there nor a wildcard that could stand in. */
  nxdomain(name: Name, closestEncloser: Name): RRset[];
  /** Every RRset of the chain. */
  readonly chain: readonly RRset[];
}

/** The entry at or before `key` in a sorted ring; before the first comes the last. */
export function atOrBefore<T>(ring: readonly T[], isAfter: (entry: T) => boolean): T {
  const before = ring.findLast((entry) => !isAfter(entry)) ?? ring.at(-1);
  if (before === undefined) throw new Error('a denial chain has at least the apex');
  return before;
}

/** Each RRset once, in order. */
export function unique(rrsets: readonly RRset[]): RRset[] {
  return [...new Set(rrsets)];
}
