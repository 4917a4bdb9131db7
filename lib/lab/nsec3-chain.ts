/** The NSEC3 chain of a zone (RFC 5155 §7.1): hashed owner names in hash order, opt-out or not. */
import { createHash } from 'node:crypto';
import { formatBase32Hex } from '../dns/base32hex.js';
import { rrType } from '../dns/codes.js';
import {
  equalNames,
  labelCount,
  lastLabels,
  lowerName,
  parentName,
  prependLabel,
  wildcardOf,
  type Name,
} from '../dns/name.js';
import type { RRset } from '../dns/rrset.js';
import { writeTypeBitmap } from '../dns/type-bitmap.js';
import { atOrBefore, unique, type ChainName, type Denial } from './denial.js';
import type { DenialPlan } from './zone-plan.js';

export type Nsec3Plan = Extract<DenialPlan, { kind: 'nsec3' }>;

interface Entry {
  readonly hash: Buffer;
  readonly rrset: RRset;
}

const sha1 = 1;
const optOutFlag = 1;

/** NSEC3PARAM's RDATA: the chain's parameters, flags always zero (RFC 5155 §4.1.2). */
export function nsec3Parameters(plan: Nsec3Plan): Uint8Array {
  return Uint8Array.from([sha1, 0, ...hashing(plan)]);
}

/** Builds the chain for `apex`; `sign` adds the signatures. */
export function nsec3Chain(
  apex: Name,
  names: readonly ChainName[],
  plan: Nsec3Plan,
  ttlSeconds: number,
  alsoClaimed: readonly number[],
  sign: (rrset: RRset) => RRset,
): Denial {
  const hash = (name: Name): Buffer => nsec3Hash(name, plan);
  const listed = names
    .filter(({ isInsecureCut }) => !(plan.optOut && isInsecureCut))
    .map((each) => ({ ...each, hash: hash(each.name) }))
    .sort((a, b) => Buffer.compare(a.hash, b.hash));
  const head = [sha1, plan.optOut ? optOutFlag : 0, ...hashing(plan)];
  const chain: Entry[] = listed.map((each, index) => {
    const next = listed[(index + 1) % listed.length]?.hash ?? each.hash;
    const isSigned = each.types.length > 0 && !each.isInsecureCut;
    const bitmap = writeTypeBitmap([...each.types, ...alsoClaimed, ...(isSigned ? [rrType.RRSIG] : [])]);
    const rdata = Uint8Array.from([...head, next.length, ...next, ...bitmap]);
    const name = prependLabel(Buffer.from(formatBase32Hex(each.hash).toLowerCase()), apex) ?? apex;
    return {
      hash: each.hash,
      rrset: sign({ name, type: rrType.NSEC3, class: 1, ttlSeconds, rdata: [rdata], signatures: [] }),
    };
  });

  const at = (name: Name): Entry => {
    const wanted = hash(name);
    return atOrBefore(chain, (entry) => Buffer.compare(entry.hash, wanted) > 0);
  };
  const isListed = (name: Name): boolean => at(name).hash.equals(hash(name));
  const coverNextCloser = (name: Name, encloser: Name): RRset[] => [
    at(lastLabels(name, labelCount(encloser) + 1)).rrset,
  ];
  const closestEncloserProof = (name: Name, encloser: Name): RRset[] => [
    at(encloser).rrset,
    ...coverNextCloser(name, encloser),
  ];
  const wildcard = (encloser: Name): RRset[] => {
    const name = wildcardOf(encloser);
    return name === undefined ? [] : [at(name).rrset];
  };
  return {
    chain: chain.map(({ rrset }) => rrset),
    nodata: (name) => {
      if (isListed(name)) return [at(name).rrset];
      // Opt-out left the name out: its closest provable encloser (RFC 5155 §7.2.4).
      let encloser = name;
      while (!isListed(encloser) && !equalNames(encloser, apex)) encloser = parentName(encloser) ?? apex;
      return unique(closestEncloserProof(name, encloser));
    },
    wildcardAnswer: (name, encloser) => coverNextCloser(name, encloser),
    wildcardNodata: (name, encloser) =>
      unique([...closestEncloserProof(name, encloser), ...wildcard(encloser)]),
    nxdomain: (name, encloser) => unique([...closestEncloserProof(name, encloser), ...wildcard(encloser)]),
  };
}

/** Iterations, salt length, salt: as they stand in NSEC3 and NSEC3PARAM alike. */
function hashing({ iterations, saltHex }: Nsec3Plan): number[] {
  const salt = Buffer.from(saltHex, 'hex');
  return [iterations >> 8, iterations & 0xff, salt.length, ...salt];
}

/** RFC 5155 §5. */
function nsec3Hash(name: Name, { iterations, saltHex }: Nsec3Plan): Buffer {
  const salt = Buffer.from(saltHex, 'hex');
  let digest = createHash('sha1').update(lowerName(name)).update(salt).digest();
  for (let turn = 0; turn < iterations; turn++)
    digest = createHash('sha1').update(digest).update(salt).digest();
  return digest;
}
