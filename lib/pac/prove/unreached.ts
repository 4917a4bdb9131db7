/**
 * Statements that no path ran, and those that one did, as stretches of lines.
 */
import type * as acorn from 'acorn';
import { isCounted } from './interpreter/compile/statements.js';
import { children } from './interpreter/compile/syntax-facts.js';
import { asking, type ScriptTrace } from './interpreter/script-trace.js';
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

/** The lines of what was run, without those of statements inside it that were not. */
export function reachedOf(program: acorn.Program, marks: ScriptTrace['statements']): Unreached[] {
  const reached = new Set(marks.filter(({ isReached }) => isReached).map(({ node }) => node));
  const run = new Set<number>();
  // Those inside others come after them.
  for (const node of statementsOf(program)) {
    const isReached = reached.has(node);
    for (const line of linesOf(node))
      if (isReached) run.add(line);
      else run.delete(line);
  }
  // What is asked, and what begins a line, was run even where the line holds something that was not.
  for (const node of reached) {
    const asked = asking(node);
    run.add(node.loc?.start.line ?? 1);
    if (asked !== node) for (const line of linesOf(asked)) run.add(line);
  }
  return stretchesOf([...run]);
}

function linesOf({ loc }: acorn.AnyNode): number[] {
  const [first, last] = [loc?.start.line ?? 1, loc?.end.line ?? 1];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function stretchesOf(lines: readonly number[]): Unreached[] {
  const found: { line: number; endLine: number }[] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && line === last.endLine + 1) last.endLine = line;
    else found.push({ line, endLine: line });
  }
  return found;
}
