/**
 * Whether the name has the same addresses wherever it is asked: each resolver is held against the zone's own servers and
 * the references. An answer that was taken away altogether is the question of other audits.
 */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { addressesOf, answerOf, listed } from './shared/answers.js';
import { withoutSource } from '../shared/without-source.js';
import {
  opinions,
  secondOpinions,
  testimonies,
  type Opinion,
  type Testimony,
  type View,
} from './shared/witnesses.js';

type MessageId =
  | 'same'
  | 'differs'
  | 'witnesses-differ'
  | 'took-away'
  | 'no-second-opinion'
  | 'second-opinions-silent'
  | 'second-opinions-bogus'
  | 'no-resolver';

export const sameEverywhere: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/same-everywhere',
  title: 'The name has the same addresses everywhere',
  why: 'A user who works at home, in the office and on the road asks other resolvers each time. Where one of them answers differently from the zone itself, the name works in one place and not in the other.',
  requires: ['dns'],
  references: ['https://www.rfc-editor.org/rfc/rfc8499', 'https://www.rfc-editor.org/rfc/rfc8484'],
  limits: [
    'Places that were not asked are not compared: what a zone answers in another country, or another office, is seen from there only.',
  ],
  messages: {
    same: { status: 'pass', text: 'answers {shown}, in agreement with {witnesses}.' },
    differs: {
      status: 'fail',
      text: 'answers {type} {addresses}; according to {witness} it is {truth}.',
      fix: {
        advice:
          'Find out where this resolver has its answer from: a zone of its own for {name} (split DNS), a rewrite, a filter, or an old record in its cache',
      },
    },
    'witnesses-differ': {
      status: 'warn',
      text: 'The second opinions on {type} do not agree with each other: {witnesses}.',
      fix: {
        advice:
          'Wait for the TTL of {name} to run out if the record was changed just now; else compare the zone’s servers with each other',
      },
    },
    'took-away': {
      status: 'not-applicable',
      text: 'answers no {type}; according to {witness} it is {truth}. dns/rebinding-protection, dns/blocklist and dns/outage say why.',
    },
    'no-second-opinion': {
      status: 'not-collected',
      text: 'Nobody else was asked: the profile names no reference and not the zone’s own servers.',
    },
    'second-opinions-silent': {
      // Many networks let nobody but their own resolver ask: no fault of the machine's, and no answer either.
      status: 'not-collected',
      text: 'There is nothing to hold the resolvers against: {reasons}. Open the way to one of them, or name another with --reference.',
    },
    'second-opinions-bogus': {
      status: 'not-applicable',
      text: 'Nothing of what {asked} gave for {name} validates, so there is no truth to compare with: dnssec/chain-secure says why.',
    },
    'no-resolver': { status: 'not-collected', text: 'No resolver was asked.' },
  },
  async run({ dns }, { profile, at }) {
    if (dns.resolvers.length === 0) return [{ message: 'no-resolver' }];
    const asked = secondOpinions(dns);
    if (asked.length === 0) return [{ message: 'no-second-opinion' }];
    const outcomes: Outcome<MessageId>[] = [];
    for (const type of ['A', 'AAAA'] as const) {
      const heard = await testimonies(dns, profile.name, type, at);
      const [truth] = heard;
      if (truth === undefined) {
        return [nothingToCompare(profile.name, asked, await opinions(dns, profile.name, type, at))];
      }
      const witnesses = heard.map(({ id }) => id).join(' and ');
      const data = { name: profile.name, type, witness: truth.id, truth: truthOf(truth) };
      if (new Set(heard.map(keyOf)).size > 1) {
        const each = heard.map((one) => `${one.id} ${truthOf(one)}`).join(', ');
        outcomes.push({ message: 'witnesses-differ', data: { ...data, witnesses: each } });
      }
      for (const resolver of dns.resolvers) {
        const answer = await answerOf(resolver, profile.name, type);
        const addresses = 'reason' in answer ? [] : addressesOf(answer.message, type);
        outcomes.push({
          message: judge(addresses, heard),
          subject: resolver.id,
          data: {
            ...data,
            witnesses,
            addresses: listed(addresses),
            shown: addresses.length === 0 ? `no ${type}` : `${type} ${listed(addresses)}`,
          },
        });
      }
    }
    return outcomes;
  },
});

/**
 * Where some validated to nothing good, that is what another audit tells. Where one of them was not heard at all nobody knows
 * what it would have said, and so nobody has looked.
 */
function nothingToCompare(
  name: string,
  asked: readonly View[],
  heard: readonly Opinion[],
): Outcome<MessageId> {
  const silent = heard.filter(({ validation }) => validation.status !== 'bogus');
  const data = { name, asked: asked.map(({ id }) => id).join(' and ') };
  if (silent.length === 0) return { message: 'second-opinions-bogus', data };
  const reasons = heard.map(({ id, validation }) => {
    if (validation.status === 'bogus') return `what ${id} gave is bogus (dnssec/chain-secure says why)`;
    const records = asked.find((view) => view.id === id)?.records ?? [];
    const failure = records.find((record) => record.failure !== undefined)?.failure;
    const why = failure === undefined ? '' : ` (${withoutSource(failure.message, id)})`;
    return `${id} gave no answer that validates${why}`;
  });
  return { message: 'second-opinions-silent', data: { ...data, reasons: reasons.join('; ') } };
}

/** Agreement with one witness is enough: where they differ, that is a finding of its own. */
function judge(addresses: readonly string[], heard: readonly Testimony[]): MessageId {
  const key = setKey(addresses);
  if (heard.some((one) => keyOf(one) === key)) return 'same';
  return addresses.length === 0 ? 'took-away' : 'differs';
}

function keyOf({ addresses }: Testimony): string {
  return setKey(addresses);
}

function setKey(addresses: readonly string[]): string {
  return [...new Set(addresses)].sort().join(' ');
}

function truthOf({ addresses, rcode }: { addresses: readonly string[]; rcode: string }): string {
  if (addresses.length > 0) return addresses.join(', ');
  return rcode === 'NXDOMAIN' ? 'no such name' : 'none';
}
