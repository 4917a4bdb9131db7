/**
 * Several servers behind one Exchange: the next is asked when one gives no response. Limits: a response is a
 * response, whatever its rcode; trying elsewhere after SERVFAIL would hide what the first server says.
 */
import { ExchangeError, type Exchange } from '../exchange.js';

/**
 * Asks the exchanges in turn until one responds, and starts the next query with the one that last did. Rejects
 * with the last `ExchangeError` when none responds. Throws `RangeError` for an empty list.
 */
export function rotate(exchanges: readonly Exchange[]): Exchange {
  if (exchanges.length === 0) throw new RangeError('rotate needs at least one exchange');
  let preferred = 0;
  return async (query, options) => {
    const start = preferred;
    let failure: ExchangeError | undefined;
    for (let turn = 0; turn < exchanges.length; turn++) {
      const index = (start + turn) % exchanges.length;
      try {
        const response = await exchanges[index]?.(query, options);
        if (response === undefined) break;
        preferred = index;
        return response;
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
        failure = error;
      }
    }
    throw failure ?? new RangeError('rotate lost its exchanges');
  };
}
