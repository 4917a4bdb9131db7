/**
 * The status of one RRset (RFC 4035 §4.3, §5.3): by the zone that signs it, else by where the way down to its owner
 * ends. An RRset made from a wildcard needs the proof that nothing closer exists (§5.3.4).
 */
import { formatType, rrType } from '../../dns/codes.js';
import { equalNames, formatName, isBelow, parentName, type Name } from '../../dns/name.js';
import { formatRdata } from '../../dns/rdata-text.js';
import type { RRset } from '../../dns/rrset.js';
import type { Chain } from '../chain/chain.js';
import type { Context } from '../context.js';
import { collectDenialRecords, hasRecords, proveWildcardUse } from '../denial/denial.js';
import { distinctReasons, reason } from '../reason.js';
import type { AnswerRRset, DenialView, Reason, SignatureProof, Status } from '../types.js';
import { belongsToParent, signaturesOf, signersOf, verifyRRset } from '../signatures/verify.js';
import type { ZoneState } from '../chain/zone-state.js';

/** A finding with the zones it rests on. */
export interface Part {
  readonly status: Status;
  /** Whose it is, where aliases are followed. */
  readonly name?: Name;
  readonly reasons: readonly Reason[];
  readonly zones: readonly ZoneState[];
  readonly rrsets: readonly AnswerRRset[];
  readonly denials: readonly DenialView[];
  readonly proofs: readonly SignatureProof[];
  /** How long it may be kept. */
  readonly ttlSeconds: number;
}

export function part(given: Partial<Part> & Pick<Part, 'status'>): Part {
  return { reasons: [], zones: [], rrsets: [], denials: [], proofs: [], ttlSeconds: 0, ...given };
}

/** Signer zones tried for one RRset: a second is there in a change of hands, a third only to cost time. */
const signersMost = 2;

/** `authority` is that section of the response the RRset came in: a wildcard's proof is looked for there. */
export async function rrsetStatus(
  rrset: RRset,
  authority: readonly RRset[],
  chain: Chain,
  context: Context,
): Promise<Part> {
  const zones: ZoneState[] = [];
  const reasons: Reason[] = [];
  let refuted = false;
  for (const signer of signersFor(rrset).slice(0, signersMost)) {
    chain.prefetch(signer, true);
    const state = await chain.zoneOf(signer);
    zones.push(state);
    if (state.status === 'insecure') {
      // No verdict yet: an anchor may stand between this signer and the owner, and then naming it proves nothing.
      reasons.push(foreign(rrset, signer, 'which is not secure'));
      break;
    }
    if (state.status !== 'secure') {
      reasons.push(...state.reasons);
    } else if (equalNames(state.zone, signer)) {
      const checked = await signedBy(rrset, authority, state, context);
      if (checked.status === 'secure' || checked.status === 'insecure') return checked;
      refuted = true;
      reasons.push(...checked.reasons);
    } else {
      refuted = true;
      reasons.push(foreign(rrset, signer, 'which is no zone of its own'));
    }
  }
  // No signature counts. That is as it should be if the owner lies in an unsigned zone (RFC 4035 §5.2).
  const owner = await chain.zoneOf(
    belongsToParent(rrset.type) ? (parentName(rrset.name) ?? rrset.name) : rrset.name,
  );
  if (owner.status === 'insecure') return settled(rrset, context, 'insecure', [owner], owner.reasons);
  if (owner.status !== 'secure') {
    // What is proven false stays so, though the way further down could not be seen.
    const status = refuted ? 'bogus' : owner.status;
    return settled(rrset, context, status, [...zones, owner], [...reasons, ...owner.reasons]);
  }
  if (reasons.length === 0)
    reasons.push(
      reason(
        'signature-missing',
        `${label(rrset)} carries no signature, though ${formatName(owner.zone)} is signed`,
        owner.zone,
      ),
    );
  return settled(rrset, context, 'bogus', [...zones, owner], reasons);
}

