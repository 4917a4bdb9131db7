/**
 * Values that nobody else holds: objects made where they stand, and local variables that hold nothing else. What is
 * written to those is gone with the call.
 */
import { calleeName } from './properties.js';
import type { Reference, Scope } from './scopes.js';
import { isFunction, walk, type Node, type Program } from './syntax.js';

type Any = Node & Record<string, unknown>;

/** Calls whose result is an object nobody else holds. */
const FRESH_CALLS =
  /^(?:split|slice|concat|map|filter|match|matchAll|exec|keys|values|entries|from|of|create|parse|Array|Object|String|Number|Boolean|toLowerCase|toUpperCase|substring|substr|replace|trim|join|charAt|indexOf|toString)$/;

/** Names of the script's own functions, which mean something else than the language's of that name. */
export function ownFunctions(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  walk(program, (node, ancestors) => {
    if (!isFunction(node)) return undefined;
    const up = ancestors.at(-1) as Any;
    const left = (up['left'] ?? up['id'] ?? up['key']) as Any | null | undefined;
    for (const name of [(node as Any)['id'] as Any | null, left, left?.['property'] as Any | undefined])
      if (name?.type === 'Identifier') names.add(name['name'] as string);
    return undefined;
  });
  return names;
}

export type IsFreshValue = (value: Any | null | undefined) => boolean;

export function isFreshValue(own: ReadonlySet<string>, value: Any | null | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (
    /^(?:ArrayExpression|ObjectExpression|Literal|TemplateLiteral|NewExpression|BinaryExpression|UnaryExpression)$/.test(
      value.type,
    )
  ) {
    return true;
  }
  const name = value.type === 'CallExpression' ? calleeName(value) : '';
  return FRESH_CALLS.test(name) && !own.has(name);
}

/** Local variables of each function that only ever hold objects made there. */
export function freshLocals(
  program: Program,
  all: readonly Reference[],
  isFreshValue: IsFreshValue,
): (node: Any, within: Node) => boolean {
  const held = new Map<Scope, Map<string, boolean>>();
  const note = (scope: Scope, name: string, fresh: boolean): void => {
    const names = held.get(scope) ?? new Map<string, boolean>();
    names.set(name, (names.get(name) ?? true) && fresh);
    held.set(scope, names);
  };
  const scopeOf = new Map<Node, Scope>();
  for (const { node, parent, scope, writes } of all) {
    if (scope === null) continue;
    scopeOf.set(node, scope);
    if (!writes) continue;
    const value = parent.type === 'AssignmentExpression' ? ((parent as Any)['right'] as Any) : null;
    note(scope, node.name, parent.type === 'AssignmentExpression' && isFreshValue(value));
  }
  // `var x = value`: the declaration is no reference, so its value is matched by name within the same function.
  const declared = new Map<Node, Map<string, boolean>>();
  walk(program, (node, ancestors, around) => {
    const parts = node as Any;
    if (node.type !== 'VariableDeclarator') return undefined;
    const home = around ?? program;
    const names = declared.get(home) ?? new Map<string, boolean>();
    const inLoopHead = /^For(?:In|Of)Statement$/.test(ancestors.at(-2)?.type ?? '');
    const name = (parts['id'] as Any)['name'];
    if (typeof name === 'string') {
      names.set(name, (names.get(name) ?? true) && !inLoopHead && isFreshValue(parts['init'] as Any | null));
    }
    declared.set(home, names);
    return undefined;
  });
  return (node, within) => {
    const scope = scopeOf.get(node);
    if (node.type !== 'Identifier' || scope?.owner !== within || !isFunction(within)) return false;
    const name = node['name'] as string;
    const isDeclared = declared.get(within)?.get(name);
    return isDeclared === true && held.get(scope)?.get(name) !== false;
  };
}
