/**
 * What the RDATA of each type is made of, in one table: from it names are decompressed, lowered for signing, shown
 * and read. A type that is not here has opaque RDATA (RFC 3597).
 */
import { rrType } from './codes.js';

/**
 * One field of RDATA. `algorithm`: a byte that may be written as its mnemonic. `string`: a length byte and text; `strings`, `hex`, `base64`, `text`, `types` take all that is
 * left; `salt` and `hash` have a length byte before them. `a6`: RFC 2874's prefix length, as much of the address as that leaves, and
 * a name unless the length is 0.
 */
export type Field =
  | 'name'
  | 'u8'
  | 'algorithm'
  | 'u16'
  | 'u32'
  | 'time'
  | 'ipv4'
  | 'ipv6'
  | 'type'
  | 'types'
  | 'string'
  | 'strings'
  | 'text'
  | 'hex'
  | 'base64'
  | 'salt'
  | 'hash'
  | 'a6';

export interface Layout {
  readonly fields: readonly Field[];
  /** Names inside are lower-cased in canonical form (RFC 4034 §6.2 as amended by RFC 6840 §5.1). */
  readonly lowered?: boolean;
}

const lowered = (...fields: Field[]): Layout => ({ fields, lowered: true });
const plain = (...fields: Field[]): Layout => ({ fields });
const ds = plain('u16', 'algorithm', 'u8', 'hex');
const dnskey = plain('u16', 'u8', 'algorithm', 'base64');
const signature: Field[] = ['type', 'algorithm', 'u8', 'u32', 'time', 'time', 'u16', 'name', 'base64'];

const layouts: ReadonlyMap<number, Layout> = new Map([
  [rrType.A, plain('ipv4')],
  [rrType.NS, lowered('name')],
  [rrType.MD, lowered('name')],
  [rrType.MF, lowered('name')],
  [rrType.CNAME, lowered('name')],
  [rrType.SOA, lowered('name', 'name', 'u32', 'u32', 'u32', 'u32', 'u32')],
  [rrType.MB, lowered('name')],
  [rrType.MG, lowered('name')],
  [rrType.MR, lowered('name')],
  [rrType.PTR, lowered('name')],
  [rrType.HINFO, plain('string', 'string')],
  [rrType.MINFO, lowered('name', 'name')],
  [rrType.MX, lowered('u16', 'name')],
  [rrType.TXT, plain('strings')],
  [rrType.RP, lowered('name', 'name')],
  [rrType.AFSDB, lowered('u16', 'name')],
  [rrType.RT, lowered('u16', 'name')],
  [rrType.SIG, lowered(...signature)],
  [rrType.PX, lowered('u16', 'name', 'name')],
  [rrType.AAAA, plain('ipv6')],
  [rrType.NXT, lowered('name', 'hex')],
  [rrType.SRV, lowered('u16', 'u16', 'u16', 'name')],
  [rrType.NAPTR, lowered('u16', 'u16', 'string', 'string', 'string', 'name')],
  [rrType.KX, lowered('u16', 'name')],
  [rrType.A6, lowered('a6')],
  [rrType.DNAME, lowered('name')],
  [rrType.DS, ds],
  [rrType.DLV, ds],
  [rrType.CDS, ds],
  [rrType.SSHFP, plain('u8', 'u8', 'hex')],
  [rrType.RRSIG, lowered(...signature)],
  // RFC 6840 §5.1: names in NSEC RDATA keep their case.
  [rrType.NSEC, plain('name', 'types')],
  [rrType.DNSKEY, dnskey],
  [rrType.CDNSKEY, dnskey],
  [rrType.NSEC3, plain('u8', 'u8', 'u16', 'salt', 'hash', 'types')],
  [rrType.NSEC3PARAM, plain('u8', 'u8', 'u16', 'salt')],
  [rrType.TLSA, plain('u8', 'u8', 'u8', 'hex')],
  [rrType.SMIMEA, plain('u8', 'u8', 'u8', 'hex')],
  [rrType.OPENPGPKEY, plain('base64')],
  [rrType.CSYNC, plain('u32', 'u16', 'types')],
  [rrType.ZONEMD, plain('u32', 'u8', 'u8', 'hex')],
  [rrType.SPF, plain('strings')],
  [rrType.CAA, plain('u8', 'string', 'text')],
  [rrType.URI, plain('u16', 'u16', 'text')],
]);

export function layoutOf(type: number): Layout | undefined {
  return layouts.get(type);
}
