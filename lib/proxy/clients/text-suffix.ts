/**
 * The one comparison that most grammars share: a name is the rule or lies below it.
 */

/** `endsWith`, which is slow where nearly every answer is no: the first character of the tail tells most of those. */
export function endsIn(text: string, tail: string): boolean {
  return (
    tail === '' || (text.charCodeAt(text.length - tail.length) === tail.charCodeAt(0) && text.endsWith(tail))
  );
}

/** `a.b` matches `a.b` and `x.a.b`, not `xa.b`. Case is the caller's concern; an empty rule matches nothing. */
export function isSameOrBelow(host: string, rule: string): boolean {
  return rule !== '' && isSameOrEndsIn(host, rule);
}

/** The same, where an empty rule stands for the empty host and for what ends in a dot. */
export function isSameOrEndsIn(host: string, rule: string): boolean {
  return host.length === rule.length
    ? host === rule
    : host[host.length - rule.length - 1] === '.' && host.endsWith(rule);
}

/** Entries between separators, blanks around them removed, empty ones left out. */
export function trimmedEntries(rules: string, separator: string | RegExp = ','): string[] {
  return rules
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
