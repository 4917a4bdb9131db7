/**
 * Which statements can be reached and which can be left by falling through, from syntax alone.
 */
import { childrenOf, isFunction, type AnyNode } from '../../syntax/parse.js';

/** Whether control can come out at the end of a statement. Loops count as left, unless their test is plainly true. */
export function fallsThrough(node: AnyNode): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false;
    case 'BlockStatement':
      return node.body.every(fallsThrough);
    case 'IfStatement': {
      return node.alternate == null || fallsThrough(node.consequent) || fallsThrough(node.alternate);
    }
    case 'TryStatement': {
      const { block, handler, finalizer } = node;
      if (finalizer != null && !fallsThrough(finalizer)) return false;
      return fallsThrough(block) || (handler != null && fallsThrough(handler.body));
    }
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement': {
      const { body } = node;
      if (breaksOut(body)) return true;
      if (node.type === 'DoWhileStatement' && !fallsThrough(body) && !continues(body)) return false;
      return !isPlainlyTrue(node.test);
    }
    case 'LabeledStatement':
      return fallsThrough(node.body) || breaksOut(node.body, node.label.name);
    case 'SwitchStatement': {
      const { cases } = node;
      const hasDefault = cases.some(({ test }) => test == null);
      const last = cases.at(-1);
      if (!hasDefault || last === undefined || cases.some((one) => breaksOut(one))) return true;
      return last.consequent.every(fallsThrough);
    }
    default:
      return true;
  }
}

/** The test of a loop that is given none, or a constant. */
function isPlainlyTrue(test: AnyNode | null | undefined): boolean {
  if (test == null) return true;
  if (test.type === 'UnaryExpression' && test.operator === '!')
    return test.argument.type === 'Literal' && !test.argument.value;
  return test.type === 'Literal' && Boolean(test.value);
}

/** Whether a `break` in the statement leaves what is around it; with a label, one of that label. */
function breaksOut(node: AnyNode, label?: string, isInner = false): boolean {
  if (node.type === 'BreakStatement') {
    const named = node.label?.name;
    // A break with a label leaves some loop further out, and this one with it.
    return label === undefined ? !isInner || named !== undefined : named === label;
  }
  if (isFunction(node)) return false;
  const inner = isInner || /^(?:For|While|DoWhile|Switch)/.test(node.type);
  return childrenOf(node).some((child) => breaksOut(child, label, inner));
}

function continues(node: AnyNode): boolean {
  return node.type === 'ContinueStatement' || (!isFunction(node) && childrenOf(node).some(continues));
}

/** Whether a statement does nothing where it stands, so that it may as well not be reached. */
function isIdle(statement: AnyNode): boolean {
  if (statement.type === 'VariableDeclaration')
    return statement.kind === 'var' && statement.declarations.every(({ init }) => init == null);
  // `break` after the `return` of a case is a habit, and harmless.
  return /^(?:FunctionDeclaration|EmptyStatement|BreakStatement)$/.test(statement.type);
}

/** First statement of a list that comes after one that never falls through. */
export function unreachableIn(statements: readonly AnyNode[]): AnyNode | null {
  const at = statements.findIndex((statement) => !fallsThrough(statement));
  const rest = at === -1 ? [] : statements.slice(at + 1);
  return rest.find((statement) => !isIdle(statement)) ?? null;
}
