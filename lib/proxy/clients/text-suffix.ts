/**
 * The one comparison that most grammars share: a name is the rule or lies below it.
 */

/** `a.b` matches `a.b` and `x.a.b`, not `xa.b`. Case is the caller's concern; an empty rule matches nothing. */
export function isSameOrBelow(host: string, rule: string): boolean {
  return (
    rule !== '' && host.endsWith(rule) && (host.length === rule.length || host.at(-rule.length - 1) === '.')
  );
}

/** Entries between separators, blanks around them removed, empty ones left out. */
export function trimmedEntries(rules: string, separator: string | RegExp = ','): string[] {
  return rules
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
