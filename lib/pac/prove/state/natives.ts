/**
 * Calls of the language's own functions and of the PAC library: what they can write, what they can call, what they give.
 */
import type { NativeFn } from '../interpreter/native.js';
import { anyOf, argAt, callableOf, type Args, type Site } from './callable.js';
import { ANY_KEY } from './keys.js';
import { effectOf, writeEffects, type NativeCall } from './native-effects.js';
import { constructed, fresh, listAt, objectResult } from './native-results.js';
import { callForMembers } from './list-callbacks.js';
import type { AbstractObject } from './object.js';
import { CONVERSIONS, PRIMITIVE_RESULTS } from './results.js';
import { canBeWrapped, wrapperOf } from './primitives.js';
import type { Search } from './search.js';
import { SPECIAL } from './special-natives.js';
import {
  AbstractValue,
  join,
  joinAll,
  known,
  NOTHING,
  objectsIn,
  objectValue,
  PRIMITIVE,
  TEXT,
} from './value.js';

export function callNative(search: Search, given: NativeCall, site: Site): AbstractValue {
  const { fn, args, newTarget } = given;
  const { id } = fn.row;
  const call = { ...given, self: selfOf(search, given, site) };
  const special = SPECIAL.get(id);
  if (special !== undefined) return special(search, call, site);
  const called = callForMembers(search, call, site);
  if (called !== null) return called;
  if (effectOf(fn) === 'any') {
    search.stop(`what ${id} does is not known`, site.node);
    return NOTHING;
  }
  const pool = poolOf(search, call, site);
  writeEffects(search, call, pool, site);
  if (newTarget !== null) return objectValue(constructed(search, call, pool, site));
  const result = resultOf(id, args) ?? objectResult(search, call, pool, site);
  // What such an argument, or a changed expression, has for it is called, and its result is handed on.
  return ASKS_ITS_ARGUMENT.has(id) && hasFunctions(search, pool)
    ? joinAll([result, pool, PRIMITIVE])
    : result;
}

/** Methods of lists take a primitive for the object that is made of it. */
function selfOf(search: Search, { fn, self }: NativeCall, site: Site): AbstractValue {
  if (!fn.row.id.startsWith('Array.prototype.') || !canBeWrapped(self)) return self;
  return join(self, objectValue(wrapperOf(search, self, site)));
}

/** The primitive that a builtin gives; `null`: it can give more. */
export function resultOf(id: string, args: Args): AbstractValue | null {
  if (id === 'dnsResolve') return answer(args);
  return PRIMITIVE_RESULTS.get(id) ?? CONVERSIONS.get(id) ?? null;
}

/** The answers of known names; any address, or none, where a name is not known. */
function answer(args: Args): AbstractValue {
  const name = argAt(args, 0);
  const isKnown = !name.hasClasses && name.objects.size === 0 && name.anything === null;
  const names = [...name.known].filter((one) => typeof one === 'string');
  if (!isKnown || names.length !== name.known.size) return join(TEXT, known(null));
  return new AbstractValue({ answers: new Set(names), known: new Set([null]) });
}

// --- what can be reached and called ------------------------------------------------------------------------------

/** Functions of the language's own that stand alone; the others that do are of the PAC library. */
const LANGUAGE: ReadonlySet<string> = new Set([
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'escape', 'unescape'],
  ...['encodeURI', 'encodeURIComponent', 'decodeURI', 'decodeURIComponent'],
  ...['String', 'Number', 'Boolean', 'Array', 'Date', 'RegExp', 'Map', 'Set', 'Symbol', 'Object'],
]);

/** The language's own objects have members of their own, which the tables of results and effects speak for. */
const isLanguages = (search: Search, { concrete }: AbstractObject): boolean =>
  search.changes.isLanguages(concrete);

/**
 * Everything that a builtin gets hold of: what it is given and what can be reached from there, and what the functions
 * among that give when it calls them, with anything it has, for whatever reason.
 */
function poolOf(search: Search, call: NativeCall, site: Site): AbstractValue {
  const given = joinAll([call.self, anyOf(call.args), call.newTarget ?? NOTHING]);
  const intruders = joinAll([
    search.language.intruders(),
    isLibrarys(call.fn) ? search.language.libraryIntruders() : NOTHING,
  ]);
  if (given.anything !== null)
    search.stop(`a builtin is given something unknown: ${given.anything}`, site.node);
  if (given.objects.size === 0 && intruders.isNothing) return given;
  const made = site.unit.madeAt(site.node, 'pool');
  made.underAny.add(given);
  // What functions of the script gave the library before, it uses as what it was given.
  const held = made.underAny.value;
  if (held.objects.size === 0 && isLibrarys(call.fn) && areFunctions(intruders)) {
    made.underAny.add(askedByLibrary(search, intruders, site));
    return given;
  }
  const pool = reachable(search, joinAll([held, intruders]), site);
  const callables = calledOf(search, call, pool, held);
  const functions = callables.filter((one) => !isLanguages(search, one) && one !== search.changes.engines);
  const natives = callables.filter((one) => isLanguages(search, one));
  if (callables.length === 0) return pool;
  const passed = joinAll([pool, PRIMITIVE, objectValue(fresh(search, site, pool))]);
  const args = { first: [], rest: passed };
  const results = joinAll([
    search.call(objectValue(...functions), passed, args, site),
    search.construct(objectValue(...functions), args, objectValue(...functions), site),
  ]);
  const fromNatives = natives.map((one) => poolNative(search, one, passed, site));
  made.underAny.add(joinAll([results, ...fromNatives]));
  // A list can be made by a constructor that the script has put in its place, and is then filled.
  if (!LEAVES_RESULTS.has(call.fn.row.id) && results.objects.size > 0)
    search.write(objectsIn(results.objects), ANY_KEY, passed, site);
  return joinAll([pool, results]);
}

