/**
 * What loading the script did to the language's own objects.
 */
import { libraryFor } from '../../guest/library-text.js';
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

let words: ReadonlySet<string> | null = null;

/** Whether a name stands anywhere in the text of the PAC library, which is the same in every dialect. */
function isLibraryWord(name: Key): boolean {
  words ??= new Set(libraryFor('chromium').text.match(/[\w$]+/g));
  return typeof name === 'string' && words.has(name);
}

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
  /** What loading put under global names that the PAC library may use. */
  #loaded: AbstractValue | null = null;
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

  /** What stands under global names that the PAC library may use, and is not what stood there before the script. */
  libraryIntruders(): AbstractValue {
    this.#loaded ??= this.#loadedIntruders();
    return join(this.#loaded, this.#changes.objectOf(this.#vm.global).writtenUnder(isLibraryWord));
  }

  #loadedIntruders(): AbstractValue {
    const found: AbstractValue[] = [];
    for (const [name, { value }] of this.#vm.global.properties)
      if (isObj(value) && value.birth >= 0 && isLibraryWord(name)) found.push(this.#changes.valueOf(value));
    return joinAll(found);
  }
}
