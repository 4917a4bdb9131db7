/** The queue that the command line or the environment names. */
import { ParseError } from '../errors.js';
import {
  connect,
  defaultTiming,
  queueAddress,
  QueueError,
  type Connected,
  type QueueTiming,
} from '../batch/queue/index.js';
import { CliError, exitCodes, type CliIo } from './io.js';

export { producerOf } from '../batch/queue/index.js';

/** Throws `CliError`. */
export async function connectQueue(given: string | boolean, { env }: CliIo): Promise<Connected> {
  try {
    return await connect(queueAddress(typeof given === 'string' ? given : undefined, env));
  } catch (error) {
    if (error instanceof ParseError) throw new CliError(exitCodes.usage, error.message, error);
    if (error instanceof QueueError) throw new CliError(exitCodes.couldNotLook, error.message, error);
    throw error;
  }
}

const lockVariable = 'STAYLOCAL_QUEUE_LOCK_MS';

/** A shorter time without a sign of life, where workers are known to be quick. */
export function timingFrom({ env }: Pick<CliIo, 'env'>): QueueTiming {
  const text = env[lockVariable];
  if (text === undefined || text === '') return defaultTiming;
  const lockMs = Number(text);
  if (!/^\d{1,7}$/.test(text) || lockMs < 1_000)
    throw new CliError(exitCodes.usage, `${lockVariable} must be a number of milliseconds, 1000 at least.`);
  return { ...defaultTiming, lockMs };
}
