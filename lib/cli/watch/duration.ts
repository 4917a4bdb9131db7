/** Spans of time as people write them. */
import { InvalidArgumentError } from 'commander';

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const [leastMs, mostMs] = [10_000, 7 * 86_400_000];

/** `30s`, `15m`, `6h`, `1d`: milliseconds. Resolvers and servers are others': they are not asked more often than in ten seconds. */
export function duration(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = Number(number) * (unitMs[unit] ?? Number.NaN);
  if (!(ms >= leastMs && ms <= mostMs))
    throw new InvalidArgumentError('It must be a time from 10s to 7d, such as 15m or 6h.');
  return ms;
}

/** The largest unit that it is a whole number of. */
export function durationText(ms: number): string {
  const units = Object.entries(unitMs).filter(([, size]) => ms % size === 0);
  const [unit, size] = units.at(-1) ?? ['s', 1_000];
  return `${Math.round(ms / size)}${unit}`;
}

/**
 * How long to wait for the next round (milliseconds): the interval, and up to `jitter` (0 to 1) of it more, so that many
 * machines that were started together do not all ask at once. `random`: from 0 to below 1.
 */
export function nextDelay(everyMs: number, jitter: number, random: () => number): number {
  return Math.round(everyMs * (1 + jitter * random()));
}
