/**
 * Python's urllib.request. Source: CPython Lib/urllib/request.py (ProxyHandler, proxy_bypass_environment) at 3.11
 * to 3.14. The rule sees the authority of the URL as it is written, port and brackets included.
 */
import type { ClientModel, Matcher } from './client.js';
import { environmentOnly } from './environment-plan.js';
import { pythonPlan, urllibBypass } from './python-environment.js';
import type { Target } from '../target.js';

/** Request.host: the authority in the text. */
function authority(target: Target): string {
  const host = target.rawHost.includes(':') ? `[${target.rawHost}]` : target.rawHost;
  return target.explicitPort === undefined ? host : `${host}:${target.explicitPort}`;
}

const match: Matcher = (rules, target) => urllibBypass(rules, authority(target));

export const pythonUrllib: ClientModel = {
  id: 'python-urllib',
  title: 'Python urllib.request',
  reads: ['environment'],
  source: 'CPython Lib/urllib/request.py, 3.11 to 3.14',
  usedBy: ['Python standard library'],
  browser: false,
  variants: [{ since: '3.8', match }],
  decide: environmentOnly(pythonPlan),
};
