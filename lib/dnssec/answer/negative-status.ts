/**
 * The status of an answer that says "no": NODATA or NXDOMAIN, held against the NSEC or NSEC3 records it came with
 * (RFC 4035 §5.4, RFC 5155 §8). Limits: of the authority section only the proof and the SOA count; the rest is not
 * believed and does not harm.
 */
import { formatType, rcode, rrType } from '../../dns/codes.js';
import {
  equalNames,
  formatName,
  isBelow,
  isSubdomain,
  labelCount,
  parentName,
  type Name,
} from '../../dns/name.js';
import type { RRset } from '../../dns/rrset.js';
import type { Answered } from '../ask.js';
import type { Chain } from '../chain/chain.js';
import type { Context } from '../context.js';
import {
  collectDenialRecords,
  hasRecords,
  proveNoData,
  proveNxDomain,
  proveNxName,
  type Denial,
  type DenialRecords,
} from '../denial/denial.js';
import { distinctReasons, reason } from '../reason.js';
import { part, weakDenial, type Part } from './rrset-status.js';
import type { Reason } from '../types.js';
import { belongsToParent, signersOf, verifyRRset } from '../signatures/verify.js';
import type { ZoneState } from '../chain/zone-state.js';

export interface NegativePart extends Part {
  /** What is proven: a server that says NXDOMAIN for an empty non-terminal is corrected. */
  readonly rcode: number;
}

/** What is said not to be there. */
export interface Denied {
  readonly name: Name;
  readonly type: number;
  /** Whether the name is where aliases led, not the one that was asked for. */
  readonly atAlias: boolean;
}

/** Zones tried: a response may carry the proofs of a parent beside those of its child. */
const signersMost = 2;
const proofTypes: ReadonlySet<number> = new Set([rrType.NSEC, rrType.NSEC3, rrType.SOA]);
const weak: ReadonlySet<string> = new Set(['opt-out', 'too-many-iterations']);

export async function negativeStatus(
  denied: Denied,
  response: Answered,
  chain: Chain,
  context: Context,
): Promise<NegativePart> {
  const { name, type } = denied;
  const reasons: Reason[] = [];
  const zones: ZoneState[] = [];
  let refuted = false;
  const place = belongsToParent(type) ? (parentName(name) ?? name) : name;
  for (const signer of signersFor(name, type, response.authority).slice(0, signersMost)) {
    chain.prefetch(signer, true);
    const state = await chain.zoneOf(signer);
    zones.push(state);
    // No verdict yet: an anchor may stand between this signer and the name, and then its word proves nothing.
    if (state.status === 'insecure') break;
    if (state.status !== 'secure') {
      reasons.push(...state.reasons);
    } else if (equalNames(state.zone, signer)) {
      const checked = await deniedBy(state, denied, response, context);
      if (checked.status === 'secure') return checked;
      // That an unsigned delegation may be there says nothing of a zone that an anchor of its own vouches for.
      if (checked.status === 'insecure' && chain.reaches(signer, place)) return checked;
      refuted = true;
      reasons.push(...checked.reasons);
    }
  }
  // No proof holds. That is as it should be if the name lies in an unsigned zone (RFC 4035 §5.2).
  const owner = await chain.zoneOf(place);
  const settle = (status: Part['status'], why: readonly Reason[]): NegativePart => ({
    ...part({
      status,
      zones: status === 'insecure' ? [owner] : [...zones, owner],
      reasons: distinctReasons(why),
    }),
    rcode: response.rcode,
  });
  if (owner.status === 'insecure') return settle('insecure', owner.reasons);
  // What is proven false stays so, though the way further down could not be seen.
  if (owner.status !== 'secure')
    return settle(refuted ? 'bogus' : owner.status, [...reasons, ...owner.reasons]);
  if (reasons.length === 0)
    reasons.push(
      reason('denial-missing', `Nothing signed proves that ${what(name, type, response.rcode)}`, owner.zone),
    );
  return settle('bogus', reasons);
}

