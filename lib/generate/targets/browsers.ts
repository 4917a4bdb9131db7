/**
 * Enterprise policies of browsers: the proxy exemption, and with it the leave to call a loopback address. One
 * without the other does not do: a request that Chromium no longer proxies becomes a loopback request, which its
 * Local Network Access then stops (services/network, ip_address_space_util).
 */
import { callersIn } from '../read-back/callers.js';
import { exactly, jsonLists, payloadHolds, unlessMerged } from '../read-back/exact.js';
import {
  policyRoutes,
  profileFiles,
  registryFiles,
  replacesProfile,
  replacesRegistry,
  shared,
  type PolicyStore,
} from './browser-policy.js';
import { firefoxTargets } from './firefox.js';
import type { Draft, PolicyMerge, ReadBack, Target } from './target.js';

const chromiumNotes = [
  'The policy for Local Network Access is `LoopbackNetworkAllowedForUrls` (Chrome and Edge 146 and later). Versions 139 to 145 (Edge 140 to 145) know only `LocalNetworkAccessAllowedForUrls`, with the same values.',
  'An application that calls from an iframe needs `allow="loopback-network; local-network-access"` on the frame as well: versions 142 to 144 know the second name only.',
  'Without `--proxy` the proxy settings are left as they are: use `pac`, or the target of the system settings that the browser follows.',
];

/** Name of the Chromium policy that lets an origin call such addresses. */
function networkPolicy({ variables }: Draft): string {
  return variables.addressClass === 'loopback'
    ? 'LoopbackNetworkAllowedForUrls'
    : 'LocalNetworkAllowedForUrls';
}

const originsAllowed: ReadBack = (draft) =>
  jsonLists([networkPolicy(draft)], ({ origins }) => origins)(draft);

interface ChromiumVendor {
  readonly id: 'chrome' | 'edge';
  readonly merge: Pick<PolicyMerge, 'key' | 'payload'> & { readonly store: PolicyStore };
  readonly title: string;
  readonly consumers: readonly string[];
  readonly folders: string;
  readonly page: string;
}

const vendors: readonly ChromiumVendor[] = [
  {
    id: 'chrome',
    title: 'Chrome',
    merge: {
      store: 'chromium-policy',
      key: 'SOFTWARE\\Policies\\Google\\Chrome',
      payload: /chrome|chromium/i,
    },
    consumers: ['Google Chrome', 'Chromium'],
    folders: '`/etc/opt/chrome/policies/managed/` (Chromium: `/etc/chromium/policies/managed/`)',
    page: 'chrome://policy',
  },
  {
    id: 'edge',
    title: 'Edge',
    merge: { store: 'edge-policy', key: 'SOFTWARE\\Policies\\Microsoft\\Edge', payload: /edge/i },
    consumers: ['Microsoft Edge'],
    folders: '`/etc/opt/edge/policies/managed/`',
    page: 'edge://policy',
  },
];

function chromiumTargets(vendor: ChromiumVendor): Target[] {
  return [chromiumLinux(vendor), chromiumWindows(vendor), chromiumMacos(vendor)];
}

/** What the targets of one vendor say alike. */
function chromiumShared({ consumers, page }: ChromiumVendor) {
  return {
    ...shared,
    consumers,
    needs: [['origins', 'proxy', 'merge']] as const,
    verify: `Open \`${page}\`, reload the policies: each shows with status OK. Then call {{ urls.first | word }} from the application: no question, no proxy.`,
    notes: chromiumNotes,
  };
}

function chromiumLinux(vendor: ChromiumVendor): Target {
  const { id, title, folders } = vendor;
  return {
    ...chromiumShared(vendor),
    id: `${id}-policy`,
    title: `${title} policy, Linux`,
    template: 'chromium-policy.json.liquid',
    fileName: `staylocal-${id}-policy.json`,
    mediaType: 'application/json',
    accepts: ['proxy', 'merge'],
    merge: {
      kind: 'json',
      bypassAt: ['ProxySettings', 'ProxyBypassList'],
      separator: ',',
      splitAt: /\s*[,;]\s*/,
    },
    apply: `Copy to ${folders}. Files in that folder are laid over each other key by key: merge with the one that holds \`ProxySettings\`.`,
    undo: 'Remove the file.',
    readBack: [originsAllowed, policyRoutes('chromium-policy', 'chromium-policy')],
  };
}

