/**
 * The npm package proxy-from-env, on which axios and many more decide. Source: index.js at 1.1.0 and 2.1.0: 2.x parses as
 * the URL Standard says, 1.x takes the host as written, and npm's variables before the others. Commas and blanks
 * separate; a bare name is exact, `.x`, `*.x` and `*x` are tails; ports compare with the effective port; `*` matches
 * anywhere in the list.
 */
import { toAscii } from '../../host-name.js';
import { matched, type ClientModel, type Matcher } from './client.js';
import { environmentOnly, schemeVariables, type EnvironmentPlan } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import type { Target } from '../target.js';

function grammar(hostOf: (target: Target) => string): Matcher {
  return (rules, target) => {
    if (rules === '*') return matched('*');
    const host = hostOf(target);
    const hit = entriesOf(rules).find(({ name, port, isTail }) => {
      if (port !== 0 && port !== target.truthyPort) return false;
      return isTail ? endsIn(host, name) : host === name;
    });
    return hit === undefined ? null : matched(hit.entry);
  };
}

const entriesOf = parsedOnce((rules) =>
  rules
    .toLowerCase()
    .split(/[,\s]/)
    .filter((entry) => entry !== '')
    .map((entry) => {
      const found = /^(.+):(\d+)$/.exec(entry);
      const name = found?.[1] ?? entry;
      const port = found === null ? 0 : Number.parseInt(found[2] ?? '0', 10);
      return { entry, port, name: name.replace(/^\*/, ''), isTail: /^[.*]/.test(name) };
    }),
);

/** url.parse().host without its port: lower case, IDNA, brackets kept, addresses as written. */
function legacyHost(target: Target): string {
  const raw = target.rawHost.includes(':') ? `[${target.rawHost}]` : target.rawHost;
  return /^[\0-\x7f]*$/.test(raw) ? raw.toLowerCase() : (toAscii(raw) ?? '');
}

export const proxyFromEnvMatch: Matcher = grammar(({ urlHost }) => urlHost);

export const proxyFromEnvPlan: EnvironmentPlan = {
  proxy: schemeVariables('lower', 'UPPER', 'all_proxy', 'ALL_PROXY'),
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'next', noProxy: 'next' },
};

/** Each name in lower case, then in upper case. */
function bothCases(...names: readonly string[]): string[] {
  return names.flatMap((name) => [name, name.toUpperCase()]);
}

export const npmFirstPlan: EnvironmentPlan = {
  ...proxyFromEnvPlan,
  proxy: (scheme) => [
    bothCases(`npm_config_${scheme}_proxy`, `${scheme}_proxy`, 'npm_config_proxy', 'all_proxy'),
  ],
  noProxy: bothCases('npm_config_no_proxy', 'no_proxy'),
};

export const nodeProxyFromEnv: ClientModel = {
  id: 'node-proxy-from-env',
  title: 'proxy-from-env (axios and others, Node.js package)',
  reads: ['environment'],
  source: 'proxy-from-env index.js at 1.1.0 and 2.1.0',
  usedBy: ['axios', 'Puppeteer', 'Playwright downloads'],
  browser: false,
  variants: [
    { since: '2.0.0', match: proxyFromEnvMatch, takes: ({ standard }) => standard },
    { since: '1.1.0', match: grammar(legacyHost), decide: environmentOnly(npmFirstPlan) },
  ],
  decide: environmentOnly(proxyFromEnvPlan),
};
