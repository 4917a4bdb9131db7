/**
 * The route by files that were named as of one machine, which say nothing of the order in which that machine reads them:
 * where the order decides, nobody knows the route.
 */
import { route } from './route.js';
import type { ProxySettings, Route } from './types.js';

/** Orders that are tried; of more files of one kind the rest stays behind these. */
const MOST_ORDERS = 16;

/**
 * `route` where the order of files is not known: `via` is `unknown` (`files-differ`) as soon as two orders give two
 * routes. Throws as `route` does.
 */
export function routeOfFiles(settings: readonly ProxySettings[], client: string, url: string): Route {
  const [first, ...others] = ordersOf(settings).map((order) => route(order, client, url));
  if (first === undefined) return route(settings, client, url);
  const other = others.find((one) => outcome(one) !== outcome(first));
  if (other === undefined) return first;
  return {
    client: first.client,
    url: first.url,
    via: 'unknown',
    reason: 'files-differ',
    rule: first.rule ?? other.rule,
    credentials: first.credentials || other.credentials,
    autoDetect: first.autoDetect || other.autoDetect,
    ignored: [],
  };
}

/** What comes of it; by which rule is no matter. */
function outcome({ via, proxy, pacUrl, autoDetect }: Route): string {
  return JSON.stringify([via, proxy, pacUrl, autoDetect]);
}

/** The settings as given, and with each file that shares its store with another moved behind all and before all. */
function ordersOf(settings: readonly ProxySettings[]): readonly (readonly ProxySettings[])[] {
  const filesOf = (store: string): ReadonlySet<string> =>
    new Set(settings.filter((one) => one.store === store).map(({ file }) => file));
  const shared = new Set(settings.filter(({ store }) => filesOf(store).size > 1).map(({ file }) => file));
  const moved = [...shared].flatMap((file) => {
    const [own, rest] = [
      settings.filter((one) => one.file === file),
      settings.filter((one) => one.file !== file),
    ];
    return [
      [...rest, ...own],
      [...own, ...rest],
    ];
  });
  return [settings, ...moved.slice(0, MOST_ORDERS)];
}
