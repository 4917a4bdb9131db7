/**
 * A grammar that remembers its last answers about long lists. A list of a megabyte is asked about by route, by every fact and by
 * every audit, for each client and URL: the work is done once.
 */
import type { Matcher, RuleMatch } from './client.js';

/** Shorter ones cost nothing. */
const LONG = 4096;
/** http and https of some URLs. */
const KEPT = 8;

interface Answer {
  readonly rules: string;
  readonly url: string;
  readonly found: RuleMatch | null;
}

const known = new WeakMap<Matcher, Matcher>();

/** The same function for the same grammar. */
export function remembered(match: Matcher): Matcher {
  const before = known.get(match);
  if (before !== undefined) return before;
  const answers: Answer[] = [];
  const remembering: Matcher = (rules, target) => {
    if (rules.length < LONG) return match(rules, target);
    const again = answers.find((one) => one.url === target.url && one.rules === rules);
    if (again !== undefined) return again.found;
    const found = match(rules, target);
    answers.push({ rules, url: target.url, found });
    if (answers.length > KEPT) answers.shift();
    return found;
  };
  known.set(match, remembering);
  return remembering;
}
