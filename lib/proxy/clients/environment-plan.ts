/**
 * How programs find a proxy in environment variables: which names, in which order, what an empty value means, and
 * what changes for a CGI program. The table of each client is in its own file.
 */
import { byRule, direct, ofStore, unknown, viaProxy, type Decision, type DecideInput } from './client.js';
import { hasCredentials } from '../redact.js';
import type { Located, Origin, ProxySettings } from '../types.js';

export interface EnvironmentPlan {
  /** Variables with the proxy for a URL of this scheme, the one that wins first. */
  readonly proxy: (scheme: string) => readonly string[];
  readonly noProxy: readonly string[];
  /** What an empty variable does: `next` looks at the next name, `stop` means no proxy (or no list). */
  readonly empty: { readonly proxy: 'next' | 'stop'; readonly noProxy: 'next' | 'stop' };
  /** Where `REQUEST_METHOD` is set: these variables are not used (httpoxy), or the request fails. */
  readonly cgi?: {
    readonly variables: readonly string[];
    readonly then: 'ignore' | 'fail';
    readonly instead?: string;
  };
}

export type Variables = ReadonlyMap<string, Located<string>>;

/** One environment out of all that were read; a later assignment of the same name replaces an earlier one. */
export function variablesOf(settings: readonly ProxySettings[]): Variables {
  const variables = new Map<string, Located<string>>();
  for (const one of ofStore(settings, 'environment')) {
    for (const { key, value, line } of one.entries)
      variables.set(key, { value, origin: { file: one.file, line, key } });
  }
  return variables;
}

export interface Lookup {
  readonly found: Located<string> | undefined;
  /** Set variables of the list that the found one hides. */
  readonly hidden: readonly Origin[];
}

export function lookUp(variables: Variables, names: readonly string[], empty: 'next' | 'stop'): Lookup {
  const present = names.map((name) => variables.get(name)).filter((one) => one !== undefined);
  const found = present.find(({ value }) => value !== '' || empty === 'stop');
  const hidden = present.filter((one) => one !== found && one.value !== '').map(({ origin }) => origin);
  return { found: found?.value === '' ? undefined : found, hidden: found === undefined ? [] : hidden };
}

/** The decision by environment variables alone; undefined where they name no proxy for this scheme. */
export function decideByEnvironment(
  plan: EnvironmentPlan,
  { settings, target, match }: DecideInput,
): Decision | undefined {
  const variables = variablesOf(settings);
  const names = namesFor(plan, target.scheme, variables);
  if (names === 'fail') return unknown('cgi-refused', variables.get('REQUEST_METHOD')?.origin);
  const proxy = lookUp(variables, names, plan.empty.proxy);
  if (proxy.found === undefined) return undefined;
  const list = lookUp(variables, plan.noProxy, plan.empty.noProxy);
  const overruled = [...proxy.hidden, ...list.hidden];
  const found = match(list.found?.value ?? '', target);
  if (found !== null)
    return {
      ...byRule(found, list.found && { rules: list.found.value, origin: list.found.origin }),
      overruled,
    };
  const { value, origin } = proxy.found;
  return { ...viaProxy({ url: value, credentials: hasCredentials(value), origin }), overruled };
}

function namesFor(plan: EnvironmentPlan, scheme: string, variables: Variables): readonly string[] | 'fail' {
  const names = plan.proxy(scheme);
  const cgi = (variables.get('REQUEST_METHOD')?.value ?? '') !== '' ? plan.cgi : undefined;
  if (cgi === undefined) return names;
  const affected = names.some(
    (name) => cgi.variables.includes(name) && (variables.get(name)?.value ?? '') !== '',
  );
  if (cgi.then === 'fail') return affected ? 'fail' : names;
  const kept = names.filter((name) => !cgi.variables.includes(name));
  return cgi.instead === undefined || kept.length === names.length ? kept : [...kept, cgi.instead];
}

/** For clients that read nothing else. */
export function environmentOnly(plan: EnvironmentPlan): (input: DecideInput) => Decision {
  return (input) => decideByEnvironment(plan, input) ?? noProxy(input.settings);
}

/** Direct, because nothing (at all, or for this scheme) is set. */
export function noProxy(settings: readonly ProxySettings[]): Decision {
  return direct(settings.length === 0 ? 'no-settings' : 'no-proxy-for-scheme');
}

/** `http` → `http_proxy`, `HTTP_PROXY` by the pattern given; other schemes likewise. */
export function schemeVariables(
  ...patterns: readonly ('lower' | 'UPPER' | 'all_proxy' | 'ALL_PROXY')[]
): (scheme: string) => string[] {
  return (scheme) =>
    patterns.map((pattern) => {
      if (pattern === 'lower') return `${scheme}_proxy`;
      return pattern === 'UPPER' ? `${scheme}_proxy`.toUpperCase() : pattern;
    });
}
