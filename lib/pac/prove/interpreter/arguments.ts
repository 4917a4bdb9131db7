/**
 * `arguments` of a function that is not strict and has plain parameters: its elements are the parameters themselves.
 */
import { arrayIndex } from './objects.js';
import { Obj, type Key, type Property } from './values.js';
import { UNINITIALIZED, type Scope } from './heap.js';
import type { Vm } from './vm.js';

export class ArgumentsObj extends Obj {
  /** Slot of the parameter behind each element; absent: an element of its own. */
  slots: ReadonlyMap<number, number>;
  readonly #scope: Scope | null;

  constructor(proto: Obj | null, birth: number, scope: Scope | null, slots: ReadonlyMap<number, number>) {
    super(proto, birth, 'Arguments');
    this.#scope = scope;
    this.slots = slots;
  }

  /** The property with the parameter's present value. */
  mapped(vm: Vm, key: Key, property: Property | undefined): Property | undefined {
    const slot = property === undefined ? undefined : this.slots.get(arrayIndex(key));
    if (slot === undefined || property === undefined || this.#scope === null) return property;
    const value = vm.variable(this.#scope, slot);
    return { ...property, value: value === UNINITIALIZED ? undefined : value };
  }

  /** Before an element is written: the parameter gets the value, and an accessor or a fixed value parts the two. */
  defining(vm: Vm, key: Key, property: Property): void {
    const slot = this.slots.get(arrayIndex(key));
    if (slot === undefined || this.#scope === null) return;
    if (!property.isAccessor) vm.heap.setVariable(this.#scope, slot, property.value);
    if (property.isAccessor || (property.flags & 1) === 0) this.unmap(vm, key);
  }

  unmap(vm: Vm, key: Key): void {
    const index = arrayIndex(key);
    if (!this.slots.has(index)) return;
    const slots = new Map(this.slots);
    slots.delete(index);
    vm.heap.setSlot(this, 'slots', slots);
  }
}
