/**
 * Loops. Each turn is a step of the budget.
 */
import type * as acorn from 'acorn';
import { toBoolean } from '../convert.js';
import { Scope, UNINITIALIZED } from '../heap.js';
import { openIterator } from '../iterate.js';
import * as objects from '../objects.js';
import type { Obj, Value } from '../values.js';
import { isUnknown } from '../values.js';
import type { Vm } from '../vm.js';
import { assign } from './assignment.js';
import { within, type Context } from './compiler.js';
import { compile } from './expressions.js';
import { lexicalNames, StaticScope } from './scopes.js';
import { statement } from './statements.js';
import type { Assign, Evaluate, Execute, Frame, Jump } from './types.js';

/** What a loop does with how its body ended: goes on, or ends with it. */
function reader(labels: readonly string[]): (jump: Jump | undefined) => 'on' | 'end' | Jump {
  return (jump) => {
    if (jump === undefined) return 'on';
    if (jump.kind === 'continue' && (jump.label === null || labels.includes(jump.label))) return 'on';
    return jump.kind === 'break' && jump.label === null ? 'end' : jump;
  };
}

export function whileLoop(context: Context, node: acorn.WhileStatement): Execute {
  const { vm } = context;
  const test = compile(context, node.test);
  const body = statement({ ...context, labels: [] }, node.body);
  const ended = reader(context.labels);
  return (frame) => {
    while (toBoolean(vm, test(frame))) {
      vm.budget.step();
      const how = ended(body(frame));
      if (how === 'end') break;
      if (how !== 'on') return how;
    }
    return undefined;
  };
}

export function doWhileLoop(context: Context, node: acorn.DoWhileStatement): Execute {
  const { vm } = context;
  const test = compile(context, node.test);
  const body = statement({ ...context, labels: [] }, node.body);
  const ended = reader(context.labels);
  return (frame) => {
    do {
      vm.budget.step();
      const how = ended(body(frame));
      if (how === 'end') break;
      if (how !== 'on') return how;
    } while (toBoolean(vm, test(frame)));
    return undefined;
  };
}

export function forLoop(context: Context, node: acorn.ForStatement): Execute {
  const { vm } = context;
  const { init } = node;
  const names = init?.type === 'VariableDeclaration' ? lexicalNames([init]) : [];
  const scope = names.length === 0 ? null : new StaticScope(context.scope, false);
  const slots = names.map(({ name, kind }) => scope?.declare(name, kind).slot ?? 0);
  const inner: Context = { ...(scope === null ? context : within(context, scope)), labels: [] };
  const begin =
    init == null ? null : init.type === 'VariableDeclaration' ? statement(inner, init) : compile(inner, init);
  const test = node.test == null ? null : compile(inner, node.test);
  const update = node.update == null ? null : compile(inner, node.update);
  const body = statement(inner, node.body);
  const ended = reader(context.labels);
  /** Each turn has variables of its own, which begin as those of the turn before ended. */
  const renew = (frame: Frame): void => {
    if (scope === null || frame.scope === null) return;
    const made = new Scope(frame.scope.parent, scope.names.size, vm.heap.epoch);
    for (const slot of slots) made.values[slot] = frame.scope.values[slot] ?? undefined;
    frame.scope = made;
  };
  const run = (frame: Frame): Jump | undefined => {
    begin?.(frame);
    renew(frame);
    while (test === null || toBoolean(vm, test(frame))) {
      vm.budget.step();
      const how = ended(body(frame));
      if (how === 'end') break;
      if (how !== 'on') return how;
      renew(frame);
      update?.(frame);
    }
    return undefined;
  };
  if (scope === null) return run;
  return (frame) => {
    const outer = frame.scope;
    frame.scope = new Scope(outer, scope.names.size, vm.heap.epoch);
    for (const slot of slots) frame.scope.values[slot] = UNINITIALIZED;
    const jump = run(frame);
    frame.scope = outer;
    return jump;
  };
}

