/**
 * What can be called: closures of the loaded script and of calls, functions of the language's own, bound functions.
 */
import type * as acorn from 'acorn';
import { Closure, type ClosureKind } from '../interpreter/closure.js';
import type { FunctionNode } from '../interpreter/compile/functions.js';
import type { Frame } from '../interpreter/compile/types.js';
import { UNINITIALIZED } from '../interpreter/heap.js';
import { NativeFn } from '../interpreter/native.js';
import { isFunction } from '../interpreter/values.js';
import type { Changes } from './changes.js';
import type { AbstractObject } from './object.js';
import type { Block } from './variables.js';
import { joinAll, NOTHING, UNDEFINED, type AbstractValue, type Cell } from './value.js';

export type ClassNode =
  acorn.Class | acorn.ClassExpression | acorn.ClassDeclaration | acorn.AnonymousClassDeclaration;

/** What a function is given: the first ones, and what any number of further ones can be. */
export interface Args {
  readonly first: readonly AbstractValue[];
  readonly rest: AbstractValue | null;
}

export const argAt = ({ first, rest }: Args, at: number): AbstractValue =>
  first[at] ?? (rest === null ? UNDEFINED : joinAll([UNDEFINED, rest]));

export const anyOf = ({ first, rest }: Args): AbstractValue => joinAll([...first, rest ?? NOTHING]);

/** Where `this`, `super` and `new.target` of an arrow come from. */
export interface Lexical {
  readonly selfValue: AbstractValue;
  readonly newTargetValue: AbstractValue;
  readonly home: AbstractObject | null;
  /** The run that `super(…)` in an arrow belongs to; `null` for one that is over. */
  readonly unit: Unit | null;
}

export interface ClosureShape {
  readonly kind: 'closure';
  readonly node: FunctionNode | ClassNode | acorn.PropertyDefinition;
  readonly how: ClosureKind;
  readonly isStrict: boolean;
  readonly obstacle: string | null;
  readonly block: Block | null;
  readonly lexical: Lexical | null;
  readonly home: AbstractObject | null;
  readonly privates: ReadonlyMap<string, symbol>;
}

export type Callable =
  ClosureShape | { readonly kind: 'native'; readonly fn: NativeFn } | Bound | { readonly kind: 'unknown' };

function lexicalOf(changes: Changes, frame: Frame | null): Lexical | null {
  if (frame === null) return null;
  const { self, newTarget, homeObject } = frame.lexical;
  return {
    selfValue: self === UNINITIALIZED ? NOTHING : changes.valueOf(self),
    newTargetValue: changes.valueOf(newTarget),
    home: homeObject === null ? null : changes.objectOf(homeObject),
    unit: null,
  };
}

const shapes = new WeakMap<AbstractObject, Callable>();

/** How an object is called; `null`: it is no function. */
export function callableOf(object: AbstractObject): Callable | null {
  if (object.callable !== null) return object.callable;
  const { concrete, changes } = object;
  if (!isFunction(concrete)) return null;
  const made = shapes.get(object);
  if (made !== undefined) return made;
  const shape = shapeOf(changes, concrete);
  shapes.set(object, shape);
  return shape;
}

function shapeOf(changes: Changes, fn: unknown): Callable {
  if (fn instanceof NativeFn) return { kind: 'native', fn };
  if (!(fn instanceof Closure)) return { kind: 'unknown' };
  const { code, scope, lexical, homeObject } = fn;
  return {
    kind: 'closure',
    node: code.node as FunctionNode | ClassNode,
    how: code.kind,
    isStrict: code.isStrict,
    obstacle: code.obstacle,
    block: changes.blockOf(scope, code.context.scope),
    lexical: lexicalOf(changes, lexical),
    home: homeObject === null ? null : changes.objectOf(homeObject),
    privates: code.context.privates,
  };
}

/** A function that can run in an earlier call, with everything that it can be given in any of them. */
export class Unit implements Lexical {
  readonly shape: ClosureShape;
  readonly changes: Changes;
  readonly self: Cell;
  readonly newTarget: Cell;
  readonly callees: Cell;
  readonly result: Cell;
  /** `this` of a class with another above it, once `super()` gave it. */
  readonly derived: Cell;
  /** Arguments by place, and those of which the place is not known. */
  readonly args: Cell[] = [];
  readonly restArgs: Cell;
  /** Whether it can be called with fewer arguments than it names, and how many were ever given. */
  readonly made: Map<acorn.AnyNode, Map<string, AbstractObject>> = new Map<
    acorn.AnyNode,
    Map<string, AbstractObject>
  >();
  readonly blocks: Map<acorn.AnyNode, Block> = new Map<acorn.AnyNode, Block>();
  /** `arguments`, where the function asks for it. */
  argumentsObject: AbstractObject | null = null;
  /** Variables of the function's body, for functions in blocks that are seen outside of them. */
  body: Block | null = null;
  inBlocks: ReadonlySet<acorn.AnyNode> = new Set<acorn.AnyNode>();

