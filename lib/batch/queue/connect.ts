/** BullMQ and its client for Redis, loaded where a queue is asked for: they are optional, and most never need them. */
import { isIP } from 'node:net';
import type * as Bull from 'bullmq';
import type * as Ioredis from 'ioredis';
import { ParseError } from '../../errors.js';
import { placeOf, type QueueAddress } from './address.js';
import type { QueueTiming } from './settings.js';

/** Where it could not be reached, or not again: nobody looked. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

export interface Connected {
  readonly bull: typeof Bull;
  readonly connection: Bull.RedisOptions;
  /** For messages. */
  readonly place: string;
  /** Called where it went away for good. */
  readonly onLost: (call: (error: QueueError) => void) => void;
}

const connectTimeoutMs = 10_000;
const mostPauseMs = 2_000;

/** Throws `ParseError` (`queue-missing`) without the packages, `QueueError` where the queue cannot be reached. */
export async function connect(
  address: QueueAddress,
  { patienceMs }: Pick<QueueTiming, 'patienceMs'>,
): Promise<Connected> {
  const [bull, { Redis }] = await load();
  const { host, port, username, password, database, isTls } = address;
  const base = {
    host,
    port,
    db: database,
    connectTimeout: connectTimeoutMs,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    // An address is no server name (RFC 6066 §3); the certificate has to name it all the same.
    ...(isTls ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
  };
  const place = placeOf(address);
  const first = new Redis({ ...base, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  let reason = '';
  first.on('error', (error) => {
    reason = error.message;
  });
  try {
    await first.connect();
    await first.ping();
  } catch (error) {
    const why = reason === '' ? (error instanceof Error ? error.message : String(error)) : reason;
    throw new QueueError(`The queue at ${place} cannot be reached: ${why.slice(0, 300)}.`, { cause: error });
  } finally {
    first.disconnect();
  }
  // A restart is waited for, and what was sent meanwhile is sent then.
  let since = 0;
  const calls: ((error: QueueError) => void)[] = [];
  const retryStrategy = (times: number): number | null => {
    if (times === 1) since = performance.now();
    if (performance.now() - since < patienceMs) return Math.min(times * 100, mostPauseMs);
    const error = new QueueError(`The queue at ${place} went away, and did not come back.`);
    for (const call of calls) call(error);
    return null;
  };
  return {
    bull,
    connection: { ...base, maxRetriesPerRequest: null, retryStrategy },
    place,
    onLost: (call) => {
      calls.push(call);
    },
  };
}

async function load(): Promise<[typeof Bull, typeof Ioredis]> {
  try {
    return [await import('bullmq'), await import('ioredis')];
  } catch (cause) {
    throw new ParseError(
      'queue-missing',
      'A queue needs the packages bullmq and ioredis, which are not installed: npm install bullmq ioredis.',
      { cause },
    );
  }
}
