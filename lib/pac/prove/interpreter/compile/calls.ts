/**
 * Calls, `new`, `super(…)` and tagged templates.
 */
import type * as acorn from 'acorn';
import { arrayOf } from '../arrays.js';
import { UNINITIALIZED } from '../heap.js';
import { iterate } from '../iterate.js';
import * as objects from '../objects.js';
import { isFunction, isObj, type ArrayObj, type Value } from '../values.js';
import { Closure } from '../closure.js';
import type { Context } from './compiler.js';
import { compile, shorten } from './expressions.js';
import { CHAIN_CALLED, isChainCalled, withoutParentheses } from './syntax-facts.js';
import { getMember, locate, read } from './members.js';
import type { Evaluate, Frame } from './types.js';

type Arguments = (frame: Frame) => Value[];

function compileArguments(
  context: Context,
  nodes: readonly (acorn.Expression | acorn.SpreadElement)[],
): Arguments {
  const { vm } = context;
  if (nodes.some(({ type }) => type === 'SpreadElement')) {
    const parts = nodes.map((one) => ({
      isSpread: one.type === 'SpreadElement',
      value: compile(context, one.type === 'SpreadElement' ? one.argument : one),
    }));
    return (frame) => {
      const args: Value[] = [];
      for (const { isSpread, value } of parts) {
        if (isSpread) iterate(vm, value(frame), (one) => void args.push(one));
        else args.push(value(frame));
      }
      return args;
    };
  }
  const parts = nodes.map((one) => compile(context, one));
  return (frame) => {
    const args: Value[] = [];
    for (const part of parts) args.push(part(frame));
    return args;
  };
}

export function compileCall(context: Context, node: acorn.CallExpression): Evaluate {
  const { vm, isOwn } = context;
  const { callee } = node;
  const args = compileArguments(context, node.arguments);
  if (callee.type === 'Super') return superCall(context, args);
  const called = (frame: Frame, fn: Value, self: Value): Value => {
    if (node.optional) shorten(context, fn);
    const given = args(frame);
    if (isOwn) vm.trace.at = node;
    const result = vm.call(fn, self, given);
    if (isOwn) vm.trace.at = node;
    return result;
  };
  // The name of a call in parentheses keeps its `this`.
  const inner = withoutParentheses(callee);
  if (isChainCalled(callee)) return () => vm.obstacle(CHAIN_CALLED);
  if (inner.type === 'MemberExpression') {
    const place = locate(context, inner);
    return (frame) => {
      const reference = place(frame);
      if (inner.optional) shorten(context, reference.object);
      const fn =
        isObj(reference.object) || reference.privateKey !== null || reference.from !== null
          ? read(vm, reference)
          : getMember(vm, reference.object, reference.key);
      return called(frame, fn, reference.object);
    };
  }
  const fn = compile(context, callee);
  return (frame) => called(frame, fn(frame), undefined);
}

function superCall({ vm }: Context, args: Arguments): Evaluate {
  return (frame) => {
    const { lexical } = frame;
    const { callee } = lexical;
    const parent = callee?.proto;
    const given = args(frame);
    if (!isFunction(parent) || !parent.isConstructor)
      return vm.throwError('TypeError', 'no constructor above');
    const made = vm.construct(parent, given, lexical.newTarget);
    if (lexical.self !== UNINITIALIZED) vm.throwError('ReferenceError', 'super() was called twice');
    lexical.self = made;
    if (callee instanceof Closure) callee.initializeFields(made);
    return made;
  };
}

export function compileNew(context: Context, node: acorn.NewExpression): Evaluate {
  const { vm, isOwn } = context;
  const callee = compile(context, node.callee);
  const args = compileArguments(context, node.arguments);
  return (frame) => {
    const fn = callee(frame);
    const given = args(frame);
    if (isOwn) vm.trace.at = node;
    const made = vm.construct(fn, given);
    if (isOwn) vm.trace.at = node;
    return made;
  };
}

/** The list of texts is the same object each time. */
export function compileTagged(context: Context, node: acorn.TaggedTemplateExpression): Evaluate {
  const { vm } = context;
  const { tag, quasi } = node;
  const parts = quasi.expressions.map((one) => compile(context, one));
  let texts: ArrayObj | null = null;
  const template = (): ArrayObj => {
    if (texts !== null) return texts;
    // Made once for the script: it is as old as what was loaded, whenever it is first asked for.
    const made = arrayOf(
      vm,
      quasi.quasis.map(({ value }) => value.cooked ?? undefined),
    );
    const raw = arrayOf(
      vm,
      quasi.quasis.map(({ value }) => value.raw),
    );
    objects.create(vm, made, 'raw', raw, 0);
    for (const one of [raw, made]) {
      one.isExtensible = false;
      one.isLengthWritable = false;
      one.elements?.forEach((element, index) => {
        one.properties.set(String(index), {
          value: element,
          get: undefined,
          set: undefined,
          isAccessor: false,
          flags: 2,
        });
      });
      one.elements = null;
    }
    texts = made;
    return made;
  };
  const place = tag.type === 'MemberExpression' ? locate(context, tag) : null;
  const fn = place === null ? compile(context, tag) : null;
  return (frame) => {
    const reference = place?.(frame);
    const callee = reference === undefined ? fn?.(frame) : read(vm, reference);
    return vm.call(callee, reference?.object, [template(), ...parts.map((part) => part(frame))]);
  };
}
