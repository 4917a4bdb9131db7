/** RRSIG (RFC 4034 §3): reading it, its validity in time, and the bytes it signs. */
import { labelCount, isWildcard, lastLabels, lowerName, prependLabel, type Name } from '../../dns/name.js';
import { canonicalRdata } from '../../dns/rdata.js';
import { Reader } from '../../dns/reader.js';
import type { RRset } from '../../dns/rrset.js';
import type { Limits } from '../limits.js';

export interface Rrsig {
  readonly typeCovered: number;
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtlSeconds: number;
  readonly expiration: number;
  readonly inception: number;
  readonly keyTag: number;
  readonly signerName: Name;
  readonly signature: Uint8Array;
  /** RDATA up to the signer's name. */
  readonly fixed: Uint8Array;
}

/** Throws `ParseError` where the RDATA is too short. */
export function readRrsig(rdata: Uint8Array): Rrsig {
  const reader = new Reader(rdata);
  const typeCovered = reader.u16();
  const algorithm = reader.u8();
  const labels = reader.u8();
  const originalTtlSeconds = reader.u32();
  const expiration = reader.u32();
  const inception = reader.u32();
  const keyTag = reader.u16();
  const fixed = rdata.subarray(0, reader.offset);
  const signerName = reader.name();
  return {
    typeCovered,
    algorithm,
    labels,
    originalTtlSeconds,
    expiration,
    inception,
    keyTag,
    signerName,
    signature: reader.rest(),
    fixed,
  };
}

/** Labels as RRSIG counts them: neither the root nor a leading `*` (RFC 4034 §3.1.3). */
export function signedLabels(owner: Name): number {
  return labelCount(owner) - (isWildcard(owner) ? 1 : 0);
}

/** The wildcard an expanded owner came from; undefined where the owner itself was signed (RFC 4035 §5.3.2). */
export function wildcardSource(owner: Name, labels: number): Name | undefined {
  return labels < signedLabels(owner)
    ? prependLabel(Uint8Array.of(0x2a), lastLabels(owner, labels))
    : undefined;
}

/** a - b in serial number arithmetic (RFC 1982, RFC 4034 §3.1.5): good until 2^31 seconds lie between. */
export function serialDifference(a: number, b: number): number {
  return (a - b) | 0;
}

export type Timing = 'valid' | 'expired' | 'not-yet-valid' | 'expired-before-valid';

/** Where `atSeconds` lies, seen against the signature's window widened by the allowed skew. */
export function timing(signature: Rrsig, atSeconds: number, skew: Limits['clockSkewSeconds']): Timing {
  const { inception, expiration } = signature;
  const lifetime = serialDifference(expiration, inception);
  if (lifetime < 0) return 'expired-before-valid';
  const allowed = Math.min(Math.max(lifetime / 10, skew.minimum), skew.maximum);
  if (serialDifference(atSeconds, expiration) > allowed) return 'expired';
  return serialDifference(inception, atSeconds) > allowed ? 'not-yet-valid' : 'valid';
}

/** TYPE, CLASS, TTL and RDLENGTH. */
const betweenBytes = 10;

/**
 * RRSIG RDATA without the signature, its signer's name in lower case, then each RR in canonical form and order
 * (RFC 4034 §3.1.8.1, §6).
 */
export function signedData(rrset: RRset, signature: Rrsig): Uint8Array {
  const owner = lowerName(wildcardSource(rrset.name, signature.labels) ?? rrset.name);
  const canonical = rrset.rdata
    .map((rdata) => canonicalRdata(rrset.type, rdata))
    .sort((a, b) => Buffer.compare(a, b));
  const { fixed, signerName } = signature;
  let size = fixed.length + signerName.length;
  for (const rdata of canonical) size += owner.length + betweenBytes + rdata.length;
  const data = new Uint8Array(size);
  const view = new DataView(data.buffer);
  data.set(fixed);
  data.set(lowerName(signerName), fixed.length);
  let at = fixed.length + signerName.length;
  for (const rdata of canonical) {
    data.set(owner, at);
    at += owner.length;
    view.setUint16(at, rrset.type);
    view.setUint16(at + 2, rrset.class);
    view.setUint32(at + 4, signature.originalTtlSeconds);
    view.setUint16(at + 8, rdata.length);
    data.set(rdata, at + betweenBytes);
    at += betweenBytes + rdata.length;
  }
  return data;
}

/** ISO 8601 from an RRSIG time, read as the nearest to `atSeconds` (serial arithmetic). */
export function isoTime(seconds: number, atSeconds: number): string {
  return new Date((atSeconds + serialDifference(seconds, atSeconds)) * 1_000).toISOString();
}
