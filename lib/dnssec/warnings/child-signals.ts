/**
 * CDS and CDNSKEY (RFC 7344, RFC 8078): what a zone asks its parent to publish, held against the DS that is there.
 * Limits: it reports, it decides nothing; only records that the zone's keys sign are read.
 */
import { rrType } from '../../dns/codes.js';
import { formatName, labelCount, parentName, type Name } from '../../dns/name.js';
import { formatRdata } from '../../dns/rdata-text.js';
import { findRRset, type Asker } from '../ask.js';
import type { Context } from '../context.js';
import { readDnskey, type Dnskey } from '../records/dnskey.js';
import { dsMatchesKey, readDs, type Ds } from '../records/ds.js';
import type { ChildSignals, Warning } from '../types.js';
import { verifyRRset } from '../signatures/verify.js';
import type { ZoneState } from '../chain/zone-state.js';

/** Algorithm 0 in either asks the parent to withdraw the DS (RFC 8078 §4). */
const deleteAlgorithm = 0;

export interface InspectedSignals {
  readonly warnings: readonly Warning[];
  readonly childSignals?: ChildSignals;
}

/**
 * Sends for both with the first questions of a validation, where the zone of `name` most likely begins: at a name of two
 * labels, and of more one label up. Where it begins elsewhere they are asked for there, a round trip later.
 */
export function signalsAhead(name: Name, asker: Asker): void {
  const zone = labelCount(name) > 2 ? (parentName(name) ?? name) : name;
  for (const type of [rrType.CDS, rrType.CDNSKEY]) asker.prefetch(zone, type);
}

/** Asks for both at a secure zone that has a DS, and tells where they and the DS disagree. */
export async function inspectChildSignals(
  state: ZoneState,
  asker: Asker,
  context: Context,
): Promise<InspectedSignals> {
  if (state.status !== 'secure' || state.by !== 'ds') return { warnings: [] };
  const [cds, cdnskey] = await Promise.all([
    signedRdata(state, rrType.CDS, asker, context),
    signedRdata(state, rrType.CDNSKEY, asker, context),
  ]);
  if (cds.length + cdnskey.length === 0) return { warnings: [] };
  return {
    warnings: signalWarnings(state, cds.map(readDs), cdnskey.map(readDnskey), context),
    childSignals: {
      zone: formatName(state.zone),
      cds: cds.map((rdata) => formatRdata(rrType.CDS, rdata)),
      cdnskey: cdnskey.map((rdata) => formatRdata(rrType.CDNSKEY, rdata)),
    },
  };
}

function signalWarnings(
  state: ZoneState,
  wanted: readonly Ds[],
  keys: readonly Dnskey[],
  context: Context,
): Warning[] {
  const zone = formatName(state.zone);
  const warn = (code: string, message: string, fix: string): Warning => ({
    code,
    message,
    zone,
    reference: 'RFC 7344 §4.1',
    fix,
  });
  if ([...wanted, ...keys].some((record) => record.algorithm === deleteAlgorithm))
    return [
      warn(
        'cds-delete',
        `${zone} asks its parent to withdraw the DS: it is about to become unsigned`,
        'Remove the CDS and CDNSKEY records unless the zone is to be unsigned.',
      ),
    ];
  const warnings: Warning[] = [];
  const fix = 'Have the parent take the new DS over, or correct the CDS and CDNSKEY records.';
  if (wanted.length > 0 && !sameDs(wanted, state.ds))
    warnings.push(
      warn('cds-differs', `${zone} publishes CDS ${tags(wanted)}, its parent has DS ${tags(state.ds)}`, fix),
    );
  if (keys.length > 0 && !sameKeys(keys, state, context))
    warnings.push(
      warn(
        'cdnskey-differs',
        `${zone} publishes CDNSKEY ${tags(keys)}, its parent has DS ${tags(state.ds)}`,
        fix,
      ),
    );
  return warnings;
}

async function signedRdata(
  state: ZoneState,
  type: number,
  asker: Asker,
  context: Context,
): Promise<readonly Uint8Array[]> {
  const response = await asker.ask(state.zone, type);
  const rrset = response.answered ? findRRset(response.answer, state.zone, type) : undefined;
  if (rrset === undefined || !(await verifyRRset(rrset, state, context)).verified) return [];
  return rrset.rdata;
}

const identity = (ds: Ds): string =>
  `${ds.keyTag} ${ds.algorithm} ${ds.digestType} ${Buffer.from(ds.digest).toString('hex')}`;

function sameDs(wanted: readonly Ds[], published: readonly Ds[]): boolean {
  const there = new Set(published.map(identity));
  return there.size === new Set(wanted.map(identity)).size && wanted.every((ds) => there.has(identity(ds)));
}

/** Each DS stands for a CDNSKEY, and each CDNSKEY has a DS; a digest that cannot be computed is not held against it. */
function sameKeys(keys: readonly Dnskey[], state: ZoneState, context: Context): boolean {
  const known = state.ds.filter((ds) => context.digests.has(ds.digestType));
  const fits = (ds: Ds, key: Dnskey): boolean => dsMatchesKey(ds, state.zone, key, context.digests);
  return (
    known.every((ds) => keys.some((key) => fits(ds, key))) &&
    keys.every((key) => known.some((ds) => fits(ds, key)))
  );
}

function tags(records: readonly { readonly keyTag: number }[]): string {
  return [...new Set(records.map((record) => record.keyTag))].join(', ');
}
