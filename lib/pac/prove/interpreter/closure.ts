/**
 * A function of the script: its code and the variables around it.
 */
import type { AnyNode } from 'acorn';
import { ArgumentsObj } from './arguments.js';
import type { Context } from './compile/compiler.js';
import { RETURN, type Assign, type Execute, type Frame } from './compile/types.js';
import { Scope, UNINITIALIZED } from './heap.js';
import { dataProperty, FunctionObj, HIDDEN, isObj, isUnknown, Obj, type Key, type Value } from './values.js';
import type { Vm } from './vm.js';

export type ClosureKind = 'plain' | 'arrow' | 'method' | 'base class' | 'derived class';

/** A function's code, made ready when it first runs. */
export interface Body {
  /** Slots of the variables of the function. */
  readonly size: number;
  /** Gives the parameters their values: in their order, or by patterns and defaults. */
  readonly parameters: readonly number[] | Assign;
  readonly argumentsSlot: number | null;
  /** Whether elements of `arguments` are the parameters themselves. */
  readonly isMapped: boolean;
  /** The function's own name, where it has a variable. */
  readonly selfSlot: number | null;
  /** `let`, `const` and `class`, not there at first. */
  readonly uninitialized: readonly number[];
  /** Functions declared in it, then its statements, in a scope of their own where parameters need one. */
  readonly run: Execute;
  readonly isExpression: boolean;
}

export interface Code {
  readonly kind: ClosureKind;
  readonly isStrict: boolean;
  /** Why it cannot be run, e.g. that it is a generator; `null`: it can. */
  readonly obstacle: string | null;
  /** Its text in the script, as `Function.prototype.toString` shows it. */
  readonly source: string;
  readonly name: string;
  readonly length: number;
  body(): Body;
  /** The node, for the effects of earlier calls. */
  readonly node: AnyNode;
  /** What surrounds it: whose names its scope's variables have. */
  readonly context: Context;
}

/** A field or private method that an object of a class is given when it is made. */
export type FieldInitializer = (frame: Frame) => void;

export class Closure extends FunctionObj {
  readonly vm: Vm;
  readonly code: Code;
  readonly scope: Scope | null;
  readonly lexical: Frame | null;
  homeObject: Obj | null = null;
  fields: readonly FieldInitializer[] = [];

  constructor(vm: Vm, code: Code, scope: Scope | null, lexical: Frame | null) {
    super(vm.realm.functionPrototype, vm.heap.epoch, code.kind !== 'arrow' && code.kind !== 'method');
    this.vm = vm;
    this.code = code;
    this.scope = scope;
    this.lexical = lexical;
    this.properties.set('length', dataProperty(code.length, 4));
    this.properties.set('name', dataProperty(code.name, 4));
    if (code.obstacle !== null) this.unmodelled = EVERY_NAME;
    if (!this.isConstructor || code.obstacle !== null) return;
    const prototype = vm.object();
    prototype.properties.set('constructor', dataProperty(this, HIDDEN));
    this.properties.set('prototype', dataProperty(prototype, code.kind === 'plain' ? 1 : 0));
  }

  invoke(self: Value, args: readonly Value[], newTarget: FunctionObj | undefined): Value {
    const { vm, code } = this;
    if (code.obstacle !== null) vm.obstacle(code.obstacle);
    const isClass = code.kind === 'base class' || code.kind === 'derived class';
    if (isClass && newTarget === undefined) vm.throwError('TypeError', 'a class is called without new');
    vm.budget.enter();
    let frame: Frame;
    let result: Value;
    try {
      const own = newTarget === undefined ? this.#selfFor(self) : this.#made(newTarget);
      frame = this.#frame(own, args, newTarget);
      result = this.#run(frame);
    } finally {
      vm.budget.leave();
    }
    if (newTarget === undefined) return result;
    if (isObj(result)) return result;
    if (isUnknown(result)) vm.obstacle('a constructor gives a value of the environment');
    if (code.kind === 'derived class' && result !== undefined)
      vm.throwError('TypeError', 'a constructor gives no object');
    return frame.self === UNINITIALIZED
      ? vm.throwError('ReferenceError', 'super() was not called')
      : frame.self;
  }