/** What each turn of a loop over something does: gives the variable its value and runs the body. */
function turnOf(
  context: Context,
  node: acorn.ForInStatement | acorn.ForOfStatement,
): (frame: Frame, value: Value) => Jump | undefined {
  const { vm } = context;
  const { left } = node;
  const names = left.type === 'VariableDeclaration' ? lexicalNames([left]) : [];
  const scope = names.length === 0 ? null : new StaticScope(context.scope, false);
  const slots = names.map(({ name, kind }) => scope?.declare(name, kind).slot ?? 0);
  const inner: Context = { ...(scope === null ? context : within(context, scope)), labels: [] };
  const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
  const isInitial = left.type === 'VariableDeclaration' && left.kind !== 'var';
  const put: Assign = target === undefined ? () => undefined : assign(inner, target, isInitial);
  const body = statement(inner, node.body);
  return (frame, value) => {
    vm.budget.step();
    const outer = frame.scope;
    if (scope !== null) {
      frame.scope = new Scope(outer, scope.names.size, vm.heap.epoch);
      for (const slot of slots) frame.scope.values[slot] = UNINITIALIZED;
    }
    put(frame, value);
    const jump = body(frame);
    frame.scope = outer;
    return jump;
  };
}

/** What a loop goes through: worked out where the names of its head are, but do not hold anything yet. */
function sourceOf(context: Context, node: acorn.ForInStatement | acorn.ForOfStatement): Evaluate {
  const names = node.left.type === 'VariableDeclaration' ? lexicalNames([node.left]) : [];
  if (names.length === 0) return compile(context, node.right);
  const scope = new StaticScope(context.scope, false);
  const slots = names.map(({ name, kind }) => scope.declare(name, kind).slot);
  const value = compile(within(context, scope), node.right);
  return (frame) => {
    const outer = frame.scope;
    const made = new Scope(outer, scope.names.size, context.vm.heap.epoch);
    for (const slot of slots) made.values[slot] = UNINITIALIZED;
    frame.scope = made;
    const result = value(frame);
    frame.scope = outer;
    return result;
  };
}

export function forInLoop(context: Context, node: acorn.ForInStatement): Execute {
  const { vm } = context;
  const { left } = node;
  const first = left.type === 'VariableDeclaration' ? left.declarations[0] : undefined;
  const initial =
    first?.init == null
      ? null
      : { put: assign(context, first.id, true), value: compile(context, first.init) };
  const from = sourceOf(context, node);
  const turn = turnOf(context, node);
  const ended = reader(context.labels);
  return (frame) => {
    initial?.put(frame, initial.value(frame));
    const value = from(frame);
    if (value === undefined || value === null || (isUnknown(value) && vm.unknowns.isNullish(value)))
      return undefined;
    const object = vm.toObject(value);
    const seen = new Set<string>();
    for (let at: Obj | null = object; at !== null; at = at.proto) {
      if (at === vm.global) vm.obstacle('the names of the global object differ between engines');
      // The language's own objects have nothing to go through, unless the script has given them something.
      for (const name of at.birth < 0 ? addedNames(vm, at) : objects.enumerableNames(vm, at)) {
        if (seen.has(name)) continue;
        // What was taken out meanwhile is not gone through.
        const property = objects.getOwn(vm, at, name);
        if (property === undefined) continue;
        seen.add(name);
        const how = ended(turn(frame, name));
        if (how === 'end') return undefined;
        if (how !== 'on') return how;
      }
      if (at.birth >= 0)
        for (const key of objects.ownKeys(vm, at)) if (typeof key === 'string') seen.add(key);
    }
    return undefined;
  };
}

/** Enumerable names on one of the language's own objects. */
function addedNames(vm: Vm, object: Obj): string[] {
  if (object.left !== null) vm.meetAllLeft(object);
  return [...object.properties]
    .filter(([key, { flags }]) => typeof key === 'string' && (flags & 2) !== 0)
    .map(([key]) => key as string);
}

export function forOfLoop(context: Context, node: acorn.ForOfStatement): Execute {
  const { vm } = context;
  const from = sourceOf(context, node);
  const turn = turnOf(context, node);
  const ended = reader(context.labels);
  return (frame) => {
    if (node.await) return vm.obstacle('for await is not modelled');
    const iterator = openIterator(vm, from(frame));
    let result: Jump | undefined;
    iterator.guarded(() => {
      for (let next = iterator.next(); next !== undefined; next = iterator.next()) {
        const how = ended(turn(frame, next.value));
        if (how === 'on') continue;
        if (how !== 'end') result = how;
        return;
      }
    });
    iterator.close();
    return result;
  };
}
