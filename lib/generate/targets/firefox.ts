/** Firefox's policies: one JSON file, or the same values in the registry or a profile of macOS. */
import { callersIn } from '../read-back/callers.js';
import { jsonLists, listBypasses, payloadHolds, unlessMerged } from '../read-back/exact.js';
import {
  policyRoutes,
  profileFiles,
  registryFiles,
  replacesProfile,
  replacesRegistry,
  shared,
} from './browser-policy.js';
import type { Draft, Target } from './target.js';

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

const callersAreLet = callersIn(
  () => ['LocalNetworkAccess', 'SkipDomains'],
  ({ originHosts }) => originHosts,
);

const firefoxShared = {
  ...shared,
  consumers: ['Firefox', 'Firefox ESR'],
  verify: 'Open `about:policies`: the policies are listed as active and "Errors" is not there.',
  notes: firefoxNotes,
} as const;

export const firefoxTargets: readonly Target[] = [
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
      callersAreLet,
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
      callersAreLet,
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
