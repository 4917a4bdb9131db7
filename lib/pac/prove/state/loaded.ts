/**
 * What objects held when the script had been loaded.
 */
import { ownStringProperty } from '../interpreter/objects.js';
import {
  ArrayObj,
  CollectionObj,
  dataProperty,
  HOLE,
  WrapperObj,
  type Key,
  type Obj,
  type Property,
  type Value,
} from '../interpreter/values.js';
import { isNumeric } from './keys.js';

export function loadedProperty(object: Obj, key: Key): Property | undefined {
  if (object instanceof ArrayObj) {
    if (key === 'length') return dataProperty(object.length, 1);
    const element = object.elements !== null && isNumeric(key) ? object.elements[Number(key)] : undefined;
    if (element !== undefined && element !== HOLE) return dataProperty(element);
  }
  const own = object.properties.get(key);
  if (own === undefined && object instanceof WrapperObj && typeof object.primitive === 'string')
    return ownStringProperty(object.primitive, key);
  return own;
}

/** What a map or set holds. */
export function loadedEntries(object: Obj | null): Value[] {
  if (!(object instanceof CollectionObj)) return [];
  return object.entries.flatMap((entry) => (entry === null ? [] : [entry.key, entry.value]));
}

/** Members of all kinds, those under numbers, or those under other names. */
export type Which = 'all' | 'numbers' | 'names';

export function loadedMembers(object: Obj, which: Which): Value[] {
  const found: Value[] = [];
  if (object instanceof ArrayObj) {
    if (which !== 'names')
      for (const element of object.elements ?? []) if (element !== HOLE) found.push(element);
    if (which !== 'numbers') found.push(object.length);
  }
  const isWanted = (key: Key): boolean => which === 'all' || isNumeric(key) === (which === 'numbers');
  for (const [key, { isAccessor, value }] of object.properties)
    if (!isAccessor && isWanted(key)) found.push(value);
  if (object instanceof WrapperObj) found.push(object.primitive);
  return found;
}
