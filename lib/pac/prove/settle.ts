/**
 * Functions that keep what they worked out: a property made when it is first asked for, a table of earlier answers. What
 * such a function keeps does not depend on the call that kept it, or only by way of the key it is kept under; then an
 * earlier call left either nothing or what the function would put there now, and it is enough to run the function
 * twice on a path, once without and once with it, and to see that it answers the same.
 *
 * - `lazy`: only `this.p = …`; neither it nor anything it calls looks at an argument, the environment or other kept
 *   state
 * - `memo`: `table[key] = …`, where the key tells every argument the function looks at; the table may be emptied, and
 *   a counter may say when
 */
import { propertyName } from './properties.js';
import { isGlobal } from '../syntax/scopes.js';
import { isClosed, isCountShape, usesFit } from './settle-closed.js';
import { calledOn, keyOf } from './settle-key.js';
import {
  isEmptying,
  isOfThis,
  isSmallNumber,
  nameFor,
  type Keeping,
  type KeptWrite,
  type KeyPart,
  type Script,
  type Settled,
  type Unit,
} from './settle-script.js';
import type { Node } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

export const NOTHING_SETTLED: Settled = {
  units: [],
  properties: new Map(),
  variables: new Map(),
  writes: new Map(),
};

/** Names the language itself reads. */
const OF_THE_LANGUAGE =
  /^(?:length|lastIndex|constructor|prototype|__proto__|toString|valueOf|toJSON|name|message|index|input|source|flags|global|sticky|then|next|done|value|\d+)$/;

/** Nothing, where something is kept in another way, too. */
export function settledOf(
  found: Omit<Script, 'referenceOf' | 'writes'>,
  writes: readonly KeptWrite[],
): Settled {
  const byFunction = new Map<Node, KeptWrite[]>();
  for (const write of writes) byFunction.set(write.within, [...(byFunction.get(write.within) ?? []), write]);
  const referenceOf = new Map(found.all.map((reference) => [reference.node as Node, reference]));
  const script: Script = { ...found, referenceOf, writes: byFunction };
  if (found.all.some(({ node }) => /^(?:Reflect|Proxy|Symbol)$/.test(node.name))) return NOTHING_SETTLED;
  const units: Unit[] = [];
  const properties = new Map<string, Keeping>();
  const variables = new Map<Node, Keeping>();
  const kept = new Map<Node, number>();
  for (const [fn, made] of byFunction) {
    const unit = unitOf(fn as Any, made);
    if (unit === null) return NOTHING_SETTLED;
    for (const [name, as] of unit.names) {
      if (properties.has(name) || OF_THE_LANGUAGE.test(name)) return NOTHING_SETTLED;
      properties.set(name, { unit: units.length, as });
    }
    for (const node of unit.tableReferences) variables.set(node, { unit: units.length, as: 'table' });
    for (const { node } of made) kept.set(node, units.length);
    const { kind, name, key, objects } = unit;
    units.push({ fn, kind, name, key, objects });
  }
  // Called as a plain function, `this` is the global object, and the names are variables.
  if (script.all.some(({ node, scope }) => isGlobal(scope) && properties.has(node.name)))
    return NOTHING_SETTLED;
  const settled = { units, properties, variables, writes: kept };
  return usesFit(script, settled) ? settled : NOTHING_SETTLED;

  function unitOf(
    fn: Any,
    made: readonly KeptWrite[],
  ):
    | (Omit<Unit, 'fn'> & {
        names: Map<string, Keeping['as']>;
        tableReferences: Node[];
      })
    | null {
    if (
      !/^Function(?:Declaration|Expression)$/.test(fn.type) ||
      fn['generator'] === true ||
      fn['async'] === true
    )
      return null;
    if (!(fn['params'] as Any[]).every(({ type }) => type === 'Identifier')) return null;
    const names = new Map<string, Keeping['as']>();
    const tableReferences: Node[] = [];
    let key: readonly KeyPart[] | null = null;
    let kind: Unit['kind'] = 'lazy';
    for (const { node, base, ancestors } of made) {
      const up = ancestors.at(-1) as Any;
      const left = (node['left'] ?? node['argument']) as Any | undefined;
      if (left?.type !== 'MemberExpression') return null;
      const isSet = node.type === 'AssignmentExpression' && node['operator'] === '=';
      if (isSet && left['computed'] === true) {
        // table[key] = …
        const table = base.type === 'Identifier' ? referenceOf.get(base) : undefined;
        if (kind === 'memo' || up.type !== 'ExpressionStatement') return null;
        key = keyOf(script, fn, left['property'] as Any);
        kind = 'memo';
        if (key === null) return null;
        if (isOfThis(base)) names.set(propertyName(base), 'table');
        else if (table !== undefined && isGlobal(table.scope))
          tableReferences.push(
            ...script.all
              .filter((one) => isGlobal(one.scope) && one.node.name === table.node.name)
              .map((one) => one.node),
          );
        else return null;
      }
    }
    for (const { node, base, ancestors } of made) {
      const up = ancestors.at(-1) as Any;
      const left = (node['left'] ?? node['argument']) as Any;
      if (left['computed'] === true) {
        if (node.type === 'AssignmentExpression' && node['operator'] === '=') continue;
        return null;
      }
      if (base.type !== 'ThisExpression' || left.type !== 'MemberExpression') return null;
      const name = propertyName(left);
      const as = names.get(name);
      if (kind === 'lazy') {
        if (node.type !== 'AssignmentExpression' || node['operator'] !== '=' || as !== undefined) return null;
        names.set(name, 'lazy');
        continue;
      }
      if (up.type !== 'ExpressionStatement') return null;
      const isNumber = node.type === 'UpdateExpression' ? node['operator'] === '++' : isSmallNumber(node);
      if (as === 'table' ? !isEmptying(script, node) : !isNumber) return null;
      if (as === undefined) names.set(name, 'count');
    }
    const { name } = nameFor(fn, script.program);
    if (name === '') return null;
    const unit = { kind, name, key: key ?? [], objects: [], names, tableReferences };
    if (!isClosed(script, fn, unit)) return null;
    if (kind === 'lazy') return unit;
    if (script.callees.someUnknown || !isCountShape(script, fn, unit)) return null;
    const objects = calledOn(script, fn, name, unit.key);
    return objects === null ? null : { ...unit, objects };
  }
}
