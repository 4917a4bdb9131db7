/**
 * Denial by NSEC3 (RFC 5155 §8): pure functions over records whose signatures already hold, save that each hash is
 * paid for (CVE-2023-50868).
 *
 * Terms. A zone's names are hashed, and the hashes, in order, make a ring: each record stands at one and names the Next.
 * A record *matches* a name whose hash it stands at, which exists; it *covers* one whose hash lies between it and its
 * Next, which does not. Of a name that is not there the *closest encloser* is its deepest ancestor that is, the *next
 * closer* name is one label longer than that, and the wildcard below the encloser is what could stand for it.
 *
 * A worked zone (RFC 5155, appendices A and B.1; salt AABBCCDD, 12 iterations). Of its ring these take part:
 *
 *     stands at  for the name    Next       shows for a.c.x.w.example.
 *     0p9mhave…  example.        2t7b4g4v…  covers 0va5bpr2…, c.x.w.example., the next closer name: not there
 *     35mthgpg…  a.example.      b4um86eg…  covers 92pqneeg…, *.x.w.example., the wildcard: not there
 *     b4um86eg…  x.w.example.    gjeqe526…  matches x.w.example., the closest encloser: there
 *
 * Together: NXDOMAIN. Without the first the name might be there, without the second a wildcard might stand for it, and
 * without the third the other two would speak of any ancestor one likes. An *opt-out* record covers unsigned delegations
 * too: what it covers may be there after all, so it proves no more than that nothing signed is.
 */
import { createHash } from 'node:crypto';
import { parseBase32Hex } from '../../dns/base32hex.js';
import { rrType } from '../../dns/codes.js';
import {
  labelCount,
  lastLabels,
  lowerName,
  nameKey,
  parentName,
  equalNames,
  wildcardOf,
  type Name,
} from '../../dns/name.js';
import { Reader } from '../../dns/reader.js';
import { readTypeBitmap } from '../../dns/type-bitmap.js';
import { ParseError } from '../../errors.js';
import type { Budget } from '../limits.js';
import { deniesName, isDelegation, typesDeny } from './nsec.js';

export interface Nsec3 {
  readonly owner: Name;
  readonly ownerHash: Uint8Array;
  readonly nextHash: Uint8Array;
  readonly optOut: boolean;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly types: ReadonlySet<number>;
}

const sha1 = { number: 1, bytes: 20 };

/**
 * Undefined for a record that RFC 5155 §8.1 and §8.2 say to ignore (unknown hash or flags), or that does not stand
 * directly below its zone. Throws `ParseError` for malformed RDATA.
 */
export function readNsec3(owner: Name, rdata: Uint8Array, zone: Name): Nsec3 | undefined {
  const reader = new Reader(rdata);
  const algorithm = reader.u8();
  const flags = reader.u8();
  const iterations = reader.u16();
  const salt = reader.bytes(reader.u8());
  const nextHash = reader.bytes(reader.u8());
  const types = readTypeBitmap(reader.rest());
  if (algorithm !== sha1.number || (flags & 0xfe) !== 0) return undefined;
  const parent = parentName(owner);
  if (parent === undefined || !equalNames(parent, zone)) return undefined;
  const ownerHash = parseBase32Hex(Buffer.from(owner.subarray(1, 1 + (owner[0] ?? 0))).toString('latin1'));
  if (ownerHash?.length !== sha1.bytes || nextHash.length !== sha1.bytes)
    throw new ParseError('bad-nsec3', 'An NSEC3 hash takes 20 bytes');
  return { owner, ownerHash, nextHash, optOut: (flags & 1) !== 0, iterations, salt, types };
}

/** RFC 5155 §5. */
export function nsec3Hash(name: Name, salt: Uint8Array, iterations: number): Uint8Array {
  let digest = createHash('sha1').update(lowerName(name)).update(salt).digest();
  for (let round = 0; round < iterations; round += 1)
    digest = createHash('sha1').update(digest).update(salt).digest();
  return digest;
}

export type SomeNsec3s = readonly [Nsec3, ...Nsec3[]];

/** The records of one zone and one set of parameters, with the hashes computed so far. */
export class Nsec3Set {
  readonly zone: Name;
  readonly records: SomeNsec3s;
  readonly #budget: Budget;
  readonly #hashes = new Map<string, Uint8Array>();

  constructor(zone: Name, records: SomeNsec3s, budget: Budget) {
    this.zone = zone;
    this.records = records;
    this.#budget = budget;
  }

  /** In hexadecimal. */
  get salt(): string {
    return Buffer.from(this.records[0].salt).toString('hex');
  }

  get iterations(): number {
    return this.records[0].iterations;
  }

