/** Policies about Local Network Access that look right and do nothing: each for a reason that can be named. */
import type { BrowserPolicyEvidence } from '../../evidence/browser-policies.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { browsersFound, policyTargets, titleOf, type BrowserFound } from './shared/browsers.js';
import { coversOrigin, parseOriginPattern } from './shared/origin-pattern.js';
import { policyNames, removedPolicies, standingOf } from './shared/policy-names.js';
import { listOf } from './shared/verdict.js';

type MessageId =
  | 'in-effect'
  | 'no-policy'
  | 'recommended'
  | 'removed'
  | 'unknown-name'
  | 'too-new'
  | 'wrong-kind'
  | 'bad-pattern'
  | 'names-the-program';

const correct = {
  advice: 'Write the policy as staylocal generates it, and look at it on the browser’s policy page',
  targets: policyTargets,
};

export const policiesInEffect: Audit = defineAudit<MessageId, 'browserPolicies'>({
  id: 'browser/policies-in-effect',
  title: 'Local Network Access policies do something',
  why: 'These policies changed their names twice, each version knows others, and a browser passes over what it does not know without a word. An administrator who set one believes the matter closed.',
  requires: ['browserPolicies'],
  references: [
    'https://chromeenterprise.google/policies/url-patterns/',
    'https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies/localnetworkaccessallowedforurls',
    'https://firefox-admin-docs.mozilla.org/reference/policies/localnetworkaccess/',
  ],
  limits: [
    'Policies that a cloud console hands to a signed-in user stand neither on disk nor in the registry, and are not seen.',
  ],
  messages: {
    'in-effect': { status: 'pass', text: 'Each policy found is one that the browser reads.' },
    'no-policy': { status: 'not-applicable', text: 'No policy about Local Network Access was found.' },
    recommended: {
      status: 'warn',
      text: '{policy} is set as a recommendation, and counts only as a mandatory policy.',
      fix: correct,
    },
    removed: { status: 'warn', text: '{policy} no longer does anything: browsers dropped it.', fix: correct },
    'unknown-name': { status: 'warn', text: '{policy} is no policy that the browser knows.', fix: correct },
    'too-new': {
      status: 'warn',
      text: '{policy} is known from version {since} on, and this one passes over it.',
      fix: {
        advice: 'Update the browser, or set LocalNetworkAccessAllowedForUrls with the same values beside it',
      },
    },
    'wrong-kind': {
      status: 'warn',
      text: '{policy} has a value of another kind than the browser expects ({kind}), which drops it.',
      fix: correct,
    },
    'bad-pattern': {
      status: 'warn',
      text: '{policy} holds {patterns}, which covers nothing: {why}.',
      fix: correct,
    },
    'names-the-program': {
      status: 'warn',
      text: '{policy} names {patterns}, the called name: what counts is the page that calls.',
      fix: { ...correct, advice: 'Name the application’s origin in place of the program’s' },
    },
  },
  run({ browserPolicies }, { profile }) {
    const outcomes = browsersFound(browserPolicies).flatMap((browser) =>
      browser.policies.flatMap((policy) => outcomesOf(browser, policy, profile)),
    );
    if (browserPolicies.policies.length === 0) return [{ message: 'no-policy' }];
    return outcomes.length > 0 ? outcomes : [{ message: 'in-effect' }];
  },
});

function outcomesOf(
  browser: BrowserFound,
  policy: BrowserPolicyEvidence,
  profile: Profile,
): Outcome<MessageId>[] {
  const say = (
    message: MessageId,
    data: Readonly<Record<string, string | number>> = {},
  ): Outcome<MessageId>[] => [
    {
      message,
      subject: titleOf(browser),
      location: {
        file: policy.source,
        key: policy.name,
        ...(policy.line === undefined ? {} : { line: policy.line }),
      },
      data: { policy: policy.name, ...data },
    },
  ];
  if (removedPolicies.has(policy.name)) return say('removed');
  const known = policyNames.get(policy.name);
  const since = known?.since[browser.id];
  if (known === undefined || since === undefined) return say('unknown-name');
  if (policy.level === 'recommended') return say('recommended');
  const standing = standingOf(browser.version, since, known.until);
  if (standing === 'removed') return say('removed');
  if (standing === 'too-new') return say('too-new', { since });
  if (known.kind === 'list' ? !Array.isArray(policy.value) : typeof policy.value !== 'boolean')
    return say('wrong-kind', { kind: known.kind === 'list' ? 'a list of texts' : 'true or false' });
  if (!/ForUrls$|SkipDomains$/.test(policy.name)) return [];
  const { bad, program } = sorted(browser, listOf(policy), profile);
  const why =
    browser.facts.engine === 'firefox'
      ? 'a host, *.host or * is what Firefox compares'
      : 'scheme://host:port, host, [*.]host or * is what Chromium compares';
  return [
    ...(bad.length === 0 ? [] : say('bad-pattern', { patterns: quoted(bad), why })),
    ...(program.length === 0 ? [] : say('names-the-program', { patterns: quoted(program) })),
  ];
}

/** The patterns that can cover nothing, and those meant for the called name. Firefox takes the called name as well. */
function sorted(
  { facts }: BrowserFound,
  patterns: readonly string[],
  { name, ports, origins }: Profile,
): { bad: string[]; program: string[] } {
  if (facts.engine === 'firefox')
    return { bad: patterns.filter((text) => !/^(?:\*|(?:\*\.)?[^*/:.][^*/:]*)$/.test(text)), program: [] };
  const urls = ports.flatMap((port) => [
    `https://${name}:${port}`,
    `http://${name}:${port}`,
    `https://${name}`,
  ]);
  return {
    bad: patterns.filter((text) => parseOriginPattern(text) === undefined),
    program: patterns.filter((text) => {
      const pattern = parseOriginPattern(text);
      if (pattern?.host !== name) return false;
      return (
        urls.some((url) => coversOrigin(pattern, url)) &&
        !origins.some((origin) => coversOrigin(pattern, origin))
      );
    }),
  };
}

function quoted(texts: readonly string[]): string {
  return texts
    .slice(0, 5)
    .map((text) => JSON.stringify(text))
    .join(', ');
}
