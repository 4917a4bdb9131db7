/**
 * Classes (section 15.7): methods, accessors, fields, private names, static blocks.
 */
import type * as acorn from 'acorn';
import { Closure, nameFunction, type Code, type FieldInitializer } from '../closure.js';
import { Scope, UNINITIALIZED } from '../heap.js';
import * as objects from '../objects.js';
import { dataProperty, HIDDEN, isFunction, isObj, type FunctionObj, type Key, type Obj } from '../values.js';
import type { Context } from './compiler.js';
import { within } from './compiler.js';
import { compile } from './expressions.js';
import { codeOf, evaluateNamed, isAnonymous, methodOf } from './functions.js';
import { compileKey, defineAccessor } from './literals.js';
import { StaticScope } from './scopes.js';
import { declareFunctions, compileBody } from './statements.js';
import type { Evaluate, Frame } from './types.js';
import { functionsOf, lexicalNames, varNames } from './scopes.js';

type ClassNode =
  acorn.Class | acorn.ClassExpression | acorn.ClassDeclaration | acorn.AnonymousClassDeclaration;
type Member = acorn.MethodDefinition | acorn.PropertyDefinition | acorn.StaticBlock;

interface Made {
  readonly fn: Closure;
  readonly prototype: Obj;
  readonly fields: FieldInitializer[];
  readonly statics: (() => void)[];
  readonly privateMethods: FieldInitializer[];
}

type Step = (frame: Frame, made: Made) => void;

/** The code of a class without a constructor: hands everything on, if there is a class above. */
function defaultCode(context: Context, node: ClassNode): Code {
  const { vm } = context;
  const isDerived = node.superClass != null;
  return {
    kind: isDerived ? 'derived class' : 'base class',
    isStrict: true,
    obstacle: null,
    source: context.text.slice(node.start, node.end),
    name: node.id?.name ?? '',
    length: 0,
    node: node as acorn.AnyNode,
    context,
    body: () => ({
      size: 0,
      parameters: [],
      argumentsSlot: null,
      isMapped: false,
      selfSlot: null,
      uninitialized: [],
      isExpression: false,
      run: (frame) => {
        if (!isDerived) return undefined;
        const { callee, args, newTarget } = frame;
        const parent = callee?.proto;
        if (!isFunction(parent)) return vm.throwError('TypeError', 'no constructor above');
        const made = vm.construct(parent, args, newTarget);
        frame.self = made;
        if (callee instanceof Closure) callee.initializeFields(made);
        return undefined;
      },
    }),
  };
}

function classCode(context: Context, node: ClassNode): Code {
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue;
    const kind = node.superClass == null ? 'base class' : 'derived class';
    const code = codeOf(context, member.value, {
      kind,
      name: node.id?.name ?? '',
      shown: node as acorn.AnyNode,
    });
    return { ...code, node: node as acorn.AnyNode };
  }
  return defaultCode(context, node);
}

const isPrivate = (member: acorn.MethodDefinition | acorn.PropertyDefinition): boolean =>
  member.key.type === 'PrivateIdentifier';

function keyOf(
  context: Context,
  member: acorn.MethodDefinition | acorn.PropertyDefinition,
): (frame: Frame) => Key {
  const { key } = member;
  if (key.type !== 'PrivateIdentifier') return compileKey(context, member);
  const symbol = context.privates.get(key.name);
  return () => symbol ?? '';
}

/** The name that a member's function shows. */
const shownKey = (member: acorn.MethodDefinition | acorn.PropertyDefinition, key: Key): Key =>
  member.key.type === 'PrivateIdentifier' ? `#${member.key.name}` : key;

function methodStep(context: Context, member: acorn.MethodDefinition): Step {
  const key = keyOf(context, member);
  const kind = member.kind === 'constructor' ? 'method' : member.kind;
  const fn = methodOf(context, member.value, kind, member);
  return (frame, made) => {
    const home = member.static ? made.fn : made.prototype;
    const name = key(frame);
    const value = fn(frame, home, shownKey(member, name));
    const put = (object: Obj): void => {
      putMethod(context, object, name, kind, value);
    };
    // Private methods belong to each object.
    if (isPrivate(member) && !member.static)
      made.privateMethods.push((own) => {
        if (isObj(own.self)) put(own.self);
      });
    else put(home);
  };
}

function putMethod(
  context: Context,
  object: Obj,
  key: Key,
  kind: 'method' | 'get' | 'set',
  fn: FunctionObj,
): void {
  if (kind !== 'method') defineAccessor(context, object, key, kind, fn, 4);
  else if (context.vm.privateKeys.has(key as symbol))
    context.vm.heap.setProperty(object, key, dataProperty(fn, 0));
  else objects.create(context.vm, object, key, fn, HIDDEN);
}

