/**
 * The exemption as script text: one line between two marks, in words that JScript of 2009 understands too.
 */
import { ParseError } from '../../errors.js';

export const BEGIN_MARK = 'staylocal:begin';
export const END_MARK = 'staylocal:end';

const HOST =
  /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;
const IPV6 = /^\[?([0-9a-f:.]*:[0-9a-f:.]*)\]?$/i;

/**
 * Hosts in one form: lower case, no trailing dot, IPv6 without brackets, sorted, each once. Throws `ParseError`
 * (`bad-host`) for text that is no host name, `*.` name or address, and for an empty list.
 */
export function normalHosts(hosts: readonly string[]): string[] {
  const normal = hosts.map((host) => {
    const text = host.trim().toLowerCase().replace(/\.$/, '');
    const v6 = IPV6.exec(text);
    if (v6?.[1] !== undefined) return v6[1];
    if (!HOST.test(text)) throw new ParseError('bad-host', `not a host name: ${JSON.stringify(host)}`);
    return text;
  });
  if (normal.length === 0) throw new ParseError('bad-host', 'no host to exempt was given');
  return [...new Set(normal)].sort();
}

const escapeExpression = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function alternative(host: string): string {
  if (host.includes(':')) return `\\[?${escapeExpression(host)}\\]?`;
  return host.startsWith('*.') ? `[^.].*\\.${escapeExpression(host.slice(2))}` : escapeExpression(host);
}

/** A test of the host argument, written with the name under which the function has it. */
export function hostTest(hosts: readonly string[], argument: string): string {
  return `/^(?:${hosts.map(alternative).join('|')})\\.?$/i.test(${argument})`;
}

export function marked(code: string): string {
  return `/* ${BEGIN_MARK} */ ${code} /* ${END_MARK} */`;
}

/** The statement for the first line of a function. */
export function guardStatement(hosts: readonly string[], argument: string): string {
  return marked(`if (${hostTest(hosts, argument)}) return "DIRECT";`);
}

/** The text to append where no function could be found to put the guard in: rename and delegate. */
export function wrapper(hosts: readonly string[], names: readonly string[]): string {
  const wraps = names.map(
    (name) =>
      `(function (g, f) { g.${name} = function (url, host) { if (${hostTest(hosts, 'host')}) return "DIRECT"; ` +
      `return f.apply(this, arguments); }; })(this, this.${name});`,
  );
  return marked(`;${wraps.join(' ')}`);
}
