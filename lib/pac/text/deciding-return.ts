/**
 * Which `return` gave an answer: the script is run once more, apart, with a mark at each place where a function gives its
 * value, and the last mark reached is it. The marks go by way of `alert`. What this says is for a reader, never for a
 * verdict: where the marked script answers anything else than the script itself did, nothing is said.
 */
import type { AnyNode, CallExpression, Expression, Program } from 'acorn';
import type { Engine } from '../sandbox/engine.js';
import type { EngineEnvironment } from '../sandbox/run.js';
import { readLog } from '../sandbox/trace.js';
import { isFunction, parseScript, walk } from '../syntax/parse.js';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface LocateRequest {
  readonly url: string;
  readonly host: string;
  readonly environment: EngineEnvironment;
  /** What the script itself answered. */
  readonly result: string;
}

const MARK = 'staylocal:return:';

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** Functions of the script by name: when one is called last, its own `return` is what decides. */
function functionNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    if (node.type === 'FunctionDeclaration' && node.id !== null) names.add(node.id.name);
    if (
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      node.init &&
      isFunction(node.init)
    )
      names.add(node.id.name);
    return undefined;
  });
  return names;
}

/** The expressions one of which is the value: the branches of a choice, the last of a sequence. */
function valuesOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'ConditionalExpression':
      return [...valuesOf(expression.consequent), ...valuesOf(expression.alternate)];
    case 'SequenceExpression':
      return expression.expressions.slice(-1).flatMap(valuesOf);
    case 'ParenthesizedExpression':
      return valuesOf(expression.expression);
    default:
      return [expression];
  }
}

function calls(expression: Expression, names: ReadonlySet<string>): expression is CallExpression {
  return (
    expression.type === 'CallExpression' &&
    expression.callee.type === 'Identifier' &&
    names.has(expression.callee.name)
  );
}

/** A mark is reached after the value is worked out; before it, where a function of the script is called for it. */
function marksOf(at: AnyNode, value: Expression, names: ReadonlySet<string>): Insertion[] {
  const { line = 0, column = 0 } = at.loc?.start ?? {};
  const mark = `alert("${MARK}${line}:${column + 1}")`;
  return valuesOf(value).flatMap((one) => {
    const [before, after] = calls(one, names) ? [`(${mark},(`, '))'] : ['[(', `),${mark}][0]`];
    return [
      { at: one.start, text: before },
      { at: one.end, text: after },
    ];
  });
}

/** The script with its marks; `null` where it is not parsed. */
export function withMarks(text: string): string | null {
  const program = parseScript(text);
  if (program === null) return null;
  const names = functionNames(program);
  const insertions: Insertion[] = [];
  walk(program, (node) => {
    if (node.type === 'ReturnStatement' && node.argument)
      insertions.push(...marksOf(node, node.argument, names));
    if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement')
      insertions.push(...marksOf(node.body, node.body, names));
    return undefined;
  });
  let marked = text;
  // Of two at one place the inner one was found last, and goes in first.
  const backwards = insertions.map((one, index) => ({ ...one, index }));
  backwards.sort((a, b) => b.at - a.at || (a.text.startsWith(')') ? a.index - b.index : b.index - a.index));
  for (const { at, text: piece } of backwards) marked = marked.slice(0, at) + piece + marked.slice(at);
  return marked;
}

/** Where the answer came from; `null` where that cannot be told. */
export async function decidingReturn(engine: Engine, request: LocateRequest): Promise<Place | null> {
  const marked = withMarks(engine.text);
  if (marked === null) return null;
  const again = engine.withText(marked);
  if ((await again.load(request.environment)) !== null) return null;
  const { url, host } = request;
  const { result, log } = await again.run({ url, host, environment: null, fresh: false, trace: true });
  const { alerts, traceDropped } = readLog(log);
  if (result !== request.result || traceDropped > 0) return null;
  const last = alerts.filter((text) => text.startsWith(MARK)).at(-1);
  const [line = NaN, column = NaN] = last?.slice(MARK.length).split(':').map(Number) ?? [];
  return Number.isInteger(line) && Number.isInteger(column) ? { line, column } : null;
}
