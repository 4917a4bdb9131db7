/**
 * The search itself: reading, writing, calling and converting abstract values, over the functions that calls can reach,
 * in rounds until nothing grows any more.
 */
import type { AnyNode } from 'acorn';
import { Closure } from '../interpreter/closure.js';
import { NO_TIME } from '../interpreter/limits.js';
import { ERROR_NAMES } from '../interpreter/realm.js';
import type { Vm } from '../interpreter/vm.js';
import {
  argCount,
  boundArgs,
  parametersOf,
  callableOf,
  Unit,
  type Args,
  type ClosureShape,
  type Site,
} from './callable.js';
import { Changes, lineOf } from './changes.js';
import { key, keysOf, type Keys } from './keys.js';
import { callNative, resultOf } from './natives.js';
import { lookUpAt, lookUpUnder, withParents } from './look-up.js';
import type { AbstractObject } from './object.js';
import { initializeFields } from './classes.js';
import { Language } from './language.js';
import { toPrimitive } from './convert.js';
import { canBeWrapped, ofPrimitive, primitiveParents, wrapperOf } from './primitives.js';
import {
  join,
  joinAll,
  NOTHING,
  objectsIn,
  objectValue,
  PRIMITIVE,
  UNDEFINED,
  type AbstractValue,
  type Cell,
} from './value.js';

/** Nodes looked at, over all rounds. */
const MOST_STEPS = 5_000_000;
const STEPS_A_LOOK = 256;
/** Objects gone through, over all rounds. */
const MOST_WORK = 40_000;

export class Search {
  readonly vm: Vm;
  readonly changes: Changes;
  /** Everything that the script can throw. */
  readonly thrown: Cell;
  readonly language: Language;
  readonly #byNode = new Map<AnyNode, Unit[]>();
  #steps = 0;
  #work = 0;
  readonly #error: AbstractObject;

