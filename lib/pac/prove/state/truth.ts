/**
 * Whether a value can be true, and can be false; what is left of it in either case.
 */
import { isUnknown } from '../interpreter/values.js';
import { joinAll, known, type AbstractValue } from './value.js';

export function canBeTrue(value: AbstractValue): boolean {
  if (value.objects.size > 0 || value.anything !== null || value.hasClasses) return true;
  return [...value.known].some((one) => isUnknown(one) || Boolean(one));
}

export function canBeFalse(value: AbstractValue): boolean {
  if (value.anything !== null || value.hasClasses) return true;
  return [...value.known].some((one) => isUnknown(one) || !one);
}

/** What can be taken for true in it. */
export const trueOf = (value: AbstractValue): AbstractValue =>
  value.with({ known: new Set([...value.known].filter((one) => isUnknown(one) || Boolean(one))) });

/** What can be taken for false in it. */
export function falseOf(value: AbstractValue): AbstractValue {
  if (value.anything !== null) return value;
  const parts: AbstractValue[] = [];
  const numbers = value.numbers;
  if (value.isText || value.isClient || value.answers.size > 0) parts.push(known(''));
  if (value.isDraw || (numbers !== null && numbers.low <= 0 && numbers.high >= 0)) parts.push(known(0));
  if (numbers?.hasMinusZero === true) parts.push(known(-0));
  if (numbers?.hasNaN === true) parts.push(known(NaN));
  const still = [...value.known].filter((one) => isUnknown(one) || !one);
  return joinAll([...parts, known(...still)]);
}

const isNone = (one: unknown): boolean => one === undefined || one === null;

export const canBeNone = (value: AbstractValue): boolean =>
  value.anything !== null ||
  value.answers.size > 0 ||
  [...value.known].some((one) => isUnknown(one) || isNone(one));

export const withoutNone = (value: AbstractValue): AbstractValue =>
  value.with({ known: new Set([...value.known].filter((one) => !isNone(one))) });
