/** Why a probe of a loopback port got no answer, in words; never more of the error than its code and this. */
import type { CollectionError } from '../../evidence/types.js';

const reasons: Readonly<Record<string, readonly [code: string, words: string]>> = {
  ECONNREFUSED: ['refused', 'nothing listens there'],
  ECONNRESET: ['reset', 'the connection was broken off'],
  EPIPE: ['reset', 'the connection was broken off'],
  EADDRNOTAVAIL: ['no-address', 'this machine has no such address'],
  EAFNOSUPPORT: ['no-address', 'this machine does not speak that address family'],
  ENETUNREACH: ['no-address', 'this machine does not reach that address'],
  EACCES: ['not-permitted', 'a firewall or security program does not permit it'],
  EPERM: ['not-permitted', 'a firewall or security program does not permit it'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['not-tls', 'what answers does not speak TLS'],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['not-tls', 'what answers does not speak TLS'],
  ERR_SSL_UNSUPPORTED_PROTOCOL: ['old-tls', 'it speaks only versions of TLS that are no longer used'],
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ['old-tls', 'it speaks only versions of TLS that are no longer used'],
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: ['other-name', 'it speaks TLS and refuses the name'],
  HPE_INVALID_CONSTANT: ['not-http', 'what answers does not speak HTTP'],
};

export function failureOf(error: unknown): CollectionError {
  const code = (error as NodeJS.ErrnoException).code ?? 'failed';
  const known = reasons[code];
  if (known !== undefined) return { code: known[0], message: known[1] };
  if (code.startsWith('HPE_')) return { code: 'not-http', message: 'what answers does not speak HTTP' };
  return {
    code: code.toLowerCase().replaceAll('_', '-').slice(0, 100),
    message: `it failed with ${code.slice(0, 100)}`,
  };
}

export function timeoutOf(ms: number): CollectionError {
  return { code: 'timeout', message: `no answer within ${ms / 1000} s` };
}
