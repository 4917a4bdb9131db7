/**
 * What the interpreter asks of unknowns, answered by the parts of this room.
 */
import type { NativeFn } from '../interpreter/native.js';
import type { Unknowns } from '../interpreter/unknowns.js';
import {
  isUnknown,
  type FunctionObj,
  type Obj,
  type Primitive,
  type Unknown,
  type Value,
} from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import { numberFrom, textOf, typeOfUnknown } from './conversions.js';
import { equalsOf } from './binary.js';
import { momentOf } from './client-clock.js';
import { callOf } from './calls.js';
import { Opaque, Table, type AnyUnknown } from './kinds.js';
import { hasKeyOf, lookUpOf, ownMemberOf } from './members.js';
import type { Operations } from './operations.js';
import { group } from './tables.js';

const CLASSES: Readonly<Record<string, 'String' | 'Number' | 'Boolean' | 'Symbol'>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  symbol: 'Symbol',
};

const NEGATED: Readonly<Record<string, (operations: Operations, value: Value) => Value>> = {
  '-': (operations, value) => operations.binary('*', value, -1),
  '+': (operations, value) => (isUnknown(value) ? numberFrom(operations, value) : value),
  '~': (operations, value) => operations.binary('^', value, -1),
};

export class UnknownRules implements Unknowns {
  readonly #operations: Operations;
  #vm: Vm | null = null;

  constructor(operations: Operations) {
    this.#operations = operations;
  }

  /** The interpreter that these are the unknowns of, once it is made. */
  serve(vm: Vm): void {
    this.#vm = vm;
  }

  get #interpreter(): Vm {
    if (this.#vm === null) throw new Error('unknowns without an interpreter');
    return this.#vm;
  }

  opaque(reason: string): Unknown {
    return new Opaque(reason);
  }

  settle(unknown: Unknown): Primitive {
    return this.#operations.settle(unknown);
  }

  truth(unknown: Unknown): boolean {
    return this.#operations.truth(unknown);
  }

  typeOf(unknown: Unknown): string {
    return typeOfUnknown(this.#operations, unknown);
  }

  binary(operator: string, left: Value, right: Value): Value {
    const result = this.#operations.binary(operator, left, right);
    // Comparisons split the path at once: a truth value is never carried along.
    return isUnknown(result) && /^[<>]=?$/.test(operator) ? this.#operations.truth(result) : result;
  }

  unary(operator: '-' | '+' | '~', value: Unknown): Value {
    return NEGATED[operator]?.(this.#operations, value);
  }

  equals(left: Value, right: Value, isStrict: boolean): boolean {
    return equalsOf(this.#operations, left, right, isStrict);
  }

  text(unknown: Unknown): Value {
    return textOf(this.#operations, unknown);
  }

  number(unknown: Unknown): Value {
    return numberFrom(this.#operations, unknown);
  }

  moment(unknown: Unknown): number | Unknown {
    return momentOf(this.#operations, unknown as AnyUnknown);
  }

  ownMember(unknown: Unknown, key: Value): { readonly value: Value } | undefined {
    return ownMemberOf(this.#operations, unknown, key);
  }

  classOf(unknown: Unknown): 'String' | 'Number' | 'Boolean' | 'Symbol' {
    return CLASSES[this.typeOf(unknown)] ?? this.#operations.obstacle('a value without a class');
  }

  isNullish(value: Unknown): boolean {
    const unknown = value as AnyUnknown;
    if (unknown instanceof Opaque) return this.#operations.obstacle(unknown.reason);
    if (unknown instanceof Table)
      return group(
        this.#operations.path,
        unknown,
        unknown.values.map((one) => one === undefined || one === null),
      );
    if (unknown.kind === 'loose' && unknown.abstract.kind === 'any')
      return this.#operations.obstacle(unknown.reason);
    return false;
  }

  lookUp(object: Obj, key: Unknown): Value {
    return lookUpOf(this.#operations, this.#interpreter, object, key);
  }

  hasKey(object: Obj, key: Unknown): boolean {
    return hasKeyOf(this.#operations, this.#interpreter, object, key);
  }

  call(fn: NativeFn, self: Value, args: readonly Value[], newTarget: FunctionObj | undefined): Value {
    return callOf({ operations: this.#operations, vm: this.#interpreter }, fn, self, args, newTarget);
  }
}
