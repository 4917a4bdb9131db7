/**
 * What the search has found so far, and whether it is still growing: cells, the objects and variables of the loaded
 * script, and the first thing of which nothing can be said.
 */
import type { AnyNode } from 'acorn';
import type { Scope } from '../interpreter/heap.js';
import type { StaticScope } from '../interpreter/compile/scopes.js';
import { UNINITIALIZED } from '../interpreter/heap.js';
import { isObj, type Obj, type Value } from '../interpreter/values.js';
import type { Callable } from './callable.js';
import type { EffectObstacle } from './leftovers.js';
import { AbstractObject } from './object.js';
import { Block, OldVariable } from './variables.js';
import {
  Cell,
  join,
  known,
  knownIn,
  NOTHING,
  objectsIn,
  objectValue,
  type AbstractValue,
  type WorkList,
} from './value.js';

export type Holder = Obj | Scope;

/** What a reader learns first, whatever was met. */
const KEPT = 'what a call may keep for later calls, as a cache does, is not followed here';

export class Changes implements WorkList {
  current: object | null = null;
  /** What has to be looked at again. */
  readonly waiting: Set<object> = new Set<object>();
  /** Values that calls can write on the language's own objects, the global one apart. */
  readonly onLanguage: Cell;
  obstacle: EffectObstacle | null = null;
  /** The line of the first write of something that cannot be followed. */
  readonly lines: Map<Cell, number> = new Map<Cell, number>();
  readonly objects: Map<Obj, AbstractObject> = new Map<Obj, AbstractObject>();
  readonly #blocks = new Map<Scope, Block>();
  readonly #variables = new Map<Scope, Map<number, OldVariable>>();

  /** What some engine has under a name that is not modelled: a function, which is not called. */
  readonly engines: AbstractObject;
  readonly #global: Obj;

  constructor(global: Obj) {
    this.#global = global;
    this.onLanguage = this.cell();
    this.engines = this.made({ kind: 'unknown' });
  }

  again(reader: object): void {
    this.waiting.add(reader);
  }

  cell(): Cell {
    return new Cell(this);
  }

  isLanguages(concrete: Obj | null): boolean {
    return concrete !== null && concrete.birth < 0 && concrete !== this.#global;
  }

  /** Notes that nothing can be said, once. `reason`: what was met on the way, as a clause of its own. */
  stop(reason: string, line: number | null): void {
    this.obstacle ??= { reason: `${KEPT}: ${reason}`, line };
  }

  /** `line`: of a write to something old. */
  write(cell: Cell, value: AbstractValue, line: number | null): void {
    const isNew = cell.add(value);
    if (line !== null && isNew && (!this.lines.has(cell) || value.isText || value.objects.size > 0))
      this.lines.set(cell, line);
  }

  objectOf(concrete: Obj): AbstractObject {
    let found = this.objects.get(concrete);
    if (found === undefined) {
      found = new AbstractObject(this, concrete, null);
      this.objects.set(concrete, found);
    }
    return found;
  }

  made(callable: Callable | null = null): AbstractObject {
    return new AbstractObject(this, null, callable);
  }

  valueOf(value: Value | typeof UNINITIALIZED): AbstractValue {
    if (value === UNINITIALIZED) return NOTHING;
    return isObj(value) ? objectValue(this.objectOf(value)) : known(value);
  }

  /** What any of many values can be. */
  valueOfAll(values: readonly Value[]): AbstractValue {
    const objects = new Set<AbstractObject>();
    const primitives = new Set<Exclude<Value, Obj>>();
    let hasMinusZero = false;
    for (const value of values) {
      if (isObj(value)) objects.add(this.objectOf(value));
      else if (Object.is(value, -0)) hasMinusZero = true;
      else primitives.add(value);
    }
    return join(knownIn(primitives, hasMinusZero), objectsIn(objects));
  }

  variable(scope: Scope, slot: number, name: string, isConst: boolean): OldVariable {
    let inScope = this.#variables.get(scope);
    if (inScope === undefined) this.#variables.set(scope, (inScope = new Map<number, OldVariable>()));
    let found = inScope.get(slot);
    if (found === undefined) inScope.set(slot, (found = new OldVariable(this, scope, slot, name, isConst)));
    return found;
  }

  get oldVariables(): readonly OldVariable[] {
    return [...this.#variables.values()].flatMap((inScope) => [...inScope.values()]);
  }

  /** The variables around a function of the loaded script. */
  blockOf(scope: Scope | null, statics: StaticScope | null): Block | null {
    if (scope === null || statics === null) return null;
    const made = this.#blocks.get(scope);
    if (made !== undefined) return made;
    const block = new Block(this.blockOf(scope.parent, statics.parent));
    for (const [name, { slot, kind }] of statics.names)
      block.names.set(name, this.variable(scope, slot, name, kind === 'const' || kind === 'self'));
    this.#blocks.set(scope, block);
    return block;
  }
}

export const lineOf = (node: AnyNode): number => node.loc?.start.line ?? 1;
