/** Causes of what is found in DNS and DNSSEC: the machine first, then the resolver, then the zone. */
import type { Effect } from '../audits/finding.js';
import { dateWords } from '../date-words.js';
import {
  both,
  factOf,
  sameSubject,
  withCode,
  word,
  type CauseRow,
  type Consequence,
  type Relation,
  type Told,
} from './row.js';
import { ofRecord, ofResolver, ofZone, zoneWithoutDot } from './dns-titles.js';

/** The day that a sentence names, as people write it. */
function dayIn(sentence: string): string {
  const [iso] = /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(sentence) ?? [];
  return iso === undefined ? ' soon' : ` on ${dateWords(iso)}`;
}

/** What a resolver that takes an answer away, or puts one in its place, leaves of the chain. */
const lackOfAnswer = [
  'denial-missing',
  'denial-unsound',
  'signature-missing',
  'response-failure',
  'no-response',
] as const;

/** Nothing else of DNS is judged by a resolver that is down. */
const allOfResolver: readonly Consequence[] = [
  { messages: ['dns/*', 'dnssec/*'], when: sameSubject },
  { messages: ['dns/os-resolver:not-found', 'dns/os-resolver:no-answer', 'dns/caa:no-answer'] },
];

const answersOfResolver: readonly Consequence[] = [
  { messages: ['dns/address-expected:*', 'dns/same-everywhere:*', 'dns/outage:*'], when: sameSubject },
  { messages: ['dnssec/chain-secure:*'], when: both(sameSubject, withCode(...lackOfAnswer)) },
  {
    messages: [
      'dns/os-resolver:not-found',
      'dns/os-resolver:wrong-address',
      'dns/os-resolver:no-answer',
      'dns/caa:no-answer',
    ],
  },
];

function keyed(prefix: string): (told: Told) => string {
  return ({ finding }) => `${prefix}:${word(finding.subject)}`;
}

/** The zone at fault is none that the name lies in: the name is an alias. */
const elsewhere: Relation = ({ zone }, _, { profile }) =>
  zone !== undefined && zone !== '.' && !`${profile.name}.`.endsWith(`.${zone}`);

const staysHere: ReadonlySet<string> = new Set([
  'dns/hosts-file:other-loopback',
  'dns/address-expected:other-loopback',
  'dns/os-resolver:other-loopback',
]);
const goesElsewhere: ReadonlySet<string> = new Set([
  'dns/address-expected:wrong-address',
  'dns/address-expected:extra-address',
  'dns/address-expected:record-elsewhere',
  'dns/address-expected:record-extra',
  'dns/os-resolver:wrong-address',
  'dns/os-resolver:extra-address',
  'dns/hosts-file:masked',
  'dns/hosts-file:conflict',
  'dns/blocklist:redirected',
  'dnssec/resolver-validates:vouches-for-bogus',
]);

function effectOfAddress({ finding }: Told): Effect {
  if (staysHere.has(finding.id)) return 'program';
  return goesElsewhere.has(finding.id) ? 'leaves' : 'unresolved';
}

