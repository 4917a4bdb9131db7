/**
 * The two questions of this room: does one client's grammar send a URL direct (`bypasses`), and what does one
 * client do with a URL, given everything that was read (`route`).
 */
import { ParseError } from '../errors.js';
import { CLIENTS, resolveClient, type ResolvedClient } from './clients/registry.js';
import { unknown, type Decision, type RouteContext, type RuleMatch } from './clients/client.js';
import { isSameButPort, PortWatch } from './port-watch.js';
import { parseTarget, type Target } from './target.js';
import type { ClientInfo, IgnoredSetting, Origin, ProxySettings, Route } from './types.js';

/** Longer than any list that a system accepts. */
const MAX_RULES = 1024 * 1024;

/** The client programs modelled. */
export function clients(): ClientInfo[] {
  return CLIENTS.map(({ id, title, variants, reads, source, usedBy, browser }) => ({
    id,
    title,
    versions: variants.map(({ since }) => since),
    reads,
    source,
    usedBy,
    browser,
  }));
}

/**
 * What people call a client program (`curl@7.88` is curl 7.88): its title, without what explains it where the rest says
 * which one it is. An id that is not modelled is its own name.
 */
export function clientName(id: string): string {
  const [bare = '', ...version] = id.split('@');
  const title = CLIENTS.find((client) => client.id === bare)?.title;
  if (title === undefined) return id;
  const short = title.replace(/ \([^()]*\)$/, '');
  const isShared = CLIENTS.some((other) => other.id !== bare && other.title.startsWith(short));
  return [isShared ? title : short, ...version].join(' ');
}

/** The part of the rule string that sends the URL direct, or null. Throws like `bypasses`. */
export function bypassRule(client: string, rules: string, url: string): RuleMatch | null {
  if (rules.length > MAX_RULES)
    throw new ParseError(
      'rules-too-long',
      `A rule string of ${rules.length} characters is longer than any client takes.`,
    );
  return resolveClient(client).variant.match(rules, parseTarget(url));
}

/**
 * Whether the client, with this rule string in its own place (NO_PROXY, ProxyOverride, …), goes direct to the
 * URL; what it does without any rule (loopback hosts) included. Throws `ParseError`: `unknown-client`,
 * `client-version-not-modelled`, `bad-url`, `rules-too-long`.
 */
export function bypasses(client: string, rules: string, url: string): boolean {
  return bypassRule(client, rules, url) !== null;
}

/** What decided about a URL, without what did not. */
export type Verdict = Pick<Route, 'via' | 'reason' | 'rule'>;

/**
 * `route` for many URLs of one client, as `parseTarget` gives them: what does not depend on the URL is done once, and a host
 * whose ports follow each other is asked once where its port is not looked at. Throws like `bypasses`.
 */
export function router(
  settings: readonly ProxySettings[],
  client: string,
): (target: Target, context?: RouteContext) => Verdict {
  const { decide } = decider(settings, resolveClient(client));
  let last:
    { readonly target: Target; readonly context?: RouteContext; readonly verdict: Verdict } | undefined;
  return (target, context) => {
    if (last !== undefined && last.context === context && isSameButPort(last.target, target))
      return last.verdict;
    const watch = new PortWatch(target);
    const verdict = decide(watch, context);
    last = watch.isPortRead ? undefined : { target, verdict, ...(context === undefined ? {} : { context }) };
    return verdict;
  };
}

function decider(
  settings: readonly ProxySettings[],
  { model, variant }: ResolvedClient,
): {
  readonly read: readonly ProxySettings[];
  readonly decide: (target: Target, context?: RouteContext) => Decision;
} {
  const read = settings.filter(({ store }) => model.reads.includes(store));
  const takes = variant.takes ?? model.takes;
  const decide = variant.decide ?? model.decide;
  return {
    read,
    decide: (target, context = {}) =>
      (takes?.(target) ?? true)
        ? decide({ settings: read, target, match: variant.match, context })
        : unknown('url-refused'),
  };
}

/** What the client does with the URL under these settings, and which value decided. Throws like `bypasses`. */
export function route(
  settings: readonly ProxySettings[],
  client: string,
  url: string,
  context: RouteContext = {},
): Route {
  const resolved = resolveClient(client);
  const { model, id } = resolved;
  const { read, decide } = decider(settings, resolved);
  const decision = decide(parseTarget(url), context);
  const unread = settings
    .filter((one) => !read.includes(one))
    .flatMap((one) => ignored(one, 'not-read-by-this-client'));
  const overruled = overruledBy(decision.rule, read, model.browser).flatMap((one) =>
    ignored(one, 'overruled'),
  );
  return finish(decision, id, url, [...overruled, ...unread]);
}

function finish(decision: Decision, client: string, url: string, unread: readonly IgnoredSetting[]): Route {
  const { overruled, fallback, ...rest } = decision;
  const ignored = [...(overruled ?? []).map((origin) => ({ origin, why: 'overruled' as const })), ...unread];
  return {
    client,
    url,
    ...rest,
    ...(fallback === undefined ? {} : { fallback: finish(fallback, client, url, []) }),
    ignored,
  };
}

/**
 * The scopes that the deciding one stands before: those of the same store, and for browsers (which use one store only)
 * all others. The environment is one scope however many files it came from.
 */
function overruledBy(
  rule: Decision['rule'],
  read: readonly ProxySettings[],
  browser: boolean,
): ProxySettings[] {
  const deciding =
    rule === null
      ? undefined
      : read.find((one) =>
          originsOf(one).some(
            (origin) => origin.file === rule.file && origin.line === rule.line && origin.key === rule.key,
          ),
        );
  if (deciding === undefined || deciding.store === 'environment') return [];
  return read.filter((one) => one !== deciding && (browser || one.store === deciding.store));
}

function ignored(settings: ProxySettings, why: IgnoredSetting['why']): IgnoredSetting[] {
  return originsOf(settings).map((origin) => ({ origin, why }));
}

function originsOf(settings: ProxySettings): Origin[] {
  const single = [
    settings.mode,
    settings.manualEnabled,
    settings.bypass,
    settings.pacUrl,
    settings.autoDetect,
  ];
  return [
    ...settings.servers.map(({ origin }) => origin),
    ...single.flatMap((one) => (one === undefined ? [] : [one.origin])),
  ];
}
