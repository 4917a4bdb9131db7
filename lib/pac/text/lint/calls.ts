/**
 * Rules about calls of the PAC builtins.
 */
import type { AnyNode } from '../../syntax/parse.js';
import { BUILTINS } from '../../guest/builtins/index.js';
import { textOf as text } from './host-sets.js';
import type { LintRule } from './types.js';

export interface CallSite {
  readonly name: string;
  /** Variables that hold one literal only are replaced by it. */
  readonly args: readonly AnyNode[];
  /** The first argument is the name that was asked for, and may be no address. */
  readonly isOfHostName: boolean;
}

/** What a rule says of one call, or `null`. */
export type CallRule = (site: CallSite) => { rule: LintRule; message: string } | null;

const isNumber = (node: AnyNode | undefined): boolean =>
  node?.type === 'Literal' && typeof node.value === 'number';

const WEEKDAYS = /^(?:SUN|MON|TUE|WED|THU|FRI|SAT|GMT)$/;
const MONTHS = /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|GMT|\d+)$/;
const TIME_ARGUMENTS = new Set([1, 2, 4, 6]);

export const CALL_RULES: Readonly<Record<string, CallRule>> = {
  dnsDomainIs: ({ args }) => {
    const domain = text(args[1]);
    if (domain === null) return null;
    if (/[*?]/.test(domain)) {
      const message = `dnsDomainIs has no wildcards: no host ends in "${domain}"; write "${domain.replace(/^[*?]+\.?/, '.')}", or use shExpMatch`;
      return { rule: 'domain-without-dot', message };
    }
    if (domain.startsWith('.')) return null;
    const message = `dnsDomainIs(…, "${domain}") is a plain suffix: "evil${domain}" is in it too; write host == "${domain}" || dnsDomainIs(host, ".${domain}")`;
    return { rule: 'domain-without-dot', message };
  },
  shExpMatch: ({ args }) => {
    const pattern = text(args[1]);
    if (pattern === null || !/[[\](){}|+^$\\]/.test(pattern)) return null;
    const message = `in shExpMatch only * ? and . are translated; the rest of "${pattern}" is a live regular expression`;
    return { rule: 'live-expression', message };
  },
  isInNet: ({ isOfHostName }) => {
    if (!isOfHostName) return null;
    const message =
      'isInNet on a host name looks the name up; the answer, and so the route, is the resolver’s';
    return { rule: 'net-of-host-name', message };
  },
  weekdayRange: ({ args }) => {
    const bad = args.map(text).find((name) => name !== null && !WEEKDAYS.test(name));
    if (bad === undefined) return null;
    return {
      rule: 'calendar-argument',
      message: `"${bad ?? ''}" is no weekday to weekdayRange, which is then false; names are upper case`,
    };
  },
  dateRange: ({ args }) => {
    const bad = args.map(text).find((name) => name !== null && !MONTHS.test(name));
    if (bad === undefined) {
      const given = text(args.at(-1)) === 'GMT' ? args.slice(0, -1) : args;
      const isPair = given.length === 2 && given.some(isNumber) && given.some((arg) => text(arg) !== null);
      if (!isPair) return null;
      const message = 'dateRange with a day and a month names neither end fully and can be true on any day';
      return { rule: 'calendar-argument', message };
    }
    return {
      rule: 'calendar-argument',
      message: `"${bad ?? ''}" is no month to dateRange; names are upper case`,
    };
  },
  timeRange: ({ args }) => {
    const count = text(args.at(-1)) === 'GMT' ? args.length - 1 : args.length;
    if (count === 0 || TIME_ARGUMENTS.has(count) || args.some(({ type }) => type === 'SpreadElement'))
      return null;
    return {
      rule: 'calendar-argument',
      message: `timeRange throws when it is given ${count} numbers; it takes 1, 2, 4 or 6`,
    };
  },
  alert: ({ args }) =>
    args.length > 0
      ? null
      : { rule: 'not-portable', message: 'alert() without an argument throws in Firefox' },
};

/** Builtins that Firefox and Node programs do not have. */
export const EX_BUILTINS: ReadonlySet<string> = new Set(
  BUILTINS.map(({ name }) => name).filter((name) =>
    BUILTINS.every(
      (row) => row.name !== name || !row.dialects.some((one) => one === 'firefox' || one === 'node'),
    ),
  ),
);

/** By builtin, how many arguments it cannot do without. */
const REQUIRED: ReadonlyMap<string, number> = new Map(
  BUILTINS.map(({ name, value }) => [name, typeof value === 'function' ? value.length : 0]),
);

/** What comes of it where one is missing. */
const WITHOUT: Readonly<Record<string, string>> = {
  isInNet: 'is always false: whatever rests on it is dead',
  isInNetEx: 'is never true: whatever rests on it is dead',
  isResolvable: 'is always false',
  isResolvableEx: 'is always true',
  dnsResolve: 'throws in Firefox and is null elsewhere',
  dnsResolveEx: 'is undefined',
  sortIpAddressList: 'is null',
};

/** A call with too few arguments: no client says so. */
export function missingArgument({ name, args }: CallSite): { rule: LintRule; message: string } | null {
  const required = REQUIRED.get(name) ?? 0;
  if (args.length >= required || args.some(({ type }) => type === 'SpreadElement')) return null;
  const count = `${args.length} of its ${required} ${required === 1 ? 'argument' : 'arguments'}`;
  const consequence = Object.hasOwn(WITHOUT, name) ? (WITHOUT[name] ?? '') : 'throws, and the script fails';
  return { rule: 'missing-argument', message: `${name} with ${count} ${consequence}` };
}

/** Whether an answer goes to a proxy, and directly where that fails. */
export const isProxyThenDirect = (result: string): boolean =>
  /^\s*(?:PROXY|HTTPS?|SOCKS[45]?|QUIC)\s[^;]+;.*\bDIRECT\b/i.test(result);

/** Builtins that ask a resolver for their first argument, unless that is an address. */
export const LOOKUPS: ReadonlySet<string> = new Set(
  BUILTINS.filter(({ dependsOn }) => dependsOn.includes('dns')).map(({ name }) => name),
);
