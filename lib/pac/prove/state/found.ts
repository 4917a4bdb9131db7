/**
 * What is found in abstract objects.
 */
import type { AbstractObject } from './object.js';
import { NOTHING, type AbstractValue } from './value.js';

/** What reading finds: values, and functions that are called for one. */
export interface Found {
  readonly value: AbstractValue;
  readonly getters: AbstractValue;
  /** Whether nothing further up can be found instead. */
  readonly isSure: boolean;
}

export interface Neighbours {
  readonly objects: ReadonlySet<AbstractObject>;
  readonly primitives: AbstractValue;
}

export const NOT_FOUND: Found = { value: NOTHING, getters: NOTHING, isSure: false };
