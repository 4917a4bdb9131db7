/**
 * undici's EnvHttpProxyAgent, as a package. Sources: see undici-rules.ts. The bare id answers for the grammar of
 * the 7.22 to 8.10 releases, which is the newest one that was run here against the real package (8 needs Node 22);
 * 8.11 and later are asked for by version.
 */
import type { ClientModel } from './client.js';
import { environmentOnly, type EnvironmentPlan } from './environment-plan.js';
import { undiciExact, undiciSuffix } from './undici-rules.js';

/** `??`: a lower-case variable hides the upper-case one even when it is empty; https falls back to http's proxy. */
export const undiciPlan: EnvironmentPlan = {
  proxy: (scheme) =>
    scheme === 'https'
      ? ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']
      : ['http_proxy', 'HTTP_PROXY'],
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'next', noProxy: 'stop' },
};

export const nodeUndici: ClientModel = {
  id: 'node-undici',
  title: 'undici EnvHttpProxyAgent (Node.js package)',
  reads: ['environment'],
  source: 'undici lib/dispatcher/env-http-proxy-agent.js at 6.29.1, 7.30.2, 8.9.0, 8.13.1',
  usedBy: [],
  browser: false,
  bare: '8.10.0',
  variants: [
    { since: '8.11.0', match: undiciSuffix({ normalises: true, wildcards: true }) },
    { since: '8.10.0', match: undiciSuffix({ normalises: true, wildcards: false }) },
    { since: '7.22.0', match: undiciSuffix({ normalises: false, wildcards: false }) },
    { since: '6.11.0', match: undiciExact },
  ],
  decide: environmentOnly(undiciPlan),
};
