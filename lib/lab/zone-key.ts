/** A zone's keys: a DNSKEY with its tag, the DS that vouches for it, and the RRSIGs it makes (RFC 4034 §2, 3, 5). */
import { createHash, type KeyObject } from 'node:crypto';
import { canonicalRdata } from '../dns/rdata.js';
import { labelCount, isWildcard, lowerName, type Name } from '../dns/name.js';
import { writeRecord } from '../dns/message-writer.js';
import type { RRset } from '../dns/rrset.js';
import { signingAlgorithms, type AlgorithmName, type SigningAlgorithm } from './signing-algorithms.js';

/** When signatures hold; seconds since 1970. */
export interface Window {
  readonly inceptionSeconds: number;
  readonly expirationSeconds: number;
}

export interface ZoneKey {
  readonly keyTag: number;
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  /** The DNSKEY's RDATA. */
  readonly rdata: Uint8Array;
}

const zoneKeyFlag = 0x0100;
const secureEntryPoint = 0x0001;
const dnskeyProtocol = 3;

export function makeKey(algorithmName: AlgorithmName, role: 'ksk' | 'zsk'): ZoneKey {
  const algorithm = signingAlgorithms[algorithmName];
  const { publicKey, privateKey } = algorithm.generate();
  const flags = zoneKeyFlag | (role === 'ksk' ? secureEntryPoint : 0);
  const rdata = Buffer.concat([
    Uint8Array.of(flags >> 8, flags & 0xff, dnskeyProtocol, algorithm.number),
    algorithm.encode(publicKey),
  ]);
  return { keyTag: keyTagOf(rdata), algorithm, privateKey, rdata };
}

/** RFC 4034 appendix B. */
function keyTagOf(rdata: Uint8Array): number {
  const sum = rdata.reduce((total, octet, index) => total + (index % 2 === 0 ? octet * 256 : octet), 0);
  return (sum + (sum >>> 16)) & 0xffff;
}

/** The DS RDATA for a key, digest type 2, SHA-256 (RFC 4509). */
export function dsOf(zone: Name, key: ZoneKey): Uint8Array {
  const digest = createHash('sha256').update(lowerName(zone)).update(key.rdata).digest();
  const { keyTag, algorithm } = key;
  return Buffer.concat([Uint8Array.of(keyTag >> 8, keyTag & 0xff, algorithm.number, 2), digest]);
}

/** The RRset with a signature by each of the keys added (RFC 4034 §3.1.8.1). */
export function signRRset(rrset: RRset, zone: Name, keys: readonly ZoneKey[], window: Window): RRset {
  const owner = lowerName(rrset.name);
  const records = rrset.rdata
    .map((rdata) => canonicalRdata(rrset.type, rdata))
    .sort((a, b) => Buffer.compare(a, b))
    .map((rdata) => writeRecord(owner, rrset.type, rrset.class, rrset.ttlSeconds, rdata));
  const signatures = keys.map((key) => {
    const head = Buffer.alloc(18);
    head.writeUInt16BE(rrset.type, 0);
    head.writeUInt8(key.algorithm.number, 2);
    head.writeUInt8(labelCount(rrset.name) - (isWildcard(rrset.name) ? 1 : 0), 3);
    head.writeUInt32BE(rrset.ttlSeconds, 4);
    head.writeUInt32BE(window.expirationSeconds, 8);
    head.writeUInt32BE(window.inceptionSeconds, 12);
    head.writeUInt16BE(key.keyTag, 16);
    const signed = Buffer.concat([head, lowerName(zone)]);
    return Buffer.concat([signed, key.algorithm.sign(key.privateKey, Buffer.concat([signed, ...records]))]);
  });
  return { ...rrset, signatures: [...rrset.signatures, ...signatures] };
}
