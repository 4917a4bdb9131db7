/**
 * Values that nobody else holds: objects made where they stand, and local variables that hold nothing else. What is
 * written to those is gone with the call.
 */
import { calleeName } from './properties.js';
import type { Reference, Scope } from '../syntax/scopes.js';
import { isFunction, walk, type Node, type Program } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

/** Calls whose result is an object nobody else holds. */
const FRESH_CALLS =
  /^(?:split|slice|concat|map|filter|match|matchAll|exec|keys|values|entries|from|of|create|parse|Array|String|Number|Boolean|toLowerCase|toUpperCase|substring|substr|replace|trim|join|charAt|indexOf|toString)$/;

/** Names of the script's own functions, which mean something else than the language's of that name. */
export function ownFunctions(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (...nodes: readonly unknown[]): void => {
    for (const node of nodes as readonly (Any | null | undefined)[]) {
      if (node?.type === 'Identifier') names.add(node['name'] as string);
      if (node?.type === 'Literal') names.add(String(node['value']));
    }
  };
  walk(program, (node, ancestors) => {
    if (!isFunction(node)) return undefined;
    const up = ancestors.at(-1) as Any;
    const left = (up['left'] ?? up['id'] ?? up['key']) as Any | null | undefined;
    add((node as Any)['id'], left, left?.['property']);
    // A constructor that gives an object of its own choice.
    if (givesBack(node))
      for (const name of [(node as Any)['id'], left, left?.['property']] as (Any | null | undefined)[])
        if (name?.type === 'Identifier') names.add(`new ${name['name'] as string}`);
    return undefined;
  });
  // What an object holds, or a property is set to, can be a function that is written elsewhere.
  walk(program, (node) => {
    const { key, left, value, right } = node as Any as Record<string, Any | undefined>;
    const given = node.type === 'Property' ? value : node.type === 'AssignmentExpression' ? right : undefined;
    if (given !== undefined && !/^(?:Literal|TemplateLiteral|(?:Array|Object)Expression)$/.test(given.type))
      add(key, left?.['property']);
    return undefined;
  });
  return names;
}

/**
 * Functions that make an empty object and give it away: `function dict() { var d = {}; d.__proto__ = null; return d; }`.
 */
export function makersOf(program: Program): ReadonlySet<string> {
  const made = new Map<string, boolean>();
  walk(program, (node, ancestors, home) => {
    const parts = node as Any;
    const up = ancestors.at(-1) as Any | undefined;
    if (node.type === 'VariableDeclarator' || node.type === 'AssignmentExpression') {
      const target = (parts['id'] ?? parts['left']) as Any;
      if (target.type === 'Identifier') made.set(target['name'] as string, false);
    }
    if (!isFunction(node)) return undefined;
    const name = (parts['id'] as Any | null)?.['name'];
    if (typeof name === 'string')
      made.set(name, !made.has(name) && home === null && up?.type === 'Program' && makesEmpty(parts));
    for (const param of parts['params'] as Any[])
      if (param.type === 'Identifier') made.set(param['name'] as string, false);
    return undefined;
  });
  return new Set([...made].filter(([, is]) => is).map(([name]) => name));
}

function makesEmpty(fn: Any): boolean {
  const statements = (fn['body'] as Any)['body'] as Any[];
  const [first, ...rest] = statements;
  const last = rest.pop();
  const declarator = first?.type === 'VariableDeclaration' ? (first['declarations'] as Any[])[0] : undefined;
  const init = declarator?.['init'] as Any | null | undefined;
  const name = (declarator?.['id'] as Any | undefined)?.['name'];
  if (init?.type !== 'ObjectExpression' || (init['properties'] as Any[]).length > 0) return false;
  if ((first?.['declarations'] as Any[]).length !== 1 || (fn['params'] as Any[]).length > 0) return false;
  const result = last?.type === 'ReturnStatement' ? (last['argument'] as Any | null) : null;
  if (result?.type !== 'Identifier' || result['name'] !== name) return false;
  return rest.every((statement) => {
    const set = statement['expression'] as Any | undefined;
    const left = set?.['left'] as Any | undefined;
    const isOwn = (left?.['object'] as Any | undefined)?.['name'] === name && left?.['computed'] !== true;
    const isProto = (left?.['property'] as Any | undefined)?.['name'] === '__proto__';
    return (
      set?.type === 'AssignmentExpression' && isOwn && isProto && (set['right'] as Any).type === 'Literal'
    );
  });
}

function givesBack(fn: Node): boolean {
  let gives = false;
  walk(fn, (node) => {
    if (node !== fn && isFunction(node)) return false;
    gives ||= node.type === 'ReturnStatement' && (node as Any)['argument'] !== null;
    return undefined;
  });
  return gives;
}

export type IsFreshValue = (value: Any | null | undefined) => boolean;

export function isFreshValue(
  own: ReadonlySet<string>,
  makers: ReadonlySet<string>,
  value: Any | null | undefined,
): boolean {
  if (value === null || value === undefined) return true;
  if (
    /^(?:ArrayExpression|ObjectExpression|Literal|TemplateLiteral|BinaryExpression|UnaryExpression)$/.test(
      value.type,
    )
  ) {
    return true;
  }
  if (value.type === 'NewExpression')
    return !own.has(`new ${calleeName(value)}`) && calleeName(value) !== 'Object';
  const name = value.type === 'CallExpression' ? calleeName(value) : '';
  if (makers.has(name)) return (value['callee'] as Any).type === 'Identifier';
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
