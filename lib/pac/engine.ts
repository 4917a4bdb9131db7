/**
 * One PAC file under one dialect: loads it into a machine, runs it, and reads the outcome as that client would. Runs
 * in the worker thread; everything it is given and everything it answers can be posted between threads.
 *
 * A script that asks for its environment while it is loaded is loaded anew whenever the environment changes. Otherwise
 * one machine serves every decision, so state the script keeps between calls is kept, as in a browser.
 */
import { isHtmlPage } from './decode.js';
import { DIALECTS, type Dialect } from './dialect.js';
import { scriptInput, type ScriptInput } from './input.js';
import { complianceOf, parseResult, resultFailure } from './result.js';
import { offsetMinutes } from './time-zone.js';
import { readLog } from './trace.js';
import type { Decision, DialectName, Failure, Limits } from './types.js';
import type { DriverEnvironment } from './guest/driver.js';
import { Machine, type RawOutcome, type Snapshot } from './machine.js';

/** `PacEnvironment`, made ready for the machine. */
export interface EngineEnvironment extends DriverEnvironment {
  readonly timeZone: string;
}

export interface DecideRequest {
  readonly url: string;
  readonly environment: EngineEnvironment;
  /** Start from a freshly loaded script. */
  readonly fresh: boolean;
  readonly trace: boolean;
}

export class Engine {
  readonly dialect: Dialect;
  readonly text: string;
  readonly limits: Limits;
  /** What the last decision, loading included, asked of its environment (letters of `Driver.touched`). */
  touched = '';
  readonly #sourceFailure: Failure | null;
  #machine: Machine | null = null;
  #loadFailure: Failure | null = null;
  /** The environment the script was loaded in, where its loading asked for one. */
  #loadedIn: string | null = null;
  #touchedByLoading = '';
  #timeZone = 'UTC';
  #environmentKey = '';
  #snapshot: Snapshot | null = null;

  constructor(text: string, dialect: DialectName, limits: Limits) {
    this.dialect = DIALECTS[dialect];
    this.text = text;
    this.limits = limits;
    this.#sourceFailure = sourceFailure(text, limits);
  }

