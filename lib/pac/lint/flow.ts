/**
 * Which statements can be reached and which can be left by falling through, from syntax alone.
 */
import { childrenOf, isFunction, type Node } from '../prove/syntax.js';

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
    case 'WhileStatement': {
      const test = node['test'] as Any;
      return !(test.type === 'Literal' && Boolean(test['value']) && !breaksOut(node['body'] as Any));
    }
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

function breaksOut(node: Any): boolean {
  if (node.type === 'BreakStatement') return true;
  if (isFunction(node) || /^(?:For|While|DoWhile|Switch)/.test(node.type)) return false;
  return (childrenOf(node) as Any[]).some(breaksOut);
}

/** First statement of each list that comes after one that never falls through. */
export function unreachableIn(statements: readonly Any[]): Any | null {
  const at = statements.findIndex((statement) => !fallsThrough(statement));
  const rest = at === -1 ? [] : statements.slice(at + 1);
  return (
    rest.find(
      (statement) => statement.type !== 'FunctionDeclaration' && statement.type !== 'EmptyStatement',
    ) ?? null
  );
}
