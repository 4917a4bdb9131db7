/** The NSEC chain of a zone (RFC 4034 §4): one record a name, each pointing to the next in canonical order. */
import { rrType } from '../dns/codes.js';
import { compareNames, wildcardOf, type Name } from '../dns/name.js';
import type { RRset } from '../dns/rrset.js';
import { writeTypeBitmap } from '../dns/type-bitmap.js';
import { atOrBefore, unique, type ChainName, type Denial } from './denial.js';

/** Builds the chain; `sign` adds the signatures. Empty non-terminals have no NSEC of their own. */
export function nsecChain(
  names: readonly ChainName[],
  ttlSeconds: number,
  alsoClaimed: readonly number[],
  sign: (rrset: RRset) => RRset,
): Denial {
  const owners = names.filter(({ types }) => types.length > 0).sort((a, b) => compareNames(a.name, b.name));
  const chain = owners.map(({ name, types }, index) => {
    const next = owners[(index + 1) % owners.length]?.name ?? name;
    const bitmap = writeTypeBitmap([...types, ...alsoClaimed, rrType.RRSIG, rrType.NSEC]);
    const rdata = Buffer.concat([next, bitmap]);
    return sign({ name, type: rrType.NSEC, class: 1, ttlSeconds, rdata: [rdata], signatures: [] });
  });
  const at = (name: Name | undefined): RRset[] =>
    name === undefined ? [] : [atOrBefore(chain, (nsec) => compareNames(nsec.name, name) > 0)];
  return {
    chain,
    nodata: (name) => at(name),
    wildcardAnswer: (name) => at(name),
    wildcardNodata: (name, encloser) => unique([...at(name), ...at(wildcardOf(encloser))]),
    nxdomain: (name, encloser) => unique([...at(name), ...at(wildcardOf(encloser))]),
  };
}
