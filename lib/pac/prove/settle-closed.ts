/**
 * Whether what a function keeps depends on nothing of the call but its key, and whether what it keeps is used in no way
 * that is not watched.
 */
import { isUsedAtOnce, propertyName, remembers } from './properties.js';
import {
  isEmptyTable,
  isOfThis,
  isPlainMember,
  isSmallNumber,
  nameOf,
  type Names,
  type Script,
  type Settled,
  type Unit,
} from './settle-script.js';
import { isFunction, walk, type Node } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

/** What differs from call to call, and code that is not seen. */
const OF_THE_CALL = new Set(
  `myIpAddress myIpAddressEx dnsResolve dnsResolveEx isResolvable isResolvableEx isInNet isInNetEx weekdayRange
  dateRange timeRange Date eval Function arguments globalThis self window`.split(/\s+/),
);

/** Nothing it does, itself or in what it calls, depends on the call but by `this` and the parts of its key. */
export function isClosed(script: Script, fn: Any, unit: Names & Pick<Unit, 'kind' | 'key'>): boolean {
  const params = (fn['params'] as Any[]).map(nameOf);
  const known = new Set(unit.key.filter((part) => typeof part === 'number').map((at) => params[at]));
  const counts = new Set([...unit.names].filter(([, as]) => as !== 'lazy').map(([name]) => name));
  const parts = script.callees.from(fn);
  if (parts === null) return false;
  for (const part of parts) {
    if (part !== fn && script.writes.has(part)) {
      // What another such function keeps is run twice on its own; a table needs its own arguments to be told.
      if (
        script.writes
          .get(part)
          ?.some(({ node }) => ((node['left'] ?? node['argument']) as Any)['computed'] === true)
      )
        return false;
    }
    let isFine = true as boolean;
    walk(part, (node, ancestors) => {
      if (node !== part && isFunction(node) && parts.has(node)) return false;
      const one = node as Any;
      const reference = script.referenceOf.get(node);
      if (reference !== undefined && !unit.tableReferences.includes(node)) {
        const { scope } = reference;
        const name = reference.node.name;
        if (scope === null && OF_THE_CALL.has(name)) isFine = false;
        if (name === 'arguments') isFine = false;
        // How a counter of its own may be used is looked at below.
        if (script.kept.has(node) && (part !== fn || unit.kind === 'lazy')) isFine = false;
        if (scope !== null && script.reachable.has(scope.owner) && !parts.has(scope.owner)) isFine = false;
        if (scope?.owner === fn && params.includes(name) && !known.has(name)) isFine = false;
      }
      if (node.type === 'MemberExpression') {
        const name = propertyName(one);
        if (OF_THE_CALL.has(name) || /^(?:random|now|caller|callee)$/.test(name)) isFine = false;
        if (part !== fn && counts.has(name)) isFine = false;
      }
      if (remembers(one) && !isUsedAtOnce(node, ancestors)) isFine = false;
      return undefined;
    });
    if (!isFine) return false;
  }
  return true;
}

/** A counter only counts, and says when the table is emptied: `if (this.n >= 1000) { this.table = {}; this.n = 0; }` */
export function isCountShape(script: Script, fn: Any, unit: Names): boolean {
  const isCounter = (node: Any): boolean =>
    node.type === 'Identifier'
      ? script.kept.has(node) && !unit.tableReferences.includes(node)
      : isPlainMember(node) && unit.names.get(propertyName(node)) === 'count';
  const isCounting = (node: Any): boolean =>
    /^(?:Update|Assignment)Expression$/.test(node.type) &&
    isCounter((node['argument'] ?? node['left']) as Any) &&
    (node.type === 'UpdateExpression' || isSmallNumber(node));
  const isReset = (statement: Any): boolean => {
    const set = statement['expression'] as Any | undefined;
    if (set?.type !== 'AssignmentExpression' || set['operator'] !== '=') return false;
    const left = set['left'] as Any;
    if (isCounter(left)) return isSmallNumber(set);
    const isTable =
      unit.tableReferences.includes(left) ||
      (isOfThis(left) && unit.names.get(propertyName(left)) === 'table');
    return isTable && isEmptyTable(script, set['right'] as Any);
  };
  let isFine = true as boolean;
  walk(fn, (node, ancestors) => {
    const one = node as Any;
    if (!isCounter(one)) return undefined;
    if (node.type === 'MemberExpression' && !isOfThis(one)) isFine = false;
    const up = ancestors.at(-1) as Any;
    const branch = ancestors.at(-2) as Any;
    if (isCounting(up) && branch.type === 'ExpressionStatement') return undefined;
    const isTest = up.type === 'BinaryExpression' && branch.type === 'IfStatement' && branch['test'] === up;
    const body = branch['consequent'] as Any | undefined;
    const statements = body?.type === 'BlockStatement' ? (body['body'] as Any[]) : [body];
    if (
      !isTest ||
      branch['alternate'] !== null ||
      !statements.every((part) => part !== undefined && isReset(part))
    )
      isFine = false;
    return undefined;
  });
  return isFine;
}

