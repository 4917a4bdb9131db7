/** Why a stage ended, as a closed list of codes and a sentence a network engineer can use. */
import type { CollectionError } from '../../evidence/types.js';

/** Ends a stage with a code of our own. */
export class StageError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Node's and OpenSSL's codes → ours, in words. */
const known: Readonly<Record<string, readonly [code: string, words: string]>> = {
  ENOTFOUND: ['no-address', 'the name has no address (NXDOMAIN or no record)'],
  ENODATA: ['no-address', 'the name has no address'],
  EAI_NODATA: ['no-address', 'the name has no address'],
  EAI_NONAME: ['no-address', 'the name has no address'],
  EAI_AGAIN: ['dns-failure', 'the resolver gave no answer'],
  EAI_FAIL: ['dns-failure', 'the resolver failed'],
  ECONNREFUSED: ['refused', 'the connection was refused: nothing listens there, or a firewall rejects it'],
  ECONNRESET: ['reset', 'the connection was cut off (reset)'],
  EPIPE: ['reset', 'the connection was cut off'],
  ECONNABORTED: ['reset', 'the connection was cut off'],
  ETIMEDOUT: ['timeout', 'no answer: a firewall that drops packets looks like this'],
  EHOSTUNREACH: ['unreachable', 'there is no route to the host'],
  ENETUNREACH: ['unreachable', 'there is no route to the network'],
  EADDRNOTAVAIL: ['unreachable', 'this machine has no address to connect from'],
  EACCES: ['not-permitted', 'a local firewall forbids it'],
  EPERM: ['not-permitted', 'a local firewall forbids it'],
  ERR_SSL_UNSUPPORTED_PROTOCOL: ['tls-version', 'the server offers no TLS 1.2 or newer'],
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ['tls-version', 'the server accepts no TLS 1.2 or newer'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['not-tls', 'what answered does not speak TLS'],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['not-tls', 'what answered does not speak TLS'],
};

/** What `error` came to. `signal` tells an end by the clock from others. */
export function failureOf(error: unknown, signal: AbortSignal, timeoutMs: number): CollectionError {
  if (error instanceof StageError) return { code: error.code, message: error.message };
  if (signal.aborted) return { code: 'timeout', message: `no answer within ${timeoutMs} ms in all` };
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  const found = code === undefined ? undefined : known[code];
  if (found !== undefined) return { code: found[0], message: found[1] };
  if (code?.startsWith('HPE_') === true) {
    return { code: 'not-http', message: `what answered is not HTTP (${code})` };
  }
  return { code: code?.startsWith('ERR_SSL_') === true ? 'tls' : 'failed', message: message.slice(0, 500) };
}
