/**
 * Whether each resolver gives an ordinary program the addresses that the profile expects. What a filter does to a name
 * that points at loopback is told apart from a record that is missing by the validator's verdict: only the zone itself can
 * prove that there is nothing.
 */
import type { DnsEvidence, ResolverEvidence } from '../../evidence/types.js';
import type { Profile } from '../../profile/types.js';
import { formatRcode } from '../../dns/index.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { addressesOf, answerOf, listed, rangeOf, validationOf, type AddressType } from './shared/answers.js';
import { expectedOf, expectsNone, isOtherLoopback, isWanted } from './shared/expectation.js';

type MessageId =
  | 'as-expected'
  | 'none-as-expected'
  | 'wrong-address'
  | 'record-elsewhere'
  | 'other-loopback'
  | 'block-address'
  | 'extra-address'
  | 'record-extra'
  | 'missing-address'
  | 'no-record'
  | 'stripped'
  | 'no-name'
  | 'name-denied'
  | 'servfail'
  | 'refused'
  | 'other-rcode'
  | 'no-response'
  | 'no-resolver';

/** What took an answer away is a question of its own, with a fix of its own. */
const seeCause = {
  advice:
    'See what dns/rebinding-protection, dns/blocklist and dns/outage say of this resolver: one of them names the cause and what closes it',
};

export const addressExpected: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/address-expected',
  title: 'Resolvers answer with the expected addresses',
  why: 'The name works only where DNS answers the device’s own loopback address. Resolvers with rebinding protection take that answer away, filters replace it, and a further address would send requests elsewhere.',
  requires: ['dns'],
  references: ['https://www.rfc-editor.org/rfc/rfc1035', 'https://www.rfc-editor.org/rfc/rfc8914'],
  limits: [
    'It sees the resolvers that were asked, at that moment: another network, a VPN or a browser with a resolver of its own may be answered differently.',
  ],
  messages: {
    'as-expected': { status: 'pass', text: 'answers {type} {addresses}.' },
    'none-as-expected': { status: 'pass', text: 'answers no {type}, as expected.' },
    'wrong-address': {
      status: 'fail',
      text: 'answers {type} {addresses} instead of {expected}: requests would leave for another host.',
      fix: {
        advice:
          'Find out whose answer it is, since nothing proves that it is the zone’s: compare with another resolver and with the zone’s own servers',
      },
    },
    'record-elsewhere': {
      status: 'fail',
      text: 'answers {type} {addresses} instead of {expected}, and the answer validates: the zone itself points the name at another host.',
      fix: {
        advice: 'Have the zone’s owner set {name} {type} to {expected}: nobody answers in the zone’s place',
        targets: ['zone-records'],
      },
    },
    'other-loopback': {
      status: 'fail',
      text: 'answers {type} {addresses}: {extra} is on this device as well, and not where the program listens ({expected}).',
      fix: {
        advice:
          'Set {name} {type} to {expected} and nothing else, or name in the profile where the program listens',
        targets: ['zone-records'],
      },
    },
    'block-address': {
      status: 'fail',
      text: 'answers {type} {addresses} instead of {expected}: that is how blocklists answer.',
      fix: seeCause,
    },
    'extra-address': {
      status: 'fail',
      text: 'answers {type} {addresses}: {extra} is not expected, and some requests would go there.',
      fix: { advice: 'Remove the further addresses from the zone, or find out who adds them' },
    },
    'record-extra': {
      status: 'fail',
      text: 'answers {type} {addresses}, and the answer validates: {extra} stands in the zone itself, and some requests go there.',
      fix: { advice: 'Have the zone’s owner remove {extra} from {name}', targets: ['zone-records'] },
    },
    'missing-address': {
      status: 'fail',
      text: 'answers {type} {addresses} and leaves out {missing}.',
      fix: { advice: 'Publish every address that the profile expects, or correct the profile' },
    },
    'no-record': {
      status: 'fail',
      text: 'answers no {type}, and the zone proves that there is none: the record is missing.',
      fix: { advice: 'Publish {name} {type} {expected} in the zone', targets: ['zone-records'] },
    },
    stripped: {
      status: 'fail',
      text: 'answers no {type}, without proof that there is none: something took the answer away.',
      fix: seeCause,
    },
    'no-name': {
      status: 'fail',
      text: 'says for {type} that the name does not exist (NXDOMAIN), and the zone proves it.',
      fix: {
        advice:
          'Publish {name} with the addresses that the profile expects, or correct the name in the profile',
      },
    },
    'name-denied': {
      status: 'fail',
      text: 'says for {type} that the name does not exist (NXDOMAIN), without proof: something else answers in the zone’s place.',
      fix: seeCause,
    },
    servfail: {
      status: 'fail',
      text: 'fails to resolve {type} (SERVFAIL): a validating resolver says so of a broken chain, and BIND of a filtered answer.',
      fix: seeCause,
    },
    refused: {
      status: 'fail',
      text: 'refuses to answer for {type} (REFUSED).',
      fix: seeCause,
    },
    'other-rcode': {
      status: 'fail',
      text: 'answers for {type} with the error {rcode}.',
      fix: { advice: 'Ask the operator of this resolver; compare with another resolver' },
    },
    'no-response': {
      status: 'error',
      text: 'gave no answer for {type}: {reason}.',
      fix: { advice: 'Check that the resolver is reachable from here, or name another with --resolver' },
    },
    'no-resolver': { status: 'not-collected', text: 'No resolver was asked.' },
  },
  async run(evidence, { profile, at }) {
    const { dns } = evidence;
    if (dns.resolvers.length === 0) return [{ message: 'no-resolver' }];
    const outcomes: Outcome<MessageId>[] = [];
    for (const resolver of dns.resolvers) {
      for (const type of ['A', 'AAAA'] as const)
        outcomes.push(await auditAnswer(dns, resolver, profile, type, at));
    }
    return outcomes;
  },
});

