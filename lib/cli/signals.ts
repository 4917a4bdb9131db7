/** Signals end the process at once, as they end any other program: 130 for SIGINT, 143 for SIGTERM. */
import { constants } from 'node:os';
import { removeTemporary } from './temporary.js';

/** SIGHUP stays with the system: who started this with nohup does not want it to end. */
const ending = ['SIGINT', 'SIGTERM'] as const;

/** The signal is aborted just before the process ends. */
export function endAtSignals(): AbortSignal {
  const interrupt = new AbortController();
  for (const name of ending)
    process.once(name, () => {
      interrupt.abort(new Error('interrupted'));
      removeTemporary();
      end(name);
    });
  return interrupt.signal;
}

/**
 * Node waits at its end for a thread that looks up a name in the system, which takes its seconds. The signal itself does not
 * wait, and a shell says the same number of it.
 */
function end(name: (typeof ending)[number]): void {
  if (process.getActiveResourcesInfo().some((kind) => /^Get(?:Addr|Name)InfoReqWrap$/i.test(kind)))
    process.kill(process.pid, name);
  else process.exit(128 + constants.signals[name]);
}
