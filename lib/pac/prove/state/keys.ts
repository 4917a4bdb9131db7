/**
 * Property keys of earlier calls: known ones, any number, any key at all.
 */
import { isUnknown, type Key } from '../interpreter/values.js';
import type { AbstractValue } from './value.js';

export interface Keys {
  readonly known: ReadonlySet<Key>;
  readonly isNumber: boolean;
  /** Any key, symbols included. */
  readonly isAny: boolean;
}

export const key = (one: Key): Keys => ({ known: new Set([one]), isNumber: false, isAny: false });
export const ANY_KEY: Keys = { known: new Set(), isNumber: false, isAny: true };
export const ANY_NUMBER: Keys = { known: new Set(), isNumber: true, isAny: false };

/** Whether a number, made a text, can be this key. */
export const isNumeric = (one: Key): boolean => typeof one === 'string' && String(Number(one)) === one;

/** Keys that a value which is no object can stand for. */
export function keysOf(value: AbstractValue): Keys {
  const found = new Set<Key>();
  let isAny = value.isText || value.isSymbol || value.isClient || value.answers.size > 0;
  if (value.anything !== null || value.objects.size > 0) isAny = true;
  for (const one of value.known) {
    if (isUnknown(one)) isAny = true;
    else found.add(typeof one === 'symbol' ? one : String(one));
  }
  return { known: found, isNumber: value.numbers !== null || value.isDraw, isAny };
}