async function auditAnswer(
  dns: DnsEvidence,
  resolver: ResolverEvidence,
  profile: Profile,
  type: AddressType,
  at: Date,
): Promise<Outcome<MessageId>> {
  const expected = expectedOf(profile, type);
  const data = { name: profile.name, type, expected: listed(expected) };
  const say = (message: MessageId, more: Record<string, string> = {}): Outcome<MessageId> => ({
    message,
    subject: resolver.id,
    data: { ...data, ...more },
  });
  const answer = await answerOf(resolver, profile.name, type);
  if ('reason' in answer) return say('no-response', { reason: answer.reason });
  const rcode = formatRcode(answer.message.rcode);
  // Only a validated denial tells a missing record from an answer that somebody took away.
  const isProven = async (): Promise<boolean> =>
    (await validationOf(dns, resolver, profile.name, type, at)).status === 'secure';
  switch (rcode) {
    case 'NOERROR':
      break;
    case 'NXDOMAIN':
      return say((await isProven()) ? 'no-name' : 'name-denied');
    case 'SERVFAIL':
      return say('servfail');
    case 'REFUSED':
      return say('refused');
    default:
      return say('other-rcode', { rcode });
  }
  const found = addressesOf(answer.message, type);
  if (found.length === 0) {
    if (expectsNone(profile, type)) return say('none-as-expected');
    return say((await isProven()) ? 'no-record' : 'stripped');
  }
  const [message, more] = judge(found, profile, type);
  const signed = ofTheZone[message];
  return say(signed !== undefined && (await isProven()) ? signed : message, more);
}

/** What validates is the zone's own word, and its owner's to change: nobody answers in its place. */
const ofTheZone: Partial<Readonly<Record<MessageId, MessageId>>> = {
  'wrong-address': 'record-elsewhere',
  'extra-address': 'record-extra',
};

function judge(
  found: readonly string[],
  profile: Profile,
  type: AddressType,
): [MessageId, Record<string, string>] {
  const addresses = listed(found);
  const extra = found.filter((address) => !isWanted(address, profile, type));
  const missing = expectedOf(profile, type).filter((address) => !found.includes(address));
  if (extra.length > 0 && extra.every((address) => isOtherLoopback(address, profile)))
    return ['other-loopback', { addresses, extra: listed(extra) }];
  if (extra.length === found.length) {
    return [
      extra.every((address) => rangeOf(address) === 'unspecified') ? 'block-address' : 'wrong-address',
      { addresses },
    ];
  }
  if (extra.length > 0) return ['extra-address', { addresses, extra: listed(extra) }];
  if (missing.length > 0) return ['missing-address', { addresses, missing: listed(missing) }];
  return ['as-expected', { addresses }];
}
