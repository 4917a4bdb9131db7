/**
 * One interpreter: a heap, the language's own objects, and how values are called, compared and looked into. The script
 * is compiled and loaded into it once; each path then begins from that heap.
 */
import * as convert from './convert.js';
import { GuestThrow, ObstacleError } from './errors.js';
import { Heap, UNINITIALIZED, type Scope } from './heap.js';
import { leftAt, type LeftValue } from './left-cells.js';
import { Budget } from './limits.js';
import { NativeFn } from './native.js';
import * as objects from './objects.js';
import { looselyEqual, strictlyEqual } from './operators.js';
import { Realm, type ErrorName } from './realm.js';
import {
  dataProperty,
  HIDDEN,
  isFunction,
  isObj,
  isUnknown,
  Obj,
  type FunctionObj,
  type Key,
  type Property,
  type Value,
} from './values.js';
import type { Unknowns } from './unknowns.js';
import type { World } from './world.js';
import type { ScriptTrace } from './script-trace.js';

/** A variable of the script's own top. */
export interface LexicalCell {
  readonly scope: Scope;
  readonly slot: number;
  readonly isConst: boolean;
}

export class Vm {
  readonly heap: Heap = new Heap();
  readonly budget: Budget = new Budget();
  readonly unknowns: Unknowns;
  readonly world: World;
  readonly realm: Realm;
  readonly trace: ScriptTrace;
  /** `let`, `const` and `class` of the script's own top. */
  readonly lexical: Map<string, LexicalCell> = new Map<string, LexicalCell>();

  /** Properties of the language's own objects as they were before the script, e.g. `RegExp.prototype.exec`. */
  readonly pristine: Map<string, Property> = new Map<string, Property>();
  /** What the language's last error was about, for those who look for faults of the interpreter. */
  lastError = '';
  /** The name that the class which is made next takes, if it has none of its own. */
  nameToTake: Key | null = null;
  /** Symbols that stand for private names of classes. */
  readonly privateKeys: Set<symbol> = new Set<symbol>();

  constructor(unknowns: Unknowns, world: World, trace: ScriptTrace) {
    this.unknowns = unknowns;
    this.world = world;
    this.trace = trace;
    this.heap.epoch = -1;
    this.realm = new Realm(this);
  }

  get global(): Obj {
    return this.realm.global;
  }

  // --- ends of a path ------------------------------------------------------------------------------------------

  obstacle(reason: string): never {
    throw new ObstacleError(reason, this.trace.line);
  }

  /** Throws one of the language's own errors. Its text differs between engines and is not there to be read. */
  throwError(name: ErrorName, about: string): never {
    this.lastError = about;
    throw new GuestThrow(
      this.error(name, this.unknowns.opaque('the text of an error differs between engines')),
    );
  }

  error(name: ErrorName, message: Value): Obj {
    const error = new Obj(this.realm.prototypeOf(name), this.heap.epoch, 'Error');
    error.unmodelled = ERROR_DETAILS;
    error.properties.set('message', dataProperty(message, HIDDEN));
    return error;
  }

  // --- what an earlier call may have left ----------------------------------------------------------------------

  /** Before a property is read that an earlier call may have written. */
  meetLeft(object: Obj, key: Key): void {
    const left = object.left === null ? null : leftAt(object.left, key);
    if (left === null) return;
    const chosen = this.#choose(left);
    this.heap.settled(object, key);
    if (object.left !== null && leftAt(object.left, key) !== null) this.obstacle(left.reason);
    if (chosen !== undefined) {
      const before = object.properties.get(key);
      objects.defineOwn(this, object, key, dataProperty(chosen.value, before?.flags ?? 7));
    }
  }

  meetAllLeft(object: Obj): void {
    if (object.left?.names != null) this.obstacle(object.left.names);
    if (object.left?.any != null) this.obstacle(object.left.any.reason);
    for (const key of object.left?.byKey.keys() ?? [])
      if (typeof key !== 'number') this.meetLeft(object, key);
  }

