/**
 * Which statements can be reached and which can be left by falling through, from syntax alone.
 */
import { childrenOf, isFunction, type Node } from '../../syntax/parse.js';

type Any = Node & Record<string, unknown>;

/** Whether control can come out at the end of a statement. Loops count as left, unless their test is plainly true. */
export function fallsThrough(node: Any): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false;
    case 'BlockStatement':
      return (node['body'] as Any[]).every(fallsThrough);
    case 'IfStatement': {
      const otherwise = node['alternate'] as Any | null;
      return otherwise === null || fallsThrough(node['consequent'] as Any) || fallsThrough(otherwise);
    }
    case 'TryStatement': {
      const last = node['finalizer'] as Any | null;
      if (last !== null && !fallsThrough(last)) return false;
      const handler = node['handler'] as Any | null;
      return fallsThrough(node['block'] as Any) || (handler !== null && fallsThrough(handler['body'] as Any));
    }
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement': {
      const body = node['body'] as Any;
      if (breaksOut(body)) return true;
      if (node.type === 'DoWhileStatement' && !fallsThrough(body) && !continues(body)) return false;
      return !isPlainlyTrue(node['test'] as Any | null);
    }
    case 'LabeledStatement':
      return (
        fallsThrough(node['body'] as Any) || breaksOut(node['body'] as Any, (node['label'] as Any)['name'])
      );
    case 'SwitchStatement': {
      const cases = node['cases'] as Any[];
      const hasDefault = cases.some((one) => one['test'] === null);
      const last = cases.at(-1);
      if (!hasDefault || last === undefined || cases.some((one) => breaksOut(one))) return true;
      return (last['consequent'] as Any[]).every(fallsThrough);
    }
    default:
      return true;
  }
}

/** The test of a loop that is given none, or a constant. */
function isPlainlyTrue(test: Any | null): boolean {
  if (test === null) return true;
  if (test.type === 'UnaryExpression' && test['operator'] === '!') {
    const of = test['argument'] as Any;
    return of.type === 'Literal' && !of['value'];
  }
  return test.type === 'Literal' && Boolean(test['value']);
}

/** Whether a `break` in the statement leaves what is around it; with a label, one of that label. */
function breaksOut(node: Any, label?: unknown, isInner = false): boolean {
  if (node.type === 'BreakStatement') {
    const named = (node['label'] as Any | null)?.['name'];
    // A break with a label leaves some loop further out, and this one with it.
    return label === undefined ? !isInner || named !== undefined : named === label;
  }
  if (isFunction(node)) return false;
  const inner = isInner || /^(?:For|While|DoWhile|Switch)/.test(node.type);
  return (childrenOf(node) as Any[]).some((child) => breaksOut(child, label, inner));
}

function continues(node: Any): boolean {
  return (
    node.type === 'ContinueStatement' || (!isFunction(node) && (childrenOf(node) as Any[]).some(continues))
  );
}

/** Whether a statement does nothing where it stands, so that it may as well not be reached. */
function isIdle(statement: Any): boolean {
  if (statement.type === 'VariableDeclaration')
    return (
      statement['kind'] === 'var' && (statement['declarations'] as Any[]).every(({ init }) => init === null)
    );
  // `break` after the `return` of a case is a habit, and harmless.
  return /^(?:FunctionDeclaration|EmptyStatement|BreakStatement)$/.test(statement.type);
}

/** First statement of a list that comes after one that never falls through. */
export function unreachableIn(statements: readonly Any[]): Any | null {
  const at = statements.findIndex((statement) => !fallsThrough(statement));
  const rest = at === -1 ? [] : statements.slice(at + 1);
  return rest.find((statement) => !isIdle(statement)) ?? null;
}
