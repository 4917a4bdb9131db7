/**
 * Exchanges kept as evidence and played back: what was asked and what came, raw, in a form JSON holds. Limits:
 * one outcome a question; where a question was asked more than once the last response stands, since a
 * resolver's retry is no second opinion, and a failure stands only where no response ever came.
 */
import { ParseError } from '../../errors.js';
import { ExchangeError, type Exchange, type ExchangeErrorCode } from '../exchange.js';
import { readQuestion, uint16, withId } from './question.js';

/** One question and what became of it: `response` (the message in base64) or `failure`. */
export interface RecordedExchange {
  /** Name, class, type and what the flags asked for: `t1c.t1t.io. IN TYPE1 rd do`. */
  readonly question: string;
  readonly response?: string;
  readonly failure?: RecordedFailure;
}

/** Why a question had no response: the code of the `ExchangeError`, whom it was put to, and its sentence. */
export interface RecordedFailure {
  readonly code: ExchangeErrorCode;
  readonly server: string;
  readonly message: string;
}

/** An exchange that has kept what passed through it, for `replay`. */
export interface Recording extends Exchange {
  /** Everything recorded so far, in the order the questions were first asked. */
  records(): RecordedExchange[];
}

/** An exchange that keeps what passes through it. Aborts and bugs are passed on, and not kept. */
export function recording(exchange: Exchange): Recording {
  const kept = new Map<string, RecordedExchange | undefined>();
  const recorded: Exchange = async (query, options) => {
    const question = questionKey(query);
    // The place in the order is taken when asked, so that it does not hang on which answer is quicker.
    if (!kept.has(question)) kept.set(question, undefined);
    try {
      const response = await exchange(query, options);
      kept.set(question, { question, response: Buffer.from(withId(response, 0)).toString('base64') });
      return response;
    } catch (error) {
      if (error instanceof ExchangeError && kept.get(question)?.response === undefined) {
        const { code, server, message } = error;
        kept.set(question, { question, failure: { code, server, message } });
      }
      throw error;
    }
  };
  return Object.assign(recorded, {
    records: () => [...kept.values()].filter((record) => record !== undefined),
  });
}

/**
 * Plays records back: the same question gets the same response (under the query's own id) or the same
 * `ExchangeError`; one that was never asked gets `ExchangeError` `not-recorded`. Throws `ParseError`
 * `bad-recording` for a record that holds neither.
 */
export function replaying(records: readonly RecordedExchange[]): Exchange {
  const byQuestion = new Map<string, RecordedExchange>();
  for (const record of records) {
    if ((record.response === undefined) === (record.failure === undefined))
      throw new ParseError('bad-recording', `"${record.question}" needs either a response or a failure`);
    byQuestion.set(record.question, record);
  }
  return async (query, { signal } = {}) => {
    signal?.throwIfAborted();
    const question = questionKey(query);
    const record = byQuestion.get(question);
    if (record?.response !== undefined)
      return await Promise.resolve(withId(Buffer.from(record.response, 'base64'), uint16(query, 0)));
    if (record?.failure !== undefined) {
      const { code, server, message } = record.failure;
      throw new ExchangeError(code, server, message);
    }
    throw new ExchangeError(
      'not-recorded',
      'recording',
      `"${question}" was not asked when this was recorded`,
    );
  };
}

/** A query's key in a recording. Throws `ParseError` `bad-query`. */
export function questionKey(query: Uint8Array): string {
  const { bytes } = readQuestion(query);
  const typeAt = bytes.length - 4;
  const rrClass = uint16(bytes, typeAt + 2);
  const flags = [
    ((query[2] ?? 0) & 0x01) === 0 ? '' : ' rd',
    asksForDnssec(query, 12 + bytes.length) ? ' do' : '',
    ((query[3] ?? 0) & 0x10) === 0 ? '' : ' cd',
  ].join('');
  const className = rrClass === 1 ? 'IN' : `CLASS${rrClass}`;
  return `${nameText(bytes.subarray(0, typeAt))} ${className} TYPE${uint16(bytes, typeAt)}${flags}`;
}

/** DO, where an OPT record follows the question directly: the flags are the last two octets of its TTL. */
function asksForDnssec(query: Uint8Array, offset: number): boolean {
  const isOpt = query[offset] === 0 && uint16(query, offset + 1) === 41;
  return isOpt && ((query[offset + 7] ?? 0) & 0x80) !== 0;
}

/** RFC 1035 §5.1 presentation, in lower case (RFC 4343). */
function nameText(wire: Uint8Array): string {
  let text = '';
  for (let offset = 0; wire[offset] !== 0; offset += 1 + (wire[offset] ?? 0)) {
    const label = wire.subarray(offset + 1, offset + 1 + (wire[offset] ?? 0));
    text += `${Array.from(label, characterText).join('')}.`;
  }
  return text === '' ? '.' : text;
}

function characterText(octet: number): string {
  const character = String.fromCharCode(octet);
  if (/[a-z0-9_*-]/i.test(character)) return character.toLowerCase();
  return `\\${String(octet).padStart(3, '0')}`;
}
