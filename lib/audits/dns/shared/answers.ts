/** What recorded messages say of one name and type: shared by the audits of DNS. */
import ipaddr from 'ipaddr.js';
import {
  buildQuery,
  ExchangeError,
  formatName,
  formatRcode,
  formatRdata,
  readMessage,
  replaying,
  rrType,
  type Message,
  type RecordedExchange,
} from '../../../dns/index.js';
import { ParseError } from '../../../errors.js';
import { parseAnchors, validate, type Validation } from '../../../dnssec/index.js';
import type { DnsEvidence } from '../../../evidence/types.js';

export type AddressType = 'A' | 'AAAA';

/** Anything that was asked and whose messages were kept. */
export interface Recorded {
  /** Who gave it: one resolver, or each zone's own servers. Default `resolver`. */
  readonly source?: 'resolver' | 'servers';
  readonly records: readonly RecordedExchange[];
}

/** The message that a program would have got, or why there was none. */
export type Answer = { readonly message: Message } | { readonly reason: string };

/** `plain`: without EDNS, as an ordinary program asks; `dnssec`: with DO, as a validating stub does. */
export type Manner = 'plain' | 'dnssec';

export async function answerOf(
  { records }: Recorded,
  name: string,
  type: keyof typeof rrType,
  manner: Manner = 'plain',
): Promise<Answer> {
  try {
    const options = manner === 'plain' ? { udpPayloadSize: undefined } : {};
    const query = buildQuery({ name, type: rrType[type] }, options);
    return { message: readMessage(await replaying(records)(query)) };
  } catch (error) {
    if (error instanceof ExchangeError || error instanceof ParseError) return { reason: error.message };
    throw error;
  }
}

/** The addresses of an answer, in the order given, whatever name they stand under: a program takes them all. */
export function addressesOf(message: Message, type: AddressType): readonly string[] {
  return message.answer
    .filter((record) => record.type === rrType[type])
    .map(({ type: number, rdata }) => normalAddress(formatRdata(number, rdata)));
}

/** A record whose RDATA is no address is shown as it is written, and is in no range. */
export function normalAddress(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.parse(address).toString() : address;
}

export function rangeOf(address: string): string | undefined {
  return ipaddr.isValid(address) ? ipaddr.parse(address).range() : undefined;
}

export function listed(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

/** Verdicts by the records that they rest on: several audits ask for the same one. */
const known = new WeakMap<readonly RecordedExchange[], Map<string, Promise<Validation>>>();

/** The validator's verdict over the recorded messages, at the moment they were recorded. */
export function validationOf(
  dns: DnsEvidence,
  { records, source = 'resolver' }: Recorded,
  name: string,
  type: string,
  at: Date,
  inspect = false,
): Promise<Validation> {
  const verdicts = known.get(records) ?? new Map<string, Promise<Validation>>();
  known.set(records, verdicts);
  const key = JSON.stringify([name, type, at.getTime(), inspect, source, dns.anchors]);
  const verdict = verdicts.get(key) ?? validated(dns, { records, source }, { name, type }, at, inspect);
  verdicts.set(key, verdict);
  return verdict;
}

function validated(
  { anchors }: DnsEvidence,
  { records, source }: Required<Recorded>,
  question: { readonly name: string; readonly type: string },
  at: Date,
  inspect: boolean,
): Promise<Validation> {
  return validate(question, {
    exchange: replaying(records),
    source,
    at,
    inspect,
    ...(anchors === undefined ? {} : { anchors: parseAnchors(anchors, at) }),
  });
}

/** Every response that could be read, with the name it is about as text. */
export function responsesOf({ records }: Recorded): { readonly name: string; readonly message: Message }[] {
  return records.flatMap(({ response }) => {
    if (response === undefined) return [];
    try {
      const message = readMessage(Buffer.from(response, 'base64'));
      const [question] = message.questions;
      return question === undefined ? [] : [{ name: formatName(question.name).toLowerCase(), message }];
    } catch (error) {
      if (error instanceof ParseError) return [];
      throw error;
    }
  });
}

/** How an answer without addresses is spoken of. */
export function rcodeOf({ rcode }: Message): string {
  return formatRcode(rcode);
}
