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
export async function connectQueue(given: string | boolean, io: CliIo): Promise<Connected> {
  try {
    return await connect(queueAddress(typeof given === 'string' ? given : undefined, io.env), timingFrom(io));
  } catch (error) {
    if (error instanceof ParseError) throw new CliError(exitCodes.usage, error.message, error);
    if (error instanceof QueueError) throw new CliError(exitCodes.couldNotLook, error.message, error);
    throw error;
  }
}

/** What the environment may set of them: variable, and the least that makes sense (milliseconds). */
const variables: Readonly<Partial<Record<keyof QueueTiming, readonly [name: string, least: number]>>> = {
  // A shorter time without a sign of life, where workers are known to be quick.
  lockMs: ['STAYLOCAL_QUEUE_LOCK_MS', 1_000],
  patienceMs: ['STAYLOCAL_QUEUE_PATIENCE_MS', 1_000],
};

export function timingFrom({ env }: Pick<CliIo, 'env'>): QueueTiming {
  const given = Object.entries(variables).flatMap(([field, [name, least]]) => {
    const text = env[name] ?? '';
    if (text === '') return [];
    if (!/^\d{1,7}$/.test(text) || Number(text) < least)
      throw new CliError(exitCodes.usage, `${name} must be a number of milliseconds, ${least} at least.`);
    return [[field, Number(text)] as const];
  });
  return { ...defaultTiming, ...Object.fromEntries(given) };
}
