/**
 * The public `PacEnvironment` → the plain data a machine takes.
 */
import type { EngineEnvironment } from './runs.js';
import { offsetMinutes } from './time-zone.js';
import type { PacEnvironment } from './types.js';

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
