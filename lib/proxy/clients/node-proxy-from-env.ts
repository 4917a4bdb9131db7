/**
 * The npm package proxy-from-env, on which axios and many more decide. Source: index.js at 1.1.0 and 2.1.0 (the
 * same rules; 1.x also looks at npm's variables). Commas and blanks separate; a bare name is exact, `.x`, `*.x` and
 * `*x` are tails; ports compare with the effective port; `*` matches anywhere in the list.
 */
import { domainToASCII } from 'node:url';
import { matched, type ClientModel, type Matcher } from './client.js';
import { environmentOnly, schemeVariables, type EnvironmentPlan } from './environment-plan.js';
import type { Target } from '../target.js';

export const proxyFromEnvMatch: Matcher = (rules, target) => {
  const lower = rules.toLowerCase();
  if (lower === '*') return matched('*');
  const host = legacyHost(target);
  const hit = lower.split(/[,\s]/).find((entry) => {
    if (entry === '') return false;
    const found = /^(.+):(\d+)$/.exec(entry);
    const name = found?.[1] ?? entry;
    const port = found === null ? 0 : Number.parseInt(found[2] ?? '0', 10);
    if (port !== 0 && port !== target.truthyPort) return false;
    if (!/^[.*]/.test(name)) return host === name;
    return host.endsWith(name.replace(/^\*/, ''));
  });
  return hit === undefined ? null : matched(hit);
};

/** url.parse().host without its port: lower case, IDNA, brackets kept, addresses as written. */
function legacyHost(target: Target): string {
  const raw = target.rawHost.includes(':') ? `[${target.rawHost}]` : target.rawHost;
  return /^[\0-\x7f]*$/.test(raw) ? raw.toLowerCase() : domainToASCII(raw);
}

export const proxyFromEnvPlan: EnvironmentPlan = {
  proxy: schemeVariables('lower', 'UPPER', 'all_proxy', 'ALL_PROXY'),
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'next', noProxy: 'next' },
};

export const nodeProxyFromEnv: ClientModel = {
  id: 'node-proxy-from-env',
  title: 'proxy-from-env (axios and others, Node.js package)',
  reads: ['environment'],
  source: 'proxy-from-env index.js at 1.1.0 and 2.1.0',
  usedBy: ['axios', 'Puppeteer', 'Playwright downloads'],
  browser: false,
  variants: [{ since: '1.1.0', match: proxyFromEnvMatch }],
  decide: environmentOnly(proxyFromEnvPlan),
};
