/**
 * Whether the key under which a function keeps its answers tells what it was asked: what the key is put together from,
 * and what the function is called on and given, everywhere in the file.
 */
import { calleeName } from './properties.js';
import { isGlobal } from '../syntax/scopes.js';
import { isOfThis, nameFor, nameOf, type KeyPart, type Script } from './settle-script.js';
import { isFunction, walk, type Node } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

const TEXT_METHODS = /^(?:toLowerCase|toUpperCase|substring|substr|replace|trim|charAt|join)$/;

/** The pieces a key is put together from; `null` where they are not plain. */
export function keyOf(script: Script, fn: Any, node: Any): KeyPart[] | null {
  const params = (fn['params'] as Any[]).map(nameOf);
  const isUnchanged = (name: string): boolean =>
    !script.all.some(({ node: one, scope, writes: set }) => set && one.name === name && scope?.owner === fn);
  if (node.type === 'BinaryExpression' && node['operator'] === '+') {
    const left = keyOf(script, fn, node['left'] as Any);
    const right = keyOf(script, fn, node['right'] as Any);
    return left === null || right === null ? null : [...left, ...right];
  }
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : null;
  if (node.type !== 'Identifier' || !isUnchanged(nameOf(node))) return null;
  const at = params.indexOf(nameOf(node));
  if (script.referenceOf.get(node)?.scope?.owner !== fn) return null;
  if (at !== -1) return [at];
  const inits: Any[] = [];
  walk(fn, (one) => {
    const parts = one as Any;
    if (one.type === 'VariableDeclarator' && nameOf(parts['id'] as Any) === nameOf(node))
      inits.push(parts['init'] as Any);
    return undefined;
  });
  const [init] = inits;
  return inits.length === 1 && init?.type === 'BinaryExpression' ? keyOf(script, fn, init) : null;
}

/** The objects of the file that it is called on; `null` where some call is another, or gives no text for the key. */
export function calledOn(script: Script, fn: Any, name: string, key: readonly KeyPart[]): string[] | null {
  const objects = new Set<string>();
  let isFine = true as boolean;
  walk(script.program, (node, ancestors) => {
    const one = node as Any;
    const up = ancestors.at(-1) as Any | undefined;
    if (
      (node.type === 'Identifier' || node.type === 'Literal') &&
      (nameOf(one) === name || one['value'] === name)
    ) {
      const call =
        up?.type === 'MemberExpression' && up['property'] === node ? (ancestors.at(-2) as Any) : up;
      const isDefinition =
        up !== undefined &&
        ((isFunction(up) && up['id'] === node) ||
          (up['key'] === node && isFunction(up['value'] as Node)) ||
          (up['id'] === node && isFunction((up['init'] ?? up) as Node)));
      if (isDefinition) return undefined;
      if (call?.type !== 'CallExpression' || (call['callee'] !== node && call['callee'] !== up)) {
        isFine = false;
        return undefined;
      }
      const callee = call['callee'] as Any;
      const object = callee.type === 'MemberExpression' ? (callee['object'] as Any) : null;
      const reference = object === null ? undefined : script.referenceOf.get(object);
      if (
        object !== null &&
        !(reference !== undefined && isGlobal(reference.scope) && !script.kept.has(object))
      )
        isFine = false;
      objects.add(object === null ? '' : nameOf(object));
      const given = call['arguments'] as Any[];
      for (const part of key) if (typeof part === 'number' && !isText(script, given[part])) isFine = false;
    }
    return undefined;
  });
  const usesThis = (script.writes.get(fn) ?? []).some(
    ({ base }) => isOfThis(base) || base.type === 'ThisExpression',
  );
  if (!isFine || (usesThis && objects.has(''))) return null;
  return [...objects].filter((object) => object !== '');
}

/** Nothing but the client calls an entry point. */
export function isCalledByClient(script: Script, name: string): boolean {
  return !script.all.some(({ node, parent, reads }) => {
    const isLookedAt = parent.type === 'UnaryExpression';
    return node.name === name && reads && !isLookedAt;
  });
}

export function isText(script: Script, value: Any | undefined): boolean {
  if (value === undefined) return false;
  if (value.type === 'Literal') return typeof value['value'] === 'string';
  if (value.type === 'BinaryExpression')
    return (
      value['operator'] === '+' &&
      (isText(script, value['left'] as Any) || isText(script, value['right'] as Any))
    );
  if (value.type === 'CallExpression') {
    const callee = value['callee'] as Any;
    const name = calleeName(value);
    return callee.type === 'MemberExpression' && TEXT_METHODS.test(name) && !script.own.has(name);
  }
  if (value.type !== 'Identifier') return false;
  const reference = script.referenceOf.get(value);
  const owner = reference?.scope?.owner as Any | undefined;
  if (owner === undefined || !isFunction(owner)) return false;
  const { name, count } = nameFor(owner, script.program);
  const isEntry = /^FindProxyForURL(?:Ex)?$/.test(name) && count === 1 && isCalledByClient(script, name);
  const at = (owner['params'] as Any[]).findIndex((param) => nameOf(param) === nameOf(value));
  const isSet = script.all.some(
    ({ node, scope, writes: set }) => set && scope === reference?.scope && node.name === nameOf(value),
  );
  return isEntry && at !== -1 && at < 2 && !isSet;
}
