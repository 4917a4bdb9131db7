/**
 * Expressions: what each can give in any earlier call, and what it can write or call. A node type that is not in the
 * table ends the search.
 */
import type * as acorn from 'acorn';
import { UNDEFINED_VALUE } from './names.js';
import { assignment, update } from './assignment.js';
import { callExpression, newExpression, taggedTemplate } from './calls.js';
import { lineOf } from './changes.js';
import { key, type Keys } from './keys.js';
import { arrayLiteral, closureOf, literal, objectLiteral, template } from './literals.js';
import { readName } from './names.js';
import { binary, unary } from './operators.js';
import { siteOf, type Run } from './run.js';
import { canBeFalse, canBeNone, canBeTrue, falseOf, trueOf, withoutNone } from './truth.js';
import { join, joinAll, known, NOTHING, objectValue, TRUTH, UNDEFINED, type AbstractValue } from './value.js';

type Node<T extends acorn.AnyNode['type']> = Extract<acorn.AnyNode, { type: T }>;
type Rules = { readonly [T in acorn.AnyNode['type']]?: (run: Run, node: Node<T>) => AbstractValue };

/** Long chains lean to the left: `a || b || c`. */
function logical(run: Run, node: acorn.LogicalExpression): AbstractValue {
  const parts: acorn.Expression[] = [node.right];
  let first: acorn.Expression = node.left;
  while (first.type === 'LogicalExpression' && first.operator === node.operator) {
    parts.push(first.right);
    first = first.left;
  }
  const { goesOn, ends } = SHORTCUTS[node.operator];
  const found: AbstractValue[] = [];
  let value = evaluate(run, first);
  for (const part of parts.reverse()) {
    found.push(ends(value));
    if (!goesOn(value)) return joinAll(found);
    value = evaluate(run, part);
  }
  return joinAll([...found, value]);
}

export const SHORTCUTS: Readonly<
  Record<
    acorn.LogicalOperator,
    {
      readonly goesOn: (value: AbstractValue) => boolean;
      readonly ends: (value: AbstractValue) => AbstractValue;
    }
  >
> = {
  '&&': { goesOn: canBeTrue, ends: falseOf },
  '||': { goesOn: canBeFalse, ends: trueOf },
  '??': { goesOn: canBeNone, ends: withoutNone },
};

function binaryExpression(run: Run, node: acorn.BinaryExpression): AbstractValue {
  const steps: acorn.BinaryExpression[] = [];
  let first: acorn.Expression | acorn.PrivateIdentifier = node;
  while (first.type === 'BinaryExpression') {
    steps.push(first);
    first = first.left;
  }
  let value = first.type === 'PrivateIdentifier' ? UNDEFINED : evaluate(run, first);
  for (const step of steps.reverse()) value = applied(run, step, value, evaluate(run, step.right));
  return value;
}

export function applied(
  run: Run,
  node: acorn.BinaryExpression | acorn.AssignmentExpression,
  left: AbstractValue,
  right: AbstractValue,
): AbstractValue {
  const { search } = run;
  const site = siteOf(run, node);
  const operator = node.type === 'AssignmentExpression' ? node.operator.slice(0, -1) : node.operator;
  if (operator === 'in') {
    if (node.type === 'BinaryExpression' && node.left.type !== 'PrivateIdentifier')
      search.primitive(left, site);
    return TRUTH;
  }
  if (operator === 'instanceof') {
    // What the right side has for it is called.
    const method = search.read(right, key(Symbol.hasInstance), site);
    search.call(method, right, { first: [left], rest: null }, site);
    search.read(right, key('prototype'), site);
    return TRUTH;
  }
  const isStrictly = operator === '===' || operator === '!==';
  if (isStrictly && (left.objects.size > 0 || right.objects.size > 0)) return TRUTH;
  const [a, b] = isStrictly ? [left, right] : [search.primitive(left, site), search.primitive(right, site)];
  const isCompared = operator === '==' || operator === '!=';
  if (isCompared && (left.objects.size > 0 || right.objects.size > 0)) return TRUTH;
  const result = binary(operator, a, b);
  if (result !== null) return result;
  search.stop(`the operator ${operator} is not modelled`, node);
  return NOTHING;
}

