/**
 * Python aiohttp with `trust_env=True`. Source: aiohttp/helpers.py (get_env_proxy_for_url, proxies_from_env) at
 * 3.8.4 and 3.14.3. The rule is urllib's, over the bare host: an entry with a port never matches.
 */
import type { ClientModel, Matcher } from './client.js';
import { environmentOnly } from './environment-plan.js';
import { pythonPlan, urllibBypass } from './python-environment.js';

const match: Matcher = (rules, target) => urllibBypass(rules, target.host);

export const pythonAiohttp: ClientModel = {
  id: 'python-aiohttp',
  title: 'Python aiohttp (trust_env)',
  reads: ['environment'],
  source: 'aiohttp/helpers.py at 3.8.4 and 3.14.3, CPython Lib/urllib/request.py',
  usedBy: [],
  browser: false,
  variants: [{ since: '3.8.0', match }],
  decide: environmentOnly(pythonPlan),
};
