/**
 * All facts about a set of settings, for some clients and URLs.
 */
import { resolveClient } from '../clients/registry.js';
import { route } from '../route.js';
import type { ProxySettings, Route } from '../types.js';
import { mergeFacts, type ProxyFact } from './fact.js';
import { unreadLists, uselessRules, wideRules } from './rule-facts.js';
import { settingsFacts } from './settings-facts.js';
import { squidFacts } from './squid-facts.js';

/** For whom facts are looked for: client programs by their ids (`clients` lists them), and absolute URLs. */
export interface FactsOptions {
  /** Ids of the clients that matter. */
  readonly clients: readonly string[];
  readonly urls: readonly string[];
}

/** Facts worth a finding; the same fact of several clients is one. Throws like `route`. */
export function proxyFacts(settings: readonly ProxySettings[], { clients, urls }: FactsOptions): ProxyFact[] {
  const facts = [...settingsFacts(settings), ...urls.flatMap((url) => squidFacts(settings, url))];
  for (const client of clients) {
    const { model } = resolveClient(client);
    if (!settings.some(({ store }) => model.reads.includes(store))) continue;
    for (const url of urls) {
      const found = route(settings, client, url);
      facts.push(
        ...wideRules(found, client),
        ...uselessRules(settings, client, found),
        ...unreadLists(settings, client, found),
        ...schemes(settings, client, found),
      );
      if (client.startsWith('chromium') && found.via === 'direct')
        facts.push({ code: 'local-network-access', origin: found.rule, clients: [client], url });
    }
  }
  return mergeFacts(facts);
}

/** The same host and port by http and by https. */
function schemes(settings: readonly ProxySettings[], client: string, found: Route): ProxyFact[] {
  const { url } = found;
  const by = (scheme: string): Route => {
    const changed = url.replace(/^https?:/, `${scheme}:`);
    return changed === url ? found : route(settings, client, changed);
  };
  const [http, https] = [by('http'), by('https')];
  const same = http.via === https.via && http.proxy === https.proxy && http.pacUrl === https.pacUrl;
  if (same || !/^https?:/.test(url)) return [];
  const { rule } = https.via === 'direct' ? http : https;
  return [
    {
      code: 'http-https-differ',
      origin: rule,
      detail: `http ${http.via}, https ${https.via}`,
      clients: [client],
      url,
    },
  ];
}
