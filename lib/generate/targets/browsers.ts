/**
 * Enterprise policies of browsers: the proxy exemption, and with it the leave to call a loopback address. One
 * without the other does not do: a request that Chromium no longer proxies becomes a loopback request, which its
 * Local Network Access then stops (services/network, ip_address_space_util).
 */
import { routesDirect } from '../read-back/bypass.js';
import { callersIn } from '../read-back/callers.js';
import { exactly, jsonLists, listBypasses, payloadHolds, unlessMerged } from '../read-back/exact.js';
import type { Draft, PolicyMerge, ReadBack, Target } from './target.js';

const shared = { group: 'browser', team: 'endpoint', accepts: ['proxy'] } as const;

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

type PolicyStore = 'chromium-policy' | 'edge-policy' | 'firefox';

/** Without a proxy in it the policy leaves the proxy settings alone, and there is nothing to route. */
function policyRoutes(format: string, store: PolicyStore): ReadBack {
  const client = store === 'firefox' ? 'firefox' : 'chromium';
  const routes = routesDirect({ format, store, clients: [client], inPlace: (text) => text });
  return (draft) => (draft.variables.proxy === null && !draft.variables.keepsProxy ? [] : routes(draft));
}

const registryFiles = ['reg', 'registry-pol'] as const;
const profileFiles = ['apple-plist'] as const;

const replacesRegistry =
  'Put it in place of the file it was made from: a `.reg` with `reg import FILE` as administrator, a `registry.pol` in its folder below the policy (`SYSVOL\\…\\Machine`), the text of LGPO with `LGPO.exe /t FILE`. Where group policy sets the values, change them there.';
const replacesProfile =
  'Distribute through the MDM in place of the profile it was made from; sign it again where it was signed.';

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

const firefoxNotes = [
  'Passthrough counts with a manual or a system proxy; with a PAC file the PAC decides: use the target `pac`.',
  '`LocalNetworkAccess.SkipDomains` names the hosts of the calling applications: each may then call any local address without being asked.',
];

const firefoxMerge = {
  kind: 'policy',
  engine: 'firefox',
  store: 'firefox',
  key: 'SOFTWARE\\Policies\\Mozilla\\Firefox',
  payload: /firefox/i,
  separator: ',',
} as const;

const firefoxShared = {
  ...shared,
  consumers: ['Firefox', 'Firefox ESR'],
  verify: 'Open `about:policies`: the policies are listed as active and "Errors" is not there.',
  notes: firefoxNotes,
} as const;

const firefoxTargets: readonly Target[] = [
  {
    ...firefoxShared,
    id: 'firefox-policy',
    title: 'Firefox policies.json',
    template: 'firefox-policies.json.liquid',
    fileName: 'policies.json',
    mediaType: 'application/json',
    accepts: ['proxy', 'merge'],
    merge: { kind: 'json', bypassAt: ['policies', 'Proxy', 'Passthrough'], separator: ',' },
    apply:
      'Linux: `/etc/firefox/policies/policies.json`. Windows: `distribution` beside the program. macOS: `Firefox.app/Contents/Resources/distribution`. There is one such file: merge with it.',
    undo: 'Put the former file back.',
    readBack: [
      listBypasses(/"Passthrough"\s*:\s*"([^"]+)"/g, ',', 'firefox'),
      policyRoutes('firefox-policies', 'firefox'),
      jsonLists(['policies', 'LocalNetworkAccess', 'SkipDomains'], ({ originHosts }) => originHosts),
    ],
  },
  {
    ...firefoxShared,
    id: 'firefox-policy-windows',
    title: 'Firefox policy, Windows registry',
    template: 'firefox-policy.reg.liquid',
    fileName: 'staylocal-firefox-policy.reg',
    mediaType: 'text/plain',
    windows: 'utf-16le',
    accepts: ['proxy', 'merge'],
    merge: { ...firefoxMerge, formats: registryFiles },
    replaces: replacesRegistry,
    apply:
      '`reg import staylocal-firefox-policy.reg` as administrator, or set the same policies in group policy or Intune (ADMX).',
    undo: 'Remove the values.',
    readBack: [
      unlessMerged(listBypasses(/^"Passthrough"="([^"]+)"/gm, ',', 'firefox')),
      callersIn(
        () => ['LocalNetworkAccess', 'SkipDomains'],
        ({ originHosts }) => originHosts,
      ),
      policyRoutes('reg', 'firefox'),
    ],
  },
  {
    ...firefoxShared,
    id: 'firefox-policy-macos',
    title: 'Firefox policy, macOS configuration profile',
    template: 'firefox-policy.mobileconfig.liquid',
    fileName: 'staylocal-firefox-policy.mobileconfig',
    mediaType: 'application/x-apple-aspen-config',
    accepts: ['proxy', 'merge'],
    merge: { ...firefoxMerge, formats: profileFiles },
    replaces: replacesProfile,
    apply: 'Distribute through the MDM, or merge the payload into the profile that manages Firefox.',
    undo: 'Remove the profile in the MDM.',
    readBack: [
      unlessMerged(payloadHolds(firefoxPayload)),
      callersIn(
        () => ['LocalNetworkAccess', 'SkipDomains'],
        ({ originHosts }) => originHosts,
      ),
      policyRoutes('apple-plist', 'firefox'),
    ],
  },
];

function firefoxPayload({ variables }: Draft): Record<string, unknown> {
  const { proxy, hosts, origins, originHosts } = variables;
  return {
    EnterprisePoliciesEnabled: true,
    Proxy: { ...(proxy === null ? {} : firefoxProxy(proxy)), Passthrough: hosts.join(',') },
    ...(origins.length === 0 ? {} : { LocalNetworkAccess: { SkipDomains: originHosts } }),
  };
}

function firefoxProxy(proxy: { host: string; port: number }): Record<string, unknown> {
  return { Mode: 'manual', HTTPProxy: `${proxy.host}:${proxy.port}`, UseHTTPProxyForAllProtocols: true };
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
