/** What a browser does when a page of an origin calls the program: it may, it may not, or the user is asked. */
import type { BrowserPolicyEvidence } from '../../../evidence/browser-policies.js';
import type { Profile } from '../../../profile/types.js';
import type { BrowserFound } from './browsers.js';
import { publicByOverride } from './address-space.js';
import { compareSpecificity, coversOrigin, parseOriginPattern } from './origin-pattern.js';
import { decidingLists, policyNames, standingOf } from './policy-names.js';

export interface Verdict {
  readonly answer: 'allowed' | 'blocked' | 'asks' | 'asks-despite' | 'not-guarded' | 'opted-out';
  /** What decided; with `asks-despite` the list that names others. */
  readonly policy?: BrowserPolicyEvidence;
  /** The pattern of it. */
  readonly pattern?: string;
}

export function verdictOf(browser: BrowserFound, origin: string, profile: Profile): Verdict {
  const { facts, major } = browser;
  const early = effectivePolicy(browser, 'LocalNetworkAccessRestrictionsEnabled')?.value === true;
  if (major !== undefined && major < facts.guardsSince && !early) return { answer: 'not-guarded' };
  return facts.engine === 'firefox'
    ? firefoxVerdict(browser, origin, profile)
    : chromiumVerdict(browser, origin, profile);
}

/** The policy of that name that counts: mandatory, known to this version, and from the strongest place. */
export function effectivePolicy(browser: BrowserFound, name: string): BrowserPolicyEvidence | undefined {
  const known = policyNames.get(name);
  const since = known?.since[browser.id];
  if (known === undefined || since === undefined) return undefined;
  if (standingOf(browser.version, since, known.until) !== 'known') return undefined;
  const found = browser.policies.findLast((policy) => policy.name === name && policy.level === 'mandatory');
  const fits = known.kind === 'list' ? Array.isArray(found?.value) : typeof found?.value === 'boolean';
  return fits ? found : undefined;
}

export function listOf(policy: BrowserPolicyEvidence | undefined): readonly string[] {
  return typeof policy?.value === 'object' ? policy.value : [];
}

function chromiumVerdict(
  browser: BrowserFound,
  origin: string,
  { expect, ports, name: called }: Profile,
): Verdict {
  const optOut = effectivePolicy(browser, 'LocalNetworkAccessRestrictionsTemporaryOptOut');
  if (optOut?.value === true) return { answer: 'opted-out', policy: optOut };
  const overrides = effectivePolicy(browser, 'LocalNetworkAccessIpAddressSpaceOverrides');
  const made = publicByOverride(listOf(overrides), [...expect.a, ...expect.aaaa], ports);
  if (overrides !== undefined && made !== undefined)
    return { answer: 'allowed', policy: overrides, pattern: made };
  const candidates = decidingLists[expect.addressClass].flatMap(({ name, allows }) => {
    const policy = effectivePolicy(browser, name);
    return listOf(policy).flatMap((text) => {
      const pattern = parseOriginPattern(text);
      return policy !== undefined && pattern !== undefined && coversOrigin(pattern, origin)
        ? [{ allows, policy, text, pattern }]
        : [];
    });
  });
  // The sort is stable, so the order of the lists decides between patterns that are equally specific.
  const [first] = candidates.sort((a, b) => compareSpecificity(a.pattern, b.pattern));
  // Until 144: requests are denied where the user would be asked (Edge's page of the policy).
  const restricted = effectivePolicy(browser, 'LocalNetworkAccessRestrictionsEnabled');
  if (first === undefined)
    return restricted?.value === true
      ? { answer: 'blocked', policy: restricted }
      : asked(
          decidingLists[expect.addressClass]
            .filter(({ allows }) => allows)
            .map(({ name }) => effectivePolicy(browser, name)),
          (text) => {
            const pattern = parseOriginPattern(text);
            return pattern !== undefined && pattern.host !== called;
          },
        );
  return { answer: first.allows ? 'allowed' : 'blocked', policy: first.policy, pattern: first.text };
}

/**
 * `Enabled: false` switches the guard off, and `EnablePrompting: false` lets requests pass unasked when `Enabled` stands
 * beside it (Firefox, Policies.sys.mjs). `SkipDomains` names the calling page's host or the called one.
 */
function firefoxVerdict(browser: BrowserFound, origin: string, { name }: Profile): Verdict {
  // One LocalNetworkAccess takes the place of another as a whole.
  const last = browser.policies.findLast(({ level }) => level === 'mandatory');
  const policies = browser.policies.filter(({ source }) => source === last?.source);
  const policy = (member: string): BrowserPolicyEvidence | undefined =>
    effectivePolicy({ ...browser, policies }, `LocalNetworkAccess.${member}`);
  const enabled = policy('Enabled');
  if (enabled?.value === false) return { answer: 'allowed', policy: enabled };
  const prompting = policy('EnablePrompting');
  if (enabled?.value === true && prompting?.value === false) return { answer: 'allowed', policy: prompting };
  const skip = policy('SkipDomains');
  const hosts = [new URL(origin).hostname, name];
  const pattern = listOf(skip).find((domain) => hosts.some((host) => skipsHost(domain, host)));
  return skip === undefined || pattern === undefined
    ? asked([skip], (domain) => /^(?:\*\.)?[^*/:.][^*/:]*$/.test(domain))
    : { answer: 'allowed', policy: skip, pattern };
}

/** Whether there is a list which names others, and could have named this one. */
function asked(
  lists: readonly (BrowserPolicyEvidence | undefined)[],
  isPattern: (text: string) => boolean,
): Verdict {
  const policy = lists.find((list) => listOf(list).some(isPattern));
  return policy === undefined ? { answer: 'asks' } : { answer: 'asks-despite', policy };
}

/** `*`, the very host, or `*.x` for x and what is below it; case counts. */
export function skipsHost(domain: string, host: string): boolean {
  if (domain === '*' || domain === host) return true;
  return domain.startsWith('*.') && (host === domain.slice(2) || host.endsWith(domain.slice(1)));
}
