/**
 * Variables: those of the loaded script, which earlier calls can have written, and those of a call.
 */
import type { Scope } from '../interpreter/heap.js';
import type { Changes } from './changes.js';
import { join, type AbstractValue, type Cell } from './value.js';

export interface Variable {
  readonly value: AbstractValue;
  /** `isInitial`: by its declaration. */
  write(value: AbstractValue, line: number, isInitial?: boolean): void;
}

export class OldVariable implements Variable {
  readonly scope: Scope;
  readonly slot: number;
  readonly name: string;
  readonly written: Cell;
  readonly #isConst: boolean;
  readonly #changes: Changes;

  constructor(changes: Changes, scope: Scope, slot: number, name: string, isConst: boolean) {
    this.#changes = changes;
    this.scope = scope;
    this.slot = slot;
    this.name = name;
    this.#isConst = isConst;
    this.written = changes.cell();
  }

  get value(): AbstractValue {
    const loaded = this.scope.values[this.slot];
    return join(this.#changes.valueOf(loaded), this.written.value);
  }

  write(value: AbstractValue, line: number): void {
    if (!this.#isConst) this.#changes.write(this.written, value, line);
  }
}

/** A variable of calls: one for all runs of its function. */
export class CallVariable implements Variable {
  readonly cell: Cell;
  readonly #isConst: boolean;

  constructor(changes: Changes, isConst: boolean) {
    this.cell = changes.cell();
    this.#isConst = isConst;
  }

  get value(): AbstractValue {
    return this.cell.value;
  }

  write(value: AbstractValue, _line: number, isInitial = false): void {
    if (isInitial || !this.#isConst) this.cell.add(value);
  }
}

/** Names of a function or a block. */
export class Block {
  readonly parent: Block | null;
  readonly names: Map<string, Variable> = new Map<string, Variable>();

  constructor(parent: Block | null) {
    this.parent = parent;
  }

  find(name: string): Variable | null {
    return this.names.get(name) ?? this.parent?.find(name) ?? null;
  }
}
