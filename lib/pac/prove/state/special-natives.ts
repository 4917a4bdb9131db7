/**
 * Builtins that call, make or tie objects in ways of their own.
 */
import { argAt, Bound, type Args, type Site } from './callable.js';
import { lineOf } from './changes.js';
import { ANY_KEY, key } from './keys.js';
import { membersOf } from './native-results.js';
import type { NativeCall } from './native-effects.js';
import { primitiveParents, wrapperOf } from './primitives.js';
import type { Search } from './search.js';
import {
  join,
  joinAll,
  known,
  NOTHING,
  objectsIn,
  objectValue,
  PRIMITIVE,
  UNDEFINED,
  type AbstractValue,
} from './value.js';

type Special = (search: Search, call: NativeCall, site: Site) => AbstractValue;

const without = ({ first, rest }: Args, count: number): Args => ({ first: first.slice(count), rest });

/** The members of a list as arguments, of which there can be any number. Its length is asked for, and made a number. */
function spread(search: Search, value: AbstractValue, site: Site): Args {
  const list = objectsIn(value.objects);
  if (value.anything !== null)
    search.stop(`something unknown is a list of arguments: ${value.anything}`, site.node);
  search.primitive(search.read(list, key('length'), site), site);
  return { first: [], rest: join(membersOf(search, list, site), UNDEFINED) };
}

const callWith: Special = (search, { self, args }, site) =>
  search.call(self, argAt(args, 0), without(args, 1), site);

const applyTo: Special = (search, { self, args }, site) =>
  search.call(self, argAt(args, 0), spread(search, argAt(args, 1), site), site);

const bind: Special = (search, { self, args }, site) => {
  const made = site.unit.madeAt(site.node, 'bound', new Bound(search.changes));
  if (made.callable instanceof Bound) made.callable.give(self, argAt(args, 0), without(args, 1));
  made.protos.add(objectValue(search.prototype('Function')));
  for (const target of self.objects) made.protos.add(objectValue(...target.parents()));
  for (const name of ['length', 'name']) made.at(name).add(PRIMITIVE);
  return objectValue(made);
};

const refuse =
  (what: string): Special =>
  (search, _call, site) => {
    search.stop(`${what} is not modelled`, site.node);
    return NOTHING;
  };

/** An object as it is; a primitive, or nothing, as a new one. */
const toObject: Special = (search, { args, newTarget }, site) => {
  const given = argAt(args, 0);
  const made = wrapperOf(search, given, site);
  made.protos.add(objectValue(search.prototype('Object')));
  if (newTarget !== null) made.protos.add(search.read(newTarget, key('prototype'), site));
  return joinAll([objectValue(made), objectsIn(given.objects)]);
};

const create: Special = (search, { args }, site) => {
  const made = site.unit.madeAt(site.node, 'created');
  const described = argAt(args, 1);
  if (described.objects.size > 0 || described.anything !== null)
    search.stop('Object.create with properties is not modelled', site.node);
  made.protos.add(objectValue(...argAt(args, 0).objects));
  return objectValue(made);
};

/** Objects made by calls can be given another prototype; those that were there before would change for later calls. */
function changeProto(search: Search, target: AbstractValue, proto: AbstractValue, site: Site): void {
  if (proto.objects.size === 0 && !proto.known.has(null) && proto.anything === null) return;
  if (target.anything !== null || proto.anything !== null)
    search.stop('a prototype that is not known is changed', site.node);
  for (const object of target.objects) {
    if (object.isOld) search.stop('what an object inherits from is changed', site.node);
    else object.protos.add(objectsIn(proto.objects));
  }
}

const setProto: Special = (search, { args }, site) => {
  changeProto(search, argAt(args, 0), argAt(args, 1), site);
  return argAt(args, 0);
};

/** `__proto__`: its getter and its setter go by one name. */
const protoAccessor: Special = (search, call, site) => {
  const { self, args, fn } = call;
  if (fn.row.length === 0) return protoOf(() => self)(search, call, site);
  changeProto(search, self, argAt(args, 0), site);
  return UNDEFINED;
};

const protoOf =
  (of: (call: NativeCall) => AbstractValue): Special =>
  (search, call) => {
    const given = of(call);
    const parents = [...given.objects].flatMap((object) => object.parents());
    return join(objectValue(...parents, ...primitiveParents(search, given)), known(null));
  };

/** Objects made by calls may be fixed; of those that were there before it would be seen by later calls. */
const fix: Special = (search, { args }, site) => {
  const given = argAt(args, 0);
  if (given.anything !== null || [...given.objects].some((object) => object.isOld))
    search.stop('an object is fixed for later calls', site.node);
  return given;
};

const reflectApply: Special = (search, { args }, site) =>
  search.call(argAt(args, 0), argAt(args, 1), spread(search, argAt(args, 2), site), site);

const reflectConstruct: Special = (search, { args }, site) => {
  const newTarget =
    args.first.length > 2 || args.rest !== null ? join(argAt(args, 2), argAt(args, 0)) : argAt(args, 0);
  return search.construct(argAt(args, 0), spread(search, argAt(args, 1), site), newTarget, site);
};

/** The properties of an object, gone through one by one. */
export function copyAll(search: Search, to: AbstractValue, from: AbstractValue, site: Site): void {
  const value = search.read(from, ANY_KEY, site);
  for (const object of to.objects) object.write(ANY_KEY, value, lineOf(site.node));
}

export const SPECIAL: ReadonlyMap<string, Special> = new Map<string, Special>([
  ['Function.prototype.call', callWith],
  ['Function.prototype.apply', applyTo],
  ['Function.prototype.bind', bind],
  ['Function', refuse('code made of text')],
  ['eval', refuse('code made of text')],
  ['Object', toObject],
  ['Object.create', create],
  ['Object.setPrototypeOf', setProto],
  ['Object.getPrototypeOf', protoOf(({ args }) => argAt(args, 0))],
  ['Object.freeze', fix],
  ['Object.seal', fix],
  ['Object.preventExtensions', fix],
  ['Object.prototype.__proto__', protoAccessor],
  ['Reflect.apply', reflectApply],
  ['Reflect.construct', reflectConstruct],
  ['Reflect.getPrototypeOf', protoOf(({ args }) => argAt(args, 0))],
]);
