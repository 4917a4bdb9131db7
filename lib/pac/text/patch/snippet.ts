/**
 * The exemption as script text: one line between two marks, in words that JScript of 2009 understands too.
 */
export const BEGIN_MARK = 'staylocal:begin';
export const END_MARK = 'staylocal:end';

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

/**
 * The text to append where no function could be found to put the guard in: rename and delegate. Which entry points there
 * are is seen when it runs: one that is not there must not come to be, or WinHTTP would ask it in place of the other.
 */
export function wrapper(hosts: readonly string[]): string {
  const wraps = ['FindProxyForURL', 'FindProxyForURLEx'].map(
    (name) =>
      `(function (g, f) { if (f) g.${name} = function (url, host) { if (${hostTest(hosts, 'host')}) return "DIRECT"; ` +
      `return f.apply(this, arguments); }; })(this, this.${name});`,
  );
  return marked(`;${wraps.join(' ')}`);
}

const TEST = String.raw`/\^\(\?:[^\n\r]*\)\\\.\?\$/i\s*\.\s*test\s*\([^()]*\)`;
const DIRECT = String.raw`["']DIRECT["']`;
const OURS = new RegExp(
  String.raw`^\s*(?:if\s*\(\s*${TEST}\s*\)\s*return\s+${DIRECT}\s*;?|${TEST}\s*\?\s*${DIRECT}\s*:|;\(function \(g, f\) \{.*\}\)\(this, this\.\w+\);)\s*$`,
  's',
);

/** Whether what stands between two marks is what some run of this put there: a mark may have lost its other half. */
export function isOurs(code: string): boolean {
  return OURS.test(code);
}
