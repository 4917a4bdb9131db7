/**
 * Wildcard matching in time bounded by pattern × text, without regular expressions: the patterns come from the
 * files under audit. `*` stands for any run of characters; what `?` means is the caller's choice.
 */

import { endsIn } from './clients/text-suffix.js';

type QuestionMark = 'literal' | 'one' | 'none-or-one';

interface Options {
  /** Default `literal`. */
  readonly question?: QuestionMark;
}

/** Whether the whole text matches the whole pattern. Case is the caller's concern. */
export function matchesWildcard(pattern: string, text: string, options: Options = {}): boolean {
  const question = options.question ?? 'literal';
  // The usual ones: a name, and a star with the tail of one.
  const isStarred = pattern.startsWith('*');
  const tail = isStarred ? pattern.slice(1) : pattern;
  if (!tail.includes('*') && (question === 'literal' || !tail.includes('?')))
    return isStarred ? endsIn(text, tail) : text === pattern;
  const literals =
    pattern.replaceAll('*', '').length - (question === 'none-or-one' ? countOf(pattern, '?') : 0);
  if (literals > text.length) return false;
  // reachable[i]: the pattern read so far can stand for the first i characters of the text.
  let reachable = new Uint8Array(text.length + 1);
  reachable[0] = 1;
  for (let at = 0; at < pattern.length; at += 1) {
    const symbol = pattern[at];
    if (symbol === '*' && pattern[at - 1] === '*') continue;
    reachable = step(reachable, text, symbol, question);
  }
  return reachable[text.length] === 1;
}

function step(
  before: Uint8Array,
  text: string,
  symbol: string | undefined,
  question: QuestionMark,
): Uint8Array<ArrayBuffer> {
  const after = new Uint8Array(text.length + 1);
  const any = symbol === '?' && question !== 'literal';
  for (let index = 0; index <= text.length; index += 1) {
    const consumed = index > 0 && before[index - 1] === 1 && (any || text[index - 1] === symbol);
    const skipped = before[index] === 1 && any && question === 'none-or-one';
    const starred = symbol === '*' && (before[index] === 1 || (index > 0 && after[index - 1] === 1));
    after[index] = consumed || skipped || starred ? 1 : 0;
  }
  return after;
}

function countOf(text: string, symbol: string): number {
  return text.split(symbol).length - 1;
}
