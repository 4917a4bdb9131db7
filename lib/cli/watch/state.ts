/** What a watch knows of itself between rounds, and how it is doing. */
import type { Answer } from './server.js';

export interface WatchState {
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  rounds: number;
  failures: number;
  changes: number;
  lastDoneMs?: number;
  /** Why the last round failed; absent: it did not. */
  lastFailure?: string;
  nextDueMs: number;
  /** The report of the last round that did not fail, for Prometheus. */
  metrics: string;
}

/** A round may take its time before it counts as late (milliseconds). */
const graceMs = 300_000;

export function health(state: WatchState, nowMs: number): Answer {
  const { rounds, lastDoneMs, lastFailure, nextDueMs } = state;
  const status =
    nowMs > nextDueMs + graceMs
      ? 'late'
      : rounds === 0
        ? 'starting'
        : lastFailure === undefined
          ? 'ok'
          : 'failing';
  const body = {
    status,
    rounds,
    ...(lastDoneMs === undefined ? {} : { lastRoundAt: new Date(lastDoneMs).toISOString() }),
    nextRoundAt: new Date(nextDueMs).toISOString(),
    ...(lastFailure === undefined ? {} : { failure: lastFailure }),
  };
  return {
    status: status === 'ok' ? 200 : 503,
    type: 'application/json',
    body: `${JSON.stringify(body)}\n`,
  };
}

export function metricsPage(state: WatchState): Answer {
  const { rounds, failures, changes, metrics } = state;
  const counters = [
    ['rounds', 'Rounds that were begun and ended, those that failed included.', rounds],
    ['failed_rounds', 'Rounds that could not look at all.', failures],
    ['changes', 'Rounds that found something new, gone or changed.', changes],
  ] as const;
  const own = counters.flatMap(([name, help, value]) => [
    `# HELP staylocal_watch_${name}_total ${help}`,
    `# TYPE staylocal_watch_${name}_total counter`,
    `staylocal_watch_${name}_total ${value}`,
  ]);
  return {
    status: 200,
    type: 'text/plain; version=0.0.4; charset=utf-8',
    body: `${metrics}${own.join('\n')}\n`,
  };
}