/** Nothing takes hold of a table, and every name is used only in ways that are watched. */
export function usesFit(script: Script, { properties: names, variables: tables }: Settled): boolean {
  let isFine = true as boolean;
  const isTableUse = (node: Any, ancestors: readonly Node[]): boolean => {
    const up = ancestors.at(-1) as Any;
    if (up.type === 'MemberExpression' && up['object'] === node) {
      const call = ancestors.at(-2) as Any;
      const isTarget =
        call.type === 'UpdateExpression' ||
        (call.type === 'UnaryExpression' && call['operator'] === 'delete') ||
        (call.type === 'AssignmentExpression' && call['left'] === up && call['operator'] !== '=');
      if (up['computed'] === true)
        return (
          !isTarget &&
          !(call.type === 'CallExpression' && call['callee'] === up) &&
          !/Pattern$|^For(?:In|Of)Statement$/.test(call.type)
        );
      return (
        propertyName(up) === 'hasOwnProperty' &&
        call.type === 'CallExpression' &&
        call['callee'] === up &&
        (call['arguments'] as Any[]).length === 1
      );
    }
    if (up.type === 'BinaryExpression') return up['operator'] === 'in' && up['right'] === node;
    if (up.type === 'AssignmentExpression')
      return (
        up['left'] === node &&
        up['operator'] === '=' &&
        isEmptyTable(script, up['right'] as Any) &&
        ancestors.at(-2)?.type === 'ExpressionStatement'
      );
    return false;
  };
  walk(script.program, (node, ancestors) => {
    const one = node as Any;
    const up = ancestors.at(-1) as Any | undefined;
    if (node.type === 'MemberExpression' && one['computed'] !== true) {
      const keeping = names.get(propertyName(one));
      if (keeping === undefined) return undefined;
      if (up?.type === 'CallExpression' && up['callee'] === node) isFine = false;
      if (one['optional'] === true || (one['object'] as Any).type === 'Super') isFine = false;
      if (keeping.as === 'table' && !isTableUse(one, ancestors)) isFine = false;
    }
    if (node.type === 'Property' && up?.type === 'ObjectExpression' && one['computed'] !== true) {
      const key = one['key'] as Any;
      const keeping = names.get(key.type === 'Identifier' ? nameOf(key) : String(key['value']));
      const value = one['value'] as Any;
      if (
        keeping?.as === 'table' &&
        !(value.type === 'Literal' && value['value'] === null) &&
        !isEmptyTable(script, value)
      )
        isFine = false;
      if (keeping !== undefined && one['kind'] !== 'init') isFine = false;
    }
    if (tables.has(node) && !isTableUse(one, ancestors)) isFine = false;
    return undefined;
  });
  // The declaration of a table that is a variable.
  const tableNames = new Set([...tables.keys()].map((node) => nameOf(node as Any)));
  walk(script.program, (node, _ancestors, home) => {
    const one = node as Any;
    if (node.type !== 'VariableDeclarator' || !tableNames.has(nameOf(one['id'] as Any))) return undefined;
    const init = one['init'] as Any | null;
    if (home === null && init !== null && !isEmptyTable(script, init)) isFine = false;
    return undefined;
  });
  return isFine;
}