  #choose(left: LeftValue): { readonly value: Value } | undefined {
    if (left.options === null) this.obstacle(left.reason);
    const taken = this.world.choose(left.options.length + 1, 'left');
    const make = left.options[taken - 1];
    return make === undefined ? undefined : { value: make() };
  }

  variable(scope: Scope, slot: number): Value | typeof UNINITIALIZED {
    if (scope.left !== null) {
      const left = leftAt(scope.left, slot);
      if (left !== null) {
        const chosen = this.#choose(left);
        this.heap.settled(scope, slot);
        if (chosen !== undefined) this.heap.setVariable(scope, slot, chosen.value);
      }
    }
    return scope.values[slot];
  }

  // --- objects -------------------------------------------------------------------------------------------------

  object(): Obj {
    return new Obj(this.realm.objectPrototype, this.heap.epoch);
  }

  get(object: Obj, key: Key): Value {
    return objects.get(this, object, key);
  }

  set(object: Obj, key: Key, value: Value): void {
    if (!objects.set(this, object, key, value))
      this.throwError('TypeError', 'a property that cannot be written');
  }

  has(object: Obj, key: Key): boolean {
    return objects.has(this, object, key);
  }

  /** A property of any value; throws for `undefined` and `null`. */
  getOf(value: Value, key: Key): Value {
    if (isObj(value)) return objects.get(this, value, key);
    if (isUnknown(value)) {
      if (this.unknowns.isNullish(value)) this.throwError('TypeError', 'no properties');
      const own = this.unknowns.ownMember(value, key);
      if (own !== undefined) return own.value;
      return objects.get(this, this.realm.prototypeOf(this.unknowns.classOf(value)), key, value);
    }
    if (value === undefined || value === null) return this.throwError('TypeError', 'no properties');
    if (typeof value === 'string') {
      const own = objects.ownStringProperty(value, key);
      if (own !== undefined) return own.value;
    }
    return objects.get(this, this.realm.prototypeOf(convert.classOfPrimitive(value)), key, value);
  }

  /** Whether going through a list or text is what it was when the script began. */
  iteratesPlainly(value: Obj | string): boolean {
    const { plainIteration } = this.realm;
    if (plainIteration === null) return false;
    const { list, text, listNext, textNext } = plainIteration;
    if (typeof value === 'string')
      return (
        this.get(this.realm.prototypeOf('String'), Symbol.iterator) === text &&
        this.get(this.realm.prototypeOf('String Iterator'), 'next') === textNext
      );
    return (
      this.get(value, Symbol.iterator) === list &&
      this.get(this.realm.prototypeOf('Array Iterator'), 'next') === listNext
    );
  }

  // --- calls ---------------------------------------------------------------------------------------------------

  isCallable(value: Value): value is FunctionObj {
    return isFunction(value);
  }

  call(fn: Value, self: Value, args: readonly Value[]): Value {
    if (isUnknown(fn)) return this.call(this.unknowns.settle(fn), self, args);
    if (!isFunction(fn)) return this.throwError('TypeError', 'not a function');
    return fn.invoke(self, args, undefined);
  }

  construct(fn: Value, args: readonly Value[], newTarget?: FunctionObj): Obj {
    if (!isFunction(fn) || !fn.isConstructor) return this.throwError('TypeError', 'not a constructor');
    const result = fn.invoke(undefined, args, newTarget ?? fn);
    return isObj(result) ? result : this.obstacle('a constructor that gives no object');
  }

  /** The prototype for what a constructor of the language's own makes, which `new.target` may have of its own. */
  prototypeFor(newTarget: FunctionObj | undefined, className: string): Obj {
    const own = newTarget === undefined ? undefined : this.get(newTarget, 'prototype');
    return isObj(own) ? own : this.realm.prototypeOf(className);
  }

  instanceOf(value: Value, target: Value): boolean {
    if (!isObj(target)) return this.throwError('TypeError', 'instanceof: not an object');
    const method = objects.getMethod(this, target, Symbol.hasInstance);
    const isPlain = method instanceof NativeFn && method.row.id === 'Function.prototype.@@hasInstance';
    if (method !== undefined && !isPlain) return convert.toBoolean(this, this.call(method, target, [value]));
    if (!isFunction(target)) return this.throwError('TypeError', 'instanceof: not a function');
    return this.ordinaryInstanceOf(value, target);
  }

  ordinaryInstanceOf(value: Value, target: FunctionObj): boolean {
    if (target.boundTarget !== null) return this.instanceOf(value, target.boundTarget);
    if (!isObj(value)) return false;
    const prototype = this.get(target, 'prototype');
    if (!isObj(prototype)) return this.throwError('TypeError', 'a function without a prototype');
    for (let at = value.proto; at !== null; at = at.proto) if (at === prototype) return true;
    return false;
  }

  // --- conversion and comparison -------------------------------------------------------------------------------

  toBoolean(value: Value): boolean {
    return convert.toBoolean(this, value);
  }

  toNumber(value: Value): number {
    return convert.toNumber(this, value);
  }

  toInteger(value: Value): number {
    return convert.toInteger(this, value);
  }

  toLength(value: Value): number {
    return convert.toLength(this, value);
  }

  /** A text, whatever the value: an unknown one is settled. */
  toString(value?: Value): string {
    return convert.toString(this, value);
  }

  toKey(value: Value): Key {
    return convert.toKey(this, value);
  }

  toObject(value: Value): Obj {
    return convert.toObject(this, value);
  }

  strictlyEqual(left: Value, right: Value): boolean {
    return strictlyEqual(this, left, right);
  }

  looselyEqual(left: Value, right: Value): boolean {
    return looselyEqual(this, left, right);
  }

  /** `Object.is`. */
  sameValue(left: Value, right: Value): boolean {
    const [a, b] = [left, right].map((one) => (isUnknown(one) ? this.unknowns.settle(one) : one));
    return Object.is(a, b);
  }

  /** As in `includes`, Map and Set: `NaN` is itself and -0 is 0. */
  sameValueZero(left: Value, right: Value): boolean {
    if (typeof left === 'number' && typeof right === 'number' && left !== left) return right !== right;
    return strictlyEqual(this, left, right);
  }
}

/** What engines add to errors of their own accord, each in its way. */
export const ERROR_DETAILS: ReadonlySet<Key> = new Set([
  'stack',
  'lineNumber',
  'columnNumber',
  'fileName',
  'line',
  'column',
  'sourceURL',
  'number',
  'description',
]);

export { UNINITIALIZED };
