/**
 * Trust anchors (RFC 4035 §5, RFC 9364): what they are, which counts for a name, and the root's current ones.
 * Negative anchors (RFC 7646) are names alone: below one, nothing is validated.
 */
import { rrType } from '../../dns/codes.js';
import { equalNames, labelCount, isSubdomain, parseName, type Name } from '../../dns/name.js';
import { parseRdata } from '../../dns/rdata-parse.js';
import { readDnskey, type Dnskey } from '../records/dnskey.js';
import { readDs, type Ds } from '../records/ds.js';

/**
 * What is trusted of a zone without a proof: a DS of its key, or the DNSKEY itself (RFC 4035 §5). Several of one zone
 * may stand side by side, as while a key rolls.
 */
export type TrustAnchor =
  | { readonly zone: Name; readonly kind: 'ds'; readonly ds: Ds }
  | { readonly zone: Name; readonly kind: 'dnskey'; readonly key: Dnskey };

/** An anchor out of the RDATA of a DS (RFC 4034 §5.1). Throws `ParseError` where that is malformed. */
export function dsAnchor(zone: Name, rdata: Uint8Array): TrustAnchor {
  return { zone, kind: 'ds', ds: readDs(rdata) };
}

/** An anchor out of the RDATA of a DNSKEY (RFC 4034 §2.1). Throws `ParseError` where that is malformed. */
export function dnskeyAnchor(zone: Name, rdata: Uint8Array): TrustAnchor {
  return { zone, kind: 'dnskey', key: readDnskey(rdata) };
}

/**
 * KSK-2017 and KSK-2024 (IANA root-anchors.xml; Debian dns-root-data 2024071801). 38696 signs from October 2026;
 * 20326 is due to be revoked in January 2027.
 */
export const rootAnchors: readonly TrustAnchor[] = [
  '20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D',
  '38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16',
].map((text) => dsAnchor(parseName('.'), parseRdata(rrType.DS, text)));

/** The anchors of exactly this zone. */
export function anchorsAt(anchors: readonly TrustAnchor[], zone: Name): TrustAnchor[] {
  return anchors.filter((anchor) => equalNames(anchor.zone, zone));
}

/** The deepest zone at or above `name` that has an anchor. */
export function closestAnchoredZone(anchors: readonly TrustAnchor[], name: Name): Name | undefined {
  let best: Name | undefined;
  for (const { zone } of anchors)
    if (isSubdomain(name, zone) && (best === undefined || labelCount(zone) > labelCount(best))) best = zone;
  return best;
}
