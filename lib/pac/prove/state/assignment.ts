/**
 * Assignments, updates, and patterns that take values apart.
 */
import type * as acorn from 'acorn';
import { applied, evaluate, keysIn, placeOf, SHORTCUTS } from './expressions.js';
import { iterated } from './iterate.js';
import { ANY_KEY, key, type Keys } from './keys.js';
import { listAt } from './native-results.js';
import { readName, writeName } from './names.js';
import { binary, toNumber } from './operators.js';
import { siteOf, type Run } from './run.js';
import { copyAll } from './special-natives.js';
import { join, known, NOTHING, objectValue, UNDEFINED, type AbstractValue } from './value.js';

interface Place {
  readonly value: AbstractValue;
  write(value: AbstractValue): void;
}

/** A place that is read and written, its parts looked at once. */
function placeAt(run: Run, target: acorn.AnyNode): Place {
  if (target.type === 'ParenthesizedExpression') return placeAt(run, target.expression);
  if (target.type === 'Identifier')
    return {
      value: readName(run, target, false),
      write: (value) => {
        writeName(run, target, value, false);
      },
    };
  if (target.type !== 'MemberExpression') {
    run.search.stop(`${target.type} cannot be written`, target);
    return { value: NOTHING, write: () => undefined };
  }
  const { from, self } = placeOf(run, target);
  const keys = keysIn(run, target);
  return {
    value: run.search.read(from, keys, siteOf(run, target), self),
    write: (value) => {
      writeMember(run, target, keys, self, from, value);
    },
  };
}

/** `super.x = …` looks for setters above, and writes `this`. */
function writeMember(
  run: Run,
  node: acorn.MemberExpression,
  keys: Keys,
  self: AbstractValue,
  from: AbstractValue,
  value: AbstractValue,
): void {
  const site = siteOf(run, node);
  run.search.write(self, keys, value, site);
  if (from !== self) run.search.callSetters(from, keys, self, value, site);
}

export function update(run: Run, node: acorn.UpdateExpression): AbstractValue {
  const place = placeAt(run, node.argument);
  const before = toNumber(run.search.primitive(place.value, siteOf(run, node)));
  const after = binary(node.operator === '++' ? '+' : '-', before, known(1)) ?? NOTHING;
  place.write(after);
  return node.prefix ? after : before;
}

export function assignment(run: Run, node: acorn.AssignmentExpression): AbstractValue {
  const { left, operator } = node;
  if (operator === '=') {
    const value = evaluate(run, node.right);
    assign(run, left, value, false);
    return value;
  }
  const place = placeAt(run, left);
  const shortcut = SHORTCUTS[operator.slice(0, -1) as acorn.LogicalOperator] as
    (typeof SHORTCUTS)['||'] | undefined;
  if (shortcut === undefined) {
    const result = applied(run, node, place.value, evaluate(run, node.right));
    place.write(result);
    return result;
  }
  if (!shortcut.goesOn(place.value)) return shortcut.ends(place.value);
  const value = evaluate(run, node.right);
  place.write(value);
  return join(shortcut.ends(place.value), value);
}

/** `isInitial`: by a declaration. */
export function assign(run: Run, pattern: acorn.AnyNode, value: AbstractValue, isInitial: boolean): void {
  switch (pattern.type) {
    case 'Identifier':
      writeName(run, pattern, value, isInitial);
      return;
    case 'MemberExpression': {
      const { from, self } = placeOf(run, pattern);
      writeMember(run, pattern, keysIn(run, pattern), self, from, value);
      return;
    }
    case 'AssignmentPattern':
      assign(run, pattern.left, withDefault(run, value, pattern.right), isInitial);
      return;
    case 'ArrayPattern':
      arrayPattern(run, pattern, value, isInitial);
      return;
    case 'ObjectPattern':
      objectPattern(run, pattern, value, isInitial);
      return;
    case 'ParenthesizedExpression':
      assign(run, pattern.expression, value, isInitial);
      return;
    default:
      run.search.stop(`${pattern.type} cannot be written`, pattern);
  }
}

function withDefault(run: Run, value: AbstractValue, fallback: acorn.Expression): AbstractValue {
  const given = value.with({ known: new Set([...value.known].filter((one) => one !== undefined)) });
  return join(given, evaluate(run, fallback));
}

function arrayPattern(run: Run, node: acorn.ArrayPattern, value: AbstractValue, isInitial: boolean): void {
  const element = iterated(run.search, value, siteOf(run, node));
  for (const part of node.elements) {
    if (part === null) continue;
    if (part.type !== 'RestElement') assign(run, part, join(element, UNDEFINED), isInitial);
    else assign(run, part.argument, restOf(run, part, element), isInitial);
  }
}

export function restOf(run: Run, node: acorn.RestElement, element: AbstractValue): AbstractValue {
  return objectValue(listAt(run.search, siteOf(run, node), 'rest', element));
}

function objectPattern(run: Run, node: acorn.ObjectPattern, value: AbstractValue, isInitial: boolean): void {
  const { search } = run;
  for (const one of node.properties) {
    if (one.type === 'RestElement') {
      const rest = run.unit.madeAt(one, 'rest');
      rest.protos.add(objectValue(search.prototype('Object')));
      copyAll(search, objectValue(rest), value, siteOf(run, one));
      assign(run, one.argument, objectValue(rest), isInitial);
    } else assign(run, one.value, search.read(value, keyOf(run, one), siteOf(run, one)), isInitial);
  }
}

/** The key of a member of an object, a class or a pattern. */
export function keyOf(
  run: Run,
  node: { readonly computed?: boolean | undefined; readonly key: acorn.AnyNode },
): Keys {
  if (node.computed === true) return run.search.keys(evaluate(run, node.key), siteOf(run, node.key));
  if (node.key.type === 'Identifier') return key(node.key.name);
  if (node.key.type === 'Literal') return key(String(node.key.value));
  return ANY_KEY;
}
