/**
 * What is wrong, or about to go wrong, with proxy settings beyond the route of today: rules that exempt too much, rules
 * that look right and do nothing, values that contradict each other, and what follows from an exemption.
 */
import {
  clientName,
  clients,
  originText,
  proxyFacts,
  type FactCode,
  type ProxyFact,
  type ProxySettings,
} from '../../proxy/index.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type MessageSpec, type Outcome } from '../define.js';
import { groupBy } from '../shared/group-by.js';
import { describeUrls, profileUrls } from '../shared/urls.js';
import { fixTargetOf, policySystemOf } from './shared/fix-target.js';
import { place, readEvidence } from './shared/read-evidence.js';

const exact = 'Use the exact name in lower case, {hosts}: the one form that every client honours';

const factMessages: Readonly<Record<FactCode, MessageSpec>> = {
  'rule-too-wide': {
    status: 'warn',
    text: 'The rule {text} lets {urls} pass and far more: {detail} ({clients}).',
    fix: { advice: exact },
  },
  'rule-without-effect': {
    status: 'warn',
    text: 'The rule {text} looks meant for {urls} and does nothing there: {detail} ({clients}).',
    fix: { advice: exact },
  },
  'rule-not-read': {
    status: 'warn',
    text: '{text} would let {urls} pass, and is not the list that counts for {clients}.',
    fix: { advice: 'Put {hosts} into the list that these clients read' },
  },
  'http-https-differ': {
    status: 'warn',
    text: 'http and https go different ways for {urls}: {detail} ({clients}).',
    fix: { advice: 'Set the proxy and its exceptions alike for both schemes' },
  },
  'binary-drift': {
    status: 'warn',
    text: 'Windows’ binary connection settings and the loose values disagree about {detail}; programs use the binary ones.',
    fix: { advice: 'Save the settings once in the Internet Options dialog' },
  },
  'wpad-without-server': {
    status: 'warn',
    text: 'Automatic detection (WPAD) is on and nothing else is set: whoever answers for wpad on the network chooses the proxy.',
    fix: { advice: 'Switch automatic detection off where no PAC is handed out' },
  },
  'proxy-credentials': {
    status: 'warn',
    text: 'The proxy {text} is given with a user or password: it answers 407 before any request passes.',
    fix: {
      advice:
        'Exempt {hosts}, so that no request for it meets the proxy; keep credentials out of settings files',
    },
  },
  'range-in-windows-list': {
    status: 'warn',
    text: 'The Windows list holds the address range {text}, which Windows does not know: it can spoil the whole list.',
    fix: { advice: 'Write ranges with a wildcard, such as 10.*; name {hosts} exactly' },
  },
  'case-conflict': {
    status: 'warn',
    text: 'The variable stands in lower and in upper case with different values: each program picks its own.',
    fix: { advice: 'Give both spellings the same value' },
  },
  'local-network-access': {
    status: 'warn',
    text: 'Chromium goes direct for {urls}, so that its Local Network Access applies: pages of {origins} need a policy to call it unasked.',
    fix: { advice: 'Allow the applications’ origins by browser policy', targets: ['chrome-policy'] },
  },
  'proxy-from-windows': {
    status: 'warn',
    text: 'WSL takes the proxy variables of its distributions from Windows’ own settings (autoProxy {text}): NO_PROXY there is made of the Windows list.',
    fix: {
      advice: 'Give the Windows settings as well (reg export), and name {hosts} exactly in their list',
    },
  },
  'blank-entry': {
    status: 'warn',
    text: 'The list holds an empty entry: {detail}.',
    fix: { advice: 'Remove the separator that nothing follows' },
  },
  'proxy-dials-own-loopback': {
    status: 'fail',
    text: 'This proxy would take a CONNECT for {urls} and dial its own loopback.',
    fix: { advice: 'Refuse the name at the proxy, with a page that says why', targets: ['squid'] },
  },
  'proxy-refuses': { status: 'pass', text: 'This proxy refuses a CONNECT for {urls}.' },
};

