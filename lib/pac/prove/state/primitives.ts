/**
 * Properties of primitives: characters and length of texts, and the prototypes they use.
 */
import { isUnknown } from '../interpreter/values.js';
import type { Site } from './callable.js';
import { isNumeric, type Keys } from './keys.js';
import { wholeNumbers } from './numbers.js';
import type { AbstractObject } from './object.js';
import type { Search } from './search.js';
import {
  joinAll,
  known,
  numbersIn,
  objectValue,
  PRIMITIVE,
  TEXT,
  UNDEFINED,
  type AbstractValue,
} from './value.js';

const LENGTHS = numbersIn(wholeNumbers(0, 2 ** 30));

const canBeText = (value: AbstractValue): boolean =>
  value.isText ||
  value.isClient ||
  value.answers.size > 0 ||
  [...value.known].some((one) => typeof one === 'string' || isUnknown(one));

/** Whether it can be a primitive of which an object can be made. */
export const canBeWrapped = (value: AbstractValue): boolean =>
  value.hasClasses || [...value.known].some((one) => one !== undefined && one !== null);

/** Objects made of primitives at a place. */
export function wrapperOf(search: Search, value: AbstractValue, site: Site): AbstractObject {
  const made = site.unit.madeAt(site.node, 'wrapper');
  made.protos.add(objectValue(...primitiveParents(search, value)));
  made.underNumber.add(PRIMITIVE);
  made.at('length').add(LENGTHS);
  return made;
}

/** What a primitive has of its own. */
export function ofPrimitive(value: AbstractValue, keys: Keys): AbstractValue {
  if (!canBeText(value)) return UNDEFINED;
  const found: AbstractValue[] = [];
  const texts = [...value.known].filter((one) => typeof one === 'string');
  const isKnown =
    !value.isText && !value.isClient && value.answers.size === 0 && ![...value.known].some(isUnknown);
  if (keys.isAny || keys.known.has('length'))
    found.push(isKnown ? known(...texts.map(({ length }) => length)) : LENGTHS);
  if (keys.isAny || keys.isNumber || [...keys.known].some(isNumeric)) found.push(TEXT, UNDEFINED);
  return joinAll(found);
}

/** The prototypes that methods of a value's primitives come from. */
export function primitiveParents(search: Search, value: AbstractValue): AbstractObject[] {
  const classes = new Set<string>();
  if (canBeText(value)) classes.add('String');
  if (value.numbers !== null || value.isDraw) classes.add('Number');
  if (value.isSymbol) classes.add('Symbol');
  for (const one of value.known) {
    if (isUnknown(one)) for (const name of ['String', 'Number', 'Boolean']) classes.add(name);
    else if (typeof one === 'number') classes.add('Number');
    else if (typeof one === 'boolean') classes.add('Boolean');
    else if (typeof one === 'symbol') classes.add('Symbol');
  }
  return [...classes].map((name) => search.prototype(name));
}