  /** `this` of a call. */
  #selfFor(self: Value): Value {
    if (this.code.isStrict || isObj(self)) return self;
    if (self === undefined || self === null) return this.vm.global;
    return this.vm.toObject(self);
  }

  /** `this` of a construction: a new object, or none before `super()`. */
  #made(newTarget: FunctionObj): Value | typeof UNINITIALIZED {
    if (this.code.kind === 'derived class') return UNINITIALIZED;
    const object = new Obj(this.vm.prototypeFor(newTarget, 'Object'), this.vm.heap.epoch);
    this.initializeFields(object);
    return object;
  }

  initializeFields(object: Obj): void {
    if (this.fields.length === 0) return;
    const frame = this.#frame(object, [], undefined);
    for (const field of this.fields) field(frame);
  }

  #frame(
    self: Value | typeof UNINITIALIZED,
    args: readonly Value[],
    newTarget: FunctionObj | undefined,
  ): Frame {
    const frame = {
      scope: this.scope,
      self,
      lexical: null as unknown as Frame,
      callee: this,
      homeObject: this.homeObject,
      newTarget,
      args,
      result: undefined as Value,
    };
    frame.lexical = this.lexical ?? frame;
    return frame;
  }

  #run(frame: Frame): Value {
    const { vm, code } = this;
    const body = code.body();
    const scope = new Scope(this.scope, body.size, vm.heap.epoch);
    frame.scope = scope;
    const { args } = frame;
    for (const slot of body.uninitialized) scope.values[slot] = UNINITIALIZED;
    if (body.selfSlot !== null) scope.values[body.selfSlot] = this;
    if (body.argumentsSlot !== null) scope.values[body.argumentsSlot] = this.#arguments(scope, body, args);
    const { parameters } = body;
    if (typeof parameters === 'function') parameters(frame, undefined);
    else
      parameters.forEach((slot, at) => {
        scope.values[slot] = args[at];
      });
    const jump = body.run(frame);
    return jump === RETURN ? frame.result : undefined;
  }

  #arguments(scope: Scope, body: Body, args: readonly Value[]): Obj {
    const { vm } = this;
    const slots = new Map<number, number>();
    if (body.isMapped && Array.isArray(body.parameters))
      (body.parameters as readonly number[]).forEach((slot, at) => {
        if (at < args.length) slots.set(at, slot);
      });
    const made = new ArgumentsObj(vm.realm.objectPrototype, vm.heap.epoch, scope, slots);
    args.forEach((value, at) => {
      made.properties.set(String(at), dataProperty(value));
    });
    made.properties.set('length', dataProperty(args.length, HIDDEN));
    const values = vm.get(vm.realm.arrayPrototype, Symbol.iterator);
    made.properties.set(Symbol.iterator, dataProperty(values, HIDDEN));
    if (body.isMapped) made.properties.set('callee', dataProperty(this, HIDDEN));
    else {
      const { thrower } = vm.realm;
      made.properties.set('callee', {
        value: undefined,
        get: thrower,
        set: thrower,
        isAccessor: true,
        flags: 0,
      });
    }
    return made;
  }
}

/** Of functions that are not modelled: whatever they inherit is not known. */
const EVERY_NAME: ReadonlySet<Key> = new (class extends Set<Key> {
  override has(): boolean {
    return true;
  }
})(['prototype']);

/** Names an anonymous function or class after what it is given to. */
export function nameFunction(fn: Value, key: Key): Value {
  if (!(fn instanceof Closure) || fn.code.name !== '') return fn;
  const own = fn.properties.get('name');
  if (own?.value !== '') return fn;
  const name = typeof key === 'string' ? key : key.description === undefined ? '' : `[${key.description}]`;
  fn.properties.set('name', dataProperty(name, 4));
  return fn;
}
