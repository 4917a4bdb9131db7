/**
 * The npm package proxy-agent, which takes its decision from proxy-from-env. Source: proxy-agent src/index.ts and
 * package.json at 6.5.0 (proxy-from-env 1.1) and 8.0.2 (2.x); the URL that it hands over is parsed as the
 * URL Standard says.
 */
import type { ClientModel } from './client.js';
import { environmentOnly } from './environment-plan.js';
import { npmFirstPlan, proxyFromEnvMatch, proxyFromEnvPlan } from './node-proxy-from-env.js';

export const nodeProxyAgent: ClientModel = {
  id: 'node-proxy-agent',
  title: 'proxy-agent (Node.js package)',
  reads: ['environment'],
  source: 'proxy-agent src/index.ts at 6.5.0 and 8.0.2; proxy-from-env 1.1.0 and 2.1.0',
  usedBy: ['Puppeteer'],
  browser: false,
  takes: ({ standard }) => standard,
  variants: [
    { since: '8.0.0', match: proxyFromEnvMatch },
    { since: '6.0.0', match: proxyFromEnvMatch, decide: environmentOnly(npmFirstPlan) },
  ],
  decide: environmentOnly(proxyFromEnvPlan),
};
