/**
 * Whether the address may be kept for a sensible time. What a resolver gives is what its cache has left, so the longest
 * TTL that anybody gave counts, and before it the one that the zone signed.
 */
import { rrType } from '../../dns/index.js';
import type { DnsEvidence } from '../../evidence/types.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { answerOf, validationOf, type AddressType } from './shared/answers.js';
import { authoritativeId, testimonies } from './shared/witnesses.js';

type MessageId = 'sensible' | 'short' | 'long' | 'cache-only' | 'no-address';

/** Used where the profile says nothing (seconds): a minute, and a week as RFC 1912 §2.2 has it at most for changing data. */
const defaults = { minimum: 60, maximum: 604_800 };

export const ttl: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/ttl',
  title: 'The address may be cached for a sensible time',
  why: 'The name is needed when the network is not: a laptop that has just been opened, a train. With a TTL of seconds every request waits for DNS, and with one of months a wrong record stays wherever it was seen.',
  requires: ['dns'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc1912#section-2.2',
    'https://www.rfc-editor.org/rfc/rfc2181#section-8',
  ],
  limits: [
    'Programs, systems and caches have bounds of their own: an answer may be kept for less or longer than its TTL says.',
  ],
  messages: {
    sensible: { status: 'pass', text: '{name} {type} may be kept for {seconds} s ({source}).' },
    short: {
      status: 'warn',
      text: '{name} {type} may be kept for {seconds} s only ({source}), less than {minimum} s: without a network the name is lost at once.',
      fix: {
        advice: 'Raise the TTL of {name} in the zone: 3600 s suits an address that never changes',
        targets: ['zone-records'],
      },
    },
    long: {
      status: 'warn',
      text: '{name} {type} may be kept for {seconds} s ({source}), more than {maximum} s: a mistake would stay in caches that long.',
      fix: { advice: 'Lower the TTL of {name} in the zone to a day or less', targets: ['zone-records'] },
    },
    'cache-only': {
      status: 'not-collected',
      text: '{name} {type} has {seconds} s left in a cache; the zone’s own servers were not asked how many it starts with.',
    },
    'no-address': { status: 'not-applicable', text: 'Nobody gave an address whose TTL could be judged.' },
  },
  async run({ dns }, { profile, at }) {
    const outcomes: Outcome<MessageId>[] = [];
    for (const type of ['A', 'AAAA'] as const) {
      const seen = await longestTtl(dns, profile.name, type, at);
      if (seen !== undefined) outcomes.push(judge(seen, profile, type));
    }
    return outcomes.length === 0 ? [{ message: 'no-address' }] : outcomes;
  },
});

interface Seen {
  readonly seconds: number;
  readonly source: string;
  /** The remainder in a cache, which says nothing of a TTL that is too short. */
  readonly isLeft: boolean;
}

async function longestTtl(
  dns: DnsEvidence,
  name: string,
  type: AddressType,
  at: Date,
): Promise<Seen | undefined> {
  const seen: Seen[] = [];
  const heard = await testimonies(dns, name, type, at);
  const fromCaches = await Promise.all(
    dns.resolvers.map(async (one) => ({
      id: one.id,
      validation: await validationOf(dns, one, name, type, at),
    })),
  );
  for (const { id, validation } of [...heard, ...fromCaches]) {
    const proof = validation.answer.find((rrset) => rrset.type === type && rrset.status === 'secure')?.proof;
    if (proof !== undefined)
      return { seconds: proof.originalTtlSeconds, source: `as signed, seen by ${id}`, isLeft: false };
  }
  const own = heard.find(({ id }) => id === authoritativeId)?.validation.answer;
  for (const rrset of own?.filter((each) => each.type === type) ?? [])
    seen.push({ seconds: rrset.ttlSeconds, source: authoritativeId, isLeft: false });
  for (const resolver of [...(dns.references ?? []), ...dns.resolvers]) {
    const answer = await answerOf(resolver, name, type);
    if ('reason' in answer) continue;
    for (const record of answer.message.answer.filter((each) => each.type === rrType[type]))
      seen.push({ seconds: record.ttlSeconds, source: `what ${resolver.id} has left of it`, isLeft: true });
  }
  return seen.sort((a, b) => b.seconds - a.seconds)[0];
}

function judge({ seconds, source, isLeft }: Seen, profile: Profile, type: AddressType): Outcome<MessageId> {
  const { minimum, maximum } = profile.dns?.ttlSeconds ?? defaults;
  const data = { name: profile.name, type, seconds, source, minimum, maximum };
  if (seconds < minimum) return { message: isLeft ? 'cache-only' : 'short', data };
  return { message: seconds > maximum ? 'long' : 'sensible', data };
}
