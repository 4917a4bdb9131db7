/**
 * `try`, `catch` and `finally` (section 14.15).
 */
import type * as acorn from 'acorn';
import { GuestThrow } from '../errors.js';
import { Scope } from '../heap.js';
import type { Value } from '../values.js';
import { assign } from './assignment.js';
import { within, type Context } from './compiler.js';
import { lexicalNames, StaticScope } from './scopes.js';
import { statement } from './statements.js';
import type { Execute, Frame, Jump } from './types.js';

export function attempt(context: Context, node: acorn.TryStatement): Execute {
  const block = statement(context, node.block);
  const handler = node.handler == null ? null : handlerOf(context, node.handler);
  const finalizer = node.finalizer == null ? null : statement(context, node.finalizer);
  const guarded = (frame: Frame): Jump | undefined => {
    const { scope } = frame;
    try {
      return block(frame);
    } catch (error) {
      // What is not the script's own is no exception to it.
      if (!(error instanceof GuestThrow) || handler === null) throw error;
      frame.scope = scope;
      return handler(frame, error.value);
    }
  };
  if (finalizer === null) return guarded;
  return (frame) => {
    const { scope } = frame;
    let jump: Jump | undefined;
    let result: Value;
    try {
      jump = guarded(frame);
      ({ result } = frame);
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      frame.scope = scope;
      const over = finalizer(frame);
      if (over !== undefined) return over;
      throw error;
    }
    const over = finalizer(frame);
    if (over !== undefined) return over;
    frame.result = result;
    return jump;
  };
}

function handlerOf(
  context: Context,
  node: acorn.CatchClause,
): (frame: Frame, value: Value) => Jump | undefined {
  const { vm } = context;
  if (node.param == null) {
    const run = statement(context, node.body);
    return (frame) => run(frame);
  }
  const scope = new StaticScope(context.scope, false);
  for (const { name } of lexicalNames([
    {
      type: 'VariableDeclaration',
      kind: 'let',
      declarations: [{ type: 'VariableDeclarator', id: node.param }],
    } as unknown as acorn.VariableDeclaration,
  ]))
    scope.declare(name, 'let');
  const inner = within(context, scope);
  const put = assign(inner, node.param, true);
  const run = statement(inner, node.body);
  return (frame, value) => {
    const outer = frame.scope;
    frame.scope = new Scope(outer, scope.names.size, vm.heap.epoch);
    put(frame, value);
    const jump = run(frame);
    frame.scope = outer;
    return jump;
  };
}
