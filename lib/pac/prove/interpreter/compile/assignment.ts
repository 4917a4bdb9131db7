/**
 * Assignments, updates (`++`), and patterns that take values apart.
 */
import type * as acorn from 'acorn';
import { toBoolean, toNumeric } from '../convert.js';
import { arrayOf } from '../arrays.js';
import { openIterator } from '../iterate.js';
import { BINARY } from '../operators.js';
import { isUnknown, type Key, type Value } from '../values.js';
import type { Context } from './compiler.js';
import { compile } from './expressions.js';
import { evaluateNamed, isAnonymous } from './functions.js';
import { compileKey, copyProperties } from './literals.js';
import { getMember, locate, read, write } from './members.js';
import type { Assign, Evaluate, Frame } from './types.js';
import { initializeName, readName, writeName } from './variables.js';

/** A place that is read and then written, its parts worked out once. */
function readWrite(
  context: Context,
  target: acorn.AnyNode,
  change: (frame: Frame, read: () => Value, write: (value: Value) => void) => Value,
): Evaluate {
  const { vm, isStrict } = context;
  if (target.type === 'Identifier') {
    const get = readName(context, target.name);
    const put = writeName(context, target.name);
    return (frame) =>
      change(
        frame,
        () => get(frame),
        (value) => {
          put(frame, value);
        },
      );
  }
  if (target.type !== 'MemberExpression') return () => vm.obstacle(`${target.type} cannot be written`);
  const place = locate(context, target);
  return (frame) => {
    const reference = place(frame);
    if (reference.object === undefined || reference.object === null)
      vm.throwError('TypeError', 'no properties');
    // The key is made a text once.
    const key =
      isUnknown(reference.key) || reference.privateKey !== null ? reference.key : vm.toKey(reference.key);
    const once = { ...reference, key };
    return change(
      frame,
      () => read(vm, once),
      (value) => {
        write(vm, once, value, isStrict);
      },
    );
  };
}

export function update(context: Context, node: acorn.UpdateExpression): Evaluate {
  const { vm } = context;
  const apply = BINARY[node.operator === '++' ? '+' : '-'] as (
    of: typeof vm,
    left: Value,
    right: Value,
  ) => Value;
  return readWrite(context, node.argument, (_frame, get, put) => {
    const before = toNumeric(vm, get());
    const after = apply(vm, before, 1);
    put(after);
    return node.prefix ? after : before;
  });
}

const CONDITIONS: Readonly<Record<string, (context: Context, value: Value) => boolean>> = {
  '&&=': ({ vm }, value) => toBoolean(vm, value),
  '||=': ({ vm }, value) => !toBoolean(vm, value),
  '??=': ({ vm }, value) =>
    isUnknown(value) ? vm.unknowns.isNullish(value) : value === undefined || value === null,
};

export function assignment(context: Context, node: acorn.AssignmentExpression): Evaluate {
  const { vm, isStrict } = context;
  const { left, operator } = node;
  const right = compile(context, node.right);
  // A name in parentheses is no name to take.
  const isUnnamed = left.type === 'Identifier' && left.start === node.start && isAnonymous(node.right);
  const value: Evaluate = isUnnamed ? (frame) => evaluateNamed(vm, right, frame, left.name) : right;
  if (operator === '=') {
    if (left.type === 'MemberExpression') {
      const place = locate(context, left);
      return (frame) => {
        const reference = place(frame);
        const result = value(frame);
        write(vm, reference, result, isStrict);
        return result;
      };
    }
    const put = assign(context, left, false);
    return (frame) => {
      const result = value(frame);
      put(frame, result);
      return result;
    };
  }
  const condition = CONDITIONS[operator];
  if (condition !== undefined)
    return readWrite(context, left, (frame, get, put) => {
      const before = get();
      if (!condition(context, before)) return before;
      const result = value(frame);
      put(result);
      return result;
    });
  const apply = BINARY[operator.slice(0, -1)];
  return readWrite(context, left, (frame, get, put) => {
    if (apply === undefined) return vm.obstacle(`the operator ${operator} is not modelled`);
    const result = apply(vm, get(), value(frame));
    put(result);
    return result;
  });
}

