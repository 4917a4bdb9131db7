/**
 * Python aiohttp with `trust_env=True`. Source: aiohttp/helpers.py (get_env_proxy_for_url, proxies_from_env) at
 * 3.8.4 and 3.14.3, yarl `URL.host`. The rule is urllib's, over the bare host: an entry with a port never matches, and
 * a name of IDNA's ACE form is compared in Unicode.
 */
import { toUnicode } from '../../host-name.js';
import type { ClientModel, Matcher } from './client.js';
import { environmentOnly } from './environment-plan.js';
import { aiohttpValue } from './proxy-values.js';
import { pythonPlan, urllibBypass } from './python-environment.js';
import type { Target } from '../target.js';

const match: Matcher = (rules, target) => urllibBypass(rules, yarlHost(target));

/** Addresses as written (IPv6 shortened, its zone decoded, as yarl does of late), names in lower case and decoded. */
function yarlHost({ rawHost, host, standard }: Target): string {
  if (rawHost.includes(':')) return standard ? host : rawHost.replace('%25', '%');
  const name = rawHost.toLowerCase();
  return /xn--|[^\0-\x7f]/.test(name) ? toUnicode(host) : name;
}

export const pythonAiohttp: ClientModel = {
  id: 'python-aiohttp',
  title: 'Python aiohttp (trust_env)',
  reads: ['environment'],
  source: 'aiohttp/helpers.py at 3.8.4 and 3.14.3, yarl, CPython Lib/urllib/request.py',
  usedBy: [],
  browser: false,
  takes: ({ scheme }) => ['http', 'https', 'ws', 'wss'].includes(scheme),
  variants: [{ since: '3.8.0', match }],
  decide: environmentOnly({
    ...pythonPlan,
    value: aiohttpValue,
  }),
};
