/** An exchange with one server as a batch uses it: no more than so many queries a second, and another try after a pause. */
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { ExchangeError, type Exchange, type ExchangeErrorCode } from '../dns/index.js';

export interface PoliteOptions {
  /** Queries a second; absent: as many as there are. */
  readonly ratePerSecond?: number;
  /** Further tries. */
  readonly retries: number;
  /** The pause before the first further try; it doubles, and a random share of it is added. Default 300. */
  readonly pauseMs?: number;
}

/** What may be over the next moment. A server that speaks nonsense does so again. */
const passing: ReadonlySet<ExchangeErrorCode> = new Set(['timeout', 'refused', 'unreachable', 'closed']);

export function polite(
  exchange: Exchange,
  { ratePerSecond, retries, pauseMs = 300 }: PoliteOptions,
): Exchange {
  const queue = ratePerSecond === undefined ? undefined : new PQueue(intervalOf(ratePerSecond));
  const once: Exchange = (query, options) =>
    queue === undefined ? exchange(query, options) : queue.add(() => exchange(query, options));
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

/** A tenth of a second's share at once, so that a rate is no burst with a pause. */
function intervalOf(perSecond: number): { intervalCap: number; interval: number } {
  return perSecond >= 10
    ? { intervalCap: Math.floor(perSecond / 10), interval: 100 }
    : { intervalCap: 1, interval: Math.ceil(1000 / perSecond) };
}