/** The zones whose proofs the response carries and that may speak of the name, the deepest first. */
function signersFor(name: Name, type: number, authority: readonly RRset[]): Name[] {
  const signers: Name[] = [];
  for (const rrset of authority) {
    if (!proofTypes.has(rrset.type)) continue;
    for (const signer of signersOf(rrset)) {
      const speaks =
        belongsToParent(type) && name.length > 1 ? isBelow(name, signer) : isSubdomain(name, signer);
      if (speaks && !signers.some((known) => equalNames(known, signer))) signers.push(signer);
    }
  }
  return signers.sort((a, b) => labelCount(b) - labelCount(a));
}

async function deniedBy(
  zone: ZoneState,
  denied: Denied,
  response: Answered,
  context: Context,
): Promise<NegativePart> {
  const { name, type } = denied;
  const records = await collectDenialRecords(response.authority, zone, context);
  const [denial, proven] = prove(records, denied, response.rcode);
  const bogus = (reasons: readonly Reason[]): NegativePart => ({
    ...part({ status: 'bogus', zones: [zone], reasons }),
    rcode: response.rcode,
  });
  if (denial === undefined) {
    const found = hasRecords(records)
      ? reason(
          'denial-unsound',
          `The records of ${formatName(zone.zone)} do not prove that ${what(name, type, response.rcode)}`,
          zone.zone,
        )
      : reason(
          'denial-missing',
          `No valid record of ${formatName(zone.zone)} proves that ${what(name, type, response.rcode)}`,
          zone.zone,
        );
    return bogus([...records.reasons, found]);
  }
  // The SOA sets how long the "no" is kept (RFC 2308 §5): where it is there, it has to hold.
  const soa = response.authority.find(
    (rrset) => rrset.type === rrType.SOA && equalNames(rrset.name, zone.zone),
  );
  const soaCheck = soa === undefined ? undefined : await verifyRRset(soa, zone, context);
  if (soaCheck?.verified === false) return bogus(soaCheck.reasons);
  const ttlSeconds = Math.min(records.ttlSeconds, soaCheck?.ttlSeconds ?? records.ttlSeconds);
  const proofs = soaCheck === undefined ? [] : [soaCheck.proof];
  const held = { zones: [zone], denials: [denial.view], proofs, ttlSeconds };
  return weak.has(denial.conclusion)
    ? {
        ...part({ ...held, status: 'insecure', reasons: [weakDenial(denial.conclusion, name, zone.zone)] }),
        rcode: proven,
      }
    : { ...part({ ...held, status: 'secure' }), rcode: proven };
}

/**
 * NXDOMAIN that is not proven may still be an honest NODATA: old servers say NXDOMAIN for empty non-terminals. Those
 * sign with NSEC; where NSEC3 is used, what is said has to be what is proven. At the end of aliases the rcode speaks
 * of one name or another, as the server likes (RFC 6604 §1): there what is proven stands, whatever is said. Too many
 * iterations end the search at NXDOMAIN already.
 */
function prove(
  records: DenialRecords,
  { name, type, atAlias }: Denied,
  said: number,
): [Denial | undefined, number] {
  // Compact denial: a server says NXDOMAIN to who sent it Compact Answers OK, NOERROR to others (RFC 9824 §5).
  const compact = proveNxName(records, name);
  if (compact?.conclusion === 'nxdomain') return [compact, rcode.NXDOMAIN];
  const noName = said === rcode.NXDOMAIN ? proveNxDomain(records, name) : undefined;
  if (noName !== undefined) return [noName, rcode.NXDOMAIN];
  const noType = proveNoData(records, name, type);
  // An opt-out span, which only NSEC3 has, proves too little to turn one answer into another.
  const isHonest = noType?.view.mechanism === 'NSEC';
  if (noType !== undefined && (said === rcode.NOERROR || atAlias || isHonest)) return [noType, rcode.NOERROR];
  return atAlias && said === rcode.NOERROR
    ? [proveNxDomain(records, name), rcode.NXDOMAIN]
    : [undefined, rcode.NOERROR];
}

function what(name: Name, type: number, said: number): string {
  return said === rcode.NXDOMAIN
    ? `${formatName(name)} does not exist`
    : `${formatName(name)} has no ${formatType(type)}`;
}