function fieldStep(context: Context, member: acorn.PropertyDefinition): Step {
  const { vm } = context;
  const key = keyOf(context, member);
  const scope = new StaticScope(context.scope, true);
  const inner = within(context, scope);
  const value = member.value == null ? null : compile(inner, member.value);
  const isUnnamed = member.value != null && isAnonymous(member.value);
  return (frame, made) => {
    const name = key(frame);
    const around = frame.scope;
    const put = (own: Frame): void => {
      if (!isObj(own.self)) return;
      own.scope = new Scope(around, scope.names.size, vm.heap.epoch);
      const result =
        value !== null && isUnnamed ? evaluateNamed(vm, value, own, shownKey(member, name)) : value?.(own);
      if (vm.privateKeys.has(name as symbol)) {
        if (objects.getOwn(vm, own.self, name) !== undefined)
          vm.throwError('TypeError', 'a private field is there already');
        vm.heap.setProperty(own.self, name, dataProperty(result));
      } else if (
        !objects.define(vm, own.self, name, {
          value: result,
          hasValue: true,
          hasGet: false,
          hasSet: false,
          writable: true,
          enumerable: true,
          configurable: true,
        })
      )
        vm.throwError('TypeError', 'a fixed property');
    };
    if (member.static)
      made.statics.push(() => {
        put(frameOn(frame, made.fn, made.fn));
      });
    else made.fields.push(put);
  };
}

function staticStep(context: Context, member: acorn.StaticBlock): Step {
  const { vm } = context;
  const scope = new StaticScope(context.scope, true);
  for (const name of varNames(member.body)) scope.declare(name, 'var');
  const uninitialized = lexicalNames(member.body).map(({ name, kind }) => scope.declare(name, kind).slot);
  for (const { id } of functionsOf(member.body)) scope.declare(id.name, 'function');
  const inner = within(context, scope);
  const declare = declareFunctions(inner, functionsOf(member.body));
  const run = compileBody(inner, member.body);
  return (frame, made) => {
    made.statics.push(() => {
      const own = frameOn(frame, made.fn, made.fn);
      own.scope = new Scope(frame.scope, scope.names.size, vm.heap.epoch);
      for (const slot of uninitialized) own.scope.values[slot] = UNINITIALIZED;
      declare(own);
      run(own);
    });
  };
}

/** A run of code of a class that has the class as `this`. */
function frameOn(around: Frame, self: Obj, home: Obj): Frame {
  const frame = {
    scope: around.scope,
    self,
    lexical: null as unknown as Frame,
    callee: null,
    homeObject: home,
    newTarget: undefined,
    args: [],
    result: undefined,
  };
  frame.lexical = frame;
  return frame;
}

function memberStep(context: Context, member: Member): Step | null {
  if (member.type === 'StaticBlock') return staticStep(context, member);
  if (member.type === 'PropertyDefinition') return fieldStep(context, member);
  return member.kind === 'constructor' ? null : methodStep(context, member);
}

/** Private names of a class; an accessor's two halves share one. */
function privatesOf(outer: Context, node: ClassNode): ReadonlyMap<string, symbol> {
  const privates = new Map(outer.privates);
  for (const member of node.body.body) {
    if (member.type === 'StaticBlock' || member.key.type !== 'PrivateIdentifier') continue;
    const known = privates.get(member.key.name);
    if (known !== undefined && known !== outer.privates.get(member.key.name)) continue;
    const symbol = Symbol(`#${member.key.name}`);
    privates.set(member.key.name, symbol);
    outer.vm.privateKeys.add(symbol);
  }
  return privates;
}

export function compileClass(outer: Context, node: ClassNode): Evaluate {
  const { vm } = outer;
  const scope = new StaticScope(outer.scope, false);
  const slot = node.id == null ? null : scope.declare(node.id.name, 'const').slot;
  const context: Context = { ...within(outer, scope), isStrict: true, privates: privatesOf(outer, node) };
  const parent = node.superClass == null ? null : compile(context, node.superClass);
  const code = classCode(context, node);
  const steps = node.body.body.map((member) => memberStep(context, member)).filter((step) => step !== null);
  return (frame) => {
    const around = frame.scope;
    const own = new Scope(around, scope.names.size, vm.heap.epoch);
    if (slot !== null) own.values[slot] = UNINITIALIZED;
    frame.scope = own;
    const name = node.id == null ? vm.nameToTake : null;
    vm.nameToTake = null;
    const above = parent?.(frame);
    const fn = new Closure(vm, code, own, null);
    if (name !== null) nameFunction(fn, name);
    const prototype = linked(outer, fn, parent !== null, above);
    const made: Made = { fn, prototype, fields: [], statics: [], privateMethods: [] };
    for (const step of steps) step(frame, made);
    fn.fields = [...made.privateMethods, ...made.fields];
    if (slot !== null) own.values[slot] = fn;
    for (const one of made.statics) one();
    frame.scope = around;
    return fn;
  };
}

/** Ties a class to the one above it; gives its prototype. */
function linked({ vm }: Context, fn: Closure, isDerived: boolean, above: unknown): Obj {
  const prototype = vm.object();
  if (isDerived) {
    if (above === null) prototype.proto = null;
    else if (isFunction(above) && above.isConstructor) {
      const inherited = vm.get(above, 'prototype');
      if (isObj(inherited) || inherited === null) prototype.proto = inherited;
      else vm.throwError('TypeError', 'a class above without a prototype');
      fn.proto = above;
    } else vm.throwError('TypeError', 'a class above that is no constructor');
  }
  prototype.properties.set('constructor', dataProperty(fn, HIDDEN));
  fn.properties.set('prototype', dataProperty(prototype, 0));
  fn.homeObject = prototype;
  return prototype;
}
