/**
 * Expressions (section 13). A table by node type: what is not in it is an obstacle where it is run.
 */
import type * as acorn from 'acorn';
import { toBoolean, typeOf } from '../convert.js';
import { BINARY, UNARY } from '../operators.js';
import * as objects from '../objects.js';
import { isObj, isUnknown, type Value } from '../values.js';
import { assignment, update } from './assignment.js';
import { compileCall, compileNew, compileTagged } from './calls.js';
import { compileClass } from './classes.js';
import type { Context } from './compiler.js';
import { compileFunction } from './functions.js';
import { compileArray, compileLiteral, compileObject, compileTemplate } from './literals.js';
import { getMember, locate, read, selfOf } from './members.js';
import type { Evaluate } from './types.js';
import { resolve } from './scopes.js';
import { readName } from './variables.js';

type Node<T extends acorn.AnyNode['type']> = Extract<acorn.AnyNode, { type: T }>;
type Compilers = {
  readonly [T in acorn.AnyNode['type']]?: (context: Context, node: Node<T>) => Evaluate;
};

function logical(context: Context, node: acorn.LogicalExpression): Evaluate {
  const { vm } = context;
  // Long chains lean to the left: `a || b || c`.
  const parts: acorn.Expression[] = [node.right];
  let first: acorn.Expression = node.left;
  while (first.type === 'LogicalExpression' && first.operator === node.operator) {
    parts.push(first.right);
    first = first.left;
  }
  parts.push(first);
  const [begin, ...rest] = parts.reverse().map((part) => compile(context, part));
  const goesOn: (value: Value) => boolean =
    node.operator === '&&'
      ? (value) => toBoolean(vm, value)
      : node.operator === '||'
        ? (value) => !toBoolean(vm, value)
        : (value) =>
            isUnknown(value) ? vm.unknowns.isNullish(value) : value === undefined || value === null;
  return (frame) => {
    let value = begin?.(frame);
    for (const part of rest) {
      if (!goesOn(value)) return value;
      value = part(frame);
    }
    return value;
  };
}

function binary(context: Context, node: acorn.BinaryExpression): Evaluate {
  const { vm } = context;
  if (node.left.type === 'PrivateIdentifier') {
    const key = context.privates.get(node.left.name);
    const object = compile(context, node.right);
    return (frame) => {
      const value = object(frame);
      if (!isObj(value)) return vm.throwError('TypeError', 'in: not an object');
      return key !== undefined && objects.getOwn(vm, value, key) !== undefined;
    };
  }
  // Long sums lean to the left.
  const steps: { readonly operator: string; readonly right: Evaluate }[] = [];
  let first: acorn.Expression = node;
  while (first.type === 'BinaryExpression' && first.left.type !== 'PrivateIdentifier') {
    steps.push({ operator: first.operator, right: compile(context, first.right) });
    first = first.left;
  }
  const left = compile(context, first);
  const all = steps.reverse().map(({ operator, right }) => ({ apply: BINARY[operator], right }));
  return (frame) => {
    let value = left(frame);
    for (const { apply, right } of all) {
      const other = right(frame);
      value = apply === undefined ? vm.obstacle('an operator that is not modelled') : apply(vm, value, other);
    }
    return value;
  };
}

function unary(context: Context, node: acorn.UnaryExpression): Evaluate {
  const { vm, isStrict } = context;
  const { argument, operator } = node;
  if (operator === 'typeof') {
    const value =
      argument.type === 'Identifier' ? readName(context, argument.name, true) : compile(context, argument);
    return (frame) => typeOf(vm, value(frame));
  }
  if (operator === 'delete') return deletion(context, argument, isStrict);
  const value = compile(context, argument);
  const apply = UNARY[operator];
  return (frame) =>
    apply === undefined ? vm.obstacle(`the operator ${operator} is not modelled`) : apply(vm, value(frame));
}