/** `isInitial`: the pattern is that of a declaration. */
export function assign(context: Context, pattern: acorn.AnyNode, isInitial: boolean): Assign {
  const { vm, isStrict } = context;
  switch (pattern.type) {
    case 'Identifier':
      return isInitial ? initializeName(context, pattern.name) : writeName(context, pattern.name);
    case 'MemberExpression': {
      const place = locate(context, pattern);
      return (frame, value) => {
        write(vm, place(frame), value, isStrict);
      };
    }
    case 'ArrayPattern':
      return arrayPattern(context, pattern, isInitial);
    case 'ObjectPattern':
      return objectPattern(context, pattern, isInitial);
    case 'AssignmentPattern': {
      const locatePart = partOf(context, pattern, isInitial);
      return (frame, value) => {
        locatePart(frame)(frame, value);
      };
    }
    case 'ParenthesizedExpression':
      return assign(context, pattern.expression, isInitial);
    default:
      return () => vm.obstacle(`${pattern.type} cannot be written`);
  }
}

/** A part of a pattern: where its value goes is worked out before the value is. */
type Locate = (frame: Frame) => Assign;

function partOf(context: Context, pattern: acorn.AnyNode, isInitial: boolean): Locate {
  const { vm, isStrict } = context;
  if (pattern.type === 'MemberExpression') {
    const place = locate(context, pattern);
    return (frame) => {
      const reference = place(frame);
      return (_frame, value) => {
        write(vm, reference, value, isStrict);
      };
    };
  }
  if (pattern.type !== 'AssignmentPattern') {
    const put = assign(context, pattern, isInitial);
    return () => put;
  }
  const defaulted = withDefault(context, pattern);
  const part = partOf(context, pattern.left, isInitial);
  return (frame) => {
    const put = part(frame);
    return (own, value) => {
      put(own, defaulted(own, value));
    };
  };
}

function withDefault(
  context: Context,
  { left, right, start }: acorn.AssignmentPattern,
): (frame: Frame, value: Value) => Value {
  const { vm } = context;
  const fallback = compile(context, right);
  const name = left.type === 'Identifier' && left.start === start && isAnonymous(right) ? left.name : null;
  return (frame, value) => {
    if (!isUndefined(context, value)) return value;
    return name === null ? fallback(frame) : evaluateNamed(vm, fallback, frame, name);
  };
}

function isUndefined({ vm }: Context, value: Value): boolean {
  return isUnknown(value) ? vm.unknowns.equals(value, undefined, true) : value === undefined;
}

function arrayPattern(context: Context, node: acorn.ArrayPattern, isInitial: boolean): Assign {
  const { vm } = context;
  const parts = node.elements.map((one) => {
    if (one === null) return null;
    const isRest = one.type === 'RestElement';
    return { isRest, part: partOf(context, isRest ? one.argument : one, isInitial) };
  });
  return (frame, value) => {
    const iterator = openIterator(vm, value);
    iterator.guarded(() => {
      for (const one of parts) {
        const put = one?.part(frame);
        if (one?.isRest === true) {
          const rest: Value[] = [];
          for (let next = iterator.next(); next !== undefined; next = iterator.next()) rest.push(next.value);
          put?.(frame, arrayOf(vm, rest));
          return;
        }
        if (put === undefined) iterator.skip();
        else put(frame, iterator.next()?.value);
      }
    });
    iterator.close();
  };
}

function objectPattern(context: Context, node: acorn.ObjectPattern, isInitial: boolean): Assign {
  const { vm } = context;
  const parts = node.properties.map((one) =>
    one.type === 'RestElement'
      ? { key: null, part: partOf(context, one.argument, isInitial) }
      : { key: compileKey(context, one), part: partOf(context, one.value, isInitial) },
  );
  return (frame, value) => {
    if (value === undefined || value === null || (isUnknown(value) && vm.unknowns.isNullish(value)))
      vm.throwError('TypeError', 'nothing to take apart');
    const taken: Key[] = [];
    for (const { key, part } of parts) {
      if (key === null) {
        const put = part(frame);
        const rest = vm.object();
        copyProperties(context, rest, value, taken);
        put(frame, rest);
      } else {
        const name = key(frame);
        taken.push(name);
        const put = part(frame);
        put(frame, getMember(vm, value, name));
      }
    }
  };
}
