/** DNSKEY (RFC 4034 §2) and its key tag (appendix B). */
import { Reader } from '../../dns/reader.js';

/**
 * A DNSKEY record, read (RFC 4034 §2.1). `keyTag` is computed from `rdata` (appendix B) and need not be unique in a
 * zone.
 */
export interface Dnskey {
  readonly flags: number;
  readonly protocol: number;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
  readonly keyTag: number;
  readonly rdata: Uint8Array;
}

const flag = { zone: 0x0100, revoked: 0x0080, sep: 0x0001 };
const rsaMd5 = 1;

/** Throws `ParseError` for RDATA shorter than four bytes. */
export function readDnskey(rdata: Uint8Array): Dnskey {
  const reader = new Reader(rdata);
  const flags = reader.u16();
  const protocol = reader.u8();
  const algorithm = reader.u8();
  return { flags, protocol, algorithm, publicKey: reader.rest(), keyTag: keyTag(rdata), rdata };
}

/** RFC 4034 appendix B; algorithm 1 alone counts otherwise (B.1). */
function keyTag(rdata: Uint8Array): number {
  if (rdata[3] === rsaMd5) return ((rdata.at(-3) ?? 0) << 8) + (rdata.at(-2) ?? 0);
  let sum = 0;
  for (let at = 0; at < rdata.length; at += 2) sum += (rdata[at] ?? 0) * 0x100 + (rdata[at + 1] ?? 0);
  return (sum + (sum >>> 16)) & 0xffff;
}

/** Zone flag set and protocol 3: only such a key may verify an RRSIG (RFC 4034 §2.1.1, §2.1.2). */
export function isZoneKey(key: Dnskey): boolean {
  return (key.flags & flag.zone) !== 0 && key.protocol === 3;
}

export function isRevoked(key: Dnskey): boolean {
  return (key.flags & flag.revoked) !== 0;
}

export function isSep(key: Dnskey): boolean {
  return (key.flags & flag.sep) !== 0;
}
