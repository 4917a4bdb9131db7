/**
 * Which of several examples a reader is most likely to have before him: IPv4 before IPv6, a private network before a
 * public address, a coming day before a past one.
 */
import { DAY_MS } from '../domain/days.js';
import { nonNull } from '../../non-null.js';
import type { PacEnvironment } from '../../types.js';

const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

function oddnessOfAddress(address: string): number {
  if (address.includes(':')) return 4;
  return PRIVATE.test(address) || address.startsWith('127.') ? 0 : 2;
}

/** Working days to come are ordinary, those long past or far ahead are not. */
function oddnessOfMoment(at: Date, now: number): number {
  const days = (at.getTime() - now) / DAY_MS;
  const isWeekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
  return (days < -1 ? 8 : 0) + Math.min(7, Math.abs(days) / 365) + (isWeekend ? 0.5 : 0);
}

function oddness({ myIp, dns, at }: PacEnvironment, now: number): number {
  const own = myIp === undefined ? [] : typeof myIp === 'string' ? [myIp] : [...myIp, ''];
  const names = Object.values(dns ?? {}).flat();
  const addresses = [...own, ...names]
    .map(oddnessOfAddress)
    .reduce((sum, one) => sum + one, own.length > 1 ? 1 : 0);
  return addresses + (at === undefined ? 0 : oddnessOfMoment(at, now));
}

interface Exampled {
  readonly environment: PacEnvironment;
}

/** The more ordinary of two examples first, on a day of the model. */
export function byOrdinariness(day: number): (a: Exampled, b: Exampled) => number {
  const now = day * DAY_MS;
  return (a, b) => oddness(a.environment, now) - oddness(b.environment, now);
}

export function mostOrdinary<T extends { readonly shown: Exampled }>(group: readonly T[], day: number): T {
  const compare = byOrdinariness(day);
  let best = nonNull(group[0]);
  for (const one of group) if (compare(one.shown, best.shown) < 0) best = one;
  return best;
}
