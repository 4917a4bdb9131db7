/**
 * Is this message the response to that query? The one check every transport makes before it hands a message
 * up (RFC 5452 §9.1): id, QR, opcode and the question, byte for byte but for ASCII case. Limits: it reads the
 * header and the first question, nothing behind them.
 */
import { ParseError } from '../../errors.js';

export const headerLength = 12;
/** RFC 1035 §4.2.2: the length prefix on a stream has 16 bits; UDP cannot carry more either. */
export const maxMessageLength = 65_535;

/** What a transport has to know of a query to recognise its response. */
export interface Question {
  /** The query's own id, which the response will carry again whatever id went over the wire. */
  readonly id: number;
  /** The question section's bytes: name, type, class. */
  readonly bytes: Uint8Array;
}

/** Reads id and question of a query. Throws `ParseError` `bad-query` unless it asks exactly one question. */
export function readQuestion(query: Uint8Array): Question {
  if (query.length < headerLength || query.length > maxMessageLength) throw badQuery('it has no header', 0);
  if ((byte(query, 2) & 0x80) !== 0) throw badQuery('it is a response', 2);
  if (uint16(query, 4) !== 1) throw badQuery('it must ask exactly one question', 4);
  let offset = headerLength;
  for (;;) {
    const length = query[offset];
    if (length === undefined || length > 63) throw badQuery('its name does not end', offset);
    offset += length + 1;
    if (length === 0) break;
  }
  if (offset + 4 > query.length || offset - headerLength > 255) throw badQuery('its question is cut', offset);
  return { id: uint16(query, 0), bytes: query.subarray(headerLength, offset + 4) };
}

/**
 * Whether `message` responds to the question that was sent under `id`. A response that carries no question is
 * taken when it reports an error: a server that could not read the query has none to repeat.
 */
export function answers(message: Uint8Array, id: number, question: Question, exactCase = false): boolean {
  if (message.length < headerLength || message.length > maxMessageLength) return false;
  if (uint16(message, 0) !== id) return false;
  const isResponse = (byte(message, 2) & 0x80) !== 0;
  const isQueryOpcode = (byte(message, 2) & 0x78) === 0;
  if (!isResponse || !isQueryOpcode) return false;
  const questions = uint16(message, 4);
  if (questions === 0) return message.length === headerLength && (byte(message, 3) & 0x0f) !== 0;
  if (questions !== 1) return false;
  const { bytes } = question;
  if (message.length < headerLength + bytes.length) return false;
  const typeAt = bytes.length - 4;
  for (let index = 0; index < bytes.length; index++) {
    const expected = byte(bytes, index);
    const got = byte(message, headerLength + index);
    if (got === expected) continue;
    if (exactCase || index >= typeAt || lower(got) !== lower(expected)) return false;
  }
  return true;
}

/** TC: the server left records out, and TCP will carry them (RFC 7766 §5). */
export function isTruncated(message: Uint8Array): boolean {
  return (byte(message, 2) & 0x02) !== 0;
}

/** A copy of the message under another id. */
export function withId(message: Uint8Array, id: number): Uint8Array {
  const copy = new Uint8Array(message);
  copy[0] = id >> 8;
  copy[1] = id & 0xff;
  return copy;
}

export function uint16(bytes: Uint8Array, offset: number): number {
  return (byte(bytes, offset) << 8) | byte(bytes, offset + 1);
}

function byte(bytes: Uint8Array, offset: number): number {
  return bytes[offset] ?? 0;
}

/** Length bytes are below 64 and letters above, so folding the whole name touches letters alone. */
function lower(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
}

function badQuery(why: string, offset: number): ParseError {
  return new ParseError('bad-query', `not a query to send: ${why}`, { offset });
}