  constructor(changes: Changes, shape: ClosureShape) {
    this.changes = changes;
    this.shape = shape;
    this.self = changes.cell();
    this.newTarget = changes.cell();
    this.callees = changes.cell();
    this.result = changes.cell();
    this.derived = changes.cell();
    this.restArgs = changes.cell();
  }

  get home(): AbstractObject | null {
    return this.shape.home;
  }

  get unit(): this {
    return this;
  }

  /** Where its `this` comes from: itself, or what is around an arrow. */
  get lexical(): Lexical {
    return this.shape.how === 'arrow' ? (this.shape.lexical ?? this) : this;
  }

  get selfValue(): AbstractValue {
    return this.shape.how === 'derived class' ? this.derived.value : this.self.value;
  }

  get newTargetValue(): AbstractValue {
    return joinAll([UNDEFINED, this.newTarget.value]);
  }

  /** Takes in what one call gives. */
  give(args: Args, names: number): void {
    const count = Math.max(names, args.first.length);
    if (count > this.args.length) this.changes.again(this);
    for (let at = this.args.length; at < count; at++) this.args.push(this.changes.cell());
    this.args.forEach((cell, at) => cell.add(argAt(args, at)));
    if (args.rest !== null) this.restArgs.add(args.rest);
  }

  /** Objects made at one place. */
  madeAt(node: acorn.AnyNode, tag: string, callable: Callable | null = null): AbstractObject {
    let here = this.made.get(node);
    if (here === undefined) this.made.set(node, (here = new Map<string, AbstractObject>()));
    let found = here.get(tag);
    if (found === undefined) here.set(tag, (found = this.changes.made(callable)));
    return found;
  }
}

/** A place in a function: what is made there is one object. */
export interface Site {
  readonly unit: Unit;
  readonly node: acorn.AnyNode;
}

/** Parameters that a function has, if it says. */
export function parametersOf({ node }: ClosureShape): number {
  return 'params' in node ? node.params.length : 0;
}

/** Objects that are given. */
export const argCount = ({ first, rest }: Args): number =>
  first.reduce((sum, one) => sum + one.objects.size, rest?.objects.size ?? 0);

/** What `bind` makes at one place: one function for all that are bound there. */
export class Bound {
  readonly kind = 'bound';
  readonly #changes: Changes;
  readonly #target: Cell;
  readonly #self: Cell;
  /** Arguments by place, as far as each binding has as many. */
  #first: Cell[] | null = null;
  readonly #rest: Cell;

  constructor(changes: Changes) {
    this.#changes = changes;
    this.#target = changes.cell();
    this.#self = changes.cell();
    this.#rest = changes.cell();
  }

  give(target: AbstractValue, self: AbstractValue, { first, rest }: Args): void {
    this.#target.add(target);
    this.#self.add(self);
    this.#first ??= first.map(() => this.#changes.cell());
    const places = this.#first;
    // What one binding gives in a place is another's later argument.
    if (places.length !== first.length) this.#rest.add(UNDEFINED);
    for (const { value } of places.splice(first.length)) this.#rest.add(value);
    first.forEach((value, at) => (places[at] ?? this.#rest).add(value));
    if (rest !== null) this.#rest.add(rest);
  }

  get target(): AbstractValue {
    return this.#target.value;
  }

  get self(): AbstractValue {
    return this.#self.value;
  }

  get args(): Args {
    const rest = this.#rest.value;
    return { first: (this.#first ?? []).map(({ value }) => value), rest: rest.isNothing ? null : rest };
  }
}

/** Arguments that were bound, and then those given. */
export const boundArgs = (bound: Args, given: Args): Args =>
  bound.rest === null
    ? { first: [...bound.first, ...given.first], rest: given.rest }
    : { first: bound.first, rest: joinAll([bound.rest, ...given.first, given.rest ?? NOTHING]) };
