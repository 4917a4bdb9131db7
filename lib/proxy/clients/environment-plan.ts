/**
 * How programs find a proxy in environment variables: which names, in which order, what an empty value means, and
 * what changes for a CGI program. The table of each client is in its own file.
 */
import { byRule, direct, ofStore, unknown, viaProxy, type Decision, type DecideInput } from './client.js';
import type { ReadValue } from './proxy-values.js';
import { hasCredentials } from '../redact.js';
import type { Located, Origin, ProxySettings } from '../types.js';

export interface EnvironmentPlan {
  /** Groups of variables with the proxy for a URL of this scheme; a group that gives nothing leaves it to the next. */
  readonly proxy: (scheme: string) => readonly (readonly string[])[];
  readonly noProxy: readonly string[];
  /** The spellings that count for a name of this plan, the one that wins first; default: the name itself. */
  readonly spellings?: (variables: Variables, name: string) => readonly string[];
  /** What an empty variable does: `next` looks at the next name, `stop` ends its group (or means no list). */
  readonly empty: { readonly proxy: 'next' | 'stop'; readonly noProxy: 'next' | 'stop' };
  /** What it makes of a value; default: a proxy, whatever it is. */
  readonly value?: ReadValue;
  /** Schemes whose proxies are all opened before the first request, so that a bad one stops every request. */
  readonly opens?: readonly string[];
  /** Where `REQUEST_METHOD` is set: these variables are not used (httpoxy), or the request fails. */
  readonly cgi?: { readonly variables: readonly string[]; readonly then: 'ignore' | 'fail' };
}

export type Variables = ReadonlyMap<string, Located<string>>;

/** What was made of settings that are asked about for many URLs. */
const known = new WeakMap<readonly ProxySettings[], Variables>();

/** One environment out of all that were read; a later assignment of the same name replaces an earlier one. */
export function variablesOf(settings: readonly ProxySettings[]): Variables {
  const before = known.get(settings);
  if (before !== undefined) return before;
  const variables = assigned(settings);
  known.set(settings, variables);
  return variables;
}

function assigned(settings: readonly ProxySettings[]): Variables {
  const variables = new Map<string, Located<string>>();
  for (const one of ofStore(settings, 'environment')) {
    for (const { key, value, line } of one.entries)
      variables.set(key, { value, origin: { file: one.file, line, key } });
  }
  return variables;
}

