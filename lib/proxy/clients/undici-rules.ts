/**
 * The grammars that undici's EnvHttpProxyAgent has had. Source: lib/dispatcher/env-http-proxy-agent.js at 6.29.1,
 * 7.18.0, 7.22.0, 7.30.2, 8.5.0, 8.10.0, 8.10.1, 8.11.0, 8.13.1. Commas and blanks separate; ports compare with the
 * effective port.
 */
import { matched, type Matcher } from './client.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import type { Target } from '../target.js';

export interface UndiciOptions {
  /** 8.10.0: bare IPv6 entries are understood. */
  readonly ipv6?: boolean;
  /** 8.10.1: a dot at the end is dropped on both sides. */
  readonly finalDots?: boolean;
  /** 8.11: `*` (and `.*`) anywhere in the list, and `*.x` no longer matches x itself. */
  readonly wildcards?: boolean;
}

interface Entry {
  readonly text: string;
  readonly host: string;
  readonly port: number;
}

function hostOf(target: Target, { ipv6, finalDots }: UndiciOptions): string {
  const host = ipv6 === true ? target.host : target.urlHost;
  return finalDots === true && host.length > 1 ? host.replace(/\.$/, '') : host;
}

/** Only http and https have a default port here. Asked for an entry with a port alone: see `port-watch.ts`. */
function portOf(target: Target): number {
  const { scheme } = target;
  return scheme === 'http' || scheme === 'https' ? target.truthyPort : (target.explicitPort ?? 0);
}

/** 7.22.0 and later: an entry matches its name and what is below. */
export function undiciSuffix(options: UndiciOptions): Matcher {
  const wildcards = options.wildcards === true;
  const entries = parsedOnce((rules) =>
    entriesOf(rules, options.ipv6 === true).map((entry) => {
      const name = nameOf(entry.host, options.finalDots === true);
      return { ...entry, name, below: `.${name}` };
    }),
  );
  return (rules, target) => {
    if (rules === '*') return matched('*');
    const host = hostOf(target, options);
    const hit = entries(rules).find((entry) => {
      if (entry.port !== 0 && entry.port !== portOf(target)) return false;
      if (wildcards && entry.name === '*') return true;
      if (host === entry.name) return !(wildcards && entry.text.startsWith('*'));
      return endsIn(host, entry.below);
    });
    return hit === undefined ? null : matched(hit.text);
  };
}

function nameOf(host: string, finalDots: boolean): string {
  const name = host.replace(/^\*?\./, '').toLowerCase();
  return finalDots ? name.replace(/^(.+)\.$/, '$1') : name;
}

const exactEntries = parsedOnce((rules) =>
  entriesOf(rules, false).map((entry) => {
    const name = entry.host.toLowerCase();
    return { ...entry, name: name.replace(/^\*/, ''), isTail: /^[.*]/.test(name) };
  }),
);

/** Before 7.22.0: a bare name is exact; `.x` and `*x` are tails without a boundary of their own. */
export const undiciExact: Matcher = (rules, target) => {
  if (rules === '*') return matched('*');
  const hit = exactEntries(rules).find((entry) => {
    if (entry.port !== 0 && entry.port !== portOf(target)) return false;
    return entry.isTail ? endsIn(target.urlHost, entry.name) : target.urlHost === entry.name;
  });
  return hit === undefined ? null : matched(hit.text);
};

function entriesOf(rules: string, knowsIpv6: boolean): Entry[] {
  return rules
    .split(/[,\s]/)
    .filter((text) => text !== '')
    .map((text) => (knowsIpv6 ? ipv6Entry(text) : plainEntry(text, text)));
}

function plainEntry(text: string, part: string): Entry {
  const found = /^(.+):(\d+)$/.exec(part);
  return found === null
    ? { text, host: part, port: 0 }
    : { text, host: found[1] ?? '', port: Number.parseInt(found[2] ?? '0', 10) };
}

function ipv6Entry(text: string): Entry {
  const bracketed = /^\[(.+)\]:(\d+)$/.exec(text);
  if (bracketed !== null)
    return { text, host: bracketed[1] ?? '', port: Number.parseInt(bracketed[2] ?? '0', 10) };
  const bare = text.replace(/^\[(.+)\]$/, '$1');
  return bare.split(':').length === 2 ? plainEntry(text, bare) : { text, host: bare, port: 0 };
}
