/** Looks, compares with the round before, tells, waits: until it is told to end. */
import type { Report } from '../../audits/finding.js';
import { diffReports, type Difference } from '../../report/compare/diff.js';
import { isChange } from './change.js';
import type { WatchState } from './state.js';

export interface Rounds {
  /** One audit. */
  readonly look: () => Promise<Report>;
  /** How long to wait from the end of one round (milliseconds). */
  readonly delayMs: () => number;
  /** Resolves when the time is up, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => Date;
  /** How many rounds; Infinity: until the signal. */
  readonly most: number;
  readonly signal: AbortSignal;
  /** The report of an earlier run. */
  readonly before: Report | undefined;
  readonly onFirst: (report: Report) => void;
  readonly onChange: (difference: Difference, report: Report) => Promise<void>;
  /** What could not be looked at now may be the next time, and the watch goes on; where it never will be, this throws. */
  readonly onFailure: (error: unknown) => void;
}

/** Resolves with the last report that there was. */
export async function watch(rounds: Rounds, state: WatchState): Promise<Report | undefined> {
  let { before } = rounds;
  const isOver = (): boolean => rounds.signal.aborted || state.rounds >= rounds.most;
  while (!isOver()) {
    const report = await lookOnce(rounds, state);
    if (report !== undefined) {
      if (before === undefined) rounds.onFirst(report);
      else {
        const difference = diffReports(before, report);
        if (isChange(difference)) {
          state.changes += 1;
          await rounds.onChange(difference, report);
        }
      }
      before = report;
    }
    if (isOver()) break;
    const delayMs = rounds.delayMs();
    state.nextDueMs = rounds.now().getTime() + delayMs;
    await rounds.wait(delayMs, rounds.signal);
  }
  return before;
}

async function lookOnce(
  { look, now, signal, onFailure }: Rounds,
  state: WatchState,
): Promise<Report | undefined> {
  try {
    const report = await look();
    state.rounds += 1;
    state.lastDoneMs = now().getTime();
    delete state.lastFailure;
    return report;
  } catch (error) {
    if (signal.aborted) return undefined;
    state.rounds += 1;
    state.failures += 1;
    state.lastFailure = error instanceof Error ? error.message : String(error);
    onFailure(error);
    return undefined;
  }
}
