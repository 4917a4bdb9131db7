/**
 * `shExpMatch` with the expressions of its patterns kept: making one takes several times as long as the match, and most
 * scripts ask for the same few at every call. What the body would say is what it says, so a script that has changed
 * anything the body rests on gets the body.
 */
import { emptyTable, expressionsStand, matches } from './natives.js';

/** So many, and short ones: what they hold must not bring a script to its memory's wall. */
const MOST_KEPT = 2000;
const PATTERN_UNITS = 100;

export function keepingExpressions(
  expressionOf: (pattern: string) => RegExp,
  body: (text: unknown, pattern: unknown) => unknown,
): (text: unknown, pattern: unknown) => unknown {
  const kept: Record<string, RegExp> = emptyTable();
  let count = 0;
  return function (text, pattern) {
    if (typeof text !== 'string' || typeof pattern !== 'string' || pattern.length > PATTERN_UNITS)
      return body(text, pattern);
    if (!expressionsStand()) return body(text, pattern);
    const before = kept[pattern];
    if (before !== undefined) return matches(before, text);
    if (count === MOST_KEPT) return body(text, pattern);
    const expression = expressionOf(pattern);
    kept[pattern] = expression;
    count++;
    return matches(expression, text);
  };
}
