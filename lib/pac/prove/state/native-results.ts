/**
 * What builtins give back that is more than a primitive.
 */
import { anyOf, type Site } from './callable.js';
import { ANY_KEY, ANY_NUMBER } from './keys.js';
import type { NativeCall } from './native-effects.js';
import type { AbstractObject } from './object.js';
import { OBJECT_RESULTS } from './results.js';
import type { Search } from './search.js';
import {
  COUNT,
  join,
  joinAll,
  known,
  NOTHING,
  objectsIn,
  objectValue,
  PRIMITIVE,
  TEXT,
  UNDEFINED,
  type AbstractValue,
} from './value.js';

/** A new object of which only what it can hold is known. */
export function fresh(search: Search, site: Site, pool: AbstractValue): AbstractObject {
  const made = site.unit.madeAt(site.node, 'native');
  made.underAny.add(joinAll([pool, PRIMITIVE, objectValue(made)]));
  made.slotted.add(joinAll([pool, PRIMITIVE]));
  made.protos.add(search.language.prototypes);
  return made;
}

const ONLY_SLOTS: ReadonlySet<string> = new Set(['Date', 'Map', 'Set', 'RegExp']);

export function constructed(
  search: Search,
  call: NativeCall,
  pool: AbstractValue,
  site: Site,
): AbstractObject {
  const { id } = call.fn.row;
  const made = search.madeBy(call.newTarget ?? NOTHING, id, site);
  const held = joinAll([pool, PRIMITIVE]);
  // Dates and expressions hold what can be read of them in slots; lists, errors and wrappers among their properties.
  if (id === 'Array') {
    made.at('length').add(COUNT);
    made.underNumber.add(held);
  } else if (!ONLY_SLOTS.has(id)) made.underAny.add(held);
  made.slotted.add(held);
  return made;
}

export function listAt(search: Search, site: Site, tag: string, members: AbstractValue): AbstractObject {
  const made = site.unit.madeAt(site.node, tag);
  made.protos.add(objectValue(search.prototype('Array')));
  made.at('length').add(COUNT);
  made.underNumber.add(members);
  return made;
}

export function objectResult(
  search: Search,
  call: NativeCall,
  pool: AbstractValue,
  site: Site,
): AbstractValue {
  const { self, args, fn } = call;
  const { id } = fn.row;
  const shape = OBJECT_RESULTS.get(id);
  switch (shape) {
    case 'self':
      return self;
    case 'texts':
    case 'texts or null': {
      const list = listAt(search, site, 'texts', join(TEXT, UNDEFINED));
      // What an expression found says where, and in which text.
      for (const name of ['index', 'input']) list.at(name).add(PRIMITIVE);
      const named = objectValue(fresh(search, site, PRIMITIVE));
      for (const name of ['groups', 'indices']) list.at(name).add(join(PRIMITIVE, named));
      return shape === 'texts' ? objectValue(list) : join(objectValue(list), known(null));
    }
    case 'list': {
      const results = site.unit.madeAt(site.node, 'pool').underAny.value;
      const given = anyOf(args);
      const members = joinAll([
        membersOf(search, self, site),
        given,
        membersOf(search, given, site),
        results,
        UNDEFINED,
      ]);
      return objectValue(listAt(search, site, 'list', members));
    }
    case 'members':
      return join(membersOf(search, self, site), UNDEFINED);
    default: {
      const all = joinAll([pool, handedOn(search, joinAll([self, anyOf(args)]))]);
      return joinAll([all, PRIMITIVE, objectValue(fresh(search, site, all))]);
    }
  }
}

/** Members of the language's own objects, which some builtins look up by name and hand on, as they do those of others. */
function handedOn(search: Search, given: AbstractValue): AbstractValue {
  const own = [...given.objects].filter(({ concrete }) => search.changes.isLanguages(concrete));
  const found = own.map((object) => object.ownUnder(false));
  return joinAll([
    ...found.flatMap(({ value, getters }) => [value, getters]),
    ...own.map((object) => object.settersUnder(ANY_KEY)),
  ]);
}

/** Elements of lists; one behind an accessor is what that gives. */
export function membersOf(search: Search, value: AbstractValue, site: Site): AbstractValue {
  return value.objects.size === 0 ? NOTHING : search.read(objectsIn(value.objects), ANY_NUMBER, site);
}