export const settingsFacts: Audit = defineAudit<FactCode | 'none' | 'no-settings', 'proxySettings'>({
  id: 'proxy/settings-facts',
  title: 'Proxy settings hold no traps',
  why: 'A setting that works today may exempt far more than the name, or work only in the one program it was tried with. An exemption has consequences too: a request that is no longer proxied becomes one to the local network.',
  requires: ['proxySettings'],
  uses: ['browserPolicies'],
  references: ['https://curl.se/docs/manpage.html', 'https://wicg.github.io/local-network-access/'],
  limits: [
    'It knows the traps of the client programs that are modelled (docs/proxy.md), in settings that were read; it looks for no others.',
  ],
  messages: {
    ...factMessages,
    none: { status: 'pass', text: 'No rule is too wide, without effect or in conflict with another.' },
    'no-settings': { status: 'not-applicable', text: 'No setting of a proxy was found in what was read.' },
  },
  run(evidence, { profile }) {
    const { settings, machines } = readEvidence(evidence.proxySettings);
    if (settings.length === 0) return [{ message: 'no-settings' }];
    const outcomes = machines.flatMap(({ settings: own }) => {
      const facts = factsOf(own, profile, evidence.browserPolicies !== undefined);
      return [...groupBy(facts, withoutUrl).values()].flatMap((group) => outcomeOf(group, profile, own));
    });
    return outcomes.length > 0 ? outcomes : [{ message: 'none' }];
  },
});

function factsOf(settings: readonly ProxySettings[], profile: Profile, policiesKnown: boolean): ProxyFact[] {
  return (
    proxyFacts(settings, { clients: clients().map(({ id }) => id), urls: profileUrls(profile) })
      // Which policy is needed hangs on the applications that call; where the policies were looked at, the browser's own
      // audit says what they do.
      .filter(({ code }) => code !== 'local-network-access' || (profile.origins.length > 0 && !policiesKnown))
  );
}

/** The same fact about several URLs is told once. */
function withoutUrl({ code, origin, other, text, detail, clients: ids }: ProxyFact): string {
  return JSON.stringify([code, origin, other, text, detail, ids]);
}

/**
 * What writes the fix, where that hangs on what was found: merging unites the two spellings of `no_proxy`, and the two
 * lists of Windows, and no other value.
 */
function targetOf(
  { code, text, detail, origin }: ProxyFact,
  settings: readonly ProxySettings[],
): string | undefined {
  if (code === 'local-network-access') {
    const format = settings.find(({ file }) => file === origin?.file)?.format ?? '';
    return `chrome-policy${policySystemOf(format)}`;
  }
  const united =
    (code === 'case-conflict' && text === 'no_proxy') ||
    (code === 'binary-drift' && detail === 'ProxyOverride');
  const own = united
    ? settings.find(({ file, entries }) => file === origin?.file && entries.length > 0)
    : undefined;
  return own === undefined ? undefined : fixTargetOf(own);
}

function outcomeOf(
  group: readonly ProxyFact[],
  profile: Profile,
  settings: readonly ProxySettings[],
): Outcome<FactCode>[] {
  const [fact] = group;
  if (fact === undefined) return [];
  const { code, origin, other, text, detail } = fact;
  const urls = group.flatMap(({ url }) => (url === undefined ? [] : [url]));
  const target = targetOf(fact, settings);
  return [
    {
      message: code,
      ...(target === undefined ? {} : { fixTargets: [target] }),
      ...(origin === null ? {} : { location: place(origin) }),
      data: {
        text: text === undefined ? '' : JSON.stringify(text),
        detail: detail?.replaceAll('-', ' ') ?? '',
        urls: describeUrls(urls),
        clients: fact.clients.map(clientName).join(', '),
        ids: fact.clients.join(','),
        hosts: [profile.name, ...profile.bypassHosts].join(' and '),
        origins: profile.origins.join(', '),
      },
      details: other === undefined ? [] : [`The other value stands at ${originText(other)}.`],
    },
  ];
}
