/**
 * Powers: the last digits of most are the engine's own business.
 */
import type { Value } from './values.js';
import type { Vm } from './vm.js';

const REASON = 'the last digits of a power differ between engines';

/** Arguments for which the language, or arithmetic without rounding, leaves nothing open. */
const isExactResult = (result: number): boolean =>
  Number.isNaN(result) || result === 0 || !Number.isFinite(result);

/** `base ** exponent`, as far as it is the same in every engine. */
export function power(vm: Vm, base: number, exponent: number): Value {
  const result = base ** exponent;
  if (isExactResult(result)) return edge(vm, base, exponent, result);
  if (exponent === 1 || exponent === 0) return result;
  if (Number.isInteger(base) && Number.isInteger(exponent)) {
    if (Number.isSafeInteger(result)) return result;
    if (Math.abs(base) === 2 && exponent >= -1022) return result;
  }
  return vm.unknowns.opaque(REASON);
}

/** Whether a finite power came out as nothing or as infinite may hang on rounding, unless it is far beyond. */
function edge(vm: Vm, base: number, exponent: number, result: number): Value {
  if (Number.isNaN(result) || !Number.isFinite(base) || !Number.isFinite(exponent) || base === 0)
    return result;
  const size = Math.abs(Math.log2(Math.abs(base)) * exponent);
  return size > 1100 ? result : vm.unknowns.opaque(REASON);
}