  constructor(vm: Vm) {
    this.vm = vm;
    this.changes = new Changes(vm.global);
    this.thrown = this.changes.cell();
    this.#error = this.changes.made();
    const prototypes = ERROR_NAMES.map((name) => this.changes.objectOf(vm.realm.prototypeOf(name)));
    this.#error.protos.add(objectValue(...prototypes));
    // Its text and what engines add to it are primitives.
    this.#error.underAny.add(PRIMITIVE);
    this.thrown.add(objectValue(this.#error));
    this.language = new Language(vm, this.changes);
  }

  stop(reason: string, node: AnyNode): void {
    this.changes.stop(reason, lineOf(node));
  }

  /** One node looked at. */
  step(node: AnyNode): void {
    this.#steps++;
    if (this.#steps % STEPS_A_LOOK === 0 && performance.now() > this.vm.budget.deadline)
      this.stop(NO_TIME, node);
    if (this.#steps > MOST_STEPS) this.stop('there is too much to look through', node);
  }

  /** Objects gone through; where there are too many, what is found from then on is not looked at. */
  work(count: number, node: AnyNode): boolean {
    this.#work += count;
    if (this.#work > MOST_WORK) this.stop('there is too much to look through', node);
    return this.changes.obstacle === null;
  }

  /** Looks at functions until nothing grows: `look` at one of them, `begin` at the entry points. */
  settle(look: (unit: Unit) => void, begin: () => void): void {
    const { changes } = this;
    const start = {};
    changes.again(start);
    for (const next of changes.waiting) {
      changes.waiting.delete(next);
      changes.current = next;
      if (next instanceof Unit) look(next);
      else begin();
      if (changes.obstacle !== null) break;
    }
    changes.current = null;
  }

  // --- properties ----------------------------------------------------------------------------------------------

  /** `self`: what getters are called on, where that is something else. */
  read(from: AbstractValue, keys: Keys, site: Site, self: AbstractValue = from): AbstractValue {
    if (!this.work(from.objects.size, site.node)) return NOTHING;
    const own = this.lookUp(from.objects, keys);
    if (!this.work(own.value.objects.size, site.node)) return NOTHING;
    const found = [own.value];
    let { getters } = own;
    if (from.hasPrimitive) {
      found.push(ofPrimitive(from, keys));
      const inherited = this.lookUp(primitiveParents(this, from), keys);
      found.push(inherited.value);
      getters = join(getters, inherited.getters);
    }
    if (from.anything !== null) found.push(from);
    if (!getters.isNothing) found.push(this.call(getters, self, { first: [], rest: null }, site));
    return joinAll(found);
  }

  /** A global name; where there is none, reading it throws. */
  readGlobal(name: string, site: Site): AbstractValue {
    const values: AbstractValue[] = [];
    const getters: AbstractValue[] = [];
    const global = this.changes.objectOf(this.vm.global);
    lookUpAt([global], name, values, getters, false);
    const all = joinAll(getters);
    if (!all.isNothing) values.push(this.call(all, objectValue(global), { first: [], rest: null }, site));
    return joinAll(values);
  }

  /** A property of objects or of what they inherit from. */
  lookUp(starts: Iterable<AbstractObject>, keys: Keys): { value: AbstractValue; getters: AbstractValue } {
    const values: AbstractValue[] = [];
    const getters: AbstractValue[] = [];
    if (keys.isAny || keys.isNumber) lookUpUnder(starts, !keys.isAny, values, getters);
    for (const one of keys.known) lookUpAt(starts, one, values, getters);
    return { value: joinAll(values), getters: joinAll(getters) };
  }

  write(to: AbstractValue, keys: Keys, value: AbstractValue, site: Site): void {
    if (!this.work(to.objects.size, site.node)) return;
    if (to.anything !== null) this.stop(`something unknown is written: ${to.anything}`, site.node);
    const line = lineOf(site.node);
    const starts = new Set(to.objects);
    for (const object of to.objects) object.write(keys, value, line);
    if (to.hasPrimitive) for (const parent of primitiveParents(this, to)) starts.add(parent);
    this.callSetters(objectValue(...starts), keys, to, value, site);
  }

  /** Setters that objects have or inherit, called on `self`. */
  callSetters(from: AbstractValue, keys: Keys, self: AbstractValue, value: AbstractValue, site: Site): void {
    const setters = joinAll([...withParents(from.objects)].map((at) => at.settersUnder(keys)));
    if (!setters.isNothing) this.call(setters, self, { first: [value], rest: null }, site);
  }

  // --- calls ---------------------------------------------------------------------------------------------------

  call(fn: AbstractValue, self: AbstractValue, args: Args, site: Site): AbstractValue {
    if (fn.anything !== null) this.stop(`something unknown is called: ${fn.anything}`, site.node);
    const results: AbstractValue[] = [];
    if (!this.work(fn.objects.size * (1 + argCount(args)), site.node)) return NOTHING;
    for (const object of fn.objects) {
      const callable = callableOf(object);
      if (callable === null) continue;
      if (callable.kind === 'unknown')
        this.stop('a kind of function that is not modelled is called', site.node);
      else if (callable.kind === 'native')
        results.push(callNative(this, { fn: callable.fn, self, args, newTarget: null }, site));
      else if (callable.kind === 'bound')
        results.push(this.call(callable.target, callable.self, boundArgs(callable.args, args), site));
      else results.push(this.#callClosure(object, callable, self, args, site));
    }
    return joinAll(results);
  }

  #callClosure(
    callee: AbstractObject,
    shape: ClosureShape,
    self: AbstractValue,
    args: Args,
    site: Site,
  ): AbstractValue {
    // A class that is called without `new` throws.
    if (shape.how === 'base class' || shape.how === 'derived class') return NOTHING;
    const unit = this.enter(callee, shape, args, site);
    if (shape.how !== 'arrow') unit.self.add(shape.isStrict ? self : this.#sloppySelf(self, site));
    return this.#libraryResult(callee, args) ?? unit.result.value;
  }

  /** What a function of the PAC library gives, unless the script has changed what that rests on. */
  #libraryResult({ concrete }: AbstractObject, args: Args): AbstractValue | null {
    if (!(concrete instanceof Closure) || concrete.birth >= 0 || !this.language.intruders().isNothing)
      return null;
    return resultOf(concrete.code.name, args);
  }

  /** The function as something that runs, given these arguments too. */
  enter(callee: AbstractObject, shape: ClosureShape, args: Args, site: Site): Unit {
    if (shape.obstacle !== null) this.stop(shape.obstacle, site.node);
    const unit = this.unitOf(shape);
    unit.callees.add(objectValue(callee));
    unit.give(args, parametersOf(shape));
    return unit;
  }

  unitOf(shape: ClosureShape): Unit {
    const { block, lexical, home } = shape;
    const node = shape.node as AnyNode;
    let units = this.#byNode.get(node);
    if (units === undefined) this.#byNode.set(node, (units = []));
    let unit = units.find(
      (one) => one.shape.block === block && one.shape.home === home && one.shape.lexical === lexical,
    );
    if (unit === undefined) {
      unit = new Unit(this.changes, shape);
      units.push(unit);
      this.changes.again(unit);
    }
    return unit;
  }

  /** `this` where code is not strict: the global object for nothing, an object for a primitive. */
  #sloppySelf(self: AbstractValue, site: Site): AbstractValue {
    if (!self.hasPrimitive) return self;
    const found = [new Set(self.objects)].map((objects) => objectValue(...objects));
    if (self.known.has(undefined) || self.known.has(null))
      found.push(objectValue(this.changes.objectOf(this.vm.global)));
    if (canBeWrapped(self)) found.push(objectValue(wrapperOf(this, self, site)));
    return joinAll([...found, self.anything === null ? NOTHING : self.with({ known: new Set() })]);
  }

  construct(fn: AbstractValue, args: Args, newTarget: AbstractValue, site: Site): AbstractValue {
    if (fn.anything !== null) this.stop(`something unknown is constructed: ${fn.anything}`, site.node);
    const results: AbstractValue[] = [];
    for (const object of fn.objects) {
      const callable = callableOf(object);
      if (callable === null) continue;
      if (callable.kind === 'unknown')
        this.stop('a kind of function that is not modelled is called', site.node);
      else if (callable.kind === 'native')
        results.push(callNative(this, { fn: callable.fn, self: UNDEFINED, args, newTarget }, site));
      else if (callable.kind === 'bound')
        results.push(this.construct(callable.target, boundArgs(callable.args, args), callable.target, site));
      else if (callable.how !== 'arrow' && callable.how !== 'method')
        results.push(this.#constructClosure(object, callable, args, newTarget, site));
    }
    return joinAll(results);
  }

  #constructClosure(
    callee: AbstractObject,
    shape: ClosureShape,
    args: Args,
    newTarget: AbstractValue,
    site: Site,
  ): AbstractValue {
    const unit = this.enter(callee, shape, args, site);
    unit.newTarget.add(newTarget);
    const returned = objectsIn(unit.result.value.objects);
    if (shape.how === 'derived class') return join(returned, unit.derived.value);
    const made = objectValue(this.madeBy(newTarget, 'Object', site));
    unit.self.add(made);
    initializeFields(this, callee, shape, made, site);
    return join(returned, made);
  }

  /** What a constructor makes at a place, inheriting from what `newTarget` says. */
  madeBy(newTarget: AbstractValue, className: string, site: Site): AbstractObject {
    const made = site.unit.madeAt(site.node, `new ${className}`);
    const own = this.read(newTarget, key('prototype'), site);
    made.protos.add(objectValue(...own.objects, this.prototype(className)));
    return made;
  }

  prototype(className: string): AbstractObject {
    return this.changes.objectOf(this.vm.realm.prototypeOf(className));
  }

  // --- conversion ----------------------------------------------------------------------------------------------

  /** The value as a primitive. */
  primitive(value: AbstractValue, site: Site): AbstractValue {
    return toPrimitive(this, value, site);
  }

  keys(value: AbstractValue, site: Site): Keys {
    return keysOf(this.primitive(value, site));
  }
}
