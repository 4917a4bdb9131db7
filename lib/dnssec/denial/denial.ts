/**
 * Denial of existence from a response: takes the NSEC and NSEC3 records one zone signed, checks their signatures,
 * and asks NSEC, then NSEC3, whether they prove what is claimed. Limits: records of one zone at a time; those that a
 * wildcard made prove nothing; eight with wrong signatures end the search; at most four sets of NSEC3 parameters.
 */
import { rrType } from '../../dns/codes.js';
import { equalNames, formatName, type Name } from '../../dns/name.js';
import { formatRdata } from '../../dns/rdata-text.js';
import type { RRset } from '../../dns/rrset.js';
import { ParseError } from '../../errors.js';
import type { Context } from '../context.js';
import * as nsec from './nsec.js';
import * as nsec3 from './nsec3.js';
import { reason } from '../reason.js';
import type { DenialConclusion, DenialView, Reason } from '../types.js';
import { signersOf, verifyRRset, type Signer } from '../signatures/verify.js';

/** The proof records of one zone whose signatures hold. */
export interface DenialRecords {
  readonly zone: Name;
  readonly nsecs: readonly nsec.Nsec[];
  /** One set for each combination of parameters. */
  readonly nsec3s: readonly nsec3.Nsec3Set[];
  /** Most iterations that count (RFC 9276). */
  readonly iterationsMost: number;
  readonly texts: ReadonlyMap<object, string>;
  /** The least TTL among them: how long the proof may be kept. */
  readonly ttlSeconds: number;
  /** Why records were left out. */
  readonly reasons: readonly Reason[];
}

export interface Denial {
  readonly conclusion: DenialConclusion;
  readonly view: DenialView;
}

const parameterSetsMost = 4;
/** Proof records that may fail before the rest are left: an honest response has none that does. */
const failuresMost = 8;

/** Checks the signatures of the zone's NSEC and NSEC3 RRsets among `rrsets`. */
export async function collectDenialRecords(
  rrsets: readonly RRset[],
  signer: Signer,
  context: Context,
): Promise<DenialRecords> {
  const { zone } = signer;
  const nsecs: nsec.Nsec[] = [];
  const byParameters = new Map<string, nsec3.SomeNsec3s>();
  const texts = new Map<object, string>();
  const reasons: Reason[] = [];
  let failures = 0;
  let ttlSeconds = Number.POSITIVE_INFINITY;
  for (const rrset of rrsets) {
    if (rrset.type !== rrType.NSEC && rrset.type !== rrType.NSEC3) continue;
    if (!signersOf(rrset).some((signer) => equalNames(signer, zone))) continue;
    const verified = await verifyRRset(rrset, signer, context);
    if (!verified.verified) {
      reasons.push(...verified.reasons);
      failures += 1;
      if (failures >= failuresMost) break;
      continue;
    }
    if (verified.wildcard !== undefined) {
      reasons.push(fromWildcard(rrset, zone));
      continue;
    }
    ttlSeconds = Math.min(ttlSeconds, verified.ttlSeconds);
    for (const rdata of rrset.rdata) {
      const record = readRecord(rrset, rdata, zone);
      if (record === undefined) continue;
      texts.set(record, recordText(rrset, rdata));
      if ('next' in record) {
        nsecs.push(record);
        continue;
      }
      const parameters = `${record.iterations} ${Buffer.from(record.salt).toString('hex')}`;
      const others = byParameters.get(parameters);
      byParameters.set(parameters, others === undefined ? [record] : [...others, record]);
    }
  }
  const nsec3s = [...byParameters.values()]
    .slice(0, parameterSetsMost)
    .map((records) => new nsec3.Nsec3Set(zone, records, context.budget));
  return {
    zone,
    nsecs,
    nsec3s,
    iterationsMost: context.budget.limits.nsec3Iterations,
    texts,
    ttlSeconds,
    reasons,
  };
}

/** A proof whose owner name was expanded from a wildcard says nothing of the names beside it. */
function fromWildcard({ name }: RRset, zone: Name): Reason {
  return reason('signature-wildcard', `${formatName(name)}: a proof of absence made from a wildcard`, zone);
}

