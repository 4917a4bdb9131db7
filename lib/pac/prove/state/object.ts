/**
 * Abstract objects: each object that was there when the script had been loaded, as itself, and one for all objects that
 * calls make at one place in the script. Cells of the former are what earlier calls can have written.
 */
import { ArgumentsObj } from '../interpreter/arguments.js';
import { ArrayObj, type Key, type Obj, type Property } from '../interpreter/values.js';
import type { Callable } from './callable.js';
import { anything, COUNT, join, joinAll, NOTHING, objectValue, Watched } from './value.js';
import type { AbstractValue, Cell } from './value.js';
import type { Changes, Holder } from './changes.js';
import { NOT_FOUND, type Found, type Neighbours } from './found.js';
import { ANY_KEY, isNumeric, type Keys } from './keys.js';
import { loadedEntries, loadedMembers, loadedProperty, type Which } from './loaded.js';

export class AbstractObject {
  readonly concrete: Obj | null;
  readonly callable: Callable | null;
  /** Where call-made objects inherit from; of others it is as it was loaded. */
  readonly protos: Cell;
  readonly properties: Map<Key, Cell> = new Map<Key, Cell>();
  readonly getters: Map<Key, Cell> = new Map<Key, Cell>();
  readonly setters: Map<Key, Cell> = new Map<Key, Cell>();
  /** Written under a key that is not known: any, or any number. */
  readonly underAny: Cell;
  readonly underNumber: Cell;
  /** What internal slots of call-made objects hold, such as entries of a map. */
  readonly slotted: Cell;
  /** Keys that were deleted; `any` where one was that is not known. */
  readonly deleted: Set<Key> = new Set<Key>();
  isAnyDeleted = false;
  deletedAt: number | null = null;
  /** Whether an internal slot (a date's time, a map's entries, …) was written, and where. */
  slotWrite: { readonly line: number } | null = null;
  readonly changes: Changes;
  /** Which properties it has, and which of them can be gone. */
  readonly #structure: Watched;
  #all: AbstractValue | null = null;
  #numbered: AbstractValue | null = null;
  #named: AbstractValue | null = null;
  #untouched: Neighbours | null = null;
  /** Accessors of the loaded script. */
  #accessors: readonly (readonly [Key, Property])[] | null = null;

  constructor(changes: Changes, concrete: Obj | null, callable: Callable | null) {
    this.changes = changes;
    this.concrete = concrete;
    this.callable = callable;
    this.#structure = new Watched(changes);
    this.protos = changes.cell();
    this.underAny = changes.cell();
    this.underNumber = changes.cell();
    this.slotted = changes.cell();
  }

  /** Whether it was there before any call. */
  get isOld(): boolean {
    return this.concrete !== null;
  }

  get isArray(): boolean {
    return this.concrete instanceof ArrayObj || this.properties.has('length');
  }