export const dnsRows: readonly CauseRow[] = [
  {
    names: ['dns/hosts-file:masked', 'dns/hosts-file:conflict', 'dns/hosts-file:other-loopback'],
    key: () => 'hosts',
    title: ofRecord,
    effect: effectOfAddress,
    owner: 'machine',
    takes: [{ messages: ['dns/os-resolver:*'] }],
  },
  {
    names: ['dns/localhost:hosts-elsewhere'],
    key: () => 'localhost',
    title: ofRecord,
    effect: 'program',
    owner: 'machine',
    takes: [{ messages: ['dns/localhost:*'] }],
  },
  {
    names: ['dns/outage:silent'],
    key: keyed('silent'),
    title: ({ finding }) => `The resolver ${factOf(finding)}`,
    effect: 'unresolved',
    owner: 'resolver',
    takes: allOfResolver,
  },
  {
    names: [
      'dns/outage:refuses-all',
      'dns/outage:fails-all',
      'dns/outage:denies-all',
      'dns/outage:silent-for-name',
    ],
    key: keyed('down'),
    title: ofResolver,
    effect: 'unresolved',
    owner: 'resolver',
    takes: allOfResolver,
  },
  {
    names: ['dnssec/resolver-validates:vouches-for-bogus'],
    key: keyed('vouches'),
    title: ofResolver,
    effect: effectOfAddress,
    owner: 'resolver',
    takes: allOfResolver,
  },
  {
    names: ['dns/blocklist:blocked', 'dns/blocklist:name-denied', 'dns/blocklist:redirected'],
    key: keyed('block'),
    title: ofResolver,
    effect: effectOfAddress,
    owner: 'resolver',
    takes: answersOfResolver,
  },
  {
    names: ['dns/rebinding-protection:filtered', 'dns/rebinding-protection:probably'],
    key: keyed('rebind'),
    title: ofResolver,
    effect: 'unresolved',
    owner: 'resolver',
    takes: answersOfResolver,
  },
  {
    names: ['dns/cname:alias-elsewhere', 'dns/cname:loop'],
    key: () => 'alias',
    title: ofRecord,
    effect: 'forged',
    owner: 'zone',
    takes: [{ messages: ['dnssec/chain-secure:*'], when: elsewhere }],
    weighsAll: true,
  },
  {
    names: ['dnssec/chain-secure:bogus', 'dnssec/chain-secure:insecure', 'dnssec/chain-secure:no-ds'],
    key: ({ finding }) => `zone:${word(finding.zone)}:${word(finding.code)}`,
    title: ofZone,
    effect: 'forged',
    owner: 'zone',
    takes: [
      {
        messages: [
          'dns/address-expected:servfail',
          'dns/outage:fails-for-name',
          'dns/os-resolver:not-found',
          'dns/os-resolver:no-answer',
          'dns/caa:no-answer',
        ],
      },
      // It does what a validating resolver should, and merely keeps to itself why.
      {
        messages: ['dnssec/chain-secure:unfit-resolver', 'dnssec/resolver-validates:carries-no-dnssec'],
        when: withCode('resolver-ignores-cd'),
      },
    ],
  },
  {
    names: ['dns/outage:fails-for-name'],
    key: keyed('down'),
    title: ofResolver,
    effect: 'unresolved',
    owner: 'resolver',
    takes: allOfResolver,
  },
  {
    names: ['dnssec/chain-secure:unfit-resolver'],
    key: keyed('unfit'),
    title: ({ finding, data }) =>
      `The resolver ${word(finding.subject)}, or something on the way to it, ${word(data['what']).split(': ')[0] ?? ''}`,
    effect: 'forged',
    owner: 'resolver',
    takes: [
      { messages: ['dnssec/resolver-validates:*', 'dns/address-expected:servfail'], when: sameSubject },
      { messages: ['dns/outage:fails-for-name'], when: sameSubject },
      { messages: ['dns/caa:no-answer'] },
    ],
  },
  {
    names: ['dnssec/chain-secure:indeterminate'],
    key: keyed('unjudged'),
    title: ({ finding, data }) => `The resolver ${word(finding.subject)}: ${word(data['reason'])}`,
    effect: 'forged',
    owner: 'resolver',
    takes: [{ messages: ['dns/address-expected:*'], when: sameSubject }],
  },
  {
    names: [
      'dns/address-expected:record-elsewhere',
      'dns/address-expected:record-extra',
      'dns/address-expected:no-record',
      'dns/address-expected:no-name',
      'dns/address-expected:missing-address',
      'dns/address-expected:other-loopback',
    ],
    key: ({ finding }) => `record:${finding.id.split(':')[1] ?? ''}`,
    title: ofRecord,
    effect: effectOfAddress,
    owner: 'zone',
    takes: [{ messages: ['dns/os-resolver:*', 'dns/same-everywhere:*'] }],
  },
  {
    names: ['dns/address-expected:*'],
    key: keyed('address'),
    title: ({ finding }) => `The resolver ${word(finding.subject)} ${finding.message.replace(/\.$/, '')}`,
    effect: effectOfAddress,
    owner: 'resolver',
    takes: [{ messages: ['dns/same-everywhere:*'], when: sameSubject }, { messages: ['dns/os-resolver:*'] }],
  },
  {
    names: ['dns/os-resolver:*'],
    key: () => 'system',
    title: ofRecord,
    effect: effectOfAddress,
    owner: 'machine',
  },
  {
    names: ['dnssec/operator-warnings:warning'],
    key: ({ finding }) => `order:${word(finding.zone)}:${word(finding.code)}`,
    title: ({ finding, data }) =>
      finding.code === 'signature-expires-soon'
        ? `The signatures of the zone ${zoneWithoutDot(finding)} end${dayIn(word(data['warning']))}`
        : word(data['warning']).replace(`${word(finding.zone)} `, `The zone ${zoneWithoutDot(finding)} `),
    effect: 'soon',
    owner: 'zone',
  },
];
