/**
 * Reads a DNS message (RFC 1035 §4, EDNS of RFC 6891). A record whose owner or RDATA is malformed costs that record
 * and is listed under `faults`; only a header, a question or a framing that cannot be read throws `ParseError`.
 */
import { ParseError } from '../errors.js';
import { rrType } from './codes.js';
import type { Name } from './name.js';
import { readRdata } from './rdata.js';
import { Reader } from './reader.js';

/**
 * One record as it was received (RFC 1035 §4.1.3); type and class are numbers, so that unknown ones are kept (RFC
 * 3597).
 */
export interface ResourceRecord {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  readonly ttlSeconds: number;
  /** Names inside are decompressed, their case kept. */
  readonly rdata: Uint8Array;
}

/** What is asked: owner name, type and class as numbers (RFC 1035 §4.1.2). */
export interface Question {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
}

/** The sections of a message that hold records (RFC 1035 §4.1). */
export type Section = 'answer' | 'authority' | 'additional';

/** A record that could not be read, and was left out. */
export interface RecordFault {
  readonly section: Section;
  /** Place in its section, from 0. */
  readonly index: number;
  readonly type: number;
  readonly error: ParseError;
}

/**
 * What the OPT record says (RFC 6891 §6.1): the largest UDP payload in bytes, the version, DO, and the options in their
 * order, unread.
 */
export interface Edns {
  readonly udpPayloadSize: number;
  readonly version: number;
  readonly dnssecOk: boolean;
  readonly options: readonly { readonly code: number; readonly data: Uint8Array }[];
}

/**
 * A message as it was read, sections in the order received; the OPT record is in `edns` and not in `additional`. `edns`
 * is undefined where there was none.
 */
export interface Message {
  readonly id: number;
  readonly opcode: number;
  /** All twelve bits, EDNS's upper eight included. */
  readonly rcode: number;
  readonly response: boolean;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
  readonly questions: readonly Question[];
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly edns: Edns | undefined;
  readonly faults: readonly RecordFault[];
}

const maxTtlSeconds = 0x7fff_ffff;
const ednsErrorOption = 15;

/** Throws `ParseError` where the message's frame cannot be read. Bytes after the last record are ignored. */
export function readMessage(bytes: Uint8Array): Message {
  const reader = new Reader(bytes);
  const id = reader.u16();
  const flags = reader.u16();
  const counts = [reader.u16(), reader.u16(), reader.u16(), reader.u16()] as const;
  const questions: Question[] = [];
  for (let index = 0; index < counts[0]; index += 1)
    questions.push({ name: reader.name(), type: reader.u16(), class: reader.u16() });
  const faults: RecordFault[] = [];
  const asked = questions[0]?.name;
  const answer = readSection(reader, 'answer', counts[1], asked, faults);
  const authority = readSection(reader, 'authority', counts[2], asked, faults);
  const additional = readSection(reader, 'additional', counts[3], asked, faults);
  const opt = additional.find((record) => record.type === rrType.OPT);
  const bit = (mask: number): boolean => (flags & mask) !== 0;
  return {
    id,
    opcode: (flags >> 11) & 15,
    rcode: (flags & 15) + (opt === undefined ? 0 : Math.floor(opt.ttlSeconds / 0x100_0000) * 16),
    response: bit(0x8000),
    authoritative: bit(0x0400),
    truncated: bit(0x0200),
    recursionDesired: bit(0x0100),
    recursionAvailable: bit(0x0080),
    authenticData: bit(0x0020),
    checkingDisabled: bit(0x0010),
    questions,
    answer,
    authority,
    additional: additional.filter((record) => record.type !== rrType.OPT),
    edns: opt === undefined ? undefined : readEdns(opt),
    faults,
  };
}

function readSection(
  reader: Reader,
  section: Section,
  count: number,
  asked: Name | undefined,
  faults: RecordFault[],
): ResourceRecord[] {
  const records: ResourceRecord[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = reader.offset;
    reader.skipName();
    const type = reader.u16();
    const recordClass = reader.u16();
    const ttl = reader.u32();
    const length = reader.u16();
    const rdataStart = reader.offset;
    reader.bytes(length);
    try {
      const name =
        asked !== undefined && isPointerToQuestion(reader.message, start)
          ? asked
          : new Reader(reader.message, start, rdataStart).name();
      const rdata = readRdata(type, new Reader(reader.message, rdataStart, rdataStart + length));
      // A TTL with its top bit set is zero (RFC 2181 §8); OPT keeps flags there.
      const ttlSeconds = ttl > maxTtlSeconds && type !== rrType.OPT ? 0 : ttl;
      records.push({ name, type, class: recordClass, ttlSeconds, rdata });
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      faults.push({ section, index, type, error });
    }
  }
  return records;
}

/** Most owners are the name that was asked for, written as a pointer to it (RFC 1035 §4.1.4): byte 12 is where it stands. */
function isPointerToQuestion(message: Uint8Array, offset: number): boolean {
  return message[offset] === 0xc0 && message[offset + 1] === 12;
}

function readEdns(opt: ResourceRecord): Edns {
  const reader = new Reader(opt.rdata);
  const options: { code: number; data: Uint8Array }[] = [];
  while (reader.remaining >= 4) {
    const code = reader.u16();
    const length = reader.u16();
    if (length > reader.remaining) break;
    options.push({ code, data: reader.bytes(length) });
  }
  return {
    udpPayloadSize: opt.class,
    version: (opt.ttlSeconds >>> 16) & 0xff,
    dnssecOk: (opt.ttlSeconds & 0x8000) !== 0,
    options,
  };
}

/** The Extended DNS Errors (RFC 8914) a server sent along: what it says, not what is proven. */
export function extendedErrors(message: Message): { code: number; text: string }[] {
  return (message.edns?.options ?? [])
    .filter(({ code, data }) => code === ednsErrorOption && data.length >= 2)
    .map(({ data }) => ({
      code: new Reader(data).u16(),
      text: Buffer.from(data.subarray(2)).toString('utf8'),
    }));
}
