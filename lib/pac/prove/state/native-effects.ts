/**
 * What the language's own functions and the PAC library write when they are called.
 */
import type { Effect } from './effect.js';
import type { NativeFn } from '../interpreter/native.js';
import { CollectionObj, DateObj, IteratorObj, RegExpObj, type Obj } from '../interpreter/values.js';
import { anyOf, argAt, type Args, type Site } from './callable.js';
import { lineOf } from './changes.js';
import { ANY_KEY, ANY_NUMBER, key } from './keys.js';
import type { AbstractObject } from './object.js';
import type { Search } from './search.js';
import {
  COUNT,
  join,
  joinAll,
  NUMBER,
  objectValue,
  PRIMITIVE,
  UNDEFINED,
  type AbstractValue,
} from './value.js';

export interface NativeCall {
  readonly fn: NativeFn;
  readonly self: AbstractValue;
  readonly args: Args;
  /** What `new` was used on; `null` for a plain call. */
  readonly newTarget: AbstractValue | null;
}

/** Effects of builtins that hand on objects they were given, which their rows leave open. */
const EFFECTS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ...row('calls', 'Array.prototype', 'find findLast reduce reduceRight'),
  ...row('none', 'Array.prototype', 'at'),
  ...row('self', 'Array.prototype', 'pop shift splice sort'),
  ...row('calls', 'String.prototype', 'match matchAll replace replaceAll search split'),
  ...row('calls', 'RegExp.prototype', '@@match @@matchAll @@replace @@search @@split'),
  ...row('none', 'Object.prototype', 'valueOf toLocaleString'),
  ...row('none', 'Date.prototype', '@@toPrimitive toJSON'),
  ...row('none', 'Map.prototype', 'get'),
  ...row('self', 'Map.prototype', 'set delete clear'),
  ...row('self', 'Set.prototype', 'add delete clear'),
  ...row('none', 'Iterator.prototype', '@@iterator'),
  ...['Array', 'RegExp', 'Map', 'Set'].flatMap((name) => row('none', name, '@@species')),
  ...row('argument', 'Object', 'assign'),
]);

function row(effect: Effect, holder: string, names: string): [string, Effect][] {
  return names.split(' ').map((name) => [`${holder}.${name}`, effect]);
}

export const effectOf = ({ row: { id, effect } }: NativeFn): Effect =>
  effect === 'any' ? (EFFECTS.get(id) ?? 'any') : effect;

const LISTS = 'push pop shift unshift splice sort reverse fill copyWithin';
/** Classes of objects whose methods write nothing but a slot, and fail on any other object. */
const SLOTTED: Readonly<Record<string, new (...args: never[]) => Obj>> = {
  Date: DateObj,
  Map: CollectionObj,
  Set: CollectionObj,
};

export function writeEffects(search: Search, call: NativeCall, pool: AbstractValue, site: Site): void {
  const { fn, self, args } = call;
  const { id } = fn.row;
  const effect = effectOf(fn);
  advance(search, joinAll([pool, self, anyOf(args)]), site);
  // Called on what is no expression they write there what they do in one.
  if (id.startsWith('RegExp.prototype.')) {
    const others = [...self.objects].filter(({ concrete }) => !(concrete instanceof RegExpObj));
    search.write(objectValue(...others), key('lastIndex'), NUMBER, site);
  }
  if (effect === 'self') writeSelf(search, id, self, joinAll([pool, UNDEFINED]), site);
  else if (effect === 'argument') {
    if (id !== 'Object.assign') {
      search.stop(`what ${id} does to an object is not modelled`, site.node);
      return;
    }
    search.write(objectValue(...argAt(args, 0).objects), ANY_KEY, joinAll([pool, PRIMITIVE]), site);
  }
}

/** Expressions that remember where they were, and iterators, are moved by whatever goes through them. */
function advance(search: Search, pool: AbstractValue, site: Site): void {
  const line = lineOf(site.node);
  for (const object of pool.objects) {
    const { concrete } = object;
    // What it still has to give is not seen from outside.
    if (concrete instanceof IteratorObj) search.stop('an iterator is kept between calls', site.node);
    if (concrete instanceof RegExpObj && remembers(search, concrete))
      object.write(key('lastIndex'), COUNT, line);
  }
}

/** Whether methods of an expression write where they were: by its flags, or by what the script has put in their place. */
function remembers(search: Search, expression: RegExpObj): boolean {
  const isPlain =
    expression.properties.size === 1 &&
    expression.proto === search.vm.realm.prototypeOf('RegExp') &&
    search.language.intruders().isNothing;
  return !isPlain || /[gy]/.test(expression.flags);
}

function slotWritten(object: AbstractObject, line: number): void {
  if (object.isOld) object.slotWrite ??= { line };
}

function writeSelf(search: Search, id: string, self: AbstractValue, pool: AbstractValue, site: Site): void {
  const [className = '', , name = ''] = id.split('.');
  const line = lineOf(site.node);
  if (className === 'Array' && LISTS.split(' ').includes(name)) {
    for (const object of self.objects) {
      search.write(objectValue(object), ANY_NUMBER, pool, site);
      search.write(objectValue(object), key('length'), COUNT, site);
      if (name !== 'push' && name !== 'unshift' && name !== 'sort' && name !== 'reverse')
        object.remove(ANY_KEY, line);
    }
  } else if (/^RegExp\.prototype\.(exec|test)$/.test(id)) return;
  else if (SLOTTED[className] !== undefined || className.endsWith('Iterator')) {
    const slotted = SLOTTED[className] ?? IteratorObj;
    for (const object of self.objects) {
      if (object.isOld && !(object.concrete instanceof slotted)) continue;
      slotWritten(object, line);
      if (className !== 'Date') object.slotted.add(join(pool, PRIMITIVE));
    }
  } else search.stop(`what ${id} does to an object is not modelled`, site.node);
}