function deletion(context: Context, argument: acorn.Expression, isStrict: boolean): Evaluate {
  const { vm } = context;
  if (argument.type === 'ChainExpression') {
    const inner = deletion(context, argument.expression, isStrict);
    return (frame) => {
      try {
        return inner(frame);
      } catch (error) {
        if (error === SHORT) return true;
        throw error;
      }
    };
  }
  if (argument.type === 'MemberExpression') {
    const place = locate(context, argument);
    return (frame) => {
      const { object, key, from } = place(frame);
      if (argument.optional) shorten(context, object);
      if (from !== null) return vm.throwError('ReferenceError', 'super is deleted');
      const isDeleted = objects.remove(vm, vm.toObject(object), vm.toKey(key));
      if (!isDeleted && isStrict) vm.throwError('TypeError', 'a fixed property is deleted');
      return isDeleted;
    };
  }
  if (argument.type === 'Identifier')
    return () => {
      if (resolve(context.scope, argument.name) !== null || vm.lexical.has(argument.name)) return false;
      return objects.remove(vm, vm.global, argument.name);
    };
  const value = compile(context, argument);
  return (frame) => {
    value(frame);
    return true;
  };
}

function conditional(context: Context, node: acorn.ConditionalExpression): Evaluate {
  const { vm } = context;
  const test = compile(context, node.test);
  const yes = compile(context, node.consequent);
  const no = compile(context, node.alternate);
  return (frame) => (toBoolean(vm, test(frame)) ? yes(frame) : no(frame));
}

function sequence(context: Context, node: acorn.SequenceExpression): Evaluate {
  const all = node.expressions.map((one) => compile(context, one));
  return (frame) => {
    let value: Value;
    for (const one of all) value = one(frame);
    return value;
  };
}

/** Ends a chain (`a?.b.c`) whose beginning is `undefined` or `null`. */
export const SHORT: unique symbol = Symbol('short');

function chain(context: Context, node: acorn.ChainExpression): Evaluate {
  const value = compile(context, node.expression);
  return (frame) => {
    try {
      return value(frame);
    } catch (error) {
      if (error === SHORT) return undefined;
      throw error;
    }
  };
}

function member(context: Context, node: acorn.MemberExpression): Evaluate {
  const { vm } = context;
  if (node.property.type === 'PrivateIdentifier' || node.object.type === 'Super') {
    const place = locate(context, node);
    return (frame) => {
      const reference = place(frame);
      if (node.optional) shorten(context, reference.object);
      return read(vm, reference);
    };
  }
  const object = compile(context, node.object);
  if (!node.computed) {
    const { name } = node.property as acorn.Identifier;
    return (frame) => {
      const value = object(frame);
      if (node.optional) shorten(context, value);
      return isObj(value) ? objects.get(vm, value, name) : getMember(vm, value, name);
    };
  }
  const key = compile(context, node.property);
  return (frame) => {
    const value = object(frame);
    if (node.optional) shorten(context, value);
    return getMember(vm, value, key(frame));
  };
}

export function shorten({ vm }: Context, value: Value): void {
  const isNone = isUnknown(value) ? vm.unknowns.isNullish(value) : value === undefined || value === null;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- a mark that is caught by `chain`, and no error
  if (isNone) throw SHORT;
}

const COMPILERS: Compilers = {
  Literal: compileLiteral,
  TemplateLiteral: compileTemplate,
  TaggedTemplateExpression: compileTagged,
  ArrayExpression: compileArray,
  ObjectExpression: compileObject,
  Identifier: (context, { name }) => readName(context, name),
  ThisExpression:
    ({ vm }) =>
    (frame) =>
      selfOf(vm, frame),
  FunctionExpression: compileFunction,
  ArrowFunctionExpression: compileFunction,
  ClassExpression: compileClass,
  UnaryExpression: unary,
  UpdateExpression: update,
  BinaryExpression: binary,
  LogicalExpression: logical,
  AssignmentExpression: assignment,
  ConditionalExpression: conditional,
  SequenceExpression: sequence,
  CallExpression: compileCall,
  NewExpression: compileNew,
  MemberExpression: member,
  ChainExpression: chain,
  ParenthesizedExpression: (context, { expression }) => compile(context, expression),
  MetaProperty: ({ vm }, { meta, property }) =>
    meta.name === 'new' && property.name === 'target'
      ? (frame) => frame.lexical.newTarget
      : () => vm.obstacle(`${meta.name}.${property.name} is not modelled`),
};

export function compile(context: Context, node: acorn.AnyNode): Evaluate {
  const compiler = COMPILERS[node.type] as ((context: Context, node: acorn.AnyNode) => Evaluate) | undefined;
  const { vm } = context;
  if (compiler !== undefined) return compiler(context, node);
  return () => vm.obstacle(`${node.type} is not modelled`);
}
