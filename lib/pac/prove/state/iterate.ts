/**
 * What going through something gives: elements of lists, characters of texts, and what iterators of the script give.
 */
import type { Site } from './callable.js';
import { key } from './keys.js';
import { membersOf } from './native-results.js';
import type { AbstractObject } from './object.js';
import type { Search } from './search.js';
import { joinAll, objectValue, TEXT, UNDEFINED, type AbstractValue } from './value.js';

export function iterated(search: Search, value: AbstractValue, site: Site): AbstractValue {
  if (value.anything !== null) search.stop(`something unknown is gone through: ${value.anything}`, site.node);
  const found: AbstractValue[] = [];
  for (const object of value.objects) {
    if (isPlain(search, object, site)) found.push(membersOf(search, objectValue(object), site), UNDEFINED);
    else found.push(byProtocol(search, objectValue(object), site));
  }
  if (!value.hasPrimitive) return joinAll(found);
  const primitives = value.with({ objects: new Set() });
  // The iterator of texts is not one that the script has put in its place.
  if (search.language.intruders().isNothing) found.push(TEXT);
  else found.push(TEXT, byProtocol(search, primitives, site));
  return joinAll(found);
}

/** Whether it is gone through by the language's own iterator of lists. */
function isPlain(search: Search, object: AbstractObject, site: Site): boolean {
  const { plainIteration } = search.vm.realm;
  if (plainIteration === null || !search.language.intruders().isNothing) return false;
  const method = search.read(objectValue(object), key(Symbol.iterator), site);
  const [only] = method.objects;
  return method.objects.size === 1 && only?.concrete === plainIteration.list && !method.hasPrimitive;
}

function byProtocol(search: Search, value: AbstractValue, site: Site): AbstractValue {
  const none = { first: [], rest: null };
  const iterator = search.call(search.read(value, key(Symbol.iterator), site), value, none, site);
  const result = search.call(search.read(iterator, key('next'), site), iterator, none, site);
  search.call(search.read(iterator, key('return'), site), iterator, none, site);
  search.read(result, key('done'), site);
  return search.read(result, key('value'), site);
}
