/** What a resolver's recorded messages say: shared by the audits of DNS. */
import {
  buildQuery,
  ExchangeError,
  formatRdata,
  readMessage,
  replaying,
  rrType,
  type Message,
} from '../../dns/index.js';
import { ParseError } from '../../errors.js';
import { parseAnchors, validate, type Validation } from '../../dnssec/index.js';
import type { DnsEvidence, ResolverEvidence } from '../../evidence/types.js';

export type AddressType = 'A' | 'AAAA';

/** The message that an ordinary program would have got, or why there was none. */
export type Answer = { readonly message: Message } | { readonly reason: string };

export async function answerOf(
  { records }: ResolverEvidence,
  name: string,
  type: AddressType,
): Promise<Answer> {
  try {
    const query = buildQuery({ name, type: rrType[type] }, { udpPayloadSize: undefined });
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
    .map(({ type: number, rdata }) => formatRdata(number, rdata));
}

/** The validator's verdict over the recorded messages, at the moment they were recorded. */
export function validationOf(
  dns: DnsEvidence,
  { records }: ResolverEvidence,
  name: string,
  type: AddressType,
  at: Date,
): Promise<Validation> {
  const anchors = dns.anchors === undefined ? {} : { anchors: parseAnchors(dns.anchors) };
  return validate({ name, type }, { exchange: replaying(records), at, ...anchors });
}
