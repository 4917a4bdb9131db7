/**
 * The language's own objects: made once for a proof, before the script is loaded. What the tables in `intrinsics/` do
 * not have is not there; a name that some engine has is then an obstacle (`unmodelled.ts`).
 */
import { UTC_CLOCK, type LocalClock } from './intrinsics/date-fields.js';
import { NativeFn, type NativeRow } from './native.js';
import {
  ArrayObj,
  dataProperty,
  HIDDEN,
  Obj,
  WrapperObj,
  type FunctionObj,
  type Key,
  type Primitive,
  type Value,
} from './values.js';
import type { Vm } from './vm.js';

export const ERROR_NAMES = [
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
] as const;
export type ErrorName = (typeof ERROR_NAMES)[number];

/** Prototypes that are boxed values themselves. */
const PRIMITIVE_PROTOTYPES: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['String', ''],
  ['Number', 0],
  ['Boolean', false],
]);

export class Realm {
  readonly objectPrototype: Obj;
  readonly functionPrototype: Obj;
  readonly arrayPrototype: Obj;
  readonly iteratorPrototype: Obj;
  readonly global: Obj;
  /** The iterators of lists and texts as they were at first; `null` until `intrinsics/` has made them. */
  plainIteration: {
    readonly list: Value;
    readonly text: Value;
    readonly listNext: Value;
    readonly textNext: Value;
  } | null = null;
  /** The client's own clock. */
  clock: LocalClock = UTC_CLOCK;
  readonly #prototypes = new Map<string, Obj>();
  #thrower: NativeFn | undefined;
  readonly #constructors = new Map<string, NativeFn>();
  readonly #vm: Vm;

  constructor(vm: Vm) {
    this.#vm = vm;
    const birth = vm.heap.epoch;
    this.objectPrototype = new Obj(null, birth);
    this.functionPrototype = this.#made('Function', new PlainFunction(vm, this.objectPrototype));
    this.arrayPrototype = this.#made('Array', new ArrayObj(this.objectPrototype, birth));
    this.iteratorPrototype = this.#made('Iterator', new Obj(this.objectPrototype, birth));
    this.#prototypes.set('Object', this.objectPrototype);
    this.global = new Obj(this.objectPrototype, birth, 'global');
  }

  #made(className: string, object: Obj): Obj {
    this.#prototypes.set(className, object);
    return object;
  }

  /** %ThrowTypeError%: what may not be asked of strict code. */
  get thrower(): NativeFn {
    return (this.#thrower ??= this.#makeThrower());
  }

  #makeThrower(): NativeFn {
    const fn = new NativeFn(this.#vm, this.functionPrototype, {
      id: 'thrower',
      length: 0,
      body: (vm) => vm.throwError('TypeError', 'not to be asked of strict code'),
      unknowns: 'takes',
      effect: 'none',
    });
    fn.properties.set('length', dataProperty(0, 0));
    fn.properties.set('name', dataProperty('', 0));
    fn.isExtensible = false;
    return fn;
  }

  /** The prototype of a class, made where it was not there. */
  prototypeOf(className: string): Obj {
    const known = this.#prototypes.get(className);
    if (known !== undefined) return known;
    const isError = className !== 'Error' && (ERROR_NAMES as readonly string[]).includes(className);
    const parent = isError
      ? this.prototypeOf('Error')
      : className.endsWith(' Iterator')
        ? this.iteratorPrototype
        : this.objectPrototype;
    const primitive = PRIMITIVE_PROTOTYPES.get(className);
    const made =
      primitive === undefined ? new Obj(parent, -1) : new WrapperObj(parent, -1, className, primitive);
    return this.#made(className, made);
  }

  /** A function of the language's own. `name` where it is not the last part of the row's id. */
  native(row: NativeRow, name: string = row.id.slice(row.id.lastIndexOf('.') + 1)): NativeFn {
    const fn = new NativeFn(this.#vm, this.functionPrototype, row);
    fn.properties.set('length', dataProperty(row.length, 4));
    fn.properties.set('name', dataProperty(name, 4));
    return fn;
  }

  /** Puts a value on one of the language's own objects, as builtins are: not enumerable. */
  put(object: Obj, key: Key, value: Value, flags: number = HIDDEN): void {
    object.properties.set(key, dataProperty(value, flags));
  }

  accessor(object: Obj, key: Key, get: FunctionObj | undefined, set?: FunctionObj): void {
    object.properties.set(key, { value: undefined, get, set, isAccessor: true, flags: 4 });
  }

  /** The constructor of a class as it was at first, whatever the script has put in its place. */
  constructorOf(className: string): NativeFn {
    const fn = this.#constructors.get(className);
    if (fn === undefined) throw new Error(`no constructor ${className}`);
    return fn;
  }

  /** A constructor, its prototype, and the link between them. */
  classOf(row: NativeRow, className: string): NativeFn {
    const fn = this.native({ ...row, isConstructor: row.isConstructor ?? true });
    const prototype = this.prototypeOf(className);
    this.put(fn, 'prototype', prototype, 0);
    this.put(prototype, 'constructor', fn);
    this.put(this.global, className, fn);
    this.#constructors.set(className, fn);
    return fn;
  }
}

/** `Function.prototype`: a function that does nothing. */
class PlainFunction extends NativeFn {
  constructor(vm: Vm, proto: Obj) {
    super(vm, proto, {
      id: 'Function.prototype',
      length: 0,
      body: () => undefined,
      unknowns: 'takes',
      effect: 'none',
    });
  }
}
