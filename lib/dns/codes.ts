/** Numbers and their mnemonics: record types, response codes, Extended DNS Errors (IANA DNS parameters). */
import { ParseError } from '../errors.js';

/** Record types by mnemonic: all of IANA's "Resource Record (RR) TYPEs" as of November 2026. */
export const rrType = {
  A: 1,
  NS: 2,
  MD: 3,
  MF: 4,
  CNAME: 5,
  SOA: 6,
  MB: 7,
  MG: 8,
  MR: 9,
  NULL: 10,
  WKS: 11,
  PTR: 12,
  HINFO: 13,
  MINFO: 14,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  X25: 19,
  ISDN: 20,
  RT: 21,
  NSAP: 22,
  'NSAP-PTR': 23,
  SIG: 24,
  KEY: 25,
  PX: 26,
  GPOS: 27,
  AAAA: 28,
  LOC: 29,
  NXT: 30,
  EID: 31,
  NIMLOC: 32,
  SRV: 33,
  ATMA: 34,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  A6: 38,
  DNAME: 39,
  SINK: 40,
  OPT: 41,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SMIMEA: 53,
  HIP: 55,
  NINFO: 56,
  RKEY: 57,
  TALINK: 58,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  DSYNC: 66,
  HHIT: 67,
  BRID: 68,
  SPF: 99,
  UINFO: 100,
  UID: 101,
  GID: 102,
  UNSPEC: 103,
  NID: 104,
  L32: 105,
  L64: 106,
  LP: 107,
  EUI48: 108,
  EUI64: 109,
  NXNAME: 128,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  MAILB: 253,
  MAILA: 254,
  ANY: 255,
  URI: 256,
  CAA: 257,
  AVC: 258,
  DOA: 259,
  AMTRELAY: 260,
  RESINFO: 261,
  WALLET: 262,
  CLA: 263,
  IPN: 264,
  TA: 32768,
  DLV: 32769,
} as const;

/**
 * Response codes by mnemonic (IANA "DNS RCODEs"; RFC 1035 §4.1.1, RFC 2136 §2.2, RFC 6891, RFC 7873): those that a
 * query can meet.
 */
export const rcode = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
  BADVERS: 16,
  BADCOOKIE: 23,
} as const;

/** IANA's "Extended DNS Error Codes" (RFC 8914 §5.2) as of November 2026. */
export const extendedError = {
  OTHER: 0,
  UNSUPPORTED_DNSKEY_ALGORITHM: 1,
  UNSUPPORTED_DS_DIGEST: 2,
  STALE_ANSWER: 3,
  FORGED_ANSWER: 4,
  DNSSEC_INDETERMINATE: 5,
  DNSSEC_BOGUS: 6,
  SIGNATURE_EXPIRED: 7,
  SIGNATURE_NOT_YET_VALID: 8,
  DNSKEY_MISSING: 9,
  RRSIGS_MISSING: 10,
  NO_ZONE_KEY_BIT: 11,
  NSEC_MISSING: 12,
  CACHED_ERROR: 13,
  NOT_READY: 14,
  BLOCKED: 15,
  CENSORED: 16,
  FILTERED: 17,
  PROHIBITED: 18,
  STALE_NXDOMAIN: 19,
  NOT_AUTHORITATIVE: 20,
  NOT_SUPPORTED: 21,
  NO_REACHABLE_AUTHORITY: 22,
  NETWORK_ERROR: 23,
  INVALID_DATA: 24,
  SIGNATURE_EXPIRED_BEFORE_VALID: 25,
  TOO_EARLY: 26,
  UNSUPPORTED_NSEC3_ITERATIONS: 27,
  UNABLE_TO_CONFORM_TO_POLICY: 28,
  SYNTHESIZED: 29,
  INVALID_QUERY_TYPE: 30,
  RATE_LIMITED: 31,
  OVER_QUOTA: 32,
  NEGATIVE_TRUST_ANCHOR: 33,
  NEW_DELEGATION_ONLY: 34,
} as const;

const flip = (table: Readonly<Record<string, number>>): ReadonlyMap<number, string> =>
  new Map(Object.entries(table).map(([mnemonic, number]) => [number, mnemonic]));
const typeNumbers: ReadonlyMap<string, number> = new Map(Object.entries(rrType));
const typeMnemonics = flip(rrType);
const rcodeMnemonics = flip(rcode);
const extendedErrorNames = flip(extendedError);

/** `A`, `DNSKEY`, …; `TYPE123` for what has no name here (RFC 3597 §5). */
export function formatType(type: number): string {
  return typeMnemonics.get(type) ?? `TYPE${type}`;
}

/** Reads a mnemonic (any case), `*`, `TYPE123` or its number alone. Throws `ParseError` `bad-type`. */
export function parseType(text: string): number {
  const upper = text.toUpperCase();
  const known = typeNumbers.get(upper === '*' ? 'ANY' : upper);
  if (known !== undefined) return known;
  const number = Number(/^(?:TYPE)?(\d{1,5})$/.exec(upper)?.[1] ?? Number.NaN);
  if (number <= 0xffff) return number;
  throw new ParseError('bad-type', `"${text}" is no record type: write A, AAAA, TXT…, TYPE123 or 123`);
}

/** `EDE 15 (blocked)`; the number alone for what has no name here. */
export function formatExtendedError(code: number): string {
  const name = extendedErrorNames.get(code);
  return name === undefined ? `EDE ${code}` : `EDE ${code} (${name.toLowerCase().replaceAll('_', ' ')})`;
}

/**
 * The mnemonic of a response code, e.g. `NXDOMAIN` of 3; `RCODE12` where the number has none. Codes above 15 are those
 * that EDNS extends (RFC 6891 §6.1.3).
 */
export function formatRcode(code: number): string {
  return rcodeMnemonics.get(code) ?? `RCODE${code}`;
}

/** DNSSEC algorithm numbers by mnemonic (RFC 4034 appendix A.1 and its registry), as zone files may write them. */
export const algorithmNumber: ReadonlyMap<string, number> = new Map([
  ['RSAMD5', 1],
  ['DSA', 3],
  ['RSASHA1', 5],
  ['DSA-NSEC3-SHA1', 6],
  ['RSASHA1-NSEC3-SHA1', 7],
  ['RSASHA256', 8],
  ['RSASHA512', 10],
  ['ECC-GOST', 12],
  ['ECDSAP256SHA256', 13],
  ['ECDSAP384SHA384', 14],
  ['ED25519', 15],
  ['ED448', 16],
  ['SM2SM3', 17],
  ['ECC-GOST12', 23],
]);
