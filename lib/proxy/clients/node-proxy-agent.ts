/**
 * The npm package proxy-agent, which takes its decision from proxy-from-env. Source: proxy-agent src/index.ts at
 * 6.5.0 (proxy-from-env 1.1) and 8.0.2 (2.x); 1.x puts npm's own variables first.
 */
import type { ClientModel } from './client.js';
import { environmentOnly, type EnvironmentPlan } from './environment-plan.js';
import { proxyFromEnvMatch, proxyFromEnvPlan } from './node-proxy-from-env.js';

const npmFirst: EnvironmentPlan = {
  ...proxyFromEnvPlan,
  proxy: (scheme) => {
    const [own = '', upper = '', ...all] = proxyFromEnvPlan.proxy(scheme);
    return [`npm_config_${scheme}_proxy`, own, upper, 'npm_config_proxy', ...all];
  },
  noProxy: ['npm_config_no_proxy', ...proxyFromEnvPlan.noProxy],
};

export const nodeProxyAgent: ClientModel = {
  id: 'node-proxy-agent',
  title: 'proxy-agent (Node.js package)',
  reads: ['environment'],
  source: 'proxy-agent src/index.ts at 6.5.0 and 8.0.2; proxy-from-env 1.1.0 and 2.1.0',
  usedBy: ['Puppeteer'],
  browser: false,
  variants: [{ since: '6.0.0', match: proxyFromEnvMatch }],
  decide: environmentOnly(npmFirst),
};
