/**
 * Asking: each question once in a validation, under the budget, and as early as it is foreseen. A response that
 * cannot be had or used becomes a reason, never an answer.
 */
import { formatExtendedError, formatRcode, formatType, rcode, rrType } from '../dns/codes.js';
import { ExchangeError, type Exchange, type ExchangeErrorCode } from '../dns/exchange.js';
import { extendedErrors, readMessage, type Message } from '../dns/message.js';
import { equalNames, formatName, nameKey, type Name } from '../dns/name.js';
import { buildQuery, type QueryOptions } from '../dns/query.js';
import { groupRRsets, type RRset } from '../dns/rrset.js';
import { ParseError } from '../errors.js';
import { LimitError, type Budget } from './limits.js';
import { reason } from './reason.js';
import type { Reason } from './types.js';

export interface Answered {
  readonly answered: true;
  readonly rcode: number;
  readonly answer: readonly RRset[];
  readonly authority: readonly RRset[];
}

/** `rcode` is undefined where there was no response at all. */
export interface Unanswered {
  readonly answered: false;
  readonly rcode: number | undefined;
  readonly reason: Reason;
}

export type Response = Answered | Unanswered;

/** One question with what came of it, read or not: what is told of a resolver is told by these. */
export interface Observation {
  readonly name: Name;
  readonly type: number;
  /** Absent where no message came, or none that can be read. */
  readonly message?: Message;
  /** Why there is no message. */
  readonly failure?: ExchangeErrorCode;
}

/** What was sent, and the bytes that came back or why there were none. */
interface Sent {
  readonly name: Name;
  readonly type: number;
  readonly got: Promise<Uint8Array | Failed>;
  arrived?: Uint8Array;
}

interface Failed {
  readonly reason: Reason;
  readonly code: ExchangeErrorCode | undefined;
}

/** Queries a prefetch leaves for what is asked on evidence. */
const reserved = 40;
const inClass = 1;
/** YXDOMAIN: a DNAME that makes too long a name (RFC 6672 §2.2). */
const answers: ReadonlySet<number> = new Set([rcode.NOERROR, rcode.NXDOMAIN, rcode.YXDOMAIN]);

export class Asker {
  readonly #exchange: Exchange;
  readonly #budget: Budget;
  readonly #signal: AbortSignal;
  readonly #sent = new Map<string, Sent>();
  readonly #asked = new Map<string, Promise<Response>>();
  readonly #ended: Promise<never>;
  #underWay = 0;