  #concreteOwn(key: Key): Property | undefined {
    return this.concrete === null ? undefined : loadedProperty(this.concrete, key);
  }

  /** Its own property under one key. */
  ownAt(key: Key): Found {
    const { concrete, changes } = this;
    this.#structure.seen();
    const own = this.#concreteOwn(key);
    if (concrete !== null) {
      if (own === undefined && concrete.unmodelled?.has(key) === true)
        return { value: anything(`${String(key)} is not modelled`), getters: NOTHING, isSure: false };
      // Its elements are variables of a call that is over.
      if (concrete instanceof ArgumentsObj)
        return { ...NOT_FOUND, value: anything('arguments of another call') };
    }
    const isSure = own !== undefined && !this.isAnyDeleted && !this.deleted.has(key);
    const written = joinAll([
      this.properties.get(key)?.value ?? NOTHING,
      this.underAny.value,
      isNumeric(key) ? this.underNumber.value : NOTHING,
    ]);
    const value = own === undefined || own.isAccessor ? written : join(changes.valueOf(own.value), written);
    const got = this.getters.get(key)?.value ?? NOTHING;
    const getter = own?.isAccessor === true && own.get !== undefined ? changes.valueOf(own.get) : NOTHING;
    return { value, getters: join(got, getter), isSure };
  }

  /** Its own properties under any number, or under any key at all. */
  ownUnder(isNumber: boolean): Found {
    this.#structure.seen();
    const written = [...this.properties]
      .filter(([key]) => !isNumber || isNumeric(key))
      .map(([, cell]) => cell.value);
    const gotten = [...this.getters]
      .filter(([key]) => !isNumber || isNumeric(key))
      .map(([, cell]) => cell.value);
    return {
      value: joinAll([
        isNumber ? this.#numberedMembers() : this.#allMembers(),
        ...written,
        this.underAny.value,
        this.underNumber.value,
      ]),
      getters: joinAll([...this.#concreteAccessors('get', isNumber), ...gotten]),
      isSure: false,
    };
  }

  #allMembers(): AbstractValue {
    return (this.#all ??= this.#members('all'));
  }

  #numberedMembers(): AbstractValue {
    return (this.#numbered ??= this.#members('numbers'));
  }

  /** Everything that its properties held when it was loaded. */
  #members(which: Which): AbstractValue {
    const { concrete, changes } = this;
    if (concrete === null) return NOTHING;
    if (concrete instanceof ArgumentsObj) return anything('arguments of another call');
    const all = changes.valueOfAll(loadedMembers(concrete, which));
    return which !== 'numbers' && concrete.unmodelled !== null
      ? join(all, objectValue(changes.engines))
      : all;
  }

  #concreteAccessors(kind: 'get' | 'set', isNumber: boolean): AbstractValue[] {
    this.#accessors ??= [...(this.concrete?.properties ?? [])].filter(([, { isAccessor }]) => isAccessor);
    const found: AbstractValue[] = [];
    for (const [key, property] of this.#accessors) {
      const fn = !isNumber || isNumeric(key) ? property[kind] : undefined;
      if (fn !== undefined) found.push(this.changes.valueOf(fn));
    }
    return found;
  }

  /** Functions that are called when something is written under these keys. */
  settersUnder(keys: Keys): AbstractValue {
    this.#structure.seen();
    const found: AbstractValue[] = [];
    if (keys.isAny || keys.isNumber) {
      found.push(...this.#concreteAccessors('set', !keys.isAny));
      for (const [key, cell] of this.setters) if (keys.isAny || isNumeric(key)) found.push(cell.value);
    }
    for (const key of keys.known) {
      const own = this.concrete?.properties.get(key);
      if (own?.isAccessor === true && own.set !== undefined) found.push(this.changes.valueOf(own.set));
      found.push(this.setters.get(key)?.value ?? NOTHING);
    }
    return joinAll(found);
  }

  /** Whether an ordinary write under a key does nothing, however often it is tried. */
  #refuses(key: Key): boolean {
    const { concrete } = this;
    if (concrete === null) return false;
    const own = this.#concreteOwn(key);
    if (own === undefined) return !concrete.isExtensible;
    return !own.isAccessor && (own.flags & 5) === 0;
  }

  /** Writes to variables of a call that is over, by its `arguments`, are not followed. */
  #isOfVariables(line: number): boolean {
    if (!(this.concrete instanceof ArgumentsObj)) return false;
    this.changes.stop('`arguments` of another call are changed', line);
    return true;
  }

  write(keys: Keys, value: AbstractValue, line: number): void {
    if (this.#isOfVariables(line)) return;
    if (this.changes.isLanguages(this.concrete)) this.changes.onLanguage.add(value);
    const holder: Holder | null = this.concrete;
    const put = (cell: Cell): void => {
      this.changes.write(cell, value, holder === null ? null : line);
    };
    if (keys.isAny) put(this.underAny);
    if (keys.isNumber) put(this.underNumber);
    for (const key of keys.known) {
      if (this.#refuses(key)) continue;
      put(this.at(key));
    }
    // A list that is cut down loses its elements.
    if (this.concrete instanceof ArrayObj && (keys.isAny || keys.known.has('length')))
      this.remove(ANY_KEY, line);
    if (this.isArray && (keys.isAny || keys.isNumber || [...keys.known].some((one) => this.#canGrowAt(one))))
      this.changes.write(this.at('length'), COUNT, holder === null ? null : line);
  }

  /** Whether writing an element can make the list longer. */
  #canGrowAt(key: Key): boolean {
    if (!isNumeric(key)) return false;
    return !(this.concrete instanceof ArrayObj) || Number(key) >= this.concrete.length;
  }

  /** Notes that properties under these keys can be gone. */
  remove(keys: Keys, line: number): void {
    if (this.isAnyDeleted || this.#isOfVariables(line)) return;
    const isAny = keys.isAny || keys.isNumber;
    const isNew = isAny || [...keys.known].some((one) => !this.deleted.has(one));
    if (!isNew) return;
    if (isAny) this.isAnyDeleted = true;
    for (const one of keys.known) this.deleted.add(one);
    this.deletedAt ??= line;
    this.#structure.grown();
  }

  at(key: Key): Cell {
    return this.#cellIn(this.properties, key);
  }

  accessorAt(kind: 'get' | 'set', key: Key): Cell {
    return this.#cellIn(kind === 'get' ? this.getters : this.setters, key);
  }

  #cellIn(cells: Map<Key, Cell>, key: Key): Cell {
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = this.changes.cell();
      cells.set(key, cell);
      this.#structure.grown();
    }
    return cell;
  }

  /** The objects that it inherits from. */
  parents(): readonly AbstractObject[] {
    const { concrete } = this;
    if (concrete === null) return [...this.protos.value.objects];
    return concrete.proto === null ? [] : [this.changes.objectOf(concrete.proto)];
  }

  /** Everything that can be reached from it in one step: objects, and primitives apart. */
  neighbours(): Neighbours {
    if (!this.#isTouched()) return (this.#untouched ??= this.#parted());
    return this.#parted();
  }

  #parted(): Neighbours {
    const all = joinAll([this.members(), objectValue(...this.parents())]);
    return {
      objects: all.objects,
      primitives: all.objects.size === 0 ? all : all.with({ objects: new Set() }),
    };
  }

  /** Whether calls have written it, as far as is known. */
  #isTouched(): boolean {
    this.#structure.seen();
    if (this.concrete === null || this.properties.size + this.getters.size + this.setters.size > 0)
      return true;
    return [this.underAny, this.underNumber, this.slotted].some((cell) => !cell.value.isNothing);
  }

  /** What was written under names of some kind. */
  writtenUnder(isWanted: (key: Key) => boolean): AbstractValue {
    this.#structure.seen();
    const cells = [...this.properties].filter(([key]) => isWanted(key)).map(([, cell]) => cell.value);
    return joinAll([this.underAny.value, ...cells]);
  }

  /** What stands under its names, where builtins look for functions to call, and functions behind its accessors. */
  methods(): AbstractValue {
    this.#structure.seen();
    const named = [...this.properties].filter(([key]) => !isNumeric(key));
    return joinAll([
      (this.#named ??= this.#members('names')),
      this.underAny.value,
      ...this.#concreteAccessors('get', false),
      ...this.#concreteAccessors('set', false),
      ...[...named, ...this.getters, ...this.setters].map(([, cell]) => cell.value),
    ]);
  }

  /** What its properties and slots hold, and functions behind its accessors. */
  members(): AbstractValue {
    const { value, getters } = this.ownUnder(false);
    return joinAll([
      value,
      getters,
      ...this.#concreteAccessors('set', false),
      ...[...this.setters.values()].map((cell) => cell.value),
      this.slotted.value,
      this.changes.valueOfAll(loadedEntries(this.concrete)),
    ]);
  }
}