function unaryExpression(run: Run, node: acorn.UnaryExpression): AbstractValue {
  const { argument, operator } = node;
  if (operator === 'typeof') {
    if (argument.type === 'Identifier') readName(run, argument, true);
    else evaluate(run, argument);
    return known('undefined', 'object', 'boolean', 'number', 'string', 'function', 'symbol', 'bigint');
  }
  if (operator === 'delete') return deletion(run, argument);
  const value = evaluate(run, argument);
  if (operator === '!')
    return joinAll([canBeTrue(value) ? known(false) : NOTHING, canBeFalse(value) ? known(true) : NOTHING]);
  if (operator === 'void') return UNDEFINED_VALUE;
  const result = unary(operator, run.search.primitive(value, siteOf(run, node)));
  if (result !== null) return result;
  run.search.stop(`the operator ${operator} is not modelled`, node);
  return NOTHING;
}

function deletion(run: Run, argument: acorn.Expression): AbstractValue {
  const { search } = run;
  const line = lineOf(argument);
  if (argument.type === 'MemberExpression' && argument.object.type !== 'Super') {
    const objects = evaluate(run, argument.object);
    const keys = keysIn(run, argument);
    if (objects.anything !== null) search.stop('a property of something unknown is deleted', argument);
    for (const object of objects.objects) object.remove(keys, line);
  } else if (argument.type === 'Identifier') {
    if (run.block?.find(argument.name) == null)
      search.changes.objectOf(search.vm.global).remove(key(argument.name), line);
  } else if (argument.type === 'Literal') return TRUTH;
  else search.stop('a kind of delete that is not modelled', argument);
  return TRUTH;
}

/** The key of a member expression. */
export function keysIn(run: Run, node: acorn.MemberExpression): Keys {
  const { property } = node;
  if (property.type === 'PrivateIdentifier') {
    const symbol = run.privates.get(property.name);
    if (symbol === undefined) run.search.stop('a private name is not known', node);
    return key(symbol ?? '');
  }
  if (!node.computed) return key((property as acorn.Identifier).name);
  return run.search.keys(evaluate(run, property), siteOf(run, node));
}

/** The object of a member expression: where it is looked for, and what `this` is. */
export function placeOf(
  run: Run,
  node: acorn.MemberExpression,
): { readonly from: AbstractValue; readonly self: AbstractValue } {
  if (node.object.type !== 'Super') {
    const object = evaluate(run, node.object);
    return { from: object, self: object };
  }
  const { home } = run.unit.lexical;
  const above = home === null ? NOTHING : objectValue(...home.parents());
  return { from: above, self: run.unit.lexical.selfValue };
}

function member(run: Run, node: acorn.MemberExpression): AbstractValue {
  const { from, self } = placeOf(run, node);
  return run.search.read(from, keysIn(run, node), siteOf(run, node), self);
}

function conditional(run: Run, node: acorn.ConditionalExpression): AbstractValue {
  const test = evaluate(run, node.test);
  return joinAll([
    canBeTrue(test) ? evaluate(run, node.consequent) : NOTHING,
    canBeFalse(test) ? evaluate(run, node.alternate) : NOTHING,
  ]);
}

const RULES: Rules = {
  Literal: literal,
  TemplateLiteral: template,
  TaggedTemplateExpression: taggedTemplate,
  ArrayExpression: arrayLiteral,
  ObjectExpression: objectLiteral,
  Identifier: (run, node) => readName(run, node, false),
  ThisExpression: (run) => run.unit.lexical.selfValue,
  FunctionExpression: (run, node) => closureOf(run, node, 'plain'),
  ArrowFunctionExpression: (run, node) => closureOf(run, node, 'arrow'),
  UnaryExpression: unaryExpression,
  UpdateExpression: update,
  BinaryExpression: binaryExpression,
  LogicalExpression: logical,
  AssignmentExpression: assignment,
  ConditionalExpression: conditional,
  SequenceExpression: (run, { expressions }) => {
    let value = NOTHING;
    for (const one of expressions) value = evaluate(run, one);
    return value;
  },
  CallExpression: callExpression,
  NewExpression: newExpression,
  MemberExpression: member,
  ChainExpression: (run, { expression }) => join(evaluate(run, expression), UNDEFINED_VALUE),
  ParenthesizedExpression: (run, { expression }) => evaluate(run, expression),
  MetaProperty: (run, node) => {
    if (node.meta.name !== 'new') run.search.stop(`${node.meta.name} is not modelled`, node);
    return run.unit.lexical.newTargetValue;
  },
};

export function evaluate(run: Run, node: acorn.AnyNode): AbstractValue {
  const { search } = run;
  search.step(node);
  if (search.changes.obstacle !== null) return NOTHING;
  const rule = RULES[node.type] as ((run: Run, node: acorn.AnyNode) => AbstractValue) | undefined;
  if (rule !== undefined) return rule(run, node);
  search.stop(`${node.type} is not modelled`, node);
  return NOTHING;
}
