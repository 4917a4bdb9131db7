/**
 * The outcome of a run, read by the rules of the client it stands for.
 */
import type { Dialect } from './dialect.js';
import type { ScriptInput } from './input.js';
import type { RunAnswer } from './runs.js';
import { complianceOf, parseResult, resultFailure } from './result.js';
import { readLog } from './trace.js';
import type { Decision } from './types.js';

const NO_ANSWER = {
  bypass: null,
  result: null,
  entries: [],
  failure: null,
  entryPoint: null,
  trace: [],
  traceDropped: 0,
  alerts: [],
} as const;

/** The decision of a client that did not ask the script. */
export function bypassed(dialect: Dialect, input: ScriptInput): Decision {
  return {
    ...NO_ANSWER,
    via: 'direct',
    compliance: 'direct',
    effective: 'direct',
    dialect: dialect.name,
    bypass: input.bypass,
    asked: { url: input.url, host: input.host },
    unverified: dialect.unverified,
  };
}

/** The outcome of a run, read by the dialect's rules. */
export function decision(dialect: Dialect, input: ScriptInput, answer: RunAnswer): Decision {
  const { result, entryPoint, log } = answer;
  const entries = result === null ? [] : parseResult(dialect, result);
  const failure = answer.failure ?? (result === null ? null : resultFailure(dialect, result, entries));
  const common = {
    ...NO_ANSWER,
    ...readLog(log),
    dialect: dialect.name,
    result,
    entries,
    failure,
    entryPoint,
    asked: { url: input.url, host: input.host },
    unverified: dialect.unverified,
  };
  if (failure !== null) {
    const silent = failure.code === 'empty-result' || failure.code === 'no-valid-entry';
    const effective = silent ? dialect.emptyResult : dialect.onFailure;
    return { ...common, via: 'failure', compliance: 'failed', effective };
  }
  const compliance = complianceOf(entries);
  const via = compliance === 'proxied' ? 'proxy' : 'direct';
  return { ...common, via, compliance, effective: via };
}