/** Whether there is nothing but functions, and none that has others as its members. */
const areFunctions = ({ objects }: AbstractValue): boolean =>
  [...objects].every(
    (one) =>
      callableOf(one) !== null && [...one.methods().objects].every((other) => callableOf(other) === null),
  );

/** What functions give that the script has put in the place of the language's or the library's own: the library asks. */
function askedByLibrary(search: Search, intruders: AbstractValue, site: Site): AbstractValue {
  const made = listAt(search, site, 'library', PRIMITIVE);
  for (const name of ['Object', 'Date', 'RegExp']) made.protos.add(objectValue(search.prototype(name)));
  const passed = join(PRIMITIVE, objectValue(made));
  const args = { first: [], rest: passed };
  const { language } = search;
  const classes = joinAll([language.intruders(), language.libraryClasses()]);
  const results = joinAll([
    search.call(intruders, passed, args, site),
    search.construct(classes, args, classes, site),
  ]);
  if (results.anything !== null)
    search.stop(`a builtin uses something unknown: ${results.anything}`, site.node);
  return objectsIn(results.objects);
}

/** Builtins that do nothing to the objects that functions they call give back. */
const LEAVES_RESULTS: ReadonlySet<string> = new Set([
  ...[
    'forEach',
    'some',
    'every',
    'find',
    'findIndex',
    'reduce',
    'reduceRight',
    'sort',
    'join',
    'indexOf',
  ].map((name) => `Array.prototype.${name}`),
  'String.prototype.replace',
  'Object.prototype.hasOwnProperty',
]);

const ASKS_ITS_ARGUMENT: ReadonlySet<string> = new Set(
  ['replace', 'replaceAll', 'split', 'match', 'matchAll', 'search'].map((name) => `String.prototype.${name}`),
);

/** Builtins that call what they are given beside writing `this`. */
const CALLS_TOO: ReadonlySet<string> = new Set(['Array.prototype.sort']);

/**
 * Functions that a builtin may call: members of what it is given, for whatever they are there, and what it is given
 * itself where the row says that it calls that.
 */
function calledOf(
  search: Search,
  { fn, self, args }: NativeCall,
  pool: AbstractValue,
  held: AbstractValue,
): AbstractObject[] {
  const found = new Set<AbstractObject>();
  const take = (value: AbstractValue): void => {
    for (const one of value.objects) if (callableOf(one) !== null) found.add(one);
  };
  if (effectOf(fn) === 'calls' || CALLS_TOO.has(fn.row.id)) {
    take(anyOf(args));
    // Functions such as `Array.from` construct what they are called on.
    if (!fn.row.id.includes('.prototype.')) take(self);
  }
  for (const one of pool.objects) if (!isLanguages(search, one)) take(one.methods());
  take(search.language.intruders());
  // An accessor can give a function for one of the names that the library calls.
  if (isLibrarys(fn)) for (const value of [search.language.libraryIntruders(), held]) take(value);
  return [...found];
}

const isLibrarys = ({ row: { id } }: NativeFn): boolean => !id.includes('.') && !LANGUAGE.has(id);

/** A builtin among what another builtin is given, which that may call with anything it has. */
function poolNative(search: Search, object: AbstractObject, pool: AbstractValue, site: Site): AbstractValue {
  const callable = callableOf(object);
  if (callable?.kind !== 'native') return NOTHING;
  const { fn } = callable;
  // Gives back what it is given, or a new object.
  if (fn.row.id === 'Object') return pool;
  const isSpecial = SPECIAL.has(fn.row.id);
  if (effectOf(fn) === 'any' || isSpecial)
    search.stop(`a builtin is given ${fn.row.id}, and may call it`, site.node);
  else writeEffects(search, { fn, self: pool, args: { first: [], rest: pool }, newTarget: null }, pool, site);
  // A new object, of which the pool has one that holds anything, or something that it was given.
  return resultOf(fn.row.id, { first: [], rest: pool }) === null ? pool : PRIMITIVE;
}

const hasFunctions = (search: Search, pool: AbstractValue): boolean =>
  [...pool.objects].some((one) => callableOf(one) !== null && !isLanguages(search, one));

export function reachable(search: Search, from: AbstractValue, site: Site): AbstractValue {
  const seen = new Set(from.objects);
  const primitives: AbstractValue[] = [from];
  for (const at of seen) {
    if (isLanguages(search, at)) continue;
    const next = at.neighbours();
    if (!search.work(1 + next.objects.size, site.node)) return NOTHING;
    if (next.primitives !== NOTHING) primitives.push(next.primitives);
    for (const one of next.objects) seen.add(one);
  }
  return joinAll([...primitives, objectsIn(seen)]);
}
