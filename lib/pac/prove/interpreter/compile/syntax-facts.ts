/**
 * Facts about pieces of a script that need no running.
 */
import type * as acorn from 'acorn';

/** Whether a list of statements begins with `"use strict"`. */
export function isStrictBody(body: readonly (acorn.Statement | acorn.ModuleDeclaration)[]): boolean {
  for (const node of body) {
    if (node.type !== 'ExpressionStatement' || node.directive === undefined) return false;
    if (node.directive === 'use strict') return true;
  }
  return false;
}

/** What stands in parentheses. */
export function withoutParentheses(node: acorn.Expression): acorn.Expression {
  let at = node;
  while (at.type === 'ParenthesizedExpression') at = at.expression;
  return at;
}

/** A chain that ends before the call, and yet gives it its `this`: `(a?.b)()`. */
export const isChainCalled = (callee: acorn.Expression): boolean => {
  const inner = withoutParentheses(callee);
  return inner.type === 'ChainExpression' && inner.expression.type === 'MemberExpression';
};
export const CHAIN_CALLED = 'a call of `(a?.b)` is not modelled';

/** The `length` of a function: its parameters before the first that has a default value or takes the rest. */
export function lengthOf(params: readonly acorn.Pattern[]): number {
  const end = params.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
  return end === -1 ? params.length : end;
}

/** The nodes directly below one. */
export function children(node: acorn.AnyNode): acorn.AnyNode[] {
  const found: acorn.AnyNode[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) found.push(...value.filter(isNode));
    else if (isNode(value)) found.push(value);
  }
  return found;
}

function isNode(value: unknown): value is acorn.AnyNode {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

/** Whether a function, or an arrow of it, asks for `arguments`. */
export function mentionsArguments(fn: acorn.AnyNode): boolean {
  const queue = children(fn);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node.type === 'Identifier' && node.name === 'arguments') return true;
    if (node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration') continue;
    queue.push(...children(node));
  }
  return false;
}
