/** The process's own streams: what could not be written is an error, and a reader that has had enough is none. */
import { systemReason } from '../gather/file-reason.js';
import { exitCodes } from './io.js';

type Failure = NodeJS.ErrnoException | null | undefined;

let failure: NodeJS.ErrnoException | undefined;

/** A reader such as `head` that closes the pipe has what it wanted; anything else is remembered for the end. */
export function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      failure ??= error;
    });
}

/** Ends the process with the code once both streams are written, or with another where they could not be. */
export function closeStreams(code: number): void {
  // A stream tells whoever writes next of its failure before it tells its listeners.
  process.stdout.write('', (error: Failure) => {
    failure ??= error ?? undefined;
    if (failure?.code === 'EPIPE') process.exit();
    if (failure !== undefined) {
      const why = systemReason(failure) ?? failure.message;
      process.stderr.write(`staylocal: the result could not be written: ${why}.\n`);
    }
    process.stderr.write('', (later: Failure) => {
      process.exit((failure ?? later ?? undefined) === undefined ? code : exitCodes.couldNotLook);
    });
  });
}
