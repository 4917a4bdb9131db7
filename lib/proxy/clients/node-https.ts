/**
 * Node's http.request and https.request under NODE_USE_ENV_PROXY=1: a matcher of its own, not undici's. Source:
 * nodejs/node lib/internal/http.js (ProxyConfig.shouldUseProxy) at 22.23 to 26.10 (pull request 62333, in 24.16 and 26.1). A bare name
 * is exact, `.x` is x and what is below, `*.x` only what is below; ranges are written `a-b`, IPv4 only.
 */
import { parseIpv4 } from '../address.js';
import { matched, type ClientModel, type Matcher } from './client.js';
import { schemeVariables, type EnvironmentPlan } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import { nodeValue } from './proxy-values.js';
import { decideUnderSwitch } from './node-fetch.js';
import type { Target } from '../target.js';

/** `boundary`: before it, `.ample.com` also matched example.com. The dot alone matches what ends in one. */
function grammar(boundary: boolean): Matcher {
  const entries = parsedOnce((rules) =>
    (rules === '' ? [] : rules.split(',')).map((untrimmed) => {
      const text = untrimmed.trim();
      const entry = text.toLowerCase();
      const [holdsPort, isRange] = [entry.includes(':'), entry.includes('-')];
      return { text, entry, suffix: entry.slice(1), holdsPort, isRange };
    }),
  );
  return (rules, target) => {
    const host = target.host.toLowerCase();
    const hit = entries(rules).find(({ entry, suffix, holdsPort, isRange }) => {
      if (entry === '*' || entry === host || (holdsPort && entry === withPort(host, target))) return true;
      if (entry.startsWith('.') && (boundary ? host === suffix || endsIn(host, entry) : endsIn(host, suffix)))
        return true;
      if (entry.startsWith('*.') && endsIn(host, suffix)) return true;
      return isRange && inRange(host, entry);
    });
    return hit === undefined ? null : matched(hit.text);
  };
}

function withPort(host: string, { truthyPort }: Target): string {
  return truthyPort === 0 ? host : `${host}:${truthyPort}`;
}

function inRange(host: string, entry: string): boolean {
  const [first = '', last = ''] = entry.split('-');
  const numbers = [host, first.trim(), last.trim()].map(toNumber);
  const [address, low, high] = numbers;
  return (
    address !== undefined && low !== undefined && high !== undefined && address >= low && address <= high
  );
}

function toNumber(text: string): number | undefined {
  return parseIpv4(text)?.reduce((sum, byte) => sum * 256 + byte, 0);
}

function isHttp(scheme: string): boolean {
  return scheme === 'http' || scheme === 'https';
}

const plan: EnvironmentPlan = {
  proxy: (scheme) => (isHttp(scheme) ? schemeVariables('lower', 'UPPER')(scheme) : []),
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'next', noProxy: 'next' },
  value: nodeValue,
};

export const nodeHttps: ClientModel = {
  id: 'node-https',
  title: 'Node.js http.request and https.request with NODE_USE_ENV_PROXY',
  reads: ['environment'],
  source: 'nodejs/node lib/internal/http.js at 22.23, 24.15, 24.16, 25.9, 26.0, 26.1, 26.10',
  usedBy: [],
  browser: false,
  takes: ({ standard, scheme }) => standard && isHttp(scheme),
  variants: [
    { since: '26.1.0', match: grammar(true) },
    { since: '25.0.0', match: grammar(false) },
    { since: '24.16.0', match: grammar(true) },
    { since: '22.21.0', match: grammar(false) },
  ],
  decide: decideUnderSwitch(plan),
};
