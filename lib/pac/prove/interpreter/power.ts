/**
 * Powers: the last digits of most are the engine's own business.
 */
import type { Value } from './values.js';
import type { Vm } from './vm.js';

export const POWER_REASON = 'the last digits of a power differ between engines';

/** Arguments for which the language, or arithmetic without rounding, leaves nothing open. */
const isExactResult = (result: number): boolean =>
  Number.isNaN(result) || result === 0 || !Number.isFinite(result);

/** `base ** exponent`, as far as it is the same in every engine; `null` where it may not be. */
export function exactPower(base: number, exponent: number): number | null {
  const result = base ** exponent;
  if (isExactResult(result)) return isFarBeyond(base, exponent, result) ? result : null;
  if (exponent === 1 || exponent === 0) return result;
  if (!Number.isInteger(base) || !Number.isInteger(exponent)) return null;
  return Number.isSafeInteger(result) || (Math.abs(base) === 2 && exponent >= -1022) ? result : null;
}

/** Whether a finite power came out as nothing or as infinite may hang on rounding, unless it is far beyond. */
function isFarBeyond(base: number, exponent: number, result: number): boolean {
  if (Number.isNaN(result) || !Number.isFinite(base) || !Number.isFinite(exponent) || base === 0) return true;
  return Math.abs(Math.log2(Math.abs(base)) * exponent) > 1100;
}

export function power(vm: Vm, base: number, exponent: number): Value {
  return exactPower(base, exponent) ?? vm.unknowns.opaque(POWER_REASON);
}
