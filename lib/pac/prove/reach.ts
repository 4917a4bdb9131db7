/**
 * Which functions a call of the entry point can run, found by name: a function counts as soon as any reachable code
 * mentions a name it goes by. Too many is safe, too few is not.
 */
import { present } from '../present.js';
import { childrenOf, isFunction, walk, type Node, type Program } from './syntax.js';

type Any = Node & Record<string, unknown>;

const nameOf = (node: unknown): string | null => {
  const part = node as Any | null | undefined;
  if (part?.type === 'Identifier' || part?.type === 'PrivateIdentifier') return part['name'] as string;
  if (part?.type === 'Literal') return String(part['value']);
  if (part?.type === 'MemberExpression') return nameOf(part['property']);
  return null;
};

interface FunctionInfo {
  readonly node: Node;
  /** Names it goes by; empty for a function that is passed on or called on the spot. */
  readonly names: Set<string>;
  readonly parent: Node;
  readonly immediate: boolean;
  /** Names mentioned in its own code, inner functions left out. */
  readonly mentions: Set<string>;
  /** Calls `object[expression](…)`: could be any function. */
  callsByKey: boolean;
}

function describe(node: Node, ancestors: readonly Node[], home: Node | null): FunctionInfo {
  const up = ancestors.at(-1) as Any;
  const names = new Set<string>();
  const own = nameOf((node as Any)['id']);
  if (own !== null) names.add(own);
  if (up.type === 'VariableDeclarator') names.add(nameOf(up['id']) ?? '');
  if (up.type === 'AssignmentExpression') names.add(nameOf(up['left']) ?? '');
  if (up.type === 'Property' || up.type === 'MethodDefinition' || up.type === 'PropertyDefinition') {
    names.add(nameOf(up['key']) ?? '');
  }
  names.delete('');
  const immediate = up.type === 'CallExpression' && up['callee'] === node;
  const parent = home ?? present(ancestors[0]);
  return { node, names, parent, immediate, mentions: new Set(), callsByKey: false };
}

export interface Reach {
  /** Functions that may run during a call of the entry point. */
  readonly reachable: ReadonlySet<Node>;
}

export function reachOf(program: Program): Reach {
  const infos = new Map<Node, FunctionInfo>();
  walk(program, (node, ancestors, around) => {
    if (isFunction(node)) infos.set(node, describe(node, ancestors, around));
    const home = around === null ? undefined : infos.get(around);
    if (home === undefined) return undefined;
    const name = node.type === 'Identifier' || node.type === 'Literal' ? nameOf(node) : null;
    if (name !== null) home.mentions.add(name);
    const callee = node.type === 'CallExpression' ? ((node as Any)['callee'] as Any) : null;
    if (callee?.type === 'MemberExpression' && callee['computed'] === true && nameOf(callee) === null)
      home.callsByKey = true;
    return undefined;
  });
  const all = [...infos.values()];
  const reachable = new Set<Node>();
  const queue: FunctionInfo[] = [];
  const add = (info: FunctionInfo): void => {
    if (reachable.has(info.node)) return;
    reachable.add(info.node);
    queue.push(info);
  };
  const entries = new Set(['FindProxyForURL', 'FindProxyForURLEx']);
  for (const info of all) {
    if ([...info.names].some((name) => entries.has(name))) add(info);
    // A nameless function at the top that is not called on the spot may be kept anywhere.
    else if (info.names.size === 0 && !info.immediate && info.parent === program) add(info);
  }
  // Entry points that are given another function's value, e.g. `FindProxyForURL = choose`.
  walk(program, (node) => {
    const parts = node as Any;
    const target =
      node.type === 'AssignmentExpression'
        ? parts['left']
        : node.type === 'VariableDeclarator'
          ? parts['id']
          : null;
    const value = node.type === 'AssignmentExpression' ? parts['right'] : parts['init'];
    if (target === null || !entries.has(nameOf(target) ?? '') || value === null || value === undefined)
      return undefined;
    for (const child of [value as Node, ...childrenOf(value as Node)]) {
      const name = nameOf(child);
      for (const info of all) if (name !== null && info.names.has(name)) add(info);
    }
    return undefined;
  });
  for (let info = queue.shift(); info !== undefined; info = queue.shift()) {
    const { node, mentions, callsByKey } = info;
    for (const other of all) {
      const mentioned = [...other.names].some((name) => mentions.has(name));
      if (callsByKey || mentioned || (other.parent === node && other.names.size === 0)) add(other);
    }
  }
  return { reachable };
}
