/**
 * Whether each browser of the machine lets each application call the program. An exemption from the proxy makes the
 * call a request to the local network, which browsers have come to guard; a policy gives the leave that users would
 * otherwise be asked for.
 */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import type { Profile } from '../../profile/types.js';
import { browsersFound, policyTargets, titleOf, type BrowserFound } from './shared/browsers.js';
import { isSecureContext } from './shared/secure-context.js';
import { listOf, verdictOf } from './shared/verdict.js';

type MessageId =
  | 'allowed'
  | 'not-guarded'
  | 'asks'
  | 'asks-despite'
  | 'blocked'
  | 'opted-out'
  | 'insecure'
  | 'unread'
  | 'no-origins'
  | 'no-browser';

export const localNetworkAccess: Audit = defineAudit<MessageId, 'browserPolicies'>({
  id: 'browser/local-network-access',
  title: 'Browsers let the applications call the program',
  why: 'A page on the Internet that calls an address on the device is asked about by the browser, or stopped, before CORS is even looked at. Where a policy names the application’s origin, it works for every user without a question; where one blocks it, nothing the user does helps.',
  requires: ['browserPolicies'],
  references: [
    'https://wicg.github.io/local-network-access/',
    'https://chromeenterprise.google/policies/#LoopbackNetworkAllowedForUrls',
    'https://learn.microsoft.com/en-us/deployedge/ms-edge-local-network-access',
    'https://firefox-admin-docs.mozilla.org/reference/policies/localnetworkaccess/',
  ],
  limits: [
    'It follows policies and versions: what a user answered to the browser’s question, and flags of its command line, are not seen.',
  ],
  messages: {
    allowed: {
      status: 'pass',
      text: 'Pages of {origin} may call {name} without a question: {policy} says so.',
    },
    'not-guarded': {
      status: 'pass',
      text: 'Pages of {origin} may call {name}: this version does not guard the local network, {since} and later do.',
    },
    asks: {
      status: 'warn',
      text: 'No policy covers {origin}: users are asked whether its pages may call {name}, and a No stays.',
      fix: {
        advice: 'Name {origin} in the browser’s policy about Local Network Access',
        targets: policyTargets,
      },
    },
    'asks-despite': {
      status: 'warn',
      text: '{policy} names {others} and not {origin}: users are asked whether its pages may call {name}.',
      fix: {
        advice: 'Add {origin} to the policy; one of an address that is no longer in use can go',
        targets: policyTargets,
      },
    },
    blocked: {
      status: 'fail',
      text: 'Pages of {origin} may not call {name}: {policy} forbids it.',
      fix: {
        advice:
          'Take {pattern} out of the policy, or name {origin} exactly in the policy that allows: the most specific pattern decides',
        targets: policyTargets,
      },
    },
    'opted-out': {
      status: 'warn',
      text: 'Pages of {origin} may call {name} only because {policy} switches the guard off for every site; Chrome will drop that policy.',
      fix: {
        advice: 'Name {origin} in the policy that allows, and remove the opt-out',
        targets: policyTargets,
      },
    },
    insecure: {
      status: 'not-applicable',
      text: '{origin} is no secure context: what stops its pages is not the policy.',
    },
    unread: {
      status: 'error',
      text: 'A policy could not be read: {reason}.',
      fix: { advice: 'Run as a user who may read the browser’s policies, or repair the file' },
    },
    'no-origins': {
      status: 'not-applicable',
      text: 'The profile names no application: add the origins that call {name} as "origins", such as "https://app.example".',
    },
    'no-browser': { status: 'not-applicable', text: 'None of the browsers {known} was found.' },
  },
  run({ browserPolicies }, { profile }) {
    if (profile.origins.length === 0) return [{ message: 'no-origins', data: { name: profile.name } }];
    const found = browsersFound(browserPolicies);
    if (found.length === 0)
      return [{ message: 'no-browser', data: { known: 'Chrome, Chromium, Edge, Brave and Firefox' } }];
    return [
      ...browserPolicies.unread.map(({ source, error }): Outcome<MessageId> => ({
        message: 'unread',
        subject: source,
        location: { file: source },
        data: { reason: error.message },
      })),
      ...found.flatMap((browser) => profile.origins.map((origin) => outcomeOf(browser, origin, profile))),
    ];
  },
});

function outcomeOf(browser: BrowserFound, origin: string, profile: Profile): Outcome<MessageId> {
  if (!isSecureContext(origin)) return { message: 'insecure', subject: titleOf(browser), data: { origin } };
  const { answer, policy, pattern } = verdictOf(browser, origin, profile);
  const line = policy?.line === undefined ? {} : { line: policy.line };
  return {
    message: answer,
    subject: titleOf(browser),
    ...(fixes.has(answer) ? { fixTargets: targetsFor(browser) } : {}),
    ...(policy === undefined ? {} : { location: { file: policy.source, ...line, key: policy.name } }),
    data: {
      origin,
      name: profile.name,
      since: browser.facts.guardsSince,
      policy: policy === undefined ? '' : pattern === undefined ? policy.name : `${policy.name} "${pattern}"`,
      pattern: pattern === undefined ? '' : `"${pattern}"`,
      others: someOf(listOf(policy)),
    },
  };
}

const fixes: ReadonlySet<MessageId> = new Set(['asks', 'asks-despite', 'blocked', 'opted-out']);

/** Chromium and Brave read the same policies as Chrome, each in a place of its own. */
function targetsFor({ id }: BrowserFound): string[] {
  const own = id === 'edge' || id === 'firefox' ? id : 'chrome';
  return policyTargets.filter((target) => target.startsWith(`${own}-`));
}

/** The first ones, and how many more there are. */
function someOf(patterns: readonly string[]): string {
  const shown = patterns.slice(0, 2).map((text) => JSON.stringify(text));
  return patterns.length > 2 ? `${shown.join(', ')} and ${patterns.length - 2} more` : shown.join(' and ');
}
