/** Causes of what is found around the name: the way to the service, the token, the program, the browser, the machine. */
import type { Effect } from '../audits/finding.js';
import { titleOf } from './other-titles.js';
import { sameService, sameSubject, type CauseRow, type Consequence, type Told } from './row.js';

/** What a service that is not reached, or that another stands in for, cannot be asked. */
const restOfService: readonly Consequence[] = [
  { messages: ['distribution/*'], when: sameSubject },
  {
    messages: [
      'token/exchange:unreachable',
      'token/exchange:no-route',
      'token/exchange:not-trusted',
      'token/exchange:html',
    ],
    when: sameService,
  },
];

const worse = ({ finding }: Told): Effect => (finding.status === 'warn' ? 'soon' : 'program');

function fact(names: readonly string[], owner: CauseRow['owner'], takes?: readonly Consequence[]): CauseRow {
  return {
    names,
    key: ({ finding }) => finding.id,
    title: titleOf,
    effect: worse,
    owner,
    ...(takes === undefined ? {} : { takes }),
  };
}

export const otherRows: readonly CauseRow[] = [
  {
    ...fact(
      ['distribution/redirect:captive-portal', 'distribution/redirect:sign-in-required'],
      'network',
      restOfService,
    ),
    title: ({ finding }) =>
      finding.id.endsWith('captive-portal')
        ? `A sign-in portal of this network answers in the place of ${finding.subject ?? 'the service'}`
        : `This network asks for a sign-in (511) before it lets anything out to ${finding.subject ?? 'the service'}`,
  },
  {
    ...fact(['distribution/block-page:block-page'], 'network', restOfService),
    title: ({ finding }) => `A filter shows a block page in the place of ${finding.subject ?? 'the service'}`,
  },
  fact(['distribution/proxy-route:*'], 'network', restOfService),
  fact(['distribution/reachable:*'], 'network', restOfService),
  fact(['distribution/interception:*'], 'network', restOfService),
  fact(['distribution/clock-skew:*'], 'machine', [{ messages: ['token/clock:*'] }]),
  fact(['token/algorithm:*'], 'service', [{ messages: ['token/signature:*'], when: sameSubject }]),
  fact(['token/exchange:wrong-key', 'token/exchange:wrong-path', 'token/liability:*'], 'web'),
  {
    ...fact(['agent/port-owner:taken', 'agent/port-owner:one-taken'], 'machine', [
      { messages: ['agent/listening:others-only', 'agent/dynamic-range:taken'] },
    ]),
    title: ({ finding: { subject, message } }) =>
      `Another program has the program’s port: ${subject ?? ''} ${message}`.replace(/\.$/, ''),
  },
  fact(['agent/dynamic-range:kept-back'], 'machine', [{ messages: ['agent/listening:nothing-listens'] }]),
  {
    ...fact(['agent/listening:nothing-listens'], 'machine', [{ messages: ['agent/*'] }]),
    key: () => 'agent',
    title: () => 'The program is not running',
  },
  fact(['browser/secure-origin:insecure'], 'web', [
    { messages: ['browser/*'] },
    {
      messages: ['agent/cors:not-listed'],
      when: ({ message }, named) => named.some(({ finding }) => message.includes(finding.subject ?? '\0')),
    },
  ]),
  fact(['browser/policies-in-effect:*'], 'machine', [
    {
      messages: ['browser/local-network-access:asks', 'browser/local-network-access:asks-despite'],
      when: sameSubject,
    },
  ]),
  fact(['agent/cors:*', 'agent/jwt:*', 'agent/distribution-url:*', 'browser/iframe-delegation:*'], 'web'),
  {
    ...fact(['os/minimum-version:too-old', 'os/minimum-version:unknown'], 'machine', [
      { messages: ['os/*'] },
    ]),
    effect: 'machine',
  },
];
