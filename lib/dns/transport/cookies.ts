/**
 * DNS cookies (RFC 7873, RFC 9018), the client's side towards one server: a forger would have to guess eight bytes
 * more. Limits: only a query with an OPT record at its end carries one; a response without a cookie is taken, since
 * not every server of an address knows them.
 */
import { randomBytes } from 'node:crypto';
import { ParseError } from '../../errors.js';
import { rcode, rrType } from '../codes.js';
import { Reader } from '../reader.js';
import { headerLength, readQuestion } from './question.js';

const cookieOption = 10;
const clientBytes = 8;
/** RFC 7873 §4: what a server adds. */
const serverBytes = { fewest: 8, most: 32 };
const optHeaderBytes = 11;

interface Opt {
  readonly upperRcode: number;
  readonly cookie: Uint8Array | undefined;
}

export class Cookies {
  /** Random, one a transport: servers cannot tell by it who asks (RFC 7873 §6). */
  readonly #client = new Uint8Array(randomBytes(clientBytes));
  #server: Uint8Array = new Uint8Array(0);
  #isWelcome = true;

  /** The query with our cookie and the server's last; the query itself where it has no place for one. */
  attach(query: Uint8Array): Uint8Array {
    const optAt = headerLength + readQuestion(query).bytes.length;
    const optionsAt = optAt + optHeaderBytes;
    const view = new DataView(query.buffer, query.byteOffset, query.length);
    const endsWithOpt =
      view.getUint32(6) === 0 &&
      view.getUint16(10) === 1 &&
      query.length >= optionsAt &&
      query[optAt] === 0 &&
      view.getUint16(optAt + 1) === rrType.OPT &&
      optionsAt + view.getUint16(optionsAt - 2) === query.length;
    if (!this.#isWelcome || !endsWithOpt || cookieIn(new Reader(query, optionsAt)) !== undefined)
      return query;
    const length = clientBytes + this.#server.length;
    const whole = new Uint8Array(query.length + 4 + length);
    whole.set(query);
    whole.set([0, cookieOption, 0, length], query.length);
    whole.set(this.#client, query.length + 4);
    whole.set(this.#server, query.length + 4 + clientBytes);
    new DataView(whole.buffer).setUint16(optionsAt - 2, whole.length - optionsAt);
    return whole;
  }

  /** False for a response whose cookie is not ours: to be ignored (RFC 7873 §5.3). */
  fits(response: Uint8Array): boolean {
    const cookie = readOpt(response)?.cookie;
    return cookie === undefined || this.#isOurs(cookie);
  }

  /** Keeps the server's cookie. True where the response asks for the query again: with it, or without any. */
  learn(response: Uint8Array): boolean {
    const opt = readOpt(response);
    const { cookie } = opt ?? {};
    const added = (cookie?.length ?? 0) - clientBytes;
    if (cookie !== undefined && added >= serverBytes.fewest && added <= serverBytes.most)
      this.#server = cookie.slice(clientBytes);
    const code = (opt?.upperRcode ?? 0) * 16 + ((response[3] ?? 0) & 15);
    // A server that does not know the option should ignore it (RFC 6891 §6.1.2); some say FORMERR.
    if (code === rcode.FORMERR) this.#isWelcome = false;
    return code === rcode.BADCOOKIE || code === rcode.FORMERR;
  }

  #isOurs(cookie: Uint8Array): boolean {
    return Buffer.compare(cookie.subarray(0, clientBytes), this.#client) === 0;
  }
}

/** Undefined where there is none, or where the message cannot be read: whoever asked finds that out. */
function readOpt(message: Uint8Array): Opt | undefined {
  try {
    const reader = new Reader(message);
    reader.skip(4);
    const questions = reader.u16();
    const records = reader.u16() + reader.u16() + reader.u16();
    for (let index = 0; index < questions; index += 1) {
      reader.skipName();
      reader.skip(4);
    }
    for (let index = 0; index < records; index += 1) {
      reader.skipName();
      const type = reader.u16();
      reader.skip(2);
      const upperRcode = reader.u8();
      reader.skip(3);
      const length = reader.u16();
      const start = reader.offset;
      reader.skip(length);
      if (type === rrType.OPT)
        return { upperRcode, cookie: cookieIn(new Reader(message, start, start + length)) };
    }
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** The first COOKIE among the options; throws `ParseError` where they do not fit. */
function cookieIn(options: Reader): Uint8Array | undefined {
  while (options.remaining > 0) {
    const code = options.u16();
    const data = options.bytes(options.u16());
    if (code === cookieOption) return data;
  }
  return undefined;
}
