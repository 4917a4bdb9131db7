/**
 * The DS records that would make a zone's present keys trusted: for those of its keys that sign its DNSKEY RRset. Limits:
 * what is not vouched for may be forged, and so may these be: their reader has to know the keys.
 */
import { formatRdata } from '../../dns/rdata-text.js';
import { rrType } from '../../dns/codes.js';
import { formatName, lowerName, type Name } from '../../dns/name.js';
import type { RRset } from '../../dns/rrset.js';
import type { Context } from '../context.js';
import { isRevoked, isSep, isZoneKey, readDnskey, type Dnskey } from '../records/dnskey.js';
import { defaultDigests } from '../records/ds.js';
import { LimitError } from '../limits.js';
import { verifyRRset } from '../signatures/verify.js';

/** Keys tried: a zone has one key-signing key, two in a roll-over. */
const keysMost = 4;
/** SHA-256, the one that every parent takes (RFC 8624 §3.3). */
const digestType = 2;

/** In presentation format; empty where no key of the set signs it. */
export async function dsToPublish(zone: Name, dnskeys: RRset, context: Context): Promise<string[]> {
  const fit = dnskeys.rdata
    .map(readDnskey)
    .filter((key) => isZoneKey(key) && !isRevoked(key) && context.algorithms.has(key.algorithm));
  const entries = fit.some(isSep) ? fit.filter(isSep) : fit;
  const lines: string[] = [];
  try {
    for (const key of entries.slice(0, keysMost)) {
      const signer = { zone, keys: [key], requiredAlgorithms: new Set<number>() };
      if ((await verifyRRset(dnskeys, signer, context)).verified) lines.push(dsLine(zone, key));
    }
  } catch (error) {
    // It is an aside: what it costs must not decide the verdict.
    if (!(error instanceof LimitError)) throw error;
  }
  return lines;
}

function dsLine(zone: Name, key: Dnskey): string {
  const digest = defaultDigests.get(digestType)?.hash(Buffer.concat([lowerName(zone), key.rdata])) ?? [];
  const head = [key.keyTag >> 8, key.keyTag & 0xff, key.algorithm, digestType];
  return `${formatName(zone)} IN DS ${formatRdata(rrType.DS, Uint8Array.from([...head, ...digest]))}`;
}
