/** What the judgement of a resolver rests on: what was asked and what came of it, read in the same way by every rule. */
import { formatRcode, rcode, rrType } from '../../dns/codes.js';
import type { Message, ResourceRecord } from '../../dns/message.js';
import { equalNames, type Name } from '../../dns/name.js';
import type { Observation } from '../ask.js';
import type { Reason, ResolverView, Status } from '../types.js';

/** What a validation came to, and the zone at its top that is signed for certain: a trust anchor says so. */
export interface Doubt {
  readonly status: Status;
  readonly reasons: readonly Reason[];
  readonly top: Name;
  /** Whether a delegation was proven, to be signed or not to be. */
  readonly provesDelegation: boolean;
}

/** Asks what is yet needed; once the number that is allowed is spent, nothing is observed any more. */
export interface Probe {
  readonly observe: (name: Name, type: number) => Promise<Observation>;
  /** Without EDNS. */
  readonly plain: (name: Name, type: number) => Promise<Observation>;
}

export interface Evidence extends Doubt {
  readonly seen: readonly Observation[];
  readonly view: ResolverView;
  readonly probe: Probe;
}

const answers: ReadonlySet<number> = new Set([rcode.NOERROR, rcode.NXDOMAIN, rcode.YXDOMAIN]);
const denialTypes: ReadonlySet<number> = new Set([rrType.NSEC, rrType.NSEC3]);

/** A message that says yes or no, and is whole. */
export function isGood(message: Message | undefined): message is Message {
  return message !== undefined && answers.has(message.rcode) && !message.truncated;
}

export function isAt(one: Observation, name: Name): boolean {
  return equalNames(one.name, name);
}

export function hasAnswer({ message }: Observation): boolean {
  return isGood(message) && message.answer.length > 0;
}

/** Whether a record of the type was sent as an answer. */
export function answersWith({ message }: Observation, type: number): boolean {
  return message?.answer.some((record) => record.type === type) === true;
}

export function holds(message: Message | undefined, type: number): boolean {
  return sections(message).some((records) => records.some((record) => record.type === type));
}

/** NSEC or NSEC3 came along: the zone's own word on what is not there. */
export function hasDenial({ message }: Observation): boolean {
  return sections(message).some((records) => records.some(({ type }) => denialTypes.has(type)));
}

function sections(message: Message | undefined): (readonly ResourceRecord[])[] {
  return message === undefined ? [] : [message.answer, message.authority, message.additional];
}

/** How a question was answered that should have brought more, as the object of "answers". */
export function outcomeOf({ message }: Observation): string {
  if (message === undefined) return 'nothing';
  return message.rcode === rcode.NOERROR ? 'an empty NOERROR' : formatRcode(message.rcode);
}
