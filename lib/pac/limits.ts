/**
 * The default bounds on one PAC file.
 */
import type { Limits } from './types.js';

const MEBIBYTE = 1024 * 1024;

/**
 * The memory cap is a real one: it is the maximum of the WebAssembly memory, which no allocation can pass. A memory
 * limit asked of the engine alone does not stop `for(;;) a.push(new Array(1e5).fill(1))`.
 */
export const DEFAULT_LIMITS: Limits = {
  timeMs: 1000,
  loadTimeMs: 3000,
  memoryBytes: 64 * MEBIBYTE,
  stackBytes: 128 * 1024,
  sourceUnits: 6 * MEBIBYTE,
  resultUnits: 16 * 1024,
  proofTimeMs: 10_000,
  proofPaths: 2000,
};

/** The defaults with some replaced. Throws `RangeError` for a bound there is none of, or that is no positive finite number. */
export function withLimits(limits: Partial<Limits> | undefined): Limits {
  const merged = { ...DEFAULT_LIMITS, ...limits };
  for (const [name, value] of Object.entries(merged)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name))
      throw new RangeError(`there is no limit ${JSON.stringify(name)}`);
    if (!Number.isFinite(value) || value <= 0) {
      throw new RangeError(`limit ${name} must be a positive number, not ${String(value)}`);
    }
  }
  return merged;
}
