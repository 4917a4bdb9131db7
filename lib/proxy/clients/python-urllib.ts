/**
 * Python's urllib.request. Source: CPython Lib/urllib/request.py (ProxyHandler, proxy_bypass_environment) at 3.11
 * to 3.14. The rule sees the authority of the URL as it is written: port, brackets, and a user name with its `@`.
 */
import type { ClientModel, Matcher } from './client.js';
import { environmentOnly } from './environment-plan.js';
import { urllibValue } from './proxy-values.js';
import { pythonPlan, urllibBypass } from './python-environment.js';
import type { Target } from '../target.js';

/** Request.host: what stands between `//` and the path, its percent signs decoded; a user name is part of it. */
function authority({ authority }: Target): string {
  return authority.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
  );
}

const match: Matcher = (rules, target) => urllibBypass(rules, authority(target));

export const pythonUrllib: ClientModel = {
  id: 'python-urllib',
  title: 'Python urllib.request',
  reads: ['environment'],
  source: 'CPython Lib/urllib/request.py, 3.11 to 3.14',
  usedBy: ['Python standard library'],
  browser: false,
  takes: ({ scheme }) => ['http', 'https', 'ftp'].includes(scheme),
  variants: [{ since: '3.8', match }],
  decide: environmentOnly({ ...pythonPlan, value: urllibValue }),
};
