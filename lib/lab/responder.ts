/** From a query's bytes to a response's: what the lab's resolver does with one message, faults included. */
import { rcode, rrType } from '../dns/codes.js';
import { equalNames, nameKey, type Name } from '../dns/name.js';
import type { RRset } from '../dns/rrset.js';
import { writeResponse, type Response } from '../dns/message-writer.js';
import { readMessage, type Message, type Question } from '../dns/message.js';
import { ParseError } from '../errors.js';
import type { DnsFault, Reply } from './faults/dns-fault.js';
import { isSecure, isTarget, resolve, zoneFor, type World } from './world.js';
import { answerFrom } from './zone-answer.js';
import type { Zone } from './zone.js';

type Transport = 'udp' | 'tcp';

/** Answers one query; `undefined` where the server stays silent: a fault, or nothing that could be answered. */
export type Responder = (query: Uint8Array, transport: Transport) => Uint8Array | undefined;

/** RFC 1035 §4.2.1: what a client takes that announces no size of its own. */
const plainUdpSize = 512;
const dnsClassIn = 1;

/** A recursive resolver over the world, that breaks what the faults say. */
export function resolverOf(world: World, faults: readonly DnsFault[]): Responder {
  return (bytes, transport) => {
    const query = readQuery(bytes);
    const [question] = query?.questions ?? [];
    if (query === undefined || question === undefined) return undefined;
    const target = isTarget(world, question.name);
    let reply: Reply | undefined =
      question.class === dnsClassIn
        ? resolved(world, question)
        : { rcode: rcode.REFUSED, answer: [], authority: [] };
    for (const fault of faults) {
      if (reply !== undefined && fault.respond !== undefined)
        reply = fault.respond(reply, question, target, { edns: query.edns !== undefined, transport });
    }
    if (reply === undefined) return undefined;
    // RFC 6840 §5.7: AD is for who asked for it.
    const wantsAd = query.edns?.dnssecOk === true || query.authenticData;
    const flags = { recursionAvailable: true, authenticData: wantsAd && reply.authenticData === true };
    return fitted(query, { ...reply, additional: [] }, flags, transport);
  };
}

/** The answer of a validating resolver that nobody tampers with. */
function resolved(world: World, question: Question): Reply {
  const draft = resolve(world, question);
  return { ...draft, authenticData: isSecure(world, question, draft) };
}

/** An authoritative server for some of the world's zones, changed as told; anything else it refuses. */
export function authorityOf(
  world: World,
  zones: readonly Zone[],
  changes: readonly ((reply: Reply, question: Question) => Reply | undefined)[] = [],
): Responder {
  return (bytes, transport) => {
    const query = readQuery(bytes);
    const [question] = query?.questions ?? [];
    if (query === undefined || question === undefined) return undefined;
    const zone = zoneFor({ ...world, zones }, question);
    if (zone === undefined) {
      const refusal = { rcode: rcode.REFUSED, answer: [], authority: [], additional: [] };
      return fitted(query, refusal, {}, transport);
    }
    let draft: Reply | undefined = answerFrom(zone, question);
    for (const change of changes) draft = draft === undefined ? undefined : change(draft, question);
    if (draft === undefined) return undefined;
    const additional = draft.referral === undefined ? [] : glueFor(world, draft.referral);
    return fitted(
      query,
      { ...draft, additional },
      { authoritative: draft.referral === undefined },
      transport,
    );
  };
}

/** The addresses of a child zone's servers, which its parent holds unsigned (RFC 4035 §2.2). */
function glueFor(world: World, apex: Name): RRset[] {
  const nodes = world.zones.find((zone) => equalNames(zone.apex, apex))?.nodes;
  const servers = nodes?.get(nameKey(apex))?.get(rrType.NS)?.rdata ?? [];
  return servers
    .map((server) => nodes?.get(nameKey(server))?.get(rrType.A))
    .filter((rrset) => rrset !== undefined)
    .map((rrset) => ({ ...rrset, signatures: [] }));
}

/** The message written for this client: cut to what it can take over UDP. */
function fitted(
  query: Message,
  reply: Reply & Pick<Response, 'additional'>,
  flags: Response['flags'],
  transport: Transport,
): Uint8Array | undefined {
  const [question] = query.questions;
  if (question === undefined) return undefined;
  const edns = reply.plain === true ? undefined : query.edns;
  const whole: Response = {
    id: query.id,
    question,
    rcode: reply.rcode,
    flags: {
      ...flags,
      recursionDesired: query.recursionDesired,
      checkingDisabled: query.checkingDisabled && reply.checkingDisabled !== false,
    },
    answer: reply.answer,
    authority: reply.authority,
    additional: reply.additional,
    dnssecOk: edns?.dnssecOk === true,
    edns: edns !== undefined,
    ...(reply.extendedErrors === undefined ? {} : { extendedErrors: reply.extendedErrors }),
  };
  const written = writeResponse(whole);
  const limit = Math.max(plainUdpSize, edns?.udpPayloadSize ?? 0);
  if (transport === 'tcp' || (written.length <= limit && reply.truncated !== true)) return written;
  return writeResponse({
    ...whole,
    flags: { ...whole.flags, truncated: true },
    answer: [],
    authority: [],
    additional: [],
  });
}

function readQuery(bytes: Uint8Array): Message | undefined {
  try {
    const message = readMessage(bytes);
    return message.response || message.opcode !== 0 ? undefined : message;
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}