  constructor(exchange: Exchange, budget: Budget, signal: AbortSignal) {
    this.#exchange = exchange;
    this.#budget = budget;
    this.#signal = signal;
    this.#ended = new Promise((_resolve, reject) => {
      signal.addEventListener(
        'abort',
        () => {
          reject(asError(signal.reason));
        },
        { once: true },
      );
    });
    this.#ended.catch(ignore);
  }

  /** True while questions are under way: those asked ahead may not be needed any more. */
  get waits(): boolean {
    return this.#underWay > 0;
  }

  /** Rejects with `LimitError`, or with the signal's reason. */
  ask(name: Name, type: number): Promise<Response> {
    const key = keyOf(name, type);
    let asked = this.#asked.get(key);
    if (asked === undefined) {
      asked = this.#read(name, type, key);
      this.#asked.set(key, asked);
    }
    return asked;
  }

  /** Sends a question that may be needed; the response is read, and a failure told, once it is. */
  prefetch(name: Name, type: number): void {
    if (this.#budget.queriesLeft > reserved) this.#send(name, type, keyOf(name, type)).got.catch(ignore);
  }

  /** The response to a question that was sent and has been answered already; it costs nothing. */
  arrived(name: Name, type: number): Response | undefined {
    const bytes = this.#sent.get(keyOf(name, type))?.arrived;
    return bytes === undefined ? undefined : readResponse(bytes, name, type);
  }

  /** All that was asked with EDNS, DO and CD, and what came, once nothing is under way any more. */
  async observations(): Promise<Observation[]> {
    const sent = [...this.#sent.values()];
    const outcomes = await Promise.allSettled(sent.map(({ name, type, got }) => observed(name, type, got)));
    this.#signal.throwIfAborted();
    // What its own budget kept from being sent says nothing of the resolver.
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }

  /** Asks as `ask` does, for the message itself. */
  observe(name: Name, type: number): Promise<Observation> {
    return observed(name, type, this.#send(name, type, keyOf(name, type)).got);
  }

  /** Asks as a program does that knows nothing newer than RFC 1035. */
  askPlain(name: Name, type: number): Promise<Observation> {
    return observed(name, type, this.#exchangeOnce(name, type, { udpPayloadSize: undefined }));
  }

  async #read(name: Name, type: number, key: string): Promise<Response> {
    const got = await this.#send(name, type, key).got;
    if (!(got instanceof Uint8Array)) return { answered: false, rcode: undefined, reason: got.reason };
    return readResponse(got, name, type);
  }

  #send(name: Name, type: number, key: string): Sent {
    const known = this.#sent.get(key);
    if (known !== undefined) return known;
    const got = this.#exchangeOnce(name, type, { checkingDisabled: true });
    const sent: Sent = { name, type, got };
    const arrive = (outcome: Uint8Array | Failed): void => {
      if (outcome instanceof Uint8Array) sent.arrived = outcome;
    };
    got.then(arrive, ignore);
    this.#sent.set(key, sent);
    return sent;
  }

  async #exchangeOnce(name: Name, type: number, options: QueryOptions): Promise<Uint8Array | Failed> {
    this.#signal.throwIfAborted();
    this.#budget.spendQuery();
    this.#underWay += 1;
    const query = buildQuery({ name, type }, options);
    try {
      const bytes = await Promise.race([this.#exchange(query, { signal: this.#signal }), this.#ended]);
      this.#budget.spendBytes(bytes.length);
      return bytes;
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof LimitError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      return {
        reason: reason('no-response', `No response to ${textOf(name, type)}: ${why}`),
        code: error instanceof ExchangeError ? error.code : undefined,
      };
    } finally {
      this.#underWay -= 1;
    }
  }
}

async function observed(name: Name, type: number, got: Promise<Uint8Array | Failed>): Promise<Observation> {
  const outcome = await got;
  if (outcome instanceof Uint8Array) {
    try {
      return { name, type, message: readMessage(outcome) };
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return { name, type, failure: 'malformed' };
    }
  }
  return { name, type, ...(outcome.code === undefined ? {} : { failure: outcome.code }) };
}

function keyOf(name: Name, type: number): string {
  return `${type} ${nameKey(name)}`;
}

function textOf(name: Name, type: number): string {
  return `${formatName(name)} ${formatType(type)}`;
}

function readResponse(bytes: Uint8Array, name: Name, type: number): Response {
  let message: Message;
  try {
    message = readMessage(bytes);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return {
      answered: false,
      rcode: undefined,
      reason: reason('response-malformed', `${textOf(name, type)}: ${error.message}`),
    };
  }
  const asked = message.questions[0];
  const fits = message.response && asked?.type === type && equalNames(asked.name, name);
  if (!fits || message.truncated)
    return {
      answered: false,
      rcode: undefined,
      reason: reason(
        'response-malformed',
        `${textOf(name, type)}: the response is ${fits ? 'cut short' : 'to another question'}`,
      ),
    };
  if (!answers.has(message.rcode)) {
    const said = extendedErrors(message).map(
      ({ code, text }) => `; ${formatExtendedError(code)}${text === '' ? '' : `: ${text}`}`,
    );
    return {
      answered: false,
      rcode: message.rcode,
      reason: reason(
        'response-failure',
        `${textOf(name, type)}: the server answered ${formatRcode(message.rcode)}${said.join('')}`,
      ),
    };
  }
  // Servers have been seen to put a signature into another section than its RRset; it counts wherever it stands.
  const all = [...message.answer, ...message.authority, ...message.additional];
  const signatures = all.filter(({ type: given }) => given === rrType.RRSIG);
  const own = (records: Message['answer']): RRset[] =>
    groupRRsets(
      records.filter((record) => record.class === inClass),
      signatures,
    );
  return {
    answered: true,
    rcode: message.rcode,
    answer: own(message.answer),
    authority: own(message.authority),
  };
}

/** The RRset of this owner and type, if the section has it. */
export function findRRset(rrsets: readonly RRset[], name: Name, type: number): RRset | undefined {
  return rrsets.find((rrset) => rrset.type === type && equalNames(rrset.name, name));
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

function ignore(): void {
  // What a prefetch fails with is told by whoever asks in earnest.
}
