/**
 * The decision to give when the thread itself had to be killed: a limit was reached, and which one is known.
 */
import type { Dialect } from '../dialect/dialects.js';
import type { ScriptInput } from '../dialect/script-input.js';
import type { Decision, Failure } from '../types.js';

/** `timeMs`: what the work was given. */
export function killedFailure(timeMs: number, reason: 'time' | 'memory'): Failure {
  const message =
    reason === 'time'
      ? `the work did not end within its ${timeMs} ms and its thread was killed`
      : `the script's thread ran out of memory and was killed`;
  return { code: 'limit', limit: reason, message };
}

export function failedDecision(dialect: Dialect, input: ScriptInput, failure: Failure): Decision {
  return {
    via: 'failure',
    compliance: 'failed',
    effective: dialect.onFailure,
    dialect: dialect.name,
    bypass: null,
    result: null,
    entries: [],
    failure,
    entryPoint: null,
    line: null,
    column: null,
    asked: { url: input.url, host: input.host },
    trace: [],
    traceDropped: 0,
    alerts: [],
    unverified: dialect.unverified,
  };
}
