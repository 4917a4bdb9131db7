/**
 * Functions of the language's own and of the PAC library that are not run as text. What one does with unknowns stands
 * beside it; what is not said is not done.
 */
import type { Effect } from '../state/effect.js';
import { FunctionObj, isObj, isUnknown, type Obj, type Value } from './values.js';
import type { Vm } from './vm.js';

/** `self` is `this`; `newTarget` is given where the function is constructed. */
export type NativeBody = (
  vm: Vm,
  self: Value,
  args: readonly Value[],
  newTarget: FunctionObj | undefined,
) => Value;

/** One row of a table of builtins. */
export interface NativeRow {
  /** As a script finds it, e.g. `String.prototype.indexOf`; also what rules for unknowns are found by. */
  readonly id: string;
  readonly length: number;
  readonly body: NativeBody;
  /**
   * What becomes of unknowns among `this` and the arguments. `takes`: the body knows what to do with them. `pure`: the
   * result depends on the primitives given and on nothing else, so that members of a set can be gone through one by
   * one. Absent: they are settled first.
   */
  readonly unknowns?: 'takes' | 'pure';
  /** What a call can write that is older than itself, for the effects of earlier calls. */
  readonly effect: Effect;
  readonly isConstructor?: boolean;
}

export class NativeFn extends FunctionObj {
  readonly row: NativeRow;
  readonly #vm: Vm;

  constructor(vm: Vm, proto: Obj | null, row: NativeRow) {
    super(proto, vm.heap.epoch, row.isConstructor === true);
    this.#vm = vm;
    this.row = row;
  }

  /** What an earlier call left in an internal slot cannot be followed. */
  #meetSlots(values: readonly Value[]): void {
    for (const value of values)
      if (isObj(value) && value.left?.slots != null) this.#vm.obstacle(value.left.slots);
  }

  invoke(self: Value, args: readonly Value[], newTarget: FunctionObj | undefined): Value {
    if (isObj(self)) this.#meetSlots([self]);
    this.#meetSlots(args);
    if (this.row.unknowns !== 'takes' && (isUnknown(self) || args.some(isUnknown)))
      return this.#vm.unknowns.call(this, self, args, newTarget);
    return this.row.body(this.#vm, self, args, newTarget);
  }
}
