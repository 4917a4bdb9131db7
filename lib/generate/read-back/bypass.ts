/**
 * Reads bypass settings back with the proxy room: for each client that reads such a store, in each version of
 * its grammar, the profile's hosts go directly, and another host still goes to the proxy.
 */
import { ParseError } from '../../errors.js';
import {
  clients,
  parseTarget,
  readSettings,
  router,
  type ProxySettings,
  type Store,
  type Target,
  type Verdict,
} from '../../proxy/index.js';
import { GenerateError } from '../error.js';
import type { Draft, ReadBack } from '../targets/target.js';
import { nameOf } from '../existing.js';
import { decoded } from '../merge.js';
import { controlHosts } from './controls.js';

export interface BypassReadBack {
  /** Id of the reader, and the file name it is told. */
  readonly format: string;
  readonly fileName?: string;
  readonly store: Store;
  /** Clients that read the store, but not this kind of file or not on these terms. */
  readonly except?: readonly string[];
  /** The only clients to look at, where the store has others too. */
  readonly clients?: readonly string[];
  /** What surrounds the text on a machine with a proxy, so that "direct" is the text's doing. */
  readonly inPlace: (text: string) => string;
}

/**
 * Names that no bare entry takes out, by client. httpx decodes a host that begins with `xn--`, and not the entries of
 * no_proxy, which it puts a `*` before (httpx/_urls.py, URL.host; _utils.py, get_environment_proxies); aiohttp decodes every
 * label (yarl/_url.py, URL.host), and compares as urllib does.
 */
const beyondReach: Readonly<Record<string, RegExp>> = {
  'python-httpx': /^xn--/,
  'python-aiohttp': /(?:^|\.)xn--/,
};

function isBeyondReach(client: string, host: string): boolean {
  return beyondReach[client.split('@')[0] ?? '']?.test(host) ?? false;
}

export function routesDirect(check: BypassReadBack): ReadBack {
  return (draft) => {
    if (draft.inPlace && draft.options.merge !== undefined) return mergedRoutesDirect(draft, check);
    const settings = read(draft, check, check.inPlace(draft.text));
    const { urls, hosts, a, aaaa } = draft.variables;
    const targets = urls.map(parseTarget);
    const context = { addresses: [...a, ...aaaa] };
    const controls = draft.options.merge === undefined ? controlTargets(draft) : [];
    const ids = clientIds(check);
    const unreached = new Set<string>();
    for (const client of ids) {
      const decide = router(settings, client);
      for (const target of targets) {
        const { via, reason } = decide(target, context);
        if (via === 'direct') continue;
        if (isBeyondReach(client, target.host)) unreached.add(client);
        else fail(draft, `${client} would send ${target.url} by ${via} (${reason})`);
      }
      checkControls(draft, client, decide, controls);
    }
    const reached = ids.filter((id) => !unreached.has(id));
    const proven = [`${hosts.join(', ')} routed direct, on every port, by ${reached.join(', ')}.`];
    if (unreached.size > 0)
      proven.push(
        `Not by ${[...unreached].join(', ')}: none of them takes out a name of other letters (xn--).`,
      );
    return proven;
  };
}

/** What an existing list exempts is the site's affair; what ours does is only the profile's hosts. */
function checkControls(
  draft: Draft,
  client: string,
  decide: ReturnType<typeof router>,
  controls: readonly Target[],
): void {
  for (const control of controls) {
    const { via } = decide(control, { addresses: ['192.0.2.1'] });
    if (via !== 'proxy')
      fail(draft, `${client} would send ${control.host} by ${via}, and should send it to the proxy`);
  }
}

function controlTargets({ variables }: Draft): Target[] {
  return controlHosts(variables).map((host) => parseTarget(`https://${host}/`));
}

function clientIds(check: BypassReadBack): string[] {
  return clients()
    .filter(({ id, reads }) => check.clients?.includes(id) ?? reads.includes(check.store))
    .filter(({ id }) => !(check.except ?? []).includes(id))
    .flatMap(({ id, versions }) =>
      versions.length === 0 ? [id] : versions.map((version) => `${id}@${version}`),
    );
}

