/**
 * Signals end the process at once, as they end any other program: 130 for SIGINT, 143 for SIGTERM. A command that has
 * something to keep holds them: the first one is then for it to end by, and the second ends the process.
 */
import { constants } from 'node:os';
import { removeTemporary } from './temporary.js';

/** SIGHUP stays with the system: who started this with nohup does not want it to end. */
const ending = ['SIGINT', 'SIGTERM'] as const;

export type EndingSignal = (typeof ending)[number];

/** The reason of an abort. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly signal: EndingSignal;

  constructor(signal: EndingSignal) {
    super('interrupted');
    this.signal = signal;
  }
}

export interface Signals {
  /** Aborted by the first signal: just before the process ends, or for a command that holds it to end by. */
  readonly signal: AbortSignal;
  /** Holds these until the function that is returned is called. */
  readonly hold: (names: readonly EndingSignal[]) => () => void;
}

export function endAtSignals(): Signals {
  const interrupt = new AbortController();
  const held = new Set<readonly EndingSignal[]>();
  for (const name of ending)
    process.on(name, () => {
      const isFirst = !interrupt.signal.aborted;
      interrupt.abort(new Interrupted(name));
      if (isFirst && [...held].some((names) => names.includes(name))) return;
      removeTemporary();
      end(name);
    });
  return {
    signal: interrupt.signal,
    hold: (names) => {
      held.add(names);
      return () => held.delete(names);
    },
  };
}

/**
 * Node waits at its end for a thread that looks up a name in the system, which takes its seconds. The signal itself does not
 * wait, and a shell says the same number of it.
 */
function end(name: EndingSignal): void {
  if (process.getActiveResourcesInfo().some((kind) => /^Get(?:Addr|Name)InfoReqWrap$/i.test(kind))) {
    process.removeAllListeners(name);
    process.kill(process.pid, name);
  } else process.exit(128 + constants.signals[name]);
}