  /** What is wrong with the file itself in this environment, or `null`. */
  async load(environment: EngineEnvironment): Promise<Failure | null> {
    if (this.#sourceFailure !== null) return this.#sourceFailure;
    this.#timeZone = environment.timeZone;
    const machine = await Machine.create(this.dialect, this.limits, (ms) =>
      offsetMinutes(this.#timeZone, ms),
    );
    this.#machine = machine;
    machine.setEnvironment(environment);
    const key = JSON.stringify(environment);
    this.#environmentKey = key;
    this.#loadFailure = machine.load(this.text);
    const touched = machine.touched();
    this.#loadedIn = touched === '' ? null : key;
    this.#touchedByLoading = touched;
    if (touched.includes('m')) this.#loadFailure ??= TIME_NOT_GIVEN;
    if (this.#loadFailure === null && this.#entryPoint() === null) {
      this.#loadFailure = { code: 'no-entry-point', message: 'the file defines no function FindProxyForURL' };
    }
    // Where loading asks nothing of the environment, its memory serves as the start of every fresh run.
    this.#snapshot = this.#loadFailure === null && touched === '' ? machine.snapshot() : null;
    return this.#loadFailure;
  }

  #entryPoint(): 'FindProxyForURL' | 'FindProxyForURLEx' | null {
    const { prefersEx, lexicalEntry } = this.dialect;
    if (prefersEx && this.#machine?.has('FindProxyForURLEx', lexicalEntry) === true)
      return 'FindProxyForURLEx';
    return this.#machine?.has('FindProxyForURL', lexicalEntry) === true ? 'FindProxyForURL' : null;
  }

  has(name: 'FindProxyForURL' | 'FindProxyForURLEx'): boolean {
    return this.#machine?.has(name, this.dialect.lexicalEntry) === true;
  }

  /** What is wrong with the file whatever the environment, or `null`. */
  async problem(): Promise<Failure | null> {
    if (this.#machine === null || this.#machine.broken) await this.load(BARE);
    return this.#loadedIn === null ? (this.#sourceFailure ?? this.#loadFailure) : null;
  }

  async decide(request: DecideRequest): Promise<Decision> {
    const { environment, fresh, trace } = request;
    const input = scriptInput(this.dialect, request.url);
    if (input.bypass !== null) return bypassed(this.dialect, input);
    await this.#prepare(environment, fresh);
    return this.#run(input, this.#entryPoint() ?? 'FindProxyForURL', trace);
  }

  /** Runs one entry point on exactly these arguments, from a freshly loaded script. */
  async decideInput(
    input: ScriptInput,
    entryPoint: 'FindProxyForURL' | 'FindProxyForURLEx',
    environment: EngineEnvironment,
  ): Promise<Decision> {
    await this.#prepare(environment, true);
    return this.#run(input, entryPoint, false);
  }

  /** A machine with the script loaded, in this environment. */
  async #prepare(environment: EngineEnvironment, fresh: boolean): Promise<void> {
    const key = JSON.stringify(environment);
    this.touched = '';
    const stale = this.#loadedIn !== null && this.#loadedIn !== key;
    const machine = this.#machine;
    if (machine !== null && fresh && this.#snapshot !== null) machine.restore(this.#snapshot);
    else if (fresh || stale || machine === null || machine.broken) {
      await this.load(environment);
      return;
    }
    if (this.#environmentKey !== key || fresh) {
      this.#timeZone = environment.timeZone;
      machine.setEnvironment(environment);
      this.#environmentKey = key;
    }
  }

  #run(input: ScriptInput, entryPoint: 'FindProxyForURL' | 'FindProxyForURLEx', trace: boolean): Decision {
    const machine = this.#machine;
    if (this.#sourceFailure !== null || this.#loadFailure !== null || machine === null) {
      const failure = this.#sourceFailure ?? this.#loadFailure;
      this.touched = this.#touchedByLoading;
      return decision(this.dialect, input, { result: null, failure }, null, '');
    }
    const outcome = machine.run(entryPoint, input.url, input.host, this.dialect.lexicalEntry, trace);
    const log = trace ? machine.log() : '';
    const touched = machine.touched();
    this.touched = this.#touchedByLoading + touched;
    if (touched.includes('m')) {
      return decision(this.dialect, input, { result: null, failure: TIME_NOT_GIVEN }, entryPoint, log);
    }
    return decision(this.dialect, input, outcome, entryPoint, log);
  }
}

const BARE: EngineEnvironment = { myIps: [], dns: {}, now: null, timeZone: 'UTC', random: [0] };

const TIME_NOT_GIVEN: Failure = {
  code: 'time-not-given',
  message: 'the script asks for the time and the environment gives none (environment.at)',
};

function sourceFailure(text: string, limits: Limits): Failure | null {
  if (text.length > limits.sourceUnits) {
    const message = `the file has ${text.length} characters, more than ${limits.sourceUnits}`;
    return { code: 'limit', limit: 'source', message };
  }
  if (text.trim() === '') return { code: 'empty-source', message: 'the file is empty' };
  if (isHtmlPage(text)) {
    return {
      code: 'html-page',
      message: 'an HTML page was served in the place of a PAC file',
      line: 1,
      column: 1,
    };
  }
  return null;
}

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

function bypassed(dialect: Dialect, input: ScriptInput): Decision {
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
function decision(
  dialect: Dialect,
  input: ScriptInput,
  outcome: RawOutcome,
  entryPoint: Decision['entryPoint'],
  log: string,
): Decision {
  const { result } = outcome;
  const entries = result === null ? [] : parseResult(dialect, result);
  const failure = outcome.failure ?? (result === null ? null : resultFailure(dialect, result, entries));
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
