/** The policies about Local Network Access: their kind, the versions that know them, and those that do nothing. */
import type { BrowserId } from '../../evidence/browser-policies.js';

export interface PolicyFacts {
  readonly kind: 'list' | 'switch';
  /** First version that knows it. */
  readonly since: Readonly<Partial<Record<BrowserId, number>>>;
}

const all = (since: number, edge: number = since): PolicyFacts['since'] => ({
  chrome: since,
  chromium: since,
  brave: since,
  edge,
});
const firefox = { firefox: 151 };

/** Chromium 156; Chrome's and Edge's policy pages; Firefox 151 and ESR 140.11 (mozilla/policy-templates 7.11). */
export const policyNames: ReadonlyMap<string, PolicyFacts> = new Map<string, PolicyFacts>([
  ['LoopbackNetworkBlockedForUrls', { kind: 'list', since: all(146) }],
  ['LoopbackNetworkAllowedForUrls', { kind: 'list', since: all(146) }],
  ['LocalNetworkBlockedForUrls', { kind: 'list', since: all(146) }],
  ['LocalNetworkAllowedForUrls', { kind: 'list', since: all(146) }],
  ['LocalNetworkAccessBlockedForUrls', { kind: 'list', since: all(139, 140) }],
  ['LocalNetworkAccessAllowedForUrls', { kind: 'list', since: all(139, 140) }],
  ['LocalNetworkAccessPermissionsPolicyDefaultEnabled', { kind: 'switch', since: all(146) }],
  ['LocalNetworkAccessRestrictionsTemporaryOptOut', { kind: 'switch', since: all(142) }],
  ['LocalNetworkAccessIpAddressSpaceOverrides', { kind: 'list', since: all(146) }],
  ['LocalNetworkAccess.Enabled', { kind: 'switch', since: firefox }],
  ['LocalNetworkAccess.EnablePrompting', { kind: 'switch', since: firefox }],
  ['LocalNetworkAccess.BlockTrackers', { kind: 'switch', since: firefox }],
  ['LocalNetworkAccess.Locked', { kind: 'switch', since: firefox }],
  ['LocalNetworkAccess.SkipDomains', { kind: 'list', since: firefox }],
]);

/** Whether a browser knows a policy; one whose version nobody told is taken for a present one. */
export function isKnownTo(id: BrowserId, version: string | undefined, since: number): boolean {
  if (version === undefined) return true;
  // Firefox's policy went into the ESR of the time as well.
  if (id === 'firefox' && /^140\.(?:1[1-9]|[2-9]\d)(?:\D|$)/.test(version)) return true;
  return Number.parseInt(version, 10) >= since;
}

/** Once policies, and no longer in the browsers. */
export const removedPolicies: ReadonlySet<string> = new Set([
  'InsecurePrivateNetworkRequestsAllowed',
  'InsecurePrivateNetworkRequestsAllowedForUrls',
  'PrivateNetworkAccessRestrictionsEnabled',
  'LocalNetworkAccessRestrictionsEnabled',
]);

/** The lists that decide about such an address; of patterns equally specific, the earlier list's counts. */
export const decidingLists: Readonly<
  Record<'loopback' | 'private', readonly { readonly name: string; readonly allows: boolean }[]>
> = {
  loopback: [
    { name: 'LoopbackNetworkBlockedForUrls', allows: false },
    { name: 'LoopbackNetworkAllowedForUrls', allows: true },
    { name: 'LocalNetworkAccessBlockedForUrls', allows: false },
    { name: 'LocalNetworkAccessAllowedForUrls', allows: true },
  ],
  private: [
    { name: 'LocalNetworkBlockedForUrls', allows: false },
    { name: 'LocalNetworkAllowedForUrls', allows: true },
    { name: 'LocalNetworkAccessBlockedForUrls', allows: false },
    { name: 'LocalNetworkAccessAllowedForUrls', allows: true },
  ],
};
