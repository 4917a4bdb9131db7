/**
 * The outcome of a run, read by the rules of the client it stands for.
 */
import type { Dialect } from './dialects.js';
import type { ScriptInput } from './script-input.js';
import type { RunAnswer } from '../sandbox/run.js';
import { complianceOf, parseResult, resultFailure } from './result.js';
import { readLog } from '../sandbox/trace.js';
import type { Compliance, Decision, Failure, ResultEntry } from '../types.js';

const NO_ANSWER = {
  bypass: null,
  result: null,
  entries: [],
  failure: null,
  entryPoint: null,
  line: null,
  column: null,
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

/** What a result string says by itself. */
interface Reading {
  readonly entries: readonly ResultEntry[];
  readonly failure: Failure | null;
  readonly compliance: Compliance;
}

/** A script has few answers and gives them again and again. By dialect, then by result; only so many, and short ones. */
const MOST_READINGS = 500;
const LONGEST_KEPT = 1000;
const readings = new Map<Dialect, Map<string, Reading>>();

function readResult(dialect: Dialect, result: string): Reading {
  const known = readings.get(dialect) ?? new Map<string, Reading>();
  readings.set(dialect, known);
  let reading = known.get(result);
  if (reading === undefined) {
    const entries = parseResult(dialect, result);
    // Decisions share these.
    for (const entry of entries) Object.freeze(entry);
    Object.freeze(entries);
    const failure = resultFailure(dialect, result, entries);
    reading = { entries, failure: failure && Object.freeze(failure), compliance: complianceOf(entries) };
    if (known.size >= MOST_READINGS) known.clear();
    if (result.length <= LONGEST_KEPT) known.set(result, reading);
  }
  return reading;
}

const NO_RESULT: Reading = { entries: NO_ANSWER.entries, failure: null, compliance: 'failed' };
const NO_LOG = { trace: NO_ANSWER.trace, traceDropped: 0, alerts: NO_ANSWER.alerts } as const;

/** The outcome of a run, read by the dialect's rules. */
export function decision(dialect: Dialect, input: ScriptInput, answer: RunAnswer): Decision {
  const { result, entryPoint, log } = answer;
  const reading = result === null ? NO_RESULT : readResult(dialect, result);
  const failure = answer.failure ?? reading.failure;
  const { trace, traceDropped, alerts } = log === '' ? NO_LOG : readLog(log);
  let { compliance } = reading;
  let via: Decision['via'] = compliance === 'proxied' ? 'proxy' : 'direct';
  let effective: Decision['effective'] = via;
  if (failure !== null) {
    const silent = failure.code === 'empty-result' || failure.code === 'no-valid-entry';
    via = 'failure';
    compliance = 'failed';
    effective = silent ? dialect.emptyResult : dialect.onFailure;
  }
  return {
    via,
    compliance,
    effective,
    dialect: dialect.name,
    bypass: null,
    result,
    entries: reading.entries,
    failure,
    entryPoint,
    line: null,
    column: null,
    asked: { url: input.url, host: input.host },
    trace,
    traceDropped,
    alerts,
    unverified: dialect.unverified,
  };
}
