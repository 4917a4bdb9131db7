/**
 * Literals, and the objects and functions that they make.
 */
import type * as acorn from 'acorn';
import type { ClosureKind } from '../interpreter/closure.js';
import type { FunctionNode } from '../interpreter/compile/functions.js';
import { isStrictBody, lengthOf } from '../interpreter/compile/syntax-facts.js';
import { keyOf } from './assignment.js';
import type { Callable } from './callable.js';
import { lineOf } from './changes.js';
import { evaluate } from './expressions.js';
import { iterated } from './iterate.js';
import type { AbstractObject } from './object.js';
import { binary, toText } from './operators.js';
import { siteOf, type Run } from './run.js';
import { copyAll } from './special-natives.js';
import {
  COUNT,
  known,
  NOTHING,
  objectsIn,
  objectValue,
  PRIMITIVE,
  TEXT,
  type AbstractValue,
} from './value.js';

/** Elements that are kept apart by their place. */
const MOST_PLACES = 64;

export function literal(run: Run, node: acorn.Literal): AbstractValue {
  if (node.regex != null) {
    const made = run.unit.madeAt(node, 'expression');
    made.protos.add(objectValue(run.search.prototype('RegExp')));
    made.at('lastIndex').add(COUNT);
    return objectValue(made);
  }
  if (typeof node.bigint === 'string') {
    run.search.stop('BigInt is not modelled', node);
    return NOTHING;
  }
  let value = constants.get(node);
  if (value === undefined)
    constants.set(node, (value = known(node.value as null | boolean | number | string)));
  return value;
}

const constants = new WeakMap<acorn.Literal, AbstractValue>();

export function template(run: Run, node: acorn.TemplateLiteral): AbstractValue {
  let text = known(node.quasis[0]?.value.cooked ?? '');
  node.expressions.forEach((part, at) => {
    const value = toText(run.search.primitive(evaluate(run, part), siteOf(run, part)));
    const more = binary('+', text, value) ?? TEXT;
    text = binary('+', more, known(node.quasis[at + 1]?.value.cooked ?? '')) ?? TEXT;
  });
  return text;
}

export function arrayLiteral(run: Run, node: acorn.ArrayExpression): AbstractValue {
  const made = run.unit.madeAt(node, 'list');
  made.protos.add(objectValue(run.search.prototype('Array')));
  const hasPlaces =
    node.elements.length <= MOST_PLACES && !node.elements.some((one) => one?.type === 'SpreadElement');
  made.at('length').add(hasPlaces ? known(node.elements.length) : COUNT);
  node.elements.forEach((one, at) => {
    if (one === null) return;
    if (one.type === 'SpreadElement')
      made.underNumber.add(iterated(run.search, evaluate(run, one.argument), siteOf(run, one)));
    else (hasPlaces ? made.at(String(at)) : made.underNumber).add(evaluate(run, one));
  });
  return objectValue(made);
}

export function objectLiteral(run: Run, node: acorn.ObjectExpression): AbstractValue {
  const made = run.unit.madeAt(node, 'object');
  made.protos.add(objectValue(run.search.prototype('Object')));
  for (const one of node.properties) {
    if (one.type === 'SpreadElement')
      copyAll(run.search, objectValue(made), evaluate(run, one.argument), siteOf(run, one));
    else property(run, made, one);
  }
  return objectValue(made);
}

function property(run: Run, made: AbstractObject, node: acorn.Property): void {
  const keys = keyOf(run, node);
  if (node.kind !== 'init') {
    const fn = closureOf(run, node.value as acorn.FunctionExpression, 'method', made);
    if (keys.isAny || keys.isNumber) run.search.stop('an accessor under a key that is not known', node);
    for (const one of keys.known) made.accessorAt(node.kind, one).add(fn);
    return;
  }
  const value = node.method
    ? closureOf(run, node.value as acorn.FunctionExpression, 'method', made)
    : evaluate(run, node.value);
  const isProto = !node.computed && !node.shorthand && !node.method && keys.known.has('__proto__');
  if (isProto) made.protos.add(objectsIn(value.objects));
  else made.write(keys, value, lineOf(node));
  if (isProto && value.anything !== null) run.search.stop('a prototype that is not known', node);
}

export function closureOf(
  run: Run,
  node: FunctionNode,
  how: ClosureKind,
  home: AbstractObject | null = null,
): AbstractValue {
  const isAlone = node.body.type === 'BlockStatement' && isStrictBody(node.body.body);
  const callable: Callable = {
    kind: 'closure',
    node,
    how,
    isStrict: run.isStrict || isAlone,
    obstacle: node.async || node.generator ? 'a generator or an async function is not modelled' : null,
    block: run.block,
    lexical: how === 'arrow' ? run.unit.lexical : null,
    home,
    privates: run.privates,
  };
  const made = run.unit.madeAt(node, 'function', callable);
  made.protos.add(objectValue(run.search.prototype('Function')));
  made.at('length').add(known(lengthOf(node.params)));
  made.at('name').add(PRIMITIVE);
  if (how === 'plain') {
    const prototype = run.unit.madeAt(node, 'prototype');
    prototype.protos.add(objectValue(run.search.prototype('Object')));
    prototype.at('constructor').add(objectValue(made));
    made.at('prototype').add(objectValue(prototype));
  }
  return objectValue(made);
}