function foreign(rrset: RRset, signer: Name, why: string): Reason {
  return reason('signature-foreign', `${label(rrset)} is signed by ${formatName(signer)}, ${why}`, signer);
}

/** A DS belongs to the parent: no signature by the child's own zone counts for it. */
function signersFor(rrset: RRset): Name[] {
  const signers = signersOf(rrset);
  return belongsToParent(rrset.type) ? signers.filter((signer) => isBelow(rrset.name, signer)) : signers;
}

async function signedBy(
  rrset: RRset,
  authority: readonly RRset[],
  zone: ZoneState,
  context: Context,
): Promise<Part> {
  const verified = await verifyRRset(rrset, zone, context);
  if (!verified.verified) return settled(rrset, context, 'bogus', [zone], verified.reasons);
  const { proof, ttlSeconds, wildcard } = verified;
  const secure = part({
    status: 'secure',
    zones: [zone],
    rrsets: [{ ...answerOf(rrset, 'secure'), ttlSeconds, proof }],
    proofs: [proof],
    ttlSeconds,
  });
  if (wildcard === undefined) return secure;
  if (rrset.type === rrType.DNAME) {
    // What a wildcard DNAME means is undefined (RFC 4592 §4.4, RFC 6672 §3.3).
    const why = `${label(rrset)} was made from a wildcard, which no DNAME may be`;
    return settled(rrset, context, 'bogus', [zone], [reason('signature-wildcard', why, zone.zone)]);
  }
  const records = await collectDenialRecords(authority, zone, context);
  const denial = proveWildcardUse(records, rrset.name, wildcard);
  if (denial === undefined) {
    const code = hasRecords(records) ? 'denial-unsound' : 'denial-missing';
    const why = `${label(rrset)} was made from ${formatName(wildcard)}, and nothing proves that no closer name exists`;
    return settled(rrset, context, 'bogus', [zone], [reason(code, why, zone.zone), ...records.reasons]);
  }
  const denials = [denial.view];
  const kept = Math.min(ttlSeconds, records.ttlSeconds);
  if (denial.conclusion === 'no-closer-match') return { ...secure, denials, ttlSeconds: kept };
  const why = weakDenial(denial.conclusion, rrset.name, zone.zone);
  return { ...settled(rrset, context, 'insecure', [zone], [why]), denials, ttlSeconds: kept };
}

/** Why a proof that holds does not make its answer secure. */
export function weakDenial(conclusion: string, name: Name, zone: Name): Reason {
  return conclusion === 'too-many-iterations'
    ? reason('nsec3-iterations', `${formatName(zone)} uses more NSEC3 iterations than are followed`, zone)
    : reason(
        'opt-out',
        `${formatName(name)} lies in an opt-out span of ${formatName(zone)}: an unsigned delegation may be there`,
        zone,
      );
}

function settled(
  rrset: RRset,
  { atSeconds, budget }: Context,
  status: Status,
  zones: readonly ZoneState[],
  reasons: readonly Reason[],
): Part {
  const { ttlSeconds } = rrset;
  return part({
    status,
    zones,
    rrsets: [
      {
        ...answerOf(rrset, status),
        signatures: signaturesOf(rrset, atSeconds).slice(0, budget.limits.signatureChecksPerRRset),
      },
    ],
    reasons: distinctReasons(reasons),
    ttlSeconds,
  });
}

function answerOf(rrset: RRset, status: Status): AnswerRRset {
  return {
    name: formatName(rrset.name),
    type: formatType(rrset.type),
    status,
    ttlSeconds: rrset.ttlSeconds,
    data: rrset.rdata.map((rdata) => formatRdata(rrset.type, rdata)),
    rdata: rrset.rdata,
  };
}

function label(rrset: RRset): string {
  return `${formatName(rrset.name)} ${formatType(rrset.type)}`;
}
