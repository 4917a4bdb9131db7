/**
 * Whether a resolver takes loopback and private addresses out of its answers. It is recognised by what it leaves: the
 * zone's own servers or a reference give the address, and the resolver gives nothing, for this address type alone.
 */
import { defineAudit, type Audit } from '../define.js';
import { diagnoseBoth, type Cause } from './shared/diagnosis.js';
import { eachResolver, noResolver } from './shared/each-resolver.js';
import { rebindingTargets } from './shared/fixes.js';

type MessageId = 'gives-it' | 'filtered' | 'probably' | 'other-cause' | 'no-resolver';

/** Causes that leave nothing for this audit to say; those that are missing here are this audit's own, or a healthy answer. */
const elsewhere: Partial<Readonly<Record<Cause, string>>> = {
  missing: 'the zone has no such record',
  blocked: 'a blocklist answers',
  'name-denied': 'a blocklist answers',
  redirected: 'a filter answers in its place',
  silent: 'the resolver does not answer at all',
  'silent-for-name': 'the resolver does not answer for this name',
  'refuses-all': 'the resolver refuses every question',
  'fails-all': 'the resolver fails at every question',
  'denies-all': 'the resolver denies every name',
  'fails-for-name': 'the resolver fails at every question about this name',
  'broken-chain': 'its chain of trust is broken',
  unexplained: 'nothing tells a missing record from one that was taken away; name a reference in the profile',
};

export const rebindingProtection: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/rebinding-protection',
  title: 'No rebinding protection takes the answer away',
  why: 'Routers, providers and company resolvers drop answers that hold loopback or private addresses, as a protection against DNS rebinding. A name that is meant to point at the device needs an exemption, and only that name.',
  requires: ['dns'],
  references: [
    'https://doc.trust1team.com/',
    'https://nlnetlabs.nl/documentation/unbound/unbound.conf/',
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://bind9.readthedocs.io/en/stable/reference.html#namedconf-statement-deny-answer-addresses',
  ],
  limits: [
    'Which program the resolver is, DNS does not tell: of the targets, the one in use is right.',
    'Without a witness (a reference, or the zone’s own servers) it is probable and not certain.',
  ],
  messages: {
    'gives-it': { status: 'pass', text: 'lets the addresses of {name} through.' },
    filtered: {
      status: 'fail',
      text: 'takes the {type} records of {name} away ({sign}), which are there according to {witness}: this is rebinding protection.',
      fix: {
        advice: 'Exempt {name} from the rebinding protection of this resolver, and nothing wider',
        targets: rebindingTargets,
      },
    },
    probably: {
      status: 'fail',
      text: 'gives no {type} for {name} ({sign}) and cannot prove that there is none: rebinding protection answers like this.',
      fix: {
        advice:
          'Exempt {name} from the rebinding protection of this resolver; to be certain first, name a reference with --reference',
        targets: rebindingTargets,
      },
    },
    'other-cause': { status: 'not-applicable', text: 'shows no rebinding protection: {reason}.' },
    'no-resolver': noResolver,
  },
  run({ dns }, { profile, at }) {
    return eachResolver<MessageId>(dns, async (resolver) => {
      const diagnoses = await diagnoseBoth(dns, resolver, profile, at);
      const filtered = diagnoses.filter(({ cause }) => cause === 'rebinding');
      if (filtered.length > 0)
        return filtered.map(({ type, sign, witness }) => ({
          message: witness === undefined ? 'probably' : 'filtered',
          data: { name: profile.name, type, sign, witness: witness ?? '' },
        }));
      const reason = diagnoses.map(({ cause }) => elsewhere[cause]).find((text) => text !== undefined);
      return reason === undefined
        ? [{ message: 'gives-it', data: { name: profile.name } }]
        : [{ message: 'other-cause', data: { reason } }];
    });
  },
});
