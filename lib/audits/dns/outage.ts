/** Whether a resolver works at all: what looks like a filter may be a server that is down, or that serves nobody here. */
import { defineAudit, type Audit } from '../define.js';
import { diagnoseBoth, namesResolved, type Cause } from './shared/diagnosis.js';
import { eachResolver, noResolver } from './shared/each-resolver.js';

type MessageId =
  | 'works'
  | 'silent'
  | 'silent-for-name'
  | 'refuses-all'
  | 'fails-all'
  | 'denies-all'
  | 'fails-for-name'
  | 'no-resolver';

const own: Partial<Readonly<Record<Cause, MessageId>>> = {
  silent: 'silent',
  'silent-for-name': 'silent-for-name',
  'refuses-all': 'refuses-all',
  'fails-all': 'fails-all',
  'denies-all': 'denies-all',
  'fails-for-name': 'fails-for-name',
};

export const outage: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/outage',
  title: 'Resolvers work',
  why: 'A resolver that is down, or that does not serve this client, explains every other finding about it. It is known by the names beside this one that it does not resolve either.',
  requires: ['dns'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1',
    'https://www.rfc-editor.org/rfc/rfc8914',
  ],
  limits: ['A resolver is judged by the names that were asked: one that fails for others alone is not seen.'],
  messages: {
    works: { status: 'pass', text: 'resolves names: {others}.' },
    silent: {
      status: 'error',
      text: 'answers nothing at all: {reason}.',
      fix: { advice: 'Check that the resolver runs and that its port is open from here, or name another' },
    },
    'silent-for-name': {
      status: 'fail',
      text: 'answers for other names and not for {name}: {reason}. Something on the way drops this question or its answer.',
      fix: {
        advice:
          'Look in the firewall between here and the resolver for a rule that drops answers with loopback addresses, and exempt {name}',
      },
    },
    'refuses-all': {
      status: 'fail',
      text: 'refuses every question (REFUSED): it does not serve this client.',
      fix: { advice: 'Use a resolver that serves this client, or have this one allow it' },
    },
    'fails-all': {
      status: 'fail',
      text: 'fails at every question (SERVFAIL): it reaches nobody, or its trust anchor or clock is wrong.',
      fix: {
        advice:
          'Check the resolver’s own way to the Internet, its forwarders, its clock and its trust anchor',
      },
    },
    'denies-all': {
      status: 'fail',
      text: 'says of every name that it does not exist (NXDOMAIN), of the root as well: it has no way to the Internet, or a portal answers in its place.',
      fix: {
        advice:
          'Sign in to the network where it asks for that, check the resolver’s own way to the Internet, or name another with --resolver',
      },
    },
    'fails-for-name': {
      status: 'fail',
      text: 'fails at every question about {name} (SERVFAIL), and resolves others.',
      fix: {
        advice:
          'Ask the operator what the resolver’s log says of {name}: it cannot reach the zone’s servers, a policy stops it, or the zone’s DNSSEC is broken',
      },
    },
    'no-resolver': noResolver,
  },
  run({ dns }, { profile, at }) {
    return eachResolver<MessageId>(dns, async (resolver) => {
      const diagnoses = await diagnoseBoth(dns, resolver, profile, at);
      const found = diagnoses.find(({ cause }) => own[cause] !== undefined);
      const others = namesResolved(resolver, profile.name);
      return [
        {
          message: (found === undefined ? undefined : own[found.cause]) ?? 'works',
          data: {
            name: profile.name,
            reason: found?.sign ?? '',
            others: others.length === 0 ? profile.name : others.slice(0, 4).join(', '),
          },
        },
      ];
    });
  },
});
