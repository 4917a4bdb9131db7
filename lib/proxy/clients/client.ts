/**
 * What a client model is. The grammar of its bypass list is a function of its own per version in which it
 * changed; how it finds its settings is one function over what was read.
 */
import type { Target } from '../target.js';
import type {
  BypassList,
  ClientInfo,
  Located,
  Origin,
  ProxyServer,
  ProxySettings,
  Route,
  RouteReason,
  Store,
} from '../types.js';

/** The part of a rule string that sent a URL direct. */
export interface RuleMatch {
  /** As written, or a description in words where the client does it without a rule. */
  readonly text: string;
  readonly implicit: boolean;
}

/** One client's grammar: whether the rule string sends this URL direct. */
export type Matcher = (rules: string, target: Target) => RuleMatch | null;

export interface Variant {
  /** First version with this grammar. */
  readonly since: string;
  readonly match: Matcher;
  /** Where these versions differ from the model's. */
  readonly decide?: (input: DecideInput) => Decision;
  readonly takes?: (target: Target) => boolean;
}

/** What is known besides the settings. */
export interface RouteContext {
  /** Addresses that the host resolves to; asked by the one client that looks (ruby). */
  readonly addresses?: readonly string[] | undefined;
}

export type Decision = Omit<Route, 'client' | 'url' | 'ignored' | 'fallback'> & {
  readonly fallback?: Decision;
  /** Origins that were read and did not count. */
  readonly overruled?: readonly Origin[];
};

export interface DecideInput {
  readonly settings: readonly ProxySettings[];
  readonly target: Target;
  readonly match: Matcher;
  readonly context: RouteContext;
}

export interface ClientModel extends Omit<ClientInfo, 'versions'> {
  /** Newest first, at least one. */
  readonly variants: readonly [Variant, ...Variant[]];
  readonly decide: (input: DecideInput) => Decision;
  /** Whether it sends a request to such a URL at all; default: it does. */
  readonly takes?: (target: Target) => boolean;
}

export function matched(text: string): RuleMatch {
  return { text, implicit: false };
}

export function implicit(text: string): RuleMatch {
  return { text, implicit: true };
}

function ruleOf(origin: Origin | undefined, text?: string): Decision['rule'] {
  if (origin === undefined) return null;
  // Part by part here and below: asked for each name, port and client, where copying a whole takes longer than the rest.
  const { file, line, key } = origin;
  return text === undefined ? { file, line, key } : { file, line, key, text };
}

/** Goes direct. Without an origin the client's own default decided. */
export function direct(reason: RouteReason, origin?: Origin, text?: string): Decision {
  return { via: 'direct', reason, rule: ruleOf(origin, text), credentials: false, autoDetect: false };
}

export function viaProxy(server: Pick<ProxyServer, 'url' | 'credentials' | 'origin'>): Decision {
  return {
    via: 'proxy',
    reason: 'proxy-configured',
    rule: ruleOf(server.origin),
    proxy: server.url,
    credentials: server.credentials,
    autoDetect: false,
  };
}

export function viaPac(pacUrl: Located<string>): Decision {
  return {
    via: 'pac',
    reason: 'pac-configured',
    rule: ruleOf(pacUrl.origin),
    credentials: false,
    pacUrl: pacUrl.value,
    autoDetect: false,
  };
}

/** WPAD: the answer is a PAC that only the network knows. */
export function viaDiscovery(origin: Origin): Decision {
  return { via: 'pac', reason: 'auto-detect', rule: ruleOf(origin), credentials: false, autoDetect: true };
}

export function unknown(reason: RouteReason, origin?: Origin, text?: string): Decision {
  return { via: 'unknown', reason, rule: ruleOf(origin, text), credentials: false, autoDetect: false };
}

/** The decision of a match in a list of settings, with the place of the single item where it is known. */
export function byRule(found: RuleMatch, list?: BypassList, overruled?: readonly Origin[]): Decision {
  const item = found.implicit ? undefined : list?.items?.find(({ value }) => value.trim() === found.text);
  const decision: { -readonly [K in keyof Decision]: Decision[K] } = found.implicit
    ? direct('implicit-bypass')
    : direct('bypass-rule', item?.origin ?? list?.origin, found.text);
  if (found.implicit) decision.implicit = found.text;
  if (overruled !== undefined) decision.overruled = overruled;
  return decision;
}

/**
 * The settings of a store, the one that counts last. A file in which nothing was found says nothing against one in which
 * there was something; and where macOS told what is in force, its file's services are those it could have used.
 */
export function ofStore(settings: readonly ProxySettings[], store: Store): ProxySettings[] {
  const all = settings.filter((one) => one.store === store);
  const isInForce = all.some(({ format }) => format === 'scutil');
  const said = all.filter(
    ({ format, managed, entries, servers, issues }) =>
      entries.length + servers.length + issues.length > 0 && (!isInForce || managed || format === 'scutil'),
  );
  return said.length > 0 ? said : all;
}