/**
 * The file as it will lie there, by the rules that hold for the file as it was: what was sent to a proxy goes direct, and
 * what went another way (by a PAC, say) goes as before. Where it names no proxy itself, it is read beside one.
 */
function mergedRoutesDirect(draft: Draft, check: BypassReadBack): string[] {
  const { urls, hosts, a, aaaa } = draft.variables;
  const context = { addresses: [...a, ...aaaa] };
  const { before, after } = beforeAndAfter(draft, check);
  const direct = new Set<string>();
  const elsewhere = new Set<string>();
  const targets = urls.map(parseTarget);
  for (const client of clientIds(check)) {
    const [decideBefore, decideAfter] = [router(before, client), router(after, client)];
    for (const target of targets) {
      const is = decideAfter(target, context);
      if (is.via === 'direct') {
        direct.add(client);
        continue;
      }
      const was = decideBefore(target, context);
      if (was.via === is.via && !decidedByList(was, before, check.store)) elsewhere.add(client);
      else if (!isBeyondReach(client, target.host))
        fail(draft, `${client} would send ${target.url} by ${is.via} (${is.reason})`);
    }
  }
  for (const client of elsewhere) direct.delete(client);
  if (direct.size === 0)
    fail(draft, 'every program still asks a PAC, and the list counts for nothing: use the target pac');
  const proven = `${hosts.join(', ')} routed direct, on every port, by ${[...direct].join(', ')}.`;
  return elsewhere.size === 0
    ? [proven]
    : [proven, `${[...elsewhere].join(', ')} follow a PAC or a policy of their own, as before.`];
}

/** As the file stands; one that names no proxy is read beside one. */
function beforeAndAfter(
  draft: Draft,
  check: BypassReadBack,
): { before: ProxySettings[]; after: ProxySettings[] } {
  const { merge = { text: '' } } = draft.options;
  // Of two browsers in one file only the policy of the target’s is changed.
  const others = check.store === 'edge-policy' ? 'chromium-policy' : 'edge-policy';
  const of = (input: string | Uint8Array): ProxySettings[] =>
    read(draft, check, input).filter(({ store }) => store === check.store || store !== others);
  if (draft.format !== undefined)
    return { before: of(merge.bytes ?? merge.text), after: of(draft.bytes ?? draft.text) };
  const existing = decoded(draft.target.id, merge);
  const before = of(existing);
  return before.some(({ servers }) => servers.length > 0)
    ? { before, after: of(draft.text) }
    : { before: of(check.inPlace(existing)), after: of(check.inPlace(draft.text)) };
}

/** Whether the list of this store has a say in the route: no PAC decides, and no setting of another store. */
function decidedByList({ via, rule }: Verdict, settings: readonly ProxySettings[], store: Store): boolean {
  if (via === 'pac') return false;
  const deciding = settings.find(({ servers }) =>
    servers.some(({ origin }) => origin.key === rule?.key && origin.line === rule.line),
  );
  return deciding === undefined || deciding.store === store;
}

function read(draft: Draft, check: BypassReadBack, input: string | Uint8Array): ProxySettings[] {
  const fileName = draft.format === undefined ? check.fileName : draft.options.merge?.fileName;
  try {
    return readSettings(input, {
      format: draft.format ?? check.format,
      fileName: fileName ?? draft.target.fileName,
    });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new GenerateError('read-back', `The settings generated cannot be read: ${error.message}`, {
      target: draft.target.id,
      cause: error,
    });
  }
}

function fail(draft: Draft, message: string): never {
  const { merge, template } = draft.options;
  const suspect = merge ?? template;
  const hint = suspect === undefined ? '' : ` Look at what ${nameOf(suspect)} holds.`;
  throw new GenerateError('read-back', `With the settings generated, ${message}.${hint}`, {
    target: draft.target.id,
  });
}
