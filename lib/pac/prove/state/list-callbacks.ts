/**
 * Methods of lists that call a function for each member. Where the script left the language's own objects alone they call
 * it with members, places and the list, and with nothing else (ECMA-262, "Properties of the Array Prototype Object");
 * in all other cases they are builtins like others (`natives.ts`), which may call what they are given with anything.
 */
import { argAt, callableOf, type Site } from './callable.js';
import { key } from './keys.js';
import { effectOf, writeEffects, type NativeCall } from './native-effects.js';
import { listAt, membersOf } from './native-results.js';
import { wholeNumbers } from './numbers.js';
import type { AbstractObject } from './object.js';
import { CONVERSIONS, PRIMITIVE_RESULTS } from './results.js';
import type { Search } from './search.js';
import {
  join,
  joinAll,
  NOTHING,
  numbersIn,
  objectsIn,
  objectValue,
  TRUTH,
  UNDEFINED,
  type AbstractValue,
} from './value.js';

/** What is gone through: its objects, and what its members can be. */
interface Listed {
  readonly list: AbstractValue;
  readonly members: AbstractValue;
}

type Way = (search: Search, call: NativeCall, listed: Listed, site: Site) => AbstractValue;

/** Places in what is no list go to 2^53. */
const PLACE = numbersIn(wholeNumbers(0, 2 ** 53));
const FOUND_AT = numbersIn(wholeNumbers(-1, 2 ** 53));

/** What the function gives for members. */
const eachOf: Way = (search, { args }, { list, members }, site) =>
  search.call(argAt(args, 0), argAt(args, 1), { first: [members, PLACE, list], rest: null }, site);

const giving =
  (value: (listed: Listed) => AbstractValue): Way =>
  (search, call, listed, site) => {
    eachOf(search, call, listed, site);
    return value(listed);
  };

/** A new list, which the script has no hand in making where the list's constructor is the language's own. */
const filtered: Way = (search, call, listed, site) => {
  eachOf(search, call, listed, site);
  return objectValue(listAt(search, site, 'list', listed.members));
};

const mapped: Way = (search, call, listed, site) =>
  objectValue(listAt(search, site, 'list', join(eachOf(search, call, listed, site), UNDEFINED)));

const sorted: Way = (search, call, { list, members }, site) => {
  const pair = { first: [members, members], rest: null };
  search.primitive(search.call(argAt(call.args, 0), UNDEFINED, pair, site), site);
  writeEffects(search, call, members, site);
  return list;
};

/** The first member stands for what is not given to begin with. */
const folded: Way = (search, { args }, { list, members }, site) => {
  const { underAny: sum } = site.unit.madeAt(site.node, 'folded');
  const isGiven = args.first.length > 1 || args.rest !== null;
  sum.add(joinAll([members, isGiven ? argAt(args, 1) : NOTHING]));
  const given = { first: [sum.value, members, PLACE, list], rest: null };
  sum.add(search.call(argAt(args, 0), UNDEFINED, given, site));
  return sum.value;
};

const WAYS: ReadonlyMap<string, Way> = new Map<string, Way>(
  Object.entries({
    every: giving(() => TRUTH),
    some: giving(() => TRUTH),
    forEach: giving(() => UNDEFINED),
    find: giving(({ members }) => members),
    findLast: giving(({ members }) => members),
    findIndex: giving(() => FOUND_AT),
    findLastIndex: giving(() => FOUND_AT),
    filter: filtered,
    map: mapped,
    sort: sorted,
    reduce: folded,
    reduceRight: folded,
  }).map(([name, way]) => [`Array.prototype.${name}`, way]),
);

/** What the call gives; `null`: it is not one of these, or not in this way. */
export function callForMembers(search: Search, call: NativeCall, site: Site): AbstractValue | null {
  const { fn, self, args, newTarget } = call;
  const way = WAYS.get(fn.row.id);
  const callback = argAt(args, 0);
  if (way === undefined || newTarget !== null || !search.language.intruders().isNothing) return null;
  if (self.anything !== null || !isPlainFunction(callback)) return null;
  const list = objectsIn(self.objects);
  if ((way === filtered || way === mapped) && !makesLists(search, list, site)) return null;
  // Its length is asked for, and made a number.
  search.primitive(search.read(list, key('length'), site), site);
  return way(search, call, { list, members: join(membersOf(search, list, site), UNDEFINED) }, site);
}

/** A function of the script, or one of the language's that gives a primitive and calls what it converts its arguments by. */
function isPlainFunction(value: AbstractValue): boolean {
  if (value.anything !== null || value.hasPrimitive) return false;
  return [...value.objects].every((object) => {
    const callable = callableOf(object);
    if (callable?.kind === 'closure') return true;
    if (callable?.kind !== 'native' || effectOf(callable.fn) !== 'none') return false;
    return PRIMITIVE_RESULTS.has(callable.fn.row.id) || CONVERSIONS.has(callable.fn.row.id);
  });
}

/** Whether a list made from these is made by the language's own `Array`. */
function makesLists(search: Search, list: AbstractValue, site: Site): boolean {
  const own = search.lookUp([search.prototype('Array')], key('constructor')).value;
  const made = search.read(list, key('constructor'), site);
  const isOwn = (one: AbstractObject): boolean => own.objects.size === 1 && own.objects.has(one);
  return made.anything === null && !made.hasPrimitive && [...made.objects].every(isOwn);
}
