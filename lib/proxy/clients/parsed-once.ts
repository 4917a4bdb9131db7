/** A list read once for many URLs in a row: a route is asked for each URL of a profile, by each client. */

/** Longer lists are read anew each time: what is kept of them would be memory that the writer of a list decides on. */
const KEPT_UNITS = 8192;

/** `parse`, which remembers what it made of the last list. What it gives is not to be changed. */
export function parsedOnce<T>(parse: (rules: string) => T): (rules: string) => T {
  let last: { readonly rules: string; readonly parsed: T } | undefined;
  return (rules) => {
    if (last?.rules === rules) return last.parsed;
    const parsed = parse(rules);
    if (rules.length <= KEPT_UNITS) last = { rules, parsed };
    return parsed;
  };
}
