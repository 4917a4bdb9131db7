/**
 * `switch` (section 14.12): one block with the functions and names of all its cases.
 */
import type * as acorn from 'acorn';
import { Scope, UNINITIALIZED } from '../heap.js';
import { within, type Context } from './compiler.js';
import { compile } from './expressions.js';
import { functionsOf, lexicalNames, StaticScope } from './scopes.js';
import { compileBody, declareFunctions } from './statements.js';
import type { Execute, Jump } from './types.js';

export function switches(context: Context, node: acorn.SwitchStatement): Execute {
  const { vm } = context;
  const value = compile(context, node.discriminant);
  const statements = node.cases.flatMap(({ consequent }) => consequent);
  const lexical = lexicalNames(statements);
  const functions = functionsOf(statements);
  const scope = new StaticScope(context.scope, false);
  const uninitialized = lexical.map(({ name, kind }) => scope.declare(name, kind).slot);
  for (const { id } of functions) scope.declare(id.name, 'function');
  const inner = within(context, scope);
  const declare = declareFunctions(inner, functions);
  const cases = node.cases.map(({ test, consequent }) => ({
    test: test == null ? null : compile(inner, test),
    run: compileBody(inner, consequent),
  }));
  const fallback = cases.findIndex(({ test }) => test === null);
  return (frame) => {
    const found = value(frame);
    const outer = frame.scope;
    const made = new Scope(outer, scope.names.size, vm.heap.epoch);
    for (const slot of uninitialized) made.values[slot] = UNINITIALIZED;
    frame.scope = made;
    declare(frame);
    let from = cases.findIndex(({ test }) => test !== null && vm.strictlyEqual(found, test(frame)));
    if (from === -1) from = fallback;
    let jump: Jump | undefined;
    for (let at = from; at >= 0 && at < cases.length && jump === undefined; at++)
      jump = cases[at]?.run(frame);
    frame.scope = outer;
    return jump?.kind === 'break' && jump.label === null ? undefined : jump;
  };
}
