/**
 * A grammar that remembers its last answers. A list of a megabyte is asked about by route, by every fact and by every audit, for
 * each client and URL; and clients share grammars, so that one list is asked about the same URLs again: the work is done once.
 */
import type { Matcher, RuleMatch } from './client.js';

/** Of longer ones few answers are kept, of several lists; of shorter ones more, of the last list. */
const LONG = 4096;
/** http and https of some URLs. */
const KEPT = 8;
/** A hundred names on a handful of ports. */
const KEPT_OF_SHORT = 512;

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
  const short = ofLastList(match);
  const remembering: Matcher = (rules, target) => {
    if (rules.length < LONG) return short(rules, target);
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

function ofLastList(match: Matcher): Matcher {
  let last = '';
  let answers = new Map<string, RuleMatch | null>();
  return (rules, target) => {
    if (rules !== last || answers.size >= KEPT_OF_SHORT) answers = new Map();
    last = rules;
    const before = answers.get(target.url);
    if (before !== undefined) return before;
    const found = match(rules, target);
    answers.set(target.url, found);
    return found;
  };
}
