/**
 * A grammar that remembers its last answers. A list of a megabyte is asked about by route, by every fact and by every audit, for
 * each client and URL; and clients share grammars, so that one list is asked about the same URLs again: the work is done once.
 */
import { PortWatch } from '../port-watch.js';
import type { Target } from '../target.js';
import type { Matcher, RuleMatch } from './client.js';

/** Of longer ones few answers are kept, of several lists; of shorter ones more, of the last list. */
const LONG = 4096;
/** http and https of some URLs. */
const KEPT = 8;
/** A hundred names on a handful of ports. */
const KEPT_OF_SHORT = 512;

interface Answer {
  readonly found: RuleMatch | null;
  /** Whether the grammar looked at the port: whoever is given the answer has then looked as well. */
  readonly isPortRead: boolean;
}

interface AnswerOfLong extends Answer {
  readonly rules: string;
  readonly url: string;
}

const known = new WeakMap<Matcher, Matcher>();

/** The same function for the same grammar. */
export function remembered(match: Matcher): Matcher {
  const before = known.get(match);
  if (before !== undefined) return before;
  const answers: AnswerOfLong[] = [];
  const short = ofLastList(match);
  const remembering: Matcher = (rules, target) => {
    const whole = target instanceof PortWatch ? target.whole : target;
    if (rules.length < LONG) return handedOn(short(rules, whole), target);
    const { url } = whole;
    const again = answers.find((one) => one.url === url && one.rules === rules);
    if (again !== undefined) return handedOn(again, target);
    const answer = { rules, url, ...answerOf(match, rules, whole) };
    answers.push(answer);
    if (answers.length > KEPT) answers.shift();
    return handedOn(answer, target);
  };
  known.set(match, remembering);
  return remembering;
}

function ofLastList(match: Matcher): (rules: string, whole: Target) => Answer {
  let last = '';
  let answers = new Map<string, Answer>();
  return (rules, whole) => {
    if (rules !== last || answers.size >= KEPT_OF_SHORT) answers = new Map();
    last = rules;
    const before = answers.get(whole.url);
    if (before !== undefined) return before;
    const answer = answerOf(match, rules, whole);
    answers.set(whole.url, answer);
    return answer;
  };
}

function answerOf(match: Matcher, rules: string, whole: Target): Answer {
  const watch = new PortWatch(whole);
  const found = match(rules, watch);
  return { found, isPortRead: watch.isPortRead };
}

function handedOn({ found, isPortRead }: Answer, target: Target): RuleMatch | null {
  if (isPortRead && target instanceof PortWatch) target.isPortRead = true;
  return found;
}
