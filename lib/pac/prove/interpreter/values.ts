/**
 * What a script's values are in the interpreter: primitives of the host, objects of the interpreter's own heap, and
 * unknowns, which stand for every value that something of the environment can have. No object of the host is ever a
 * value, so a script has nothing of ours to look at or to change.
 */
import type { LeftCells } from './left-cells.js';

export type Primitive = undefined | null | boolean | number | string | symbol;
export type Value = Primitive | Obj | Unknown;
export type Key = string | symbol;

/**
 * A set of values, with where it comes from. Its kinds and what can be done with each are in `../unknown/`; the
 * interpreter only moves them, and asks `Unknowns` for everything else.
 */
export abstract class Unknown {
  abstract readonly kind: string;
}

export const WRITABLE = 1;
export const ENUMERABLE = 2;
export const CONFIGURABLE = 4;
export const PLAIN: number = WRITABLE | ENUMERABLE | CONFIGURABLE;
export const HIDDEN: number = WRITABLE | CONFIGURABLE;

/** An own property. Accessors have `get` or `set`, and `value` is then not looked at. */
export interface Property {
  readonly value: Value;
  readonly get: Obj | undefined;
  readonly set: Obj | undefined;
  readonly isAccessor: boolean;
  readonly flags: number;
}

export const dataProperty = (value: Value, flags: number = PLAIN): Property => ({
  value,
  get: undefined,
  set: undefined,
  isAccessor: false,
  flags,
});

/** An object of the script. Everything that changes one goes through `Heap`, which notes what it was. */
export class Obj {
  proto: Obj | null;
  /** When it was made: -1 for the language's own, 0 while the script was loaded, otherwise the call. */
  readonly birth: number;
  /** Its kind, as `Object.prototype.toString` tells it; also what subclasses are told apart by. */
  readonly className: string;
  readonly properties: Map<Key, Property> = new Map<Key, Property>();
  isExtensible = true;
  /** Cells in which an earlier call may have left something else; `null`: none. */
  left: LeftCells | null = null;
  /** Of the language's own objects: names that some engine has and this one has not. */
  unmodelled: ReadonlySet<Key> | null = null;

  constructor(proto: Obj | null, birth: number, className = 'Object') {
    this.proto = proto;
    this.birth = birth;
    this.className = className;
  }
}

/** Stands where an array has no element. */
export const HOLE: unique symbol = Symbol('hole');

/**
 * An array. Its elements are in `elements` as long as all of them are plain and writable, else among the properties
 * (`elements` is then `null`); `length` is never among the properties.
 */
export class ArrayObj extends Obj {
  elements: (Value | typeof HOLE)[] | null = [];
  length = 0;
  isLengthWritable = true;

  constructor(proto: Obj | null, birth: number) {
    super(proto, birth, 'Array');
  }
}

/** A string, number, boolean or symbol as an object. */
export class WrapperObj extends Obj {
  readonly primitive: Primitive;

  constructor(proto: Obj | null, birth: number, className: string, primitive: Primitive) {
    super(proto, birth, className);
    this.primitive = primitive;
  }
}

/** Milliseconds since 1970, `NaN` for an invalid date, or an unknown instant. */
export class DateObj extends Obj {
  time: number | Unknown = NaN;

  constructor(proto: Obj | null, birth: number) {
    super(proto, birth, 'Date');
  }
}

/** `lastIndex` is an ordinary property. */
export class RegExpObj extends Obj {
  source = '';
  flags = '';
  /** The host's own expression, used on strings alone; never the script's to see. */
  host: RegExp;

  constructor(proto: Obj | null, birth: number) {
    super(proto, birth, 'RegExp');
    this.host = new RegExp('');
  }
}

/** A Map or a Set (whose values are their keys). -0 is kept as 0. */
export class CollectionObj extends Obj {
  /** Insertion order; entries taken out stay as `null` so that iterators keep their place. */
  entries: ({ readonly key: Value; readonly value: Value } | null)[] = [];
  /** Where each key is in `entries`. */
  index: Map<Value, number> = new Map<Value, number>();
}

/** An iterator of the language's own: `step` gives the next value, or `undefined` at the end. */
export class IteratorObj extends Obj {
  /** How far it is; `Infinity` once it has ended. */
  position = 0;
  readonly step: (position: number) => { readonly value: Value; readonly next: number } | undefined;

  constructor(
    proto: Obj | null,
    birth: number,
    className: string,
    step: (position: number) => { readonly value: Value; readonly next: number } | undefined,
  ) {
    super(proto, birth, className);
    this.step = step;
  }
}

/** Something that can be called. `invoke` is what calling it does; `newTarget` is given where it is constructed. */
export abstract class FunctionObj extends Obj {
  readonly isConstructor: boolean;
  /** Of what `bind` gives: the function behind it. */
  readonly boundTarget: FunctionObj | null = null;

  constructor(proto: Obj | null, birth: number, isConstructor: boolean) {
    super(proto, birth, 'Function');
    this.isConstructor = isConstructor;
  }

  abstract invoke(self: Value, args: readonly Value[], newTarget: FunctionObj | undefined): Value;
}

export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;
export const isObj = (value: unknown): value is Obj => value instanceof Obj;
export const isFunction = (value: unknown): value is FunctionObj => value instanceof FunctionObj;
