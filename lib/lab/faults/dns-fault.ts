/** What a fault of the lab is, and what the tables of faults are written with. */
import { rrType } from '../../dns/codes.js';
import type { Question } from '../../dns/message.js';
import type { Draft } from '../zone-answer.js';
import type { SigningPlan, ZonePlan } from '../zone-plan.js';

/** What a fault may do to a response; `undefined` drops it without a word. */
export interface Reply extends Draft {
  /** Send no records over UDP, and TC. */
  readonly truncated?: boolean;
  /** AD: the resolver validated it (RFC 4035 §3.2.3). */
  readonly authenticData?: boolean;
  /** As if it had been asked without EDNS: no OPT record, no signatures, 512 bytes. */
  readonly plain?: true;
  /** False: CD is not repeated, and was not heeded. */
  readonly checkingDisabled?: false;
  readonly extendedErrors?: readonly { readonly code: number; readonly text: string }[];
}

/** How the question came. */
export interface Client {
  readonly edns: boolean;
  readonly transport: 'udp' | 'tcp';
}

export interface DnsFault {
  readonly id: string;
  /** One line: what is broken, and by whom. */
  readonly description: string;
  /** Changes the zones the audited names live in. */
  readonly plan?: (zone: ZonePlan) => ZonePlan;
  /** Changes what the resolver answers; `target`: the question is about a zone of an audited name. */
  readonly respond?: (reply: Reply, question: Question, target: boolean, client: Client) => Reply | undefined;
  /** Nothing listens on TCP. */
  readonly closesTcp?: true;
}

export const signing =
  (changes: Partial<SigningPlan>) =>
  (zone: ZonePlan): ZonePlan =>
    zone.signing === undefined ? zone : { ...zone, signing: { ...zone.signing, ...changes } };

export const records =
  (change: (line: string) => string[]) =>
  (zone: ZonePlan): ZonePlan => ({ ...zone, records: zone.records.flatMap(change) });

export const empty = (code: number): Reply => ({ rcode: code, answer: [], authority: [] });

/** A reply that takes the place of the real one to any question about an address of an audited name. */
export const addressReply =
  (replace: (reply: Reply) => Reply | undefined): NonNullable<DnsFault['respond']> =>
  (reply, { type }, target) =>
    target && (type === rrType.A || type === rrType.AAAA) ? replace(reply) : reply;
