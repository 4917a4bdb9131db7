/**
 * What names of a script can stand for, as far as declarations tell.
 */
import { isFunction, walk, type Node, type Program } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

export interface Declared {
  readonly name: string;
  readonly home: Node;
  readonly init: Any | null;
  /** It stands in the function itself and not under a condition. */
  readonly isAtOnce: boolean;
  readonly at: number;
}

/** Names with a meaning inside some function, what local variables are declared with, and functions by name. */
export function namesOf(program: Program): {
  readonly locals: ReadonlySet<string>;
  /** Names that hold something else than what a `var` declares or an assignment gives. */
  readonly others: ReadonlySet<string>;
  readonly declared: readonly Declared[];
  readonly functions: ReadonlyMap<string, readonly Any[]>;
} {
  const locals = new Set<string>();
  const others = new Set<string>();
  const declared: Declared[] = [];
  const functions = new Map<string, Any[]>();
  walk(program, (node, ancestors, home) => {
    const parts = node as Any;
    const up = ancestors.at(-1) as Any | undefined;
    if (node.type === 'Identifier' && home !== null && up !== undefined) {
      const isBound =
        (isFunction(up) && up['body'] !== node) ||
        /^(?:VariableDeclarator|CatchClause|ClassDeclaration|ClassExpression|Property|AssignmentPattern|RestElement|ArrayPattern)$/.test(
          up.type,
        );
      const name = parts['name'] as string;
      if (isBound && up['init'] !== node && up['value'] !== node) locals.add(name);
      if (/^(?:CatchClause|Class\w+|\w+Pattern|RestElement)$/.test(up.type)) others.add(name);
    }
    if (node.type === 'FunctionDeclaration' && home === null) {
      const name = (parts['id'] as Any)['name'] as string;
      functions.set(name, [...(functions.get(name) ?? []), parts]);
    } else if (isFunction(node)) {
      const own = (parts['id'] as Any | null)?.['name'];
      if (typeof own === 'string') {
        locals.add(own);
        others.add(own);
      }
    }
    if (node.type === 'VariableDeclarator' && home === null) {
      // A variable of that name can hold another function.
      const name = (parts['id'] as Any)['name'];
      if (typeof name === 'string') functions.set(name, [...(functions.get(name) ?? []), parts, parts]);
    }
    const name = (parts['id'] as Any | undefined)?.['name'];
    if (node.type !== 'VariableDeclarator' || home === null || typeof name !== 'string') return undefined;
    const isInLoopHead = /^For(?:In|Of)Statement$/.test(ancestors.at(-2)?.type ?? '');
    const init = parts['init'] as Any | null;
    const body = ancestors.at(-2);
    const isAtOnce = body?.type === 'BlockStatement' && ancestors.at(-3) === home;
    // What a loop goes through is no value of ours: as if declared with something unknown.
    declared.push({ name, home, init: isInLoopHead ? (node as Any) : init, isAtOnce, at: node.start });
    return undefined;
  });
  return { locals, others, declared, functions };
}
