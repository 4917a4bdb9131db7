/**
 * The public `PacEnvironment` → the plain data a machine takes.
 */
import type { EngineEnvironment } from './run.js';
import { offsetMinutes } from './time-zone.js';
import type { PacEnvironment } from '../types.js';

export function engineEnvironment(environment: PacEnvironment): EngineEnvironment {
  const { myIp, dns, at, timeZone, random } = environment;
  // Throws RangeError for a zone that does not exist, before anything is run.
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

/** Remembers the last one: most programs ask many URLs in one place, where only plain values need comparing. */
export class EnvironmentMaker {
  #myIp: string | undefined;
  #at: number | undefined;
  #timeZone: string | undefined;
  #made: MadeEnvironment | null = null;

  make(given: PacEnvironment): MadeEnvironment {
    const { myIp, at, timeZone } = given;
    const plain = given.dns === undefined && given.random === undefined && typeof myIp === 'string';
    const time = at?.getTime();
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
