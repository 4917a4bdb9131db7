/**
 * The client's surroundings as the script meets them, and what a run asked of them.
 */
import { copyOf, emptyTable, hasOwn, lowerCase, parseJson } from './natives.js';

export interface DriverEnvironment {
  readonly myIps: readonly string[];
  /** By lower-case name. */
  readonly dns: Readonly<Record<string, readonly string[]>>;
  readonly now: number | null;
  readonly random: readonly number[];
}

/**
 * What a run asked of its environment, one bit each: `i` the client's addresses, `d` DNS, `t` the time, `r` a random
 * number, `o` the zone's offset, `m` a time that was not given.
 */
export const TOUCHED: readonly string[] = ['i', 'd', 't', 'r', 'o', 'm'];
const OWN_ADDRESSES = 1;
const DNS = 2;
const TIME = 4;
const RANDOM = 8;
const OFFSET = 16;
const NO_TIME = 32;

let environment: DriverEnvironment = { myIps: [], dns: {}, now: null, random: [0] };
let touched = 0;
let draws = 0;
let mostNames: number | null = null;
let names: Record<string, true> = emptyTable();
let nameCount = 0;
let offsetOf: (milliseconds: number) => number = () => 0;
let lastOffset = 0;
let lastOffsetAt = NaN;

/** `namesARun`: distinct names answered in one run; `null` without end. */
export function useSurroundings(
  namesARun: number | null,
  offsetMinutes: (milliseconds: number) => number,
): void {
  mostNames = namesARun;
  offsetOf = offsetMinutes;
}

export function setEnvironment(json: string): void {
  lastOffsetAt = NaN;
  environment = parseJson(json) as DriverEnvironment;
}

export function beginRun(): void {
  draws = 0;
  touched = 0;
  if (nameCount === 0) return;
  nameCount = 0;
  names = emptyTable();
}

/** The bits of `TOUCHED`. */
export function touchedBits(): number {
  return touched;
}

export function forgetTouched(): void {
  touched = 0;
}

export function ownAddresses(): string[] {
  touched |= OWN_ADDRESSES;
  return copyOf(environment.myIps);
}

export function resolve(name: string): string[] {
  touched |= DNS;
  const key = lowerCase(name);
  if (names[key] !== true) {
    nameCount++;
    // Chromium answers no more than 20 distinct names in a run (proxy_resolver_v8_tracing.cc).
    if (mostNames !== null && nameCount > mostNames) return [];
    names[key] = true;
  }
  return hasOwn(environment.dns, key) ? copyOf(environment.dns[key] as string[]) : [];
}

export function now(): number {
  touched |= TIME;
  if (environment.now === null) {
    touched |= NO_TIME;
    throw new Error('the time of day was not given');
  }
  return environment.now;
}

/** Minutes that local time is ahead of UTC at an instant. A script asks about the same one again and again. */
export function offsetMinutes(milliseconds: number): number {
  touched |= OFFSET;
  if (milliseconds !== lastOffsetAt) {
    lastOffset = offsetOf(milliseconds);
    lastOffsetAt = milliseconds;
  }
  return lastOffset;
}

export function draw(): number {
  touched |= RANDOM;
  const { random } = environment;
  const value = random[draws < random.length ? draws : random.length - 1];
  draws++;
  return typeof value === 'number' && value >= 0 && value < 1 ? value : 0;
}
