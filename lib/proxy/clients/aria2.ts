/**
 * aria2. Sources: src/AbstractCommand.cc (inNoProxy), src/util.cc (noProxyDomainMatch, inSameCidrBlock) at 1.36.0 and
 * 1.37.0. A name is exact, `.x` is what is below; case counts; ranges match literals only. Lower-case variables only.
 */
import { parseAddress, samePrefix } from '../address.js';
import { matched, type ClientModel, type Matcher } from './client.js';
import { environmentOnly, schemeVariables, type EnvironmentPlan } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { trimmedEntries } from './text-suffix.js';

const match: Matcher = (rules, target) => {
  const host = target.rawHost;
  const hit = entriesOf(rules).find((entry) => {
    const slash = entry.indexOf('/');
    if (slash !== -1) return inSameBlock(entry.slice(0, slash), entry.slice(slash + 1), host);
    return entry.startsWith('.') && parseAddress(host) === undefined ? host.endsWith(entry) : host === entry;
  });
  return hit === undefined ? null : matched(hit);
};

const entriesOf = parsedOnce((rules) => trimmedEntries(rules));

/** A length beyond the family's bits counts as all of them. */
function inSameBlock(network: string, length: string, host: string): boolean {
  const one = parseAddress(network);
  const other = parseAddress(host);
  if (one === undefined || other === undefined || !/^[0-9]{1,9}$/.test(length)) return false;
  return samePrefix(one, other, Number(length));
}

const plan: EnvironmentPlan = {
  proxy: schemeVariables('lower', 'all_proxy'),
  noProxy: ['no_proxy'],
  empty: { proxy: 'next', noProxy: 'next' },
};

export const aria2: ClientModel = {
  id: 'aria2',
  title: 'aria2',
  reads: ['environment'],
  source: 'aria2 src/AbstractCommand.cc, src/util.cc at 1.36.0',
  usedBy: [],
  browser: false,
  variants: [{ since: '1.18', match }],
  decide: environmentOnly(plan),
};