function recordText({ name, type }: RRset, rdata: Uint8Array): string {
  return `${formatName(name)} ${type === rrType.NSEC ? 'NSEC' : 'NSEC3'} ${formatRdata(type, rdata)}`;
}

/** A record that is malformed, or that RFC 5155 says to ignore, proves nothing and harms nothing. */
function readRecord(rrset: RRset, rdata: Uint8Array, zone: Name): nsec.Nsec | nsec3.Nsec3 | undefined {
  try {
    return rrset.type === rrType.NSEC
      ? nsec.readNsec(rrset.name, rdata)
      : nsec3.readNsec3(rrset.name, rdata, zone);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

export function hasRecords(records: DenialRecords): boolean {
  return records.nsecs.length + records.nsec3s.length > 0;
}

type NsecStep = () => { conclusion: DenialConclusion; used: readonly nsec.Nsec[] } | undefined;
type Nsec3Step = (
  set: nsec3.Nsec3Set,
) => { conclusion: DenialConclusion; used: readonly nsec3.Nsec3[] } | undefined;

/** NSEC first, then each NSEC3 set; a set with too many iterations is not hashed at all. */
function prove(records: DenialRecords, byNsec: NsecStep, byNsec3: Nsec3Step): Denial | undefined {
  const found = byNsec();
  if (found !== undefined) return { conclusion: found.conclusion, view: view(records, 'NSEC', found) };
  for (const set of records.nsec3s) {
    const result =
      set.iterations > records.iterationsMost
        ? { conclusion: 'too-many-iterations' as const, used: set.records }
        : byNsec3(set);
    if (result !== undefined)
      return {
        conclusion: result.conclusion,
        view: { ...view(records, 'NSEC3', result), iterations: set.iterations, salt: set.salt },
      };
  }
  return undefined;
}

function view(
  records: DenialRecords,
  mechanism: DenialView['mechanism'],
  found: { readonly conclusion: DenialConclusion; readonly used: readonly (nsec.Nsec | nsec3.Nsec3)[] },
): DenialView {
  const used = [...new Set(found.used)];
  return {
    mechanism,
    conclusion: found.conclusion,
    optOut: used.some((record) => 'optOut' in record && record.optOut),
    records: used.map((record) => records.texts.get(record) ?? ''),
  };
}

export function proveNoData(records: DenialRecords, name: Name, type: number): Denial | undefined {
  return prove(
    records,
    () => nsec.nsecProvesNoData(records.nsecs, name, type, records.zone),
    (set) => nsec3.nsec3ProvesNoData(set, name, type),
  );
}

/** That the name does not exist, by a record at the name itself. */
export function proveNxName(records: DenialRecords, name: Name): Denial | undefined {
  return prove(
    records,
    () => nsec.nsecProvesNxName(records.nsecs, name),
    (set) => nsec3.nsec3ProvesNxName(set, name),
  );
}

export function proveNxDomain(records: DenialRecords, name: Name): Denial | undefined {
  return prove(
    records,
    () => nsec.nsecProvesNxDomain(records.nsecs, name, records.zone),
    (set) => nsec3.nsec3ProvesNxDomain(set, name),
  );
}

export function proveWildcardUse(records: DenialRecords, name: Name, wildcard: Name): Denial | undefined {
  return prove(
    records,
    () => nsec.nsecProvesWildcardUse(records.nsecs, name, wildcard, records.zone),
    (set) => nsec3.nsec3ProvesWildcardUse(set, name, wildcard),
  );
}

/** Whether there is a zone cut at `name`, told from the parent's proof that there is no DS. */
export function proveNoDs(records: DenialRecords, name: Name): Denial | undefined {
  return prove(
    records,
    () => {
      const found = nsec.nsecDelegation(records.nsecs, name, records.zone);
      return found === undefined ? undefined : { conclusion: found[0], used: [found[1]] };
    },
    (set) => {
      const found = nsec3.nsec3Delegation(set, name);
      return found === undefined ? undefined : { conclusion: found[0], used: found[1] };
    },
  );
}
