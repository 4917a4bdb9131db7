/**
 * What is looked at to find functions that keep what they worked out (settle.ts), and the small questions about it.
 */
import type { IsFreshValue } from './fresh.js';
import { calleeName } from './properties.js';
import type { Callees } from './reach.js';
import type { Reference } from '../syntax/scopes.js';
import { isFunction, walk, type Node, type Program } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

/** A piece of a key: a text, or the number of a parameter. */
export type KeyPart = string | number;

export interface Unit {
  readonly fn: Node;
  readonly kind: 'lazy' | 'memo';
  readonly name: string;
  readonly key: readonly KeyPart[];
  /** The objects of the file that a `memo` is called on. */
  readonly objects: readonly string[];
}

/** What a property name, or a variable, is kept for. */
export interface Keeping {
  readonly unit: number;
  readonly as: 'lazy' | 'table' | 'count';
}

export interface Settled {
  readonly units: readonly Unit[];
  readonly properties: ReadonlyMap<string, Keeping>;
  /** References to a variable that is such a table. */
  readonly variables: ReadonlyMap<Node, Keeping>;
  /** Assignments that keep something, and the unit. */
  readonly writes: ReadonlyMap<Node, number>;
}

/** A write to something that outlives the call. */
export interface KeptWrite {
  readonly node: Any;
  readonly base: Any;
  readonly within: Node;
  readonly ancestors: readonly Node[];
}

/** What the names of one function are kept for, and the references to its table where that is a variable. */
export interface Names {
  readonly names: ReadonlyMap<string, Keeping['as']>;
  readonly tableReferences: readonly Node[];
}

export interface Script {
  readonly program: Program;
  readonly all: readonly Reference[];
  readonly reachable: ReadonlySet<Node>;
  readonly callees: Callees;
  /** References to variables that calls write. */
  readonly kept: ReadonlySet<Node>;
  readonly isNew: IsFreshValue;
  /** Names of the script's own functions. */
  readonly own: ReadonlySet<string>;
  readonly referenceOf: ReadonlyMap<Node, Reference>;
  /** What each function keeps. */
  readonly writes: ReadonlyMap<Node, readonly KeptWrite[]>;
}

export const nameOf = (node: Any): string => (node['name'] as string | undefined) ?? '';
export const isPlainMember = (node: Any): boolean =>
  node.type === 'MemberExpression' && node['computed'] !== true;
export const isOfThis = (node: Any): boolean =>
  isPlainMember(node) && (node['object'] as Any).type === 'ThisExpression';

/** `{}`, `Object.create(null)` or a call without arguments of a function that makes such a thing. */
export function isEmptyTable(script: Script, value: Any): boolean {
  if (value.type === 'ObjectExpression') return (value['properties'] as Any[]).length === 0;
  if (value.type !== 'CallExpression' || !script.isNew(value)) return false;
  const given = value['arguments'] as Any[];
  return calleeName(value) === 'create'
    ? given.length === 1 && given[0]?.type === 'Literal'
    : given.length === 0 && (value['callee'] as Any).type === 'Identifier';
}

export function isEmptying(script: Script, node: Any): boolean {
  const right = node['right'] as Any | undefined;
  if (node.type !== 'AssignmentExpression' || node['operator'] !== '=' || right === undefined) return false;
  return isEmptyTable(script, right);
}

export function isSmallNumber(node: Any): boolean {
  const right = node['right'] as Any | undefined;
  if (node.type !== 'AssignmentExpression' || right?.type !== 'Literal' || typeof right['value'] !== 'number')
    return false;
  return (
    (node['operator'] === '=' || node['operator'] === '+=') &&
    Number.isInteger(right['value']) &&
    right['value'] >= 0 &&
    right['value'] < 1e6
  );
}

/** The name a function goes by, and how many functions do. */
export function nameFor(fn: Node, program: Program): { readonly name: string; readonly count: number } {
  const names = new Map<Node, string>();
  walk(program, (node, ancestors) => {
    if (!isFunction(node)) return undefined;
    const up = ancestors.at(-1) as Any;
    const id = (node as Any)['id'] as Any | null;
    const key =
      up.type === 'Property' || up.type === 'VariableDeclarator'
        ? ((up['key'] ?? up['id']) as Any)
        : up.type === 'AssignmentExpression'
          ? (up['left'] as Any)
          : null;
    const target =
      key?.type === 'MemberExpression' && key['computed'] !== true ? (key['property'] as Any) : key;
    const name =
      target === null ? (id === null ? '' : nameOf(id)) : up['computed'] === true ? '' : nameOf(target);
    names.set(node, name);
    return undefined;
  });
  const name = names.get(fn) ?? '';
  const count = [...names.values()].filter((other) => other === name).length;
  return { name, count };
}
