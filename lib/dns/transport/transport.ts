/**
 * What every transport adds to an `Exchange`: it can be closed. Sockets that idle never keep a process
 * alive, so closing is a courtesy in a short program and a duty in a long one.
 */
import { setMaxListeners } from 'node:events';
import { ExchangeError, type Exchange, type ExchangeErrorCode } from '../exchange.js';

/** An `Exchange` that holds sockets. Closing it rejects what is still under way with code `closed`. */
export interface Transport extends Exchange {
  /** Closes every socket; queries under way reject with `ExchangeError` (`closed`). Closing twice does nothing. */
  close(): void;
  /** The same as `close`, for `using`. */
  [Symbol.dispose](): void;
}

/** What every transport takes. */
export interface TransportOptions {
  /** How long one exchange may take in all, retries and falling back to TCP included. Default 5,000. */
  readonly timeoutMs?: number;
}

export const defaultTimeoutMs = 5_000;

/** Turns an exchange and the way to close it into a `Transport`. */
export function transport(exchange: Exchange, close: () => void): Transport {
  return Object.assign(((query, options) => exchange(query, options)) satisfies Exchange, {
    close,
    [Symbol.dispose]: close,
  });
}

const codeBySystemError: ReadonlyMap<string, ExchangeErrorCode> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'closed'],
  ['EPIPE', 'closed'],
  ['ETIMEDOUT', 'timeout'],
  ['EPROTO', 'tls'],
]);

/** What a socket's own error means for an exchange; whatever is not in the table is `unreachable`. */
export function socketError(server: string, error: unknown): ExchangeError {
  if (error instanceof ExchangeError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new ExchangeError(exchangeErrorCode(systemCode), server, `${server}: ${message}`, error);
}

function exchangeErrorCode(systemCode: string): ExchangeErrorCode {
  const known = codeBySystemError.get(systemCode);
  if (known !== undefined) return known;
  const isTls = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA)/;
  return isTls.test(systemCode) ? 'tls' : 'unreachable';
}

/**
 * Runs `start` until it settles, the time is over or the caller's signal fires. `start` gets the functions
 * that settle it and returns how to clean up, which is called exactly once.
 */
export function bounded<T = Uint8Array>(
  bound: { server: string; timeoutMs: number; signal: AbortSignal | undefined; onTimeout?: () => Error },
  start: (resolve: (value: T) => void, reject: (error: Error) => void) => () => void,
): Promise<T> {
  const { server, timeoutMs, signal } = bound;
  return new Promise((resolve, reject) => {
    const state = { isSettled: false, cleanUp: (): void => undefined };
    const settle = (finish: () => void): void => {
      if (state.isSettled) return;
      state.isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      state.cleanUp();
      finish();
    };
    const succeed = (value: T): void => {
      settle(() => {
        resolve(value);
      });
    };
    const fail = (error: Error): void => {
      settle(() => {
        reject(error);
      });
    };
    const onAbort = (): void => {
      const reason: unknown = signal?.reason;
      fail(reason instanceof Error ? reason : new Error('aborted', { cause: reason }));
    };
    const timer = setTimeout(() => {
      fail(bound.onTimeout?.() ?? timeoutError(server, timeoutMs));
    }, timeoutMs);
    if (signal?.aborted === true) {
      onAbort();
      return;
    }
    if (signal !== undefined) {
      // One signal ends a whole flight of exchanges: many listeners on it are no leak.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', onAbort, { once: true });
    }
    const cleanUp = start(succeed, fail);
    // `start` may have settled before it came back with the way to clean up.
    if (state.isSettled) cleanUp();
    else state.cleanUp = cleanUp;
  });
}

export function timeoutError(server: string, timeoutMs: number): ExchangeError {
  return new ExchangeError('timeout', server, `${server}: no answer within ${timeoutMs} ms`);
}

export function closedError(server: string): ExchangeError {
  return new ExchangeError('closed', server, `${server}: the transport was closed`);
}
