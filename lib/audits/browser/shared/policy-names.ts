/** The policies about Local Network Access: their kind, the versions that know them, and those that do nothing. */
import type { BrowserId } from '../../../evidence/browser-policies.js';

export interface PolicyFacts {
  readonly kind: 'list' | 'switch';
  /** First version that knows it. */
  readonly since: Readonly<Partial<Record<BrowserId, number>>>;
  /** Last version that knows it; absent: the present ones do. */
  readonly until?: number;
}

const all = (since: number, edge: number = since): PolicyFacts['since'] => ({
  chrome: since,
  chromium: since,
  brave: since,
  edge,
});
const firefox = { firefox: 151 };

/** Chromium 156; Chrome's and Edge's policy pages; Firefox's ADMX, 151 (mozilla/policy-templates), whose first ESR is 153. */
export const policyNames: ReadonlyMap<string, PolicyFacts> = new Map<string, PolicyFacts>([
  ['LoopbackNetworkBlockedForUrls', { kind: 'list', since: all(146) }],
  ['LoopbackNetworkAllowedForUrls', { kind: 'list', since: all(146) }],
  ['LocalNetworkBlockedForUrls', { kind: 'list', since: all(146) }],
  ['LocalNetworkAllowedForUrls', { kind: 'list', since: all(146) }],
  ['LocalNetworkAccessBlockedForUrls', { kind: 'list', since: all(139, 140) }],
  ['LocalNetworkAccessAllowedForUrls', { kind: 'list', since: all(139, 140) }],
  ['LocalNetworkAccessPermissionsPolicyDefaultEnabled', { kind: 'switch', since: all(146) }],
  ['LocalNetworkAccessRestrictionsTemporaryOptOut', { kind: 'switch', since: all(142), until: 156 }],
  ['LocalNetworkAccessRestrictionsEnabled', { kind: 'switch', since: all(138), until: 144 }],
  ['LocalNetworkAccessIpAddressSpaceOverrides', { kind: 'list', since: all(146) }],
  ['LocalNetworkAccess.Enabled', { kind: 'switch', since: firefox }],
  ['LocalNetworkAccess.EnablePrompting', { kind: 'switch', since: firefox }],
  ['LocalNetworkAccess.BlockTrackers', { kind: 'switch', since: firefox }],
  ['LocalNetworkAccess.Locked', { kind: 'switch', since: firefox }],
  ['LocalNetworkAccess.SkipDomains', { kind: 'list', since: firefox }],
]);

/** What a browser is taken for whose version nobody told: the newest that this table was held against. */
const present = 156;

/** Where a version stands to a policy. */
export function standingOf(
  version: string | undefined,
  since: number,
  until?: number,
): 'known' | 'too-new' | 'removed' {
  const major = version === undefined ? present : Number.parseInt(version, 10);
  if (until !== undefined && major > until) return 'removed';
  return major >= since ? 'known' : 'too-new';
}

/** Once policies, and no longer in the browsers. */
export const removedPolicies: ReadonlySet<string> = new Set([
  'InsecurePrivateNetworkRequestsAllowed',
  'InsecurePrivateNetworkRequestsAllowedForUrls',
  'PrivateNetworkAccessRestrictionsEnabled',
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