  #hash(name: Name): Uint8Array {
    const key = nameKey(name);
    const known = this.#hashes.get(key);
    if (known !== undefined) return known;
    this.#budget.spendHash();
    const hash = nsec3Hash(name, this.records[0].salt, this.iterations);
    this.#hashes.set(key, hash);
    return hash;
  }

  match(name: Name): Nsec3 | undefined {
    const hash = this.#hash(name);
    return this.records.find((record) => Buffer.compare(record.ownerHash, hash) === 0);
  }

  cover(name: Name): Nsec3 | undefined {
    const hash = this.#hash(name);
    return this.records.find(({ ownerHash, nextHash }) => {
      const afterOwner = Buffer.compare(ownerHash, hash) < 0;
      const beforeNext = Buffer.compare(hash, nextHash) < 0;
      // The last record of the ring, and one that is alone, wrap around.
      return Buffer.compare(ownerHash, nextHash) < 0 ? afterOwner && beforeNext : afterOwner || beforeNext;
    });
  }

  /** RFC 5155 §8.3: the deepest ancestor with a matching record, and the record covering the next closer name. */
  closestEncloser(name: Name): ClosestEncloser | undefined {
    const zoneLabels = labelCount(this.zone);
    for (let labels = labelCount(name) - 1; labels >= zoneLabels; labels -= 1) {
      const encloser = lastLabels(name, labels);
      const match = this.match(encloser);
      if (match === undefined) continue;
      // "If it is not a delegation or below a DNAME": else the match speaks for another zone.
      if (match.types.has(rrType.DNAME) || isDelegation(match.types)) return undefined;
      const cover = this.cover(lastLabels(name, labels + 1));
      // The name is longer than the encloser: there is room for the wildcard.
      const wildcard = wildcardOf(encloser);
      return cover === undefined || wildcard === undefined ? undefined : { wildcard, match, cover };
    }
    return undefined;
  }
}

export interface ClosestEncloser {
  /** The wildcard below it, which would stand for the name. */
  readonly wildcard: Name;
  readonly match: Nsec3;
  /** Covers the next closer name. */
  readonly cover: Nsec3;
}

export interface Nsec3Finding {
  readonly conclusion: 'nodata' | 'wildcard-nodata' | 'nxdomain' | 'no-closer-match' | 'opt-out';
  readonly used: readonly Nsec3[];
}

const finding = (conclusion: Nsec3Finding['conclusion'], ...used: Nsec3[]): Nsec3Finding => ({
  conclusion,
  used,
});

/** NODATA (RFC 5155 §8.5-8.7); `opt-out` where an unsigned delegation may lie there instead. */
export function nsec3ProvesNoData(set: Nsec3Set, name: Name, type: number): Nsec3Finding | undefined {
  const match = set.match(name);
  if (match !== undefined)
    return typesDeny(match.types, type, name.length === 1) ? finding('nodata', match) : undefined;
  const closest = set.closestEncloser(name);
  if (closest === undefined) return undefined;
  const { match: encloser, cover, wildcard } = closest;
  const atWildcard = set.match(wildcard);
  if (atWildcard !== undefined)
    return typesDeny(atWildcard.types, type, false)
      ? finding(cover.optOut ? 'opt-out' : 'wildcard-nodata', encloser, cover, atWildcard)
      : undefined;
  return cover.optOut ? finding('opt-out', encloser, cover) : undefined;
}

/** NXDOMAIN by compact denial (RFC 9824 §4). */
export function nsec3ProvesNxName(set: Nsec3Set, name: Name): Nsec3Finding | undefined {
  const match = set.match(name);
  return match !== undefined && deniesName(match.types) ? finding('nxdomain', match) : undefined;
}

/** NXDOMAIN (RFC 5155 §8.4); `opt-out` where an unsigned delegation may lie there instead (§9.2). */
export function nsec3ProvesNxDomain(set: Nsec3Set, name: Name): Nsec3Finding | undefined {
  if (set.match(name) !== undefined) return undefined;
  const closest = set.closestEncloser(name);
  if (closest === undefined) return undefined;
  const noWildcard = set.cover(closest.wildcard);
  if (noWildcard === undefined) return undefined;
  return finding(closest.cover.optOut ? 'opt-out' : 'nxdomain', closest.match, closest.cover, noWildcard);
}

/** A wildcard was rightly used (RFC 5155 §8.8): the name one label longer than what it hangs below is covered. */
export function nsec3ProvesWildcardUse(set: Nsec3Set, name: Name, wildcard: Name): Nsec3Finding | undefined {
  const cover = set.cover(lastLabels(name, labelCount(wildcard)));
  return cover === undefined ? undefined : finding(cover.optOut ? 'opt-out' : 'no-closer-match', cover);
}

/** What the NSEC3s say of a delegation at `name` (RFC 5155 §8.6, §8.9). */
export function nsec3Delegation(
  set: Nsec3Set,
  name: Name,
): ['no-delegation' | 'unsigned-delegation' | 'opt-out', readonly Nsec3[]] | undefined {
  const match = set.match(name);
  if (match !== undefined) {
    if (match.types.has(rrType.DS) || match.types.has(rrType.SOA)) return undefined;
    return [match.types.has(rrType.NS) ? 'unsigned-delegation' : 'no-delegation', [match]];
  }
  const closest = set.closestEncloser(name);
  if (closest === undefined) return undefined;
  return [closest.cover.optOut ? 'opt-out' : 'no-delegation', [closest.match, closest.cover]];
}
