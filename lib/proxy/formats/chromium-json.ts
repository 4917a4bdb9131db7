/**
 * Policy files of Chrome, Chromium, Edge and Brave on Linux: a JSON object of policies, e.g. under
 * `/etc/opt/chrome/policies/managed/`.
 */
import { chromiumPolicy, isChromiumProxyPolicy } from './chromium-policy.js';
import { parseJson } from './json.js';
import type { FormatReader } from './reader.js';

export const chromiumJson: FormatReader = {
  id: 'chromium-policy',
  title: 'Chrome, Edge or Chromium policy (JSON)',
  store: 'chromium-policy',
  source: 'chromeenterprise.google/policies (Proxy), Chromium 156',
  names: /polic(?:y|ies).*\.json$/i,
  paths: /(?:chrome|chromium|edge|brave)[\\/]policies[\\/](?:.*[\\/])?[^\\/]*\.json$/i,
  signatures: [
    /"(?:Proxy(?:Settings|Mode|Server|ServerMode|PacUrl|BypassList|OverrideRules)|PacMyIpAddressIPv[46]ProbeAddress)"\s*:/,
  ],
  read: (source) => {
    const policies = [...(parseJson(source).members ?? [])]
      .filter(([name]) => isChromiumProxyPolicy(name))
      .map(([name, { value, line, members }]) => ({
        name,
        value,
        key: name,
        line,
        ...(members === undefined
          ? {}
          : { lines: new Map([...members].map(([key, inner]) => [key, inner.line])) }),
      }));
    const edge = /edge/i.test(source.fileName);
    return [
      chromiumPolicy(
        source,
        'chromium-policy',
        edge ? 'edge-policy' : 'chromium-policy',
        /[\\/]recommended[\\/]/i.test(source.fileName) ? 'recommended' : 'managed',
        policies,
      ),
    ];
  },
};
