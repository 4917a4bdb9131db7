/**
 * Writes queries: one question, EDNS (RFC 6891) with DO (RFC 3225) unless told otherwise. Limits: IN class.
 * `dns-packet` writes the message around a placeholder for the name, whose bytes it would not keep.
 */
import { randomInt } from 'node:crypto';
import { encode, type Packet, type RecordType } from 'dns-packet';
import { ParseError } from '../errors.js';

/**
 * How a query is asked: its id, its flags and its EDNS. The defaults suit a recursive resolver whose answer is to be
 * validated.
 */
export interface QueryOptions {
  /** The 16-bit id. Default: random, from the system's generator. */
  readonly id?: number;
  /** RD: let the server recurse. Default true; false towards an authoritative server. */
  readonly recursionDesired?: boolean;
  /** DO: send DNSSEC records along (RFC 4035 §3.2.1). Default true. */
  readonly dnssecOk?: boolean;
  /** CD: hand over what the server holds for bogus, too (RFC 4035 §3.2.2). Default false. */
  readonly checkingDisabled?: boolean;
  /** EDNS payload size. Default 1,232: what crosses every path unfragmented. `undefined`: a query without EDNS. */
  readonly udpPayloadSize?: number | undefined;
}

const flag = { recursionDesired: 0x0100, checkingDisabled: 0x0010, dnssecOk: 0x8000 };
const headerLength = 12;
/** `dns-packet`'s own words for a type it has no name for; it reads the number back. */
const typeName = (type: number): RecordType => `UNKNOWN_${type}` as RecordType;

/**
 * A query for `name` and the numeric `type`. The name is plain text (`t1c.t1t.io`, with or without the last dot)
 * or wire bytes, which alone can hold a dot or a byte beyond ASCII in a label. Throws `ParseError` `bad-name`.
 */
export function buildQuery(
  question: { readonly name: string | Uint8Array; readonly type: number },
  options: QueryOptions = {},
): Uint8Array {
  const { recursionDesired = true, dnssecOk = true, checkingDisabled = false } = options;
  const udpPayloadSize = 'udpPayloadSize' in options ? options.udpPayloadSize : 1_232;
  const name = typeof question.name === 'string' ? wireName(question.name) : question.name;
  const flags =
    (recursionDesired ? flag.recursionDesired : 0) | (checkingDisabled ? flag.checkingDisabled : 0);
  const written = template(question.type, flags, udpPayloadSize, dnssecOk);
  const query = new Uint8Array(written.length - 1 + name.length);
  query.set(written.subarray(0, headerLength));
  query.set(name, headerLength);
  query.set(written.subarray(headerLength + 1), headerLength + name.length);
  const id = options.id ?? randomInt(0x1_0000);
  query[0] = id >> 8;
  query[1] = id & 0xff;
  return query;
}

const templates = new Map<string, Uint8Array>();
const templatesMost = 256;

/** A query for the root, id 0. Written once for each type and set of options: a validation asks for few types, often. */
function template(
  type: number,
  flags: number,
  udpPayloadSize: number | undefined,
  dnssecOk: boolean,
): Uint8Array {
  const key = `${type} ${flags} ${udpPayloadSize ?? '-'} ${dnssecOk}`;
  const known = templates.get(key);
  if (known !== undefined) return known;
  const packet: Packet = {
    type: 'query',
    id: 0,
    flags,
    questions: [{ name: '.', type: typeName(type), class: 'IN' }],
    additionals:
      udpPayloadSize === undefined
        ? []
        : [
            {
              type: 'OPT',
              name: '.',
              udpPayloadSize,
              extendedRcode: 0,
              ednsVersion: 0,
              flags: dnssecOk ? flag.dnssecOk : 0,
              flag_do: dnssecOk,
              options: [],
            },
          ],
  };
  const written = encode(packet);
  if (templates.size >= templatesMost) templates.clear();
  templates.set(key, written);
  return written;
}

function wireName(text: string): Uint8Array {
  const plain = text.endsWith('.') ? text.slice(0, -1) : text;
  if (plain === '' && text !== '') return Uint8Array.of(0);
  const bytes: number[] = [];
  for (const label of plain.split('.')) {
    if (!/^[\x21-\x5b\x5d-\x7e]{1,63}$/.test(label))
      throw new ParseError(
        'bad-name',
        `"${text}" is no plain name: each label takes 1 to 63 ASCII characters`,
      );
    bytes.push(label.length, ...Buffer.from(label, 'ascii'));
  }
  bytes.push(0);
  if (bytes.length > 255) throw new ParseError('bad-name', `"${text}" is longer than a name may be`);
  return Uint8Array.from(bytes);
}
