/**
 * Facts about single rules: too wide, or without effect in a client that reads them.
 */
import { resolveClient } from '../clients/registry.js';
import { bypassRule } from '../route.js';
import { parseTarget } from '../target.js';
import type { Located, ProxySettings, Route } from '../types.js';
import type { ProxyFact } from './fact.js';

/** Why a rule does not match, as far as trying variants of it can tell. */
export type RuleFailure =
  | 'literals-only'
  | 'another-name'
  | 'separator'
  | 'port'
  | 'subdomains-only'
  | 'exact-only'
  | 'case'
  | 'wildcard'
  | 'trailing-dot'
  | 'not-understood';

/** Widest first: a host of the same kind that has nothing to do with the name. */
function probes(host: string): readonly (readonly [detail: string, host: string])[] {
  const labels = host.split('.');
  const parent = labels.slice(1).join('.');
  return [
    ['everything', 'probe.staylocal.invalid'],
    ['top-level', `probe-staylocal.${labels.at(-1) ?? ''}`],
    ['domain', `probe-staylocal.${parent}`],
  ];
}

/** Rules by which a client goes direct, that would let other hosts pass as well. */
export function wideRules(found: Route, client: string): ProxyFact[] {
  const { rule, url } = found;
  const target = parseTarget(url);
  // A host of one label (localhost) has no domain that a rule could be wider than.
  const isName = target.address === undefined && target.host.includes('.');
  if (found.reason !== 'bypass-rule' || rule?.text === undefined || !isName) return [];
  const { text, ...origin } = rule;
  const wide = probes(target.host).find(
    ([, host]) => bypassRule(client, text, withHost(url, host))?.implicit === false,
  );
  return wide === undefined
    ? []
    : [{ code: 'rule-too-wide', origin, text, detail: wide[0], clients: [client], url }];
}

function withHost(url: string, host: string): string {
  const changed = new URL(url);
  changed.hostname = host;
  return changed.href;
}

/** Rules in a list that the client reads, that look meant for the URL's host and do nothing for it there. */
export function uselessRules(
  settings: readonly ProxySettings[],
  client: string,
  { url, via }: Route,
): ProxyFact[] {
  // Where the client does not go to a proxy, no rule of it was needed.
  if (via !== 'proxy') return [];
  const { model } = resolveClient(client);
  const { host } = parseTarget(url);
  const lists = settings.filter((one) => model.reads.includes(one.store) && one.bypass !== undefined);
  return lists.flatMap((one) => {
    const meant = entriesOf(one).filter(({ value }) => meantFor(value, host) !== undefined);
    // The list is long, and asked about once.
    if (meant.length === 0 || bypassRule(client, one.bypass?.rules ?? '', url) !== null) return [];
    return meant.map((entry): ProxyFact => {
      const meaning = meantFor(entry.value, host) ?? 'another-name';
      const alone = bypassRule(client, entry.value, url) !== null;
      const detail = alone
        ? 'separator'
        : meaning === 'name'
          ? failure(client, entry.value, host, url)
          : meaning;
      return {
        code: 'rule-without-effect',
        origin: entry.origin,
        text: entry.value,
        detail,
        clients: [client],
        url,
      };
    });
  });
}

/** Lists in a place that the client reads, which would let the URL pass, while it goes to a proxy: overruled, or in a spelling it does not read. */
export function unreadLists(
  settings: readonly ProxySettings[],
  client: string,
  { url, via }: Route,
): ProxyFact[] {
  const { model } = resolveClient(client);
  if (via !== 'proxy') return [];
  return settings
    .filter(({ store }) => model.reads.includes(store))
    .flatMap((one) => [...listsOf(one)])
    .filter(({ value }) => bypassRule(client, value, url)?.implicit === false)
    .map(({ origin }) => ({ code: 'rule-not-read', origin, text: origin.key, clients: [client], url }));
}

/** The list of a scope; of an environment, one for each spelling. */
function listsOf(one: ProxySettings): Located<string>[] {
  if (one.store !== 'environment')
    return one.bypass === undefined ? [] : [{ value: one.bypass.rules, origin: one.bypass.origin }];
  return one.entries
    .filter(({ key }) => /^no_proxy$/i.test(key))
    .map(({ key, value, line }) => ({ value, origin: { file: one.file, line, key } }));
}

const entries = new WeakMap<ProxySettings, Located<string>[]>();

/** Apart where the source keeps them apart; else at every separator that some program knows. */
function entriesOf(settings: ProxySettings): Located<string>[] {
  const found = entries.get(settings) ?? splitList(settings);
  entries.set(settings, found);
  return found;
}

function splitList(settings: ProxySettings): Located<string>[] {
  const list = settings.bypass;
  if (list === undefined) return [];
  if (list.items !== undefined) return [...list.items];
  return list.rules
    .split(/[,;|\s]+/)
    .filter((entry) => entry !== '')
    .slice(0, 2000)
    .map((value) => ({ value, origin: list.origin }));
}

/** Whether a rule seems written for this host: it names it or its domain, or it speaks of this machine. */
function meantFor(rule: string, host: string): 'name' | 'literals-only' | 'another-name' | undefined {
  const bare = rule.toLowerCase();
  const domain = host.split('.').slice(-2).join('.');
  if (bare.includes(host) || bare.includes(domain)) return 'name';
  if (/^(?:\[?::1\]?|127(?:\.[0-9*]+)*\.?)(?:\/[0-9]+)?(?::[0-9]+)?$/.test(bare)) return 'literals-only';
  return bare === 'localhost' || bare === '<local>' || bare === '*.localhost' ? 'another-name' : undefined;
}

/** The first change of the rule that makes it match says what was wrong with it. */
function failure(client: string, rule: string, host: string, url: string): RuleFailure {
  const works = (changed: string): boolean =>
    changed !== rule && changed !== '' && bypassRule(client, changed, url) !== null;
  const withoutPort = rule.replace(/:[0-9]+$/, '');
  const tries: readonly (readonly [RuleFailure, string])[] = [
    ['case', rule.toLowerCase()],
    ['trailing-dot', rule.replace(/\.$/, '')],
    ['port', withoutPort],
    ['subdomains-only', withoutPort.replace(/^\*?\./, '').toLowerCase() === host ? host : ''],
    ['wildcard', rule.includes('*') ? rule.replace(/^\*/, '') : ''],
    ['exact-only', host.endsWith(withoutPort.replace(/^\*?\.?/, '').toLowerCase()) ? host : ''],
  ];
  return tries.find(([, changed]) => works(changed))?.[0] ?? 'not-understood';
}
