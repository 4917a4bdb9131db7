/**
 * Why a resolver gives no address, or another, for a name that has one: rebinding protection, a blocklist, an outage and
 * a record that is missing look alike in one answer. What tells them apart: a witness, what the resolver says of the other
 * address type and of other names, its own Extended DNS Errors, and whether its denial validates.
 */
import { rcode, type Message } from '../../../dns/index.js';
import type { DnsEvidence, ResolverEvidence } from '../../../evidence/types.js';
import type { Profile } from '../../../profile/types.js';
import {
  addressesOf,
  answerOf,
  rcodeOf,
  responsesOf,
  validationOf,
  type AddressType,
  type Recorded,
} from './answers.js';
import { blockSign } from './block-signs.js';
import { expectsNone, isWanted } from './expectation.js';
import { opinions, testimonies } from './witnesses.js';

export type Cause =
  /** It gives addresses; whether they are right is another question. */
  | 'given'
  | 'none-expected'
  /** The zone proves that there is none, or every witness says so too. */
  | 'missing'
  | 'rebinding'
  /** A sign of the filter itself. */
  | 'blocked'
  /** The whole name is denied or refused, though a witness has it or nothing proves it. */
  | 'name-denied'
  /** Another address than the zone's stands in its place. */
  | 'redirected'
  | 'silent'
  | 'silent-for-name'
  | 'refuses-all'
  | 'fails-all'
  /** It denies even the root, which every resolver that works knows: nothing that it says of a name counts. */
  | 'denies-all'
  | 'fails-for-name'
  /** The chain of trust is broken, and a validating resolver says so. */
  | 'broken-chain'
  /** Nothing tells a missing record from one that was taken away. */
  | 'unexplained';

export interface Diagnosis {
  readonly cause: Cause;
  readonly type: AddressType;
  /** What gave it away, as the end of a sentence. */
  readonly sign: string;
  /** Who says that the name has the expected address. */
  readonly witness?: string;
}

/** The diagnosis of one resolver's answer; the profile's own expectation decides which answer is a loss. */
export async function diagnose(
  dns: DnsEvidence,
  resolver: ResolverEvidence,
  profile: Profile,
  type: AddressType,
  at: Date,
): Promise<Diagnosis> {
  const { name } = profile;
  const say = (cause: Cause, sign = '', witness?: string): Diagnosis => ({
    cause,
    type,
    sign,
    ...(witness === undefined ? {} : { witness }),
  });
  const answer = await answerOf(resolver, name, type);
  const others = responsesOf(resolver).filter((response) => response.name !== `${name}.`);
  if ('reason' in answer) {
    const silentForName = others.some(({ message }) => isResolved(message));
    return say(silentForName ? 'silent-for-name' : 'silent', answer.reason);
  }
  const { message } = answer;
  if (deniesRoot(resolver)) return say('denies-all', 'NXDOMAIN');
  const found = addressesOf(message, type);
  const block = blockSign(resolver, name, message, found);
  if (block !== undefined) return say('blocked', block);

  const heard = await testimonies(dns, name, type, at);
  const witness = heard.find(({ addresses }) => addresses.some((one) => isWanted(one, profile, type)))?.id;
  const validation = await validationOf(dns, resolver, name, type, at);
  if (found.length > 0) {
    const isWrong = !found.some((one) => isWanted(one, profile, type));
    const isFalse = witness !== undefined || validation.status === 'bogus';
    return isWrong && isFalse && validation.status !== 'secure'
      ? say('redirected', `${found.join(', ')} stands in its place`, witness)
      : say('given');
  }
  const code = message.rcode;
  if (expectsNone(profile, type) && code === rcode.NOERROR) return say('none-expected');
  if (code === rcode.REFUSED || code === rcode.SERVFAIL) {
    const cause = await failureCause(resolver, name, type, code, others);
    // One that does not take CD shows none of what it fails for: others may.
    const views = [...(await opinions(dns, name, type, at)), { validation }];
    const broken = views.some((view) => isBroken(view.validation));
    if (cause !== undefined && !(cause === 'fails-for-name' && broken)) {
      return say(cause, rcodeOf(message), witness);
    }
    return say(broken ? 'broken-chain' : 'rebinding', rcodeOf(message), witness);
  }
  if (validation.status === 'secure') return say('missing', 'its denial is proven by DNSSEC');
  const [first] = heard;
  if (first !== undefined && witness === undefined)
    return say('missing', `there is none according to ${first.id} either`);
  if (code === rcode.NXDOMAIN) {
    const isWhole = (await codeOf(resolver, name, otherType(type))) === rcode.NXDOMAIN;
    return say(isWhole ? 'name-denied' : 'rebinding', 'NXDOMAIN', witness);
  }
  // An unsigned zone proves nothing: without a witness its denial may be true.
  if (witness === undefined && validation.status !== 'bogus') return say('unexplained', 'no answer');
  return say('rebinding', 'an empty answer', witness);
}

/** Undefined: only this type is affected, as a filter that looks at addresses does it. */
async function failureCause(
  resolver: ResolverEvidence,
  name: string,
  type: AddressType,
  code: number,
  others: readonly { readonly message: Message }[],
): Promise<Cause | undefined> {
  const refused = code === rcode.REFUSED;
  if (!others.some(({ message }) => isResolved(message))) return refused ? 'refuses-all' : 'fails-all';
  const isWhole = (await codeOf(resolver, name, otherType(type))) === code;
  if (!isWhole) return undefined;
  return refused ? 'name-denied' : 'fails-for-name';
}

/** The messages hold data that does not validate: the resolver is right to fail, and not to be blamed for a filter. */
function isBroken({ status, reasons }: { status: string; reasons: readonly { code: string }[] }): boolean {
  return status === 'bogus' && !reasons.some(({ code }) => code === 'denial-missing');
}

async function codeOf(
  resolver: ResolverEvidence,
  name: string,
  type: AddressType,
): Promise<number | undefined> {
  const answer = await answerOf(resolver, name, type);
  return 'reason' in answer ? undefined : answer.message.rcode;
}

function otherType(type: AddressType): AddressType {
  return type === 'A' ? 'AAAA' : 'A';
}

export function isResolved({ rcode: code }: Message): boolean {
  return code === rcode.NOERROR || code === rcode.NXDOMAIN;
}

/** Whether the root itself is said not to exist: a place without a way to the Internet, or a portal, answers so. */
export function deniesRoot(recorded: Recorded): boolean {
  return responsesOf(recorded).some(({ name, message }) => name === '.' && message.rcode === rcode.NXDOMAIN);
}

/** The names that a resolver resolved beside the profile's own: its witnesses that it works. */
export function namesResolved(resolver: ResolverEvidence, name: string): readonly string[] {
  return [
    ...new Set(
      responsesOf(resolver)
        .filter((response) => response.name !== `${name}.` && isResolved(response.message))
        .map((response) => (response.name === '.' ? 'the root' : response.name.replace(/\.$/, ''))),
    ),
  ];
}

/** Both address types of one resolver, in the order A, AAAA. */
export function diagnoseBoth(
  dns: DnsEvidence,
  resolver: ResolverEvidence,
  profile: Profile,
  at: Date,
): Promise<readonly Diagnosis[]> {
  return Promise.all((['A', 'AAAA'] as const).map((type) => diagnose(dns, resolver, profile, type, at)));
}
