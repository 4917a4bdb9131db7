/**
 * Whether each resolver gives an ordinary program the addresses that the profile expects. What a filter does to a name
 * that points at loopback is told apart from a record that is missing by the validator's verdict: only the zone itself can
 * prove that there is nothing.
 */
import ipaddr from 'ipaddr.js';
import type { DnsEvidence, ResolverEvidence } from '../../evidence/types.js';
import type { Profile } from '../../profile/types.js';
import { formatRcode } from '../../dns/index.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { addressesOf, answerOf, validationOf, type AddressType } from './answers.js';

type MessageId =
  | 'as-expected'
  | 'none-as-expected'
  | 'wrong-address'
  | 'block-address'
  | 'extra-address'
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

/** What exempts one name, by the kind of resolver; which kind answers here, DNS does not tell. */
const rebindingTargets = [
  'dnsmasq',
  'openwrt',
  'unbound',
  'bind',
  'knot-resolver',
  'pdns-recursor',
  'pfsense',
  'opnsense',
  'adguard-home',
  'pihole',
  'fritzbox',
] as const;

const exemptFromRebinding = {
  advice: 'Exempt {name} from the rebinding protection of this resolver, and nothing wider',
  targets: rebindingTargets,
};

export const addressExpected: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/address-expected',
  title: 'Resolvers answer with the expected addresses',
  why: 'The name works only where DNS answers the device’s own loopback address. Resolvers with rebinding protection take that answer away, filters replace it, and a further address would send requests elsewhere.',
  requires: ['dns'],
  references: ['https://www.rfc-editor.org/rfc/rfc1035', 'https://www.rfc-editor.org/rfc/rfc8914'],
  messages: {
    'as-expected': { status: 'pass', text: 'answers {type} {addresses}.' },
    'none-as-expected': { status: 'pass', text: 'answers no {type}, as expected.' },
    'wrong-address': {
      status: 'fail',
      text: 'answers {type} {addresses} instead of {expected}: requests would leave for another host.',
      fix: {
        advice:
          'Find out who answers in the zone’s place: compare with another resolver and with the zone’s own servers',
      },
    },
    'block-address': {
      status: 'fail',
      text: 'answers {type} {addresses} instead of {expected}: that is how blocklists answer.',
      fix: {
        advice: 'Take {name} off this resolver’s blocklist, or exempt it from its rebinding protection',
        targets: rebindingTargets,
      },
    },
    'extra-address': {
      status: 'fail',
      text: 'answers {type} {addresses}: {extra} is not expected, and some requests would go there.',
      fix: { advice: 'Remove the further addresses from the zone, or find out who adds them' },
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
      text: 'answers no {type}, without proof that there is none: rebinding protection takes loopback answers away like this.',
      fix: exemptFromRebinding,
    },
    'no-name': {
      status: 'fail',
      text: 'says for {type} that the name does not exist (NXDOMAIN), and the zone proves it.',
      fix: { advice: 'Publish {name} {type} {expected} in the zone, or correct the name in the profile' },
    },
    'name-denied': {
      status: 'fail',
      text: 'says for {type} that the name does not exist (NXDOMAIN), without proof: a filter answers in the zone’s place.',
      fix: { advice: 'Take {name} off this resolver’s blocklist', targets: ['adguard-home', 'pihole'] },
    },
    servfail: {
      status: 'fail',
      text: 'fails to resolve {type} (SERVFAIL): a validating resolver says so of a broken chain, and BIND of a filtered answer.',
      fix: {
        advice:
          'See what the DNSSEC audit says of the chain; where it is secure, exempt {name} from deny-answer-addresses',
        targets: ['bind'],
      },
    },
    refused: {
      status: 'fail',
      text: 'refuses to answer for {type} (REFUSED).',
      fix: { advice: 'Use a resolver that serves this client, or have this one allow it' },
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
  const expected = (type === 'A' ? profile.expect.a : profile.expect.aaaa).map(normal);
  const data = { name: profile.name, type, expected: list(expected) };
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
  const found = addressesOf(answer.message, type).map(normal);
  if (found.length === 0) {
    if (expectsNone(profile, type)) return say('none-as-expected');
    return say((await isProven()) ? 'no-record' : 'stripped');
  }
  return say(...judge(found, expected, profile));
}

/** An empty list expects nothing, except where the profile fixes only the class of the A records. */
function expectsNone({ expect }: Profile, type: AddressType): boolean {
  return type === 'AAAA' ? expect.aaaa.length === 0 : expect.a.length === 0 && expect.aaaa.length > 0;
}

function judge(
  found: readonly string[],
  expected: readonly string[],
  profile: Profile,
): [MessageId, Record<string, string>] {
  const addresses = list(found);
  const isWanted = (address: string): boolean =>
    expected.includes(address) ||
    (profile.expect.a.length === 0 && profile.expect.aaaa.length === 0 && inClass(address, profile));
  const extra = found.filter((address) => !isWanted(address));
  const missing = expected.filter((address) => !found.includes(address));
  if (extra.length === found.length) {
    return [
      extra.every((address) => rangeOf(address) === 'unspecified') ? 'block-address' : 'wrong-address',
      { addresses },
    ];
  }
  if (extra.length > 0) return ['extra-address', { addresses, extra: list(extra) }];
  if (missing.length > 0) return ['missing-address', { addresses, missing: list(missing) }];
  return ['as-expected', { addresses }];
}

function inClass(address: string, { expect }: Profile): boolean {
  const range = rangeOf(address);
  return (
    range === 'loopback' ||
    (expect.addressClass === 'private' && (range === 'private' || range === 'uniqueLocal'))
  );
}

/** A record whose RDATA is no address is shown as it is written, and is in no range. */
function normal(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.parse(address).toString() : address;
}

function rangeOf(address: string): string | undefined {
  return ipaddr.isValid(address) ? ipaddr.parse(address).range() : undefined;
}

function list(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'none' : addresses.join(', ');
}
