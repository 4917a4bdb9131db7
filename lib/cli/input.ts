/** Reads what a command is given: a file, a URL, or `-` for stdin. */
import { readSource, type ReadOptions } from '../gather/source.js';
import { CliError, exitCodes, type CliIo } from './io.js';

export interface Input {
  readonly bytes: Uint8Array;
  /** For messages. */
  readonly name: string;
  readonly mediaType?: string;
}

/** Throws `CliError` (could not look) where there is nothing to read. */
export async function readInput(
  path: string,
  io: CliIo,
  { maxBytes, timeoutMs }: Pick<ReadOptions, 'maxBytes' | 'timeoutMs'> = {},
): Promise<Input> {
  if (path === '-') return { bytes: await io.readStdin(maxBytes), name: 'stdin' };
  const read = await readSource(path, { signal: io.signal, maxBytes, timeoutMs });
  if (!('bytes' in read)) throw new CliError(exitCodes.couldNotLook, `${read.message}.`);
  return { ...read, name: path };
}