function chromiumWindows(vendor: ChromiumVendor): Target {
  const { id, title, merge } = vendor;
  return {
    ...chromiumShared(vendor),
    id: `${id}-policy-windows`,
    title: `${title} policy, Windows registry`,
    template: 'chromium-policy.reg.liquid',
    fileName: `staylocal-${id}-policy.reg`,
    mediaType: 'text/plain',
    windows: 'utf-16le',
    accepts: ['proxy', 'merge'],
    merge: { ...merge, kind: 'policy', engine: 'chromium', formats: registryFiles, separator: ',' },
    replaces: replacesRegistry,
    apply: `\`reg import staylocal-${id}-policy.reg\` as administrator, or set the same policies in group policy or Intune (ADMX). Numbered values replace those of the same number: go on counting where the list is not empty.`,
    undo: 'Remove the values.',
    readBack: [
      unlessMerged(exactly('origins', /^"\d+"="(.+)"\r?$/gm, ({ origins }) => origins)),
      callersIn(
        (draft) => [networkPolicy(draft)],
        ({ origins }) => origins,
      ),
      policyRoutes('reg', merge.store),
    ],
  };
}

function chromiumMacos(vendor: ChromiumVendor): Target {
  const { id, title, merge } = vendor;
  return {
    ...chromiumShared(vendor),
    id: `${id}-policy-macos`,
    title: `${title} policy, macOS configuration profile`,
    template: 'chromium-policy.mobileconfig.liquid',
    fileName: `staylocal-${id}-policy.mobileconfig`,
    mediaType: 'application/x-apple-aspen-config',
    accepts: ['proxy', 'merge'],
    merge: { ...merge, kind: 'policy', engine: 'chromium', formats: profileFiles, separator: ',' },
    replaces: replacesProfile,
    apply:
      'Distribute through the MDM, or merge the payload into the profile that manages the browser: one domain, one profile.',
    undo: 'Remove the profile in the MDM.',
    readBack: [
      unlessMerged(payloadHolds(chromiumPayload)),
      callersIn(
        (draft) => [networkPolicy(draft)],
        ({ origins }) => origins,
      ),
      policyRoutes('apple-plist', merge.store),
    ],
  };
}

function chromiumPayload(draft: Draft): Record<string, unknown> {
  const { origins, proxy, hosts } = draft.variables;
  return {
    ...(origins.length === 0 ? {} : { [networkPolicy(draft)]: origins }),
    ...(proxy === null
      ? {}
      : {
          ProxySettings: {
            ProxyMode: 'fixed_servers',
            ProxyServer: `${proxy.host}:${proxy.port}`,
            ProxyBypassList: hosts.join(','),
          },
        }),
  };
}

/** The same file below another key. Its proxy follows the system: that it knows `ProxySettings` was on no page that we saw. */
const samsungInternet: Target = {
  ...shared,
  accepts: [],
  id: 'samsung-internet-windows',
  title: 'Samsung Internet policy, Windows registry',
  consumers: ['Samsung Internet for Windows'],
  needs: [['origins']],
  template: 'chromium-policy.reg.liquid',
  fileName: 'staylocal-samsung-internet.reg',
  mediaType: 'text/plain',
  windows: 'utf-16le',
  apply:
    '`reg import staylocal-samsung-internet.reg` as administrator. Numbered values replace those of the same number: go on counting where the list is not empty.',
  verify: 'Call {{ urls.first | word }} from the application: no question.',
  undo: 'Remove the values.',
  notes: [
    'Not tried: the browser is for Windows. Key and names are those of https://developer.samsung.com/browser/policy/loopback-network-allowed-for-urls.html, which says version 146 and later; for 139 to 145 put the same values below `LocalNetworkAccessAllowedForUrls`.',
    'The proxy exemption is that of the system: `windows-reg`, `windows-powershell`, or `pac`.',
  ],
  readBack: [
    exactly('origins', /^"\d+"="(.+)"\r?$/gm, ({ origins }) => origins),
    exactly('keys', /^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\(.+)\]\r?$/gm, ({ addressClass }) => [
      `Samsung\\Internet\\${addressClass === 'loopback' ? 'Loopback' : 'Local'}NetworkAllowedForUrls`,
    ]),
  ],
};

export const browserTargets: readonly Target[] = [
  ...vendors.flatMap(chromiumTargets),
  ...firefoxTargets,
  samsungInternet,
];
