/**
 * What Python's programs share: `urllib.request.getproxies_environment` and `proxy_bypass_environment`. Source:
 * CPython Lib/urllib/request.py at 3.8 to 3.14.
 */
import { matched, type RuleMatch } from './client.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn, trimmedEntries } from './text-suffix.js';
import { anyCase, type EnvironmentPlan, type Variables } from './environment-plan.js';

/**
 * `getproxies_environment`: a name counts in any case. The last one that ends in `_proxy` in lower case wins, an empty one
 * unsets the others; else the last that is not empty. In a CGI program (`REQUEST_METHOD` is set, even to nothing) only
 * the former counts for http.
 */
function spellings(variables: Variables, name: string): readonly string[] {
  const all = anyCase(variables, name).reverse();
  const lower = all.filter((key) => key.endsWith('_proxy'));
  if (name === 'http_proxy' && variables.has('REQUEST_METHOD')) return lower;
  const others = all.filter((key) => !lower.includes(key) && variables.get(key)?.value !== '');
  return [...lower, ...others];
}

export const pythonPlan: EnvironmentPlan = {
  proxy: (scheme) => [[`${scheme}_proxy`]],
  noProxy: ['no_proxy'],
  spellings,
  empty: { proxy: 'stop', noProxy: 'stop' },
};

/** With `all_proxy` as the last resort (requests, httpx). */
export const pythonAllPlan: EnvironmentPlan = {
  ...pythonPlan,
  proxy: (scheme) => [[`${scheme}_proxy`], ['all_proxy']],
};

const entriesOf = parsedOnce((rules) =>
  trimmedEntries(rules).map((entry) => {
    const name = entry.replace(/^\.+/, '').toLowerCase();
    return { entry, name, below: `.${name}` };
  }),
);

/**
 * `proxy_bypass_environment(host)`, where the host may carry a port: an entry is compared with the host, with
 * and without its port, as suffix on a dot boundary; leading dots are dropped; `*` only as the whole list.
 */
export function urllibBypass(rules: string, hostWithPort: string): RuleMatch | null {
  if (rules === '*') return matched('*');
  const host = hostWithPort.toLowerCase();
  // _splitport: digits (even none) after the last colon are a port, in an IPv6 literal without brackets too.
  const hostOnly = /^([\s\S]*):([0-9]*)$/.exec(host)?.[1] ?? host;
  const hit = entriesOf(rules).find(
    ({ name, below }) => hostOnly === name || host === name || endsIn(hostOnly, below) || endsIn(host, below),
  );
  return hit === undefined ? null : matched(hit.entry);
}
