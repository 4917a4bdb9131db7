/**
 * Conversion to primitives: objects are asked for theirs, which calls what they have for it.
 */
import type { Site } from './callable.js';
import { key } from './keys.js';
import type { Search } from './search.js';
import { joinAll, known, objectsIn, PRIMITIVE, type AbstractValue } from './value.js';

export function toPrimitive(search: Search, value: AbstractValue, site: Site): AbstractValue {
  if (value.anything !== null) {
    search.stop(`something unknown is converted: ${value.anything}`, site.node);
    return PRIMITIVE;
  }
  if (value.objects.size === 0) return value;
  const objects = objectsIn(value.objects);
  const results = [value.with({ objects: new Set() })];
  const given = { first: [known('default', 'number', 'string')], rest: null };
  for (const name of [Symbol.toPrimitive, 'toString', 'valueOf']) {
    const method = search.read(objects, key(name), site);
    results.push(search.call(method, objects, given, site).with({ objects: new Set() }));
  }
  return joinAll(results);
}
