/**
 * Fields and private methods of classes of the loaded script. Classes that calls make are not modelled.
 */
import type * as acorn from 'acorn';
import { keyOf } from './assignment.js';
import type { ClosureShape, Site } from './callable.js';
import { lineOf } from './changes.js';
import { evaluate } from './expressions.js';
import { key, type Keys } from './keys.js';
import { closureOf } from './literals.js';
import type { AbstractObject } from './object.js';
import type { Run } from './run.js';
import type { Search } from './search.js';
import { objectValue, UNDEFINED, type AbstractValue } from './value.js';

type Member = acorn.MethodDefinition | acorn.PropertyDefinition;

/** Gives what a class makes its fields. */
export function initializeFields(
  search: Search,
  callee: AbstractObject,
  shape: ClosureShape,
  made: AbstractValue,
  site: Site,
): void {
  if (!('superClass' in shape.node)) return;
  const prototypes = search.read(objectValue(callee), key('prototype'), site);
  const [home] = prototypes.objects;
  for (const member of shape.node.body.body) {
    if (member.type === 'StaticBlock' || member.static) continue;
    const isPrivate = member.key.type === 'PrivateIdentifier';
    if (member.type === 'MethodDefinition' && !isPrivate) continue;
    initialize(search, member, { ...shape, home: home ?? null }, made, site);
  }
}

function initialize(
  search: Search,
  member: Member,
  shape: ClosureShape,
  made: AbstractValue,
  site: Site,
): void {
  // Its value is worked out as if by a method of the object.
  const unit = search.unitOf({
    ...shape,
    node: member as acorn.PropertyDefinition,
    how: 'method',
    isStrict: true,
    lexical: null,
  });
  unit.self.add(made);
  const run: Run = { search, unit, block: shape.block, isStrict: true, privates: shape.privates };
  const keys = memberKey(run, member);
  const line = lineOf(site.node);
  if (member.type === 'PropertyDefinition') {
    const value = member.value == null ? UNDEFINED : evaluate(run, member.value);
    for (const object of made.objects) object.write(keys, value, line);
    return;
  }
  const fn = closureOf(run, member.value, 'method', shape.home);
  for (const object of made.objects) {
    if (member.kind === 'get' || member.kind === 'set') {
      if (object.isOld) search.stop('an object of an earlier call is given accessors', site.node);
      for (const one of keys.known) object.accessorAt(member.kind, one).add(fn);
    } else object.write(keys, fn, line);
  }
}

function memberKey(run: Run, member: Member): Keys {
  if (member.key.type !== 'PrivateIdentifier') return keyOf(run, member);
  const symbol = run.privates.get(member.key.name);
  if (symbol === undefined) run.search.stop('a private name is not known', member);
  return key(symbol ?? '');
}
