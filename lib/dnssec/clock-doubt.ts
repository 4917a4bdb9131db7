/**
 * Whether it is the clock that is off: where every signature that came is out of its time on the same side, of the root's
 * or of several zones, nobody has let them all lapse at once.
 */
import { rrType } from '../dns/codes.js';
import { formatName, nameKey } from '../dns/name.js';
import { ParseError } from '../errors.js';
import type { Observation } from './ask.js';
import type { Context } from './context.js';
import { reason } from './reason.js';
import { isoTime, readRrsig, serialDifference, timing, type Rrsig } from './records/rrsig.js';
import type { Reason } from './types.js';

const sides = { expired: 'had expired', 'not-yet-valid': 'is yet to begin' } as const;

export function clockDoubt(seen: readonly Observation[], context: Context): Reason | undefined {
  const { atSeconds, budget } = context;
  const signatures = seen.flatMap(signaturesIn);
  const kinds = new Set(signatures.map((one) => timing(one, atSeconds, budget.limits.clockSkewSeconds)));
  const [kind] = kinds;
  if (kinds.size !== 1 || (kind !== 'expired' && kind !== 'not-yet-valid')) return undefined;
  const zones = new Map(signatures.map(({ signerName }) => [nameKey(signerName), signerName]));
  if (zones.size < 2 && ![...zones.values()].some((zone) => zone.length === 1)) return undefined;
  const now = isoTime(atSeconds, atSeconds);
  const names = [...zones.values()].slice(0, 4).map(formatName).join(', ');
  return reason(
    'clock-wrong',
    `At ${now} each of the ${signatures.length} signatures that came (of ${names}) ${sides[kind]}${window(signatures, atSeconds)}`,
  );
}

/** When all of them would have held together. */
function window(signatures: readonly Rrsig[], atSeconds: number): string {
  const offsets = (of: (one: Rrsig) => number): number[] =>
    signatures.map((one) => serialDifference(of(one), atSeconds));
  const from = offsets(({ inception }) => inception).reduce((a, b) => Math.max(a, b));
  const until = offsets(({ expiration }) => expiration).reduce((a, b) => Math.min(a, b));
  if (from > until) return '';
  return `; all would hold from ${isoTime(atSeconds + from, atSeconds)} to ${isoTime(atSeconds + until, atSeconds)}`;
}

function signaturesIn({ message }: Observation): Rrsig[] {
  if (message === undefined) return [];
  return [...message.answer, ...message.authority, ...message.additional]
    .filter(({ type }) => type === rrType.RRSIG)
    .flatMap(({ rdata }) => {
      try {
        return [readRrsig(rdata)];
      } catch (error) {
        if (error instanceof ParseError) return [];
        throw error;
      }
    });
}
