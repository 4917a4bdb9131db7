/**
 * Statements that no path ran, as stretches of lines.
 */
import type * as acorn from 'acorn';
import { isCounted } from './interpreter/compile/statements.js';
import { children } from './interpreter/compile/syntax-facts.js';
import type { ScriptTrace } from './interpreter/script-trace.js';
import type { Unreached } from './types.js';

/** Statements of a script, those inside others after them, without those that only hold others. */
function statementsOf(program: acorn.Program): acorn.AnyNode[] {
  const found: acorn.AnyNode[] = [];
  const queue: acorn.AnyNode[] = [program];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (isCounted(node)) found.push(node);
    // What a loop declares for its members is no statement of its own.
    const head = node.type === 'ForInStatement' || node.type === 'ForOfStatement' ? node.left : null;
    queue.push(...children(node).flatMap((child) => (child === head ? children(child) : [child])));
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

export function unreachedOf(program: acorn.Program, marks: ScriptTrace['statements']): Unreached[] {
  const reached = new Set(marks.filter(({ isReached }) => isReached).map(({ node }) => node));
  const found: Unreached[] = [];
  let end = -1;
  for (const node of statementsOf(program)) {
    // What stands inside one that is named already is not named again.
    if (reached.has(node) || node.start < end) continue;
    ({ end } = node);
    const lines = { line: node.loc?.start.line ?? 1, endLine: node.loc?.end.line ?? 1 };
    const last = found.at(-1);
    // One after the other makes one stretch.
    if (last !== undefined && lines.line <= last.endLine + 1)
      found[found.length - 1] = { line: last.line, endLine: Math.max(last.endLine, lines.endLine) };
    else found.push(lines);
  }
  return found;
}
