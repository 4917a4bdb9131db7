/** undici's EnvHttpProxyAgent, as a package. Sources: see undici-rules.ts. */
import type { ClientModel } from './client.js';
import { environmentOnly, schemeVariables, type EnvironmentPlan } from './environment-plan.js';
import { undiciValue } from './proxy-values.js';
import { undiciExact, undiciSuffix } from './undici-rules.js';

const HTTP = schemeVariables('lower', 'UPPER')('http');

/** `??`: a lower-case variable hides the upper-case one even when it is empty; https falls back to http's proxy. */
export const undiciPlan: EnvironmentPlan = {
  proxy: (scheme) => (scheme === 'https' ? [...schemeVariables('lower', 'UPPER')('https'), ...HTTP] : HTTP),
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'stop', noProxy: 'stop' },
  value: undiciValue,
  opens: ['http', 'https'],
};

export const nodeUndici: ClientModel = {
  id: 'node-undici',
  title: 'undici EnvHttpProxyAgent (Node.js package)',
  reads: ['environment'],
  source:
    'undici lib/dispatcher/env-http-proxy-agent.js at 6.29.1, 7.21.0, 7.22.0, 7.30.2, 8.10.0, 8.10.2, 8.11.0, 8.13.1',
  usedBy: [],
  browser: false,
  takes: ({ standard }) => standard,
  variants: [
    { since: '8.11.0', match: undiciSuffix({ ipv6: true, finalDots: true, wildcards: true }) },
    { since: '8.10.1', match: undiciSuffix({ ipv6: true, finalDots: true }) },
    { since: '8.10.0', match: undiciSuffix({ ipv6: true }) },
    { since: '7.22.0', match: undiciSuffix({}) },
    { since: '6.11.0', match: undiciExact },
  ],
  decide: environmentOnly(undiciPlan),
};
