/**
 * What loading the script did to the language's own objects.
 */
import { CONSTRUCTED_NAMES, LIBRARY_NAMES } from '../../guest/library-names.js';
import * as objects from '../interpreter/objects.js';
import { isObj, type Key, type Obj } from '../interpreter/values.js';
import { Scope } from '../interpreter/heap.js';
import type { Vm } from '../interpreter/vm.js';
import type { Changes } from './changes.js';
import { join, joinAll, NOTHING, objectValue, type AbstractValue } from './value.js';

/** Values that loading put on the language's own objects, the global one apart: functions, and what they inherit. */
function intrudersOf(vm: Vm, changes: Changes): AbstractValue {
  const holders = new Set<Obj>();
  for (const { holder } of vm.heap.oldWrites)
    if (!(holder instanceof Scope) && holder.birth < 0 && holder !== vm.global) holders.add(holder);
  return joinAll([...holders].map((holder) => writtenOn(vm, changes, holder)));
}

function writtenOn(vm: Vm, changes: Changes, holder: Obj): AbstractValue {
  const values: AbstractValue[] = [];
  for (const write of vm.heap.oldWrites) {
    if (write.holder !== holder) continue;
    if (write.key === '.proto' && holder.proto !== null)
      values.push(objectValue(changes.objectOf(holder.proto)));
    const property = typeof write.key === 'number' ? undefined : holder.properties.get(write.key);
    if (property === undefined) continue;
    values.push(property.isAccessor ? NOTHING : changes.valueOf(property.value));
    for (const fn of [property.get, property.set])
      if (fn !== undefined) values.push(objectValue(changes.objectOf(fn)));
  }
  return joinAll(values);
}

type Names = ReadonlySet<unknown>;

/** Prototypes that what builtins make can inherit from. */
function languagePrototypes(vm: Vm): Obj[] {
  const found = new Set<Obj>([vm.realm.objectPrototype, vm.realm.arrayPrototype, vm.realm.iteratorPrototype]);
  for (const name of [...vm.global.properties.keys(), ...ITERATORS]) {
    const own = typeof name === 'string' ? vm.global.properties.get(name)?.value : undefined;
    const prototype = isObj(own) && own.birth < 0 ? own.properties.get('prototype')?.value : undefined;
    if (isObj(prototype) && prototype.birth < 0) found.add(prototype);
  }
  for (const name of ITERATORS) found.add(vm.realm.prototypeOf(name));
  return [...found];
}

const ITERATORS = [
  'Array Iterator',
  'String Iterator',
  'Map Iterator',
  'Set Iterator',
  'RegExp String Iterator',
];

/** The language's own objects as loading left them and calls can change them. */
export class Language {
  readonly #vm: Vm;
  readonly #changes: Changes;
  readonly #intruders: AbstractValue;
  /** What loading put under global names that the PAC library reads, and under those that it uses `new` on. */
  readonly #loaded: { all: AbstractValue | null; constructed: AbstractValue | null } = {
    all: null,
    constructed: null,
  };
  readonly prototypes: AbstractValue;

  constructor(vm: Vm, changes: Changes) {
    this.#vm = vm;
    this.#changes = changes;
    this.#intruders = intrudersOf(vm, changes);
    this.prototypes = objectValue(...languagePrototypes(vm).map((one) => changes.objectOf(one)));
  }

  /** What the script has put on the language's own objects, which those may use for anything. */
  intruders(): AbstractValue {
    return join(this.#intruders, this.#changes.onLanguage.value);
  }

  /** What stands under global names that the PAC library reads, and is not what stood there before the script. */
  libraryIntruders(): AbstractValue {
    this.#loaded.all ??= this.#underGlobals(LIBRARY_NAMES);
    return this.#inPlace(this.#loaded.all, LIBRARY_NAMES);
  }

  /** Those of them that it uses `new` on. */
  libraryClasses(): AbstractValue {
    this.#loaded.constructed ??= this.#underGlobals(CONSTRUCTED_NAMES);
    return this.#inPlace(this.#loaded.constructed, CONSTRUCTED_NAMES);
  }

  #inPlace(loaded: AbstractValue, wanted: Names): AbstractValue {
    const written = this.#changes.objectOf(this.#vm.global).writtenUnder((name) => wanted.has(name));
    return joinAll([loaded, written, ...this.#declared(wanted)]);
  }

  /** Variables of the script, which hide properties of the global object from the library too. */
  #declared(wanted: Names): AbstractValue[] {
    const found: AbstractValue[] = [];
    for (const [name, { scope, slot, isConst }] of this.#vm.lexical)
      if (wanted.has(name)) found.push(this.#changes.variable(scope, slot, name, isConst).value);
    return found;
  }

  #underGlobals(wanted: Names): AbstractValue {
    const { global, lexical } = this.#vm;
    const found: AbstractValue[] = [];
    const names = new Set<Key>();
    for (let at: Obj | null = global; at !== null; at = at.proto)
      for (const name of at.properties.keys())
        if (!lexical.has(name as string) && wanted.has(name)) names.add(name);
    for (const name of names) {
      const property = objects.find(this.#vm, global, name);
      // What an accessor gives is what calling it gives.
      for (const value of [property?.value, property?.get])
        if (isObj(value) && value.birth >= 0) found.push(this.#changes.valueOf(value));
    }
    return joinAll(found);
  }
}
