/**
 * The public `PacEnvironment`, checked → the plain data a machine takes. A program without types may give anything, and
 * what is no list must not be taken for a name that does not resolve.
 */
import type { EngineEnvironment } from './run.js';
import { offsetMinutes } from './time-zone.js';
import type { PacEnvironment } from '../types.js';

/** What a value is, for a message. */
const shown = (value: unknown): string =>
  ((JSON.stringify(value) as string | undefined) ?? 'undefined').slice(0, 60);

function isListOf(value: unknown, type: 'string' | 'number'): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type);
}

/** An object whose properties are its content: no list, no Map, nothing of a class. */
function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.prototype.toString.call(value) === '[object Object]' && !(Symbol.iterator in value);
}

function dnsFault(value: unknown): string | null {
  if (!isRecord(value)) return `dns is no object of lists of addresses by name: ${shown(value)}`;
  for (const [name, addresses] of Object.entries(value))
    if (!isListOf(addresses, 'string'))
      return `dns[${JSON.stringify(name)}] is no list of addresses: ${shown(addresses)}`;
  return null;
}

/** What is wrong with each property, or `null`. */
const dateFault = (name: string, value: unknown): string | null =>
  value instanceof Date && !Number.isNaN(value.getTime())
    ? null
    : `${name} is no valid Date: ${shown(value)}`;

const FAULTS: Readonly<Record<keyof PacEnvironment, (value: unknown) => string | null>> = {
  myIp: (value) =>
    typeof value === 'string' || isListOf(value, 'string')
      ? null
      : `myIp is no address and no list of addresses: ${shown(value)}`,
  dns: dnsFault,
  at: (value) => dateFault('at', value),
  timeZone: (value) => (typeof value === 'string' ? null : `timeZone is no text: ${shown(value)}`),
  random: (value) => (isListOf(value, 'number') ? null : `random is no list of numbers: ${shown(value)}`),
};

function checkEnvironment(environment: unknown): void {
  if (!isRecord(environment)) throw new TypeError(`the environment is no object: ${shown(environment)}`);
  for (const [name, value] of Object.entries(environment)) {
    if (!Object.hasOwn(FAULTS, name)) throw new TypeError(`an environment has no ${JSON.stringify(name)}`);
    const fault = value === undefined ? null : FAULTS[name as keyof PacEnvironment](value);
    if (fault !== null) throw new TypeError(fault);
  }
}

/** Throws `TypeError` for what is no moment. */
export function checkDay(today: unknown): void {
  const fault = dateFault('today', today);
  if (fault !== null) throw new TypeError(fault);
}

/** Throws `TypeError` for what is no list of addresses by name. */
export function checkDns(dns: unknown): void {
  const fault = dns === undefined ? null : dnsFault(dns);
  if (fault !== null) throw new TypeError(fault);
}

/** Throws `TypeError` for what is no environment, and `RangeError` for a time zone that does not exist. */
export function engineEnvironment(environment: PacEnvironment): EngineEnvironment {
  checkEnvironment(environment);
  const { myIp, dns, at, timeZone, random } = environment;
  // Before anything is run.
  if (timeZone !== undefined) offsetMinutes(timeZone, 0);
  const lower = Object.entries(dns ?? {}).map(
    ([name, addresses]) => [name.toLowerCase(), [...addresses]] as const,
  );
  return {
    myIps: myIp === undefined ? [] : typeof myIp === 'string' ? [myIp] : [...myIp],
    dns: Object.fromEntries(lower),
    now: at === undefined ? null : at.getTime(),
    timeZone: timeZone ?? 'UTC',
    random: random === undefined || random.length === 0 ? [0] : [...random],
  };
}

/** With its text, by which two are compared. */
export interface MadeEnvironment {
  readonly environment: EngineEnvironment;
  readonly key: string;
}

const PLAIN: ReadonlySet<string> = new Set(['myIp', 'at', 'timeZone']);

/** Remembers the last one: most programs ask many URLs in one place, where only plain values need comparing. */
export class EnvironmentMaker {
  #myIp: string | undefined;
  #at: number | undefined;
  #timeZone: string | undefined;
  #made: MadeEnvironment | null = null;

  make(given: PacEnvironment): MadeEnvironment {
    if (!isRecord(given)) checkEnvironment(given);
    const { myIp, at, timeZone } = given;
    const plain =
      typeof myIp === 'string' && at instanceof Date && Object.keys(given).every((name) => PLAIN.has(name));
    const time = plain ? at.getTime() : undefined;
    const same = plain && myIp === this.#myIp && time === this.#at && timeZone === this.#timeZone;
    if (same && this.#made !== null) return this.#made;
    const environment = engineEnvironment(given);
    const made = { environment, key: JSON.stringify(environment) };
    this.#made = plain ? made : null;
    this.#myIp = plain ? myIp : undefined;
    this.#at = time;
    this.#timeZone = timeZone;
    return made;
  }
}
