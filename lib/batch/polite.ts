/** An exchange with one server as a batch uses it: no more than so many queries a second, and another try after a pause. */
import pRetry from 'p-retry';
import { ExchangeError, type Exchange, type ExchangeErrorCode } from '../dns/index.js';
import { Pace, type PaceClock } from './pace.js';

export interface PoliteOptions {
  /** Queries a second; absent: as many as there are. */
  readonly ratePerSecond?: number;
  /** Further tries. */
  readonly retries: number;
  /** The pause before the first further try; it doubles, and a random share of it is added. Default 300. */
  readonly pauseMs?: number;
  /** In place of the system's, for tests. */
  readonly clock?: PaceClock;
}

/** What may be over the next moment. A server that speaks nonsense does so again. */
const passing: ReadonlySet<ExchangeErrorCode> = new Set(['timeout', 'refused', 'unreachable', 'closed']);

export function polite(
  exchange: Exchange,
  { ratePerSecond, retries, pauseMs = 300, clock }: PoliteOptions,
): Exchange {
  const pace = ratePerSecond === undefined ? undefined : new Pace(ratePerSecond, clock);
  const once: Exchange = async (query, options) => {
    await pace?.turn(options?.signal);
    return exchange(query, options);
  };
  return (query, options = {}) =>
    pRetry(() => once(query, options), {
      retries,
      minTimeout: pauseMs,
      factor: 2,
      randomize: true,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      shouldRetry: ({ error }) => error instanceof ExchangeError && passing.has(error.code),
    });
}
