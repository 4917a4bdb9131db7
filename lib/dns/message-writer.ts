/**
 * Writes responses from RRsets, for servers of our own: the embedded lab, a replay. Limits: names are never
 * compressed, so what is written is larger than need be and easy to read in a dump; one question, IN class.
 */
import { rrType } from './codes.js';
import type { Question } from './message.js';
import type { Name } from './name.js';
import type { RRset } from './rrset.js';

/**
 * A response to write: the question it answers, its code and flags, and RRsets by section (RFC 1035 §4.1). Signatures
 * go along with their RRsets where `dnssecOk` is set.
 */
export interface Response {
  readonly id: number;
  readonly question: Question;
  readonly rcode: number;
  readonly flags: ResponseFlags;
  readonly answer: readonly RRset[];
  readonly authority: readonly RRset[];
  readonly additional: readonly RRset[];
  /** Whether signatures go along (the query's DO). */
  readonly dnssecOk: boolean;
  /** Whether the query had an OPT record; a response then has one too (RFC 6891 §6.1.1). */
  readonly edns: boolean;
  /** Extended DNS Errors (RFC 8914), sent where the query had an OPT record. */
  readonly extendedErrors?: readonly { readonly code: number; readonly text: string }[];
}

/** Bits of the header: AA, TC, RD, RA (RFC 1035 §4.1.1), AD and CD (RFC 4035 §3.2); each default false. */
export interface ResponseFlags {
  readonly authoritative?: boolean;
  readonly truncated?: boolean;
  readonly recursionDesired?: boolean;
  readonly recursionAvailable?: boolean;
  readonly authenticData?: boolean;
  readonly checkingDisabled?: boolean;
}

const udpPayloadSize = 1_232;
const ednsErrorOption = 15;
const bits: readonly (readonly [keyof ResponseFlags, number])[] = [
  ['authoritative', 0x0400],
  ['truncated', 0x0200],
  ['recursionDesired', 0x0100],
  ['recursionAvailable', 0x0080],
  ['authenticData', 0x0020],
  ['checkingDisabled', 0x0010],
];

/** The message in wire form. */
export function writeResponse(response: Response): Uint8Array {
  const { question, dnssecOk } = response;
  const sections = [response.answer, response.authority, response.additional].map((rrsets) =>
    rrsets.flatMap((rrset) => writeRRset(rrset, dnssecOk)),
  );
  const [answer = [], authority = [], additional = []] = sections;
  if (response.edns) additional.push(optRecord(dnssecOk, response.rcode, response.extendedErrors ?? []));
  const flags = bits.reduce(
    (sum, [flag, bit]) => sum | (response.flags[flag] === true ? bit : 0),
    0x8000 | (response.rcode & 0x0f),
  );
  return new Uint8Array(
    Buffer.concat([
      uint16(response.id, flags, 1, answer.length, authority.length, additional.length),
      question.name,
      uint16(question.type, question.class),
      ...answer,
      ...authority,
      ...additional,
    ]),
  );
}

function writeRRset(rrset: RRset, withSignatures: boolean): Uint8Array[] {
  const { name, type, class: rrClass, ttlSeconds } = rrset;
  const signatures = withSignatures ? rrset.signatures : [];
  return [
    ...rrset.rdata.map((rdata) => writeRecord(name, type, rrClass, ttlSeconds, rdata)),
    ...signatures.map((rdata) => writeRecord(name, rrType.RRSIG, rrClass, ttlSeconds, rdata)),
  ];
}

/** One record; also the form in which a record is signed (RFC 4034 §6.2), given canonical names and RDATA. */
export function writeRecord(
  name: Name,
  type: number,
  rrClass: number,
  ttlSeconds: number,
  rdata: Uint8Array,
): Uint8Array {
  const ttl = uint16(ttlSeconds >>> 16, ttlSeconds & 0xffff);
  return Buffer.concat([name, uint16(type, rrClass), ttl, uint16(rdata.length), rdata]);
}

/** RFC 6891 §6.1.3: the upper eight bits of the rcode, version 0, DO. */
function optRecord(
  dnssecOk: boolean,
  rcode: number,
  errors: NonNullable<Response['extendedErrors']>,
): Uint8Array {
  const ttl = ((rcode >> 4) << 24) | (dnssecOk ? 0x8000 : 0);
  const options = errors.map(({ code, text }) => {
    const words = Buffer.from(text);
    return Buffer.concat([uint16(ednsErrorOption, 2 + words.length, code), words]);
  });
  return writeRecord(Uint8Array.of(0), rrType.OPT, udpPayloadSize, ttl >>> 0, Buffer.concat(options));
}

function uint16(...values: number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}
