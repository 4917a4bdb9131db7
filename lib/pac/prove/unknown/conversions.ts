/**
 * What `typeof`, `String` and `Number` make of unknowns, still unknown where that can be.
 */
import { ANY_TEXT } from '../domain/abstract-value.js';
import type { Unknown, Value } from '../interpreter/values.js';
import {
  AddressList,
  AddressPart,
  AddressText,
  Draw,
  Instant,
  Loose,
  NOT_FOLLOWED,
  TermValue,
  type AnyUnknown,
} from './kinds.js';
import type { Operations } from './operations.js';
import { group } from './tables.js';

/** Types of what is known by a range or a type alone. */
const LOOSE_TYPES: Readonly<Record<string, string>> = { range: 'number', text: 'string', truth: 'boolean' };

/** What a kind of unknown is for `typeof`; a name that stands for none: the value has to be looked at. */
const TYPES: Readonly<Record<string, string>> = {
  address: 'string',
  part: 'string',
  list: 'string',
  draw: 'number',
  instant: 'number',
};

const typeOfPrimitive = (value: unknown): string => (value === null ? 'object' : typeof value);

export function typeOfUnknown(operations: Operations, value: Unknown): string {
  const unknown = value as AnyUnknown;
  if (unknown.kind === 'opaque') return operations.obstacle(unknown.reason);
  if (unknown.kind === 'table') return group(operations.path, unknown, unknown.values.map(typeOfPrimitive));
  if (unknown.kind === 'term' && unknown.type !== null) return unknown.type === 'text' ? 'string' : 'number';
  const known = unknown.kind === 'loose' ? LOOSE_TYPES[unknown.abstract.kind] : TYPES[unknown.kind];
  return known ?? typeOfPrimitive(operations.settle(unknown));
}

export function textOf(operations: Operations, value: Unknown): Value {
  const unknown = value as AnyUnknown;
  if (unknown instanceof AddressText || unknown instanceof AddressPart || unknown instanceof AddressList)
    return unknown;
  if (unknown instanceof TermValue && unknown.type === 'text') return unknown;
  if (unknown instanceof Draw || unknown instanceof Instant)
    return new Loose(ANY_TEXT, NOT_FOLLOWED[unknown.kind]);
  return operations.lift([unknown], ([one]) => String(one), 'String');
}

export function numberFrom(operations: Operations, value: Unknown): Value {
  const unknown = value as AnyUnknown;
  if (unknown instanceof Draw || unknown instanceof Instant) return unknown;
  if (unknown instanceof TermValue && unknown.type === 'number') return unknown;
  // No address is a number, nor are several.
  if (unknown instanceof AddressText || unknown instanceof AddressList) return NaN;
  return operations.lift([unknown], ([one]) => Number(one), 'Number');
}
