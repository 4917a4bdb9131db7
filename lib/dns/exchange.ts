/**
 * How DNS messages travel: wire format in, wire format out. Every transport is one of these, and so is a
 * recording, a replay or a test's own server; nothing above this line knows a socket.
 */

export interface ExchangeOptions {
  /** Ends the exchange early; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Sends one query and resolves with the response to it. Rejects with `ExchangeError` where no response
 * came or none matched the question; never resolves with an answer to another question.
 */
export type Exchange = (query: Uint8Array, options?: ExchangeOptions) => Promise<Uint8Array>;

/**
 * Why no response came, as a word: `refused` is a closed port and not the response code; `mismatch` an answer to
 * another question; `not-recorded` a question that a replay was never asked.
 */
export type ExchangeErrorCode =
  | 'timeout'
  | 'refused'
  | 'unreachable'
  | 'closed'
  | 'tls'
  | 'http'
  | 'mismatch'
  | 'malformed'
  /** The answer was cut short (TC), and asking again over TCP failed. */
  | 'truncated'
  | 'not-recorded';

/** No usable response: which server, over which transport, and why. A failure to look, never an answer. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: ExchangeErrorCode;
  /** The server as the caller named it, e.g. `udp://127.0.0.1:53`. */
  readonly server: string;

  constructor(code: ExchangeErrorCode, server: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.server = server;
  }
}
