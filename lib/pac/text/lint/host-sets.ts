/**
 * Which hosts (or URLs) a condition matches, where it is a plain comparison, a suffix or a shell pattern; and whether every
 * one of them is matched by another condition too.
 */
import type { AnyNode } from '../../syntax/parse.js';

/** `pattern` in the words of shExpMatch; `subject`: the variable that is compared. */
export interface HostSet {
  readonly subject: string;
  readonly pattern: string;
}

const LIVE = /[[\](){}|+^$\\]/;

export const textOf = (node: AnyNode | undefined): string | null =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
const nameOf = (node: AnyNode | undefined): string | null => (node?.type === 'Identifier' ? node.name : null);

/** The hosts a condition matches, or `null` where it is of another kind. */
export function hostSetOf(condition: AnyNode): HostSet | null {
  if (condition.type === 'BinaryExpression' && /^===?$/.test(condition.operator)) {
    const [left, right] = [condition.left, condition.right];
    const subject = nameOf(left) ?? nameOf(right);
    const value = textOf(left) ?? textOf(right);
    return subject === null || value === null || /[*?]/.test(value) ? null : { subject, pattern: value };
  }
  if (condition.type !== 'CallExpression') return null;
  const [first, second] = condition.arguments;
  const subject = nameOf(first);
  const value = textOf(second);
  if (subject === null || value === null) return null;
  switch (nameOf(condition.callee)) {
    case 'dnsDomainIs':
      return /[*?]/.test(value) ? null : { subject, pattern: `*${value}` };
    case 'shExpMatch':
      return LIVE.test(value) ? null : { subject, pattern: value };
    default:
      return null;
  }
}

/** Whether all that `narrow` matches is matched by `wide`. May say no where the answer is yes. */
export function covers(wide: string, narrow: string): boolean {
  let [at, from] = [0, 0];
  let [star, mark] = [-1, 0];
  // Wildcard matching with one way back; a wildcard of the narrow one is a letter that only its like can match.
  while (from < narrow.length) {
    if (wide[at] === '*') {
      star = at++;
      mark = from;
    } else if (at < wide.length && matchesOne(wide[at], narrow[from])) {
      at++;
      from++;
    } else if (star !== -1) {
      at = star + 1;
      from = ++mark;
    } else return false;
  }
  while (wide[at] === '*') at++;
  return at === wide.length;
}

function matchesOne(wide: string | undefined, narrow: string | undefined): boolean {
  return wide === '?' ? narrow !== '*' : wide === narrow;
}
