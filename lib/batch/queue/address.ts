/** Where the queue is. A password comes from the environment alone: an argument can be read by everybody on the machine. */
import { ParseError } from '../../errors.js';

export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly database: number;
  readonly isTls: boolean;
}

export const queueVariable = 'STAYLOCAL_QUEUE';
export const passwordVariable = 'STAYLOCAL_QUEUE_PASSWORD';

/** `argument`: what the command line has; absent: the environment's. Throws `ParseError` (`queue-address`). */
export function queueAddress(
  argument: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): QueueAddress {
  const text = argument ?? env[queueVariable] ?? '';
  if (text === '')
    throw new ParseError('queue-address', `--queue names no address and ${queueVariable} is not set.`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    throw new ParseError(
      'queue-address',
      'The queue is an address such as redis://host:6379 or rediss://host:6379.',
    );
  if (argument !== undefined && url.password !== '')
    throw new ParseError(
      'queue-address',
      `An argument with a password can be read by everybody on this machine; set ${queueVariable} to the address, or ${passwordVariable} to the password.`,
    );
  const database = /^\/?(\d{0,4})$/.exec(url.pathname)?.[1];
  if (database === undefined || url.search !== '')
    throw new ParseError(
      'queue-address',
      'Behind the host of the queue only the number of a database may stand.',
    );
  const password = decoded(url.password) || (env[passwordVariable] ?? '');
  const username = decoded(url.username);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 6379),
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    database: Number(database),
    isTls: url.protocol === 'rediss:',
  };
}

/** For messages: neither user nor password. */
export function placeOf({ host, port, isTls }: QueueAddress): string {
  return `${isTls ? 'rediss' : 'redis'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
