/**
 * Writes queries: one question, EDNS (RFC 6891) with DO (RFC 3225) unless told otherwise. Limits: IN class.
 * `dns-packet` writes the message around a placeholder for the name, whose bytes it would not keep.
 */
import { randomInt } from 'node:crypto';
import { encode, type Packet, type RecordType } from 'dns-packet';
import { ParseError } from '../errors.js';

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
  const packet: Packet = {
    type: 'query',
    id: options.id ?? randomInt(0x1_0000),
    flags: (recursionDesired ? flag.recursionDesired : 0) | (checkingDisabled ? flag.checkingDisabled : 0),
    questions: [{ name: '.', type: typeName(question.type), class: 'IN' }],
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
  return new Uint8Array(
    Buffer.concat([written.subarray(0, headerLength), name, written.subarray(headerLength + 1)]),
  );
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