/** The names in the environment that are this one in any case, in the environment's order. */
export function anyCase(variables: Variables, name: string): string[] {
  return [...variables.keys()].filter((key) => key.toLowerCase() === name);
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

/** The first group that gives something usable, else the first that gives anything; what later groups give is hidden by it. */
function lookUpGroups(
  variables: Variables,
  groups: readonly (readonly string[])[],
  empty: 'next' | 'stop',
  isUsable: (value: string) => boolean = () => true,
): Lookup {
  const results = groups.map((names) => lookUp(variables, names, empty));
  const usable = results.findIndex(({ found }) => found !== undefined && isUsable(found.value));
  const at = usable === -1 ? results.findIndex(({ found }) => found !== undefined) : usable;
  const [first, ...later] = at === -1 ? [] : results.slice(at);
  const behind = later.flatMap(({ found, hidden }) => (found === undefined ? [] : [found.origin, ...hidden]));
  return { found: first?.found, hidden: [...(first?.hidden ?? []), ...behind] };
}

/** The list of exceptions that counts. */
export function listOf(plan: EnvironmentPlan, variables: Variables): Lookup {
  return lookUp(
    variables,
    plan.noProxy.flatMap((name) => plan.spellings?.(variables, name) ?? [name]),
    plan.empty.noProxy,
  );
}

/** What the variables say to a plan for all URLs of a scheme: a decision, or a list to ask and what else happens. */
interface Reading {
  readonly decision: Decision | undefined;
  readonly list?: Lookup;
  readonly overruled?: readonly Origin[];
}

const readings = new WeakMap<Variables, Map<EnvironmentPlan, Map<string, Reading>>>();

/** The decision by environment variables alone; undefined where they name no proxy for this scheme. */
export function decideByEnvironment(
  plan: EnvironmentPlan,
  { settings, target, match }: DecideInput,
): Decision | undefined {
  const { decision, list, overruled = [] } = readingOf(plan, variablesOf(settings), target.scheme);
  if (list === undefined) return decision;
  const found = match(list.found?.value ?? '', target);
  if (found === null) return decision;
  const rules = list.found && { rules: list.found.value, origin: list.found.origin };
  return byRule(found, rules, overruled);
}

function readingOf(plan: EnvironmentPlan, variables: Variables, scheme: string): Reading {
  const before = readings.get(variables)?.get(plan)?.get(scheme);
  if (before !== undefined) return before;
  const byPlan = readings.get(variables) ?? new Map<EnvironmentPlan, Map<string, Reading>>();
  const byScheme = byPlan.get(plan) ?? new Map<string, Reading>();
  const reading = readFor(plan, variables, scheme);
  readings.set(variables, byPlan.set(plan, byScheme.set(scheme, reading)));
  return reading;
}

function readFor(plan: EnvironmentPlan, variables: Variables, scheme: string): Reading {
  const groups = groupsFor(plan, scheme, variables);
  if (groups === 'fail') return { decision: unknown('cgi-refused', variables.get('REQUEST_METHOD')?.origin) };
  const bad = plan.opens === undefined ? undefined : failing(plan, plan.opens, variables);
  if (bad !== undefined) return { decision: unknown('unusable-value', bad) };
  const { found, hidden } = lookUpGroups(
    variables,
    groups,
    plan.empty.proxy,
    (value) => plan.value?.(value, scheme) !== 'nothing',
  );
  if (found === undefined) return { decision: undefined };
  const { value, origin } = found;
  const use = plan.value?.(value, scheme);
  if (use === 'nothing') return { decision: direct('unusable-value', origin) };
  const list = listOf(plan, variables);
  const overruled = [...hidden, ...list.hidden];
  const otherwise = {
    ...viaProxy({ url: value, credentials: hasCredentials(value), origin }),
    overruled,
  };
  return {
    decision: use === 'failure' ? unknown('unusable-value', origin) : otherwise,
    list,
    overruled,
  };
}

/** The first proxy that stops the client. */
function failing(
  plan: EnvironmentPlan,
  schemes: readonly string[],
  variables: Variables,
): Origin | undefined {
  for (const one of schemes) {
    const groups = groupsFor(plan, one, variables);
    const found = groups === 'fail' ? undefined : lookUpGroups(variables, groups, plan.empty.proxy).found;
    if (found !== undefined && plan.value?.(found.value, one) === 'failure') return found.origin;
  }
  return undefined;
}

function groupsFor(
  plan: EnvironmentPlan,
  scheme: string,
  variables: Variables,
): readonly (readonly string[])[] | 'fail' {
  const groups = plan
    .proxy(scheme)
    .map((names) => names.flatMap((name) => plan.spellings?.(variables, name) ?? [name]));
  const cgi = (variables.get('REQUEST_METHOD')?.value ?? '') !== '' ? plan.cgi : undefined;
  if (cgi === undefined) return groups;
  if (cgi.then === 'ignore')
    return groups.map((names) => names.filter((name) => !cgi.variables.includes(name)));
  const isAffected = groups
    .flat()
    .some((name) => cgi.variables.includes(name) && (variables.get(name)?.value ?? '') !== '');
  return isAffected ? 'fail' : groups;
}

/** For clients that read nothing else. */
export function environmentOnly(plan: EnvironmentPlan): (input: DecideInput) => Decision {
  return (input) => decideByEnvironment(plan, input) ?? noProxy(input.settings);
}

/** Direct, because nothing (at all, or for this scheme) is set. */
export function noProxy(settings: readonly ProxySettings[]): Decision {
  return direct(settings.length === 0 ? 'no-settings' : 'no-proxy-for-scheme');
}

/** One group: `http` → `http_proxy`, `HTTP_PROXY` by the pattern given; other schemes likewise. */
export function schemeVariables(
  ...patterns: readonly ('lower' | 'UPPER' | 'all_proxy' | 'ALL_PROXY')[]
): (scheme: string) => string[][] {
  return (scheme) => [
    patterns.map((pattern) => {
      if (pattern === 'lower') return `${scheme}_proxy`;
      return pattern === 'UPPER' ? `${scheme}_proxy`.toUpperCase() : pattern;
    }),
  ];
}
