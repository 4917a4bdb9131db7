/**
 * One PAC file under one dialect: loads it into a machine, runs it, and reads the outcome as that client would. Runs
 * in the worker thread; everything it is given and everything it answers can be posted between threads.
 *
 * A script that asks for its environment while it is loaded is loaded anew whenever the environment changes. Otherwise
 * one machine serves every decision, so state the script keeps between calls is kept, as in a browser.
 */
import { isHtmlPage } from '../syntax/decode.js';
import { DIALECTS, type Dialect } from '../dialect/dialects.js';
import type { ScriptInput } from '../dialect/script-input.js';
import { decision } from '../dialect/decision.js';
import { offsetMinutes } from './time-zone.js';
import type { Decision, DialectName, Failure, Limits } from '../types.js';
import type { EngineEnvironment, EntryPoint, RunAnswer, RunRequest } from './run.js';
import { Machine } from './machine.js';
import type { Snapshot } from './wasm.js';

const BARE: EngineEnvironment = { myIps: [], dns: {}, now: null, timeZone: 'UTC', random: [0] };

export class Engine {
  readonly dialect: Dialect;
  readonly text: string;
  readonly limits: Limits;
  /** What the last decision, loading included, asked of its environment (letters of `Driver.touched`). */
  touched = '';
  readonly #sourceFailure: Failure | null;
  #machine: Machine | null = null;
  #loadFailure: Failure | null = null;
  /** Loading asked about the environment, so it belongs to the one it was done in. */
  #loadedByEnvironment = false;
  #environment: EngineEnvironment = BARE;
  #touchedByLoading = '';
  /** The memory of the script as loaded; taken only once a fresh run is asked for, which most programs never do. */
  #snapshot: Snapshot | null = null;
  #takesSnapshots = false;
  /** Nothing was run since the script was loaded. */
  #unused = false;

  constructor(text: string, dialect: DialectName, limits: Limits) {
    this.dialect = DIALECTS[dialect];
    this.text = this.dialect.behindLibrary ? notFirst(text) : text;
    this.limits = limits;
    this.#sourceFailure = sourceFailure(text, limits);
  }

  /** Another file, read as this one is. */
  withText(text: string): Engine {
    return new Engine(text, this.dialect.name, this.limits);
  }

  /** What is wrong with the file itself in this environment, or `null`. */
  async load(environment: EngineEnvironment): Promise<Failure | null> {
    if (this.#sourceFailure !== null) return this.#sourceFailure;
    this.#environment = environment;
    const machine = await Machine.create(this.dialect, this.limits, (ms) =>
      offsetMinutes(this.#environment.timeZone, ms),
    );
    this.#machine = machine;
    machine.setEnvironment(environment);
    this.#loadFailure = machine.load(this.text);
    const touched = machine.touched();
    this.#loadedByEnvironment = touched !== '';
    this.#touchedByLoading = touched;
    if (touched.includes('m')) this.#loadFailure ??= TIME_NOT_GIVEN;
    if (this.#loadFailure === null && this.#entryPoint() === null) {
      this.#loadFailure = { code: 'no-entry-point', message: 'the file defines no function FindProxyForURL' };
    }
    this.#snapshot = null;
    this.#unused = true;
    if (this.#takesSnapshots) this.#takeSnapshot();
    return this.#loadFailure;
  }

  /** Where loading asks nothing of the environment, its memory serves as the start of every fresh run. */
  #takeSnapshot(): void {
    this.#takesSnapshots = true;
    if (this.#snapshot !== null || !this.#unused) return;
    if (this.#loadFailure === null && !this.#loadedByEnvironment)
      this.#snapshot = this.#machine?.snapshot() ?? null;
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
    return !this.#loadedByEnvironment ? (this.#sourceFailure ?? this.#loadFailure) : null;
  }

  async run(request: RunRequest): Promise<RunAnswer> {
    if (!this.#ready(request.environment, request.fresh)) await this.load(this.#environment);
    return this.#run(request.url, request.host, null, request.trace);
  }

  /** As `run`; `null`, with nothing run, where the script must be loaded first. */
  runAtOnce(request: RunRequest): RunAnswer | null {
    if (!this.#ready(request.environment, request.fresh)) return null;
    return this.#run(request.url, request.host, null, request.trace);
  }

  /** Runs one entry point on exactly these arguments, from a freshly loaded script unless said, and reads the outcome. */
  async decideInput(
    input: ScriptInput,
    entryPoint: EntryPoint,
    environment: EngineEnvironment,
    fresh: boolean,
  ): Promise<Decision> {
    if (!this.#ready(environment, fresh)) await this.load(this.#environment);
    return decision(this.dialect, input, this.#run(input.url, input.host, entryPoint, false));
  }

  /** Puts the machine into this environment (`null`: the present one); false where the script must be loaded anew. */
  #ready(wanted: EngineEnvironment | null, fresh: boolean): boolean {
    const environment = wanted ?? this.#environment;
    const changed =
      environment !== this.#environment && JSON.stringify(environment) !== JSON.stringify(this.#environment);
    this.#environment = environment;
    const stale = this.#loadedByEnvironment && changed;
    const machine = this.#machine;
    if (fresh) this.#takeSnapshot();
    if (machine !== null && fresh && this.#snapshot !== null) machine.restore(this.#snapshot);
    else if (fresh || stale || machine === null || machine.broken) return false;
    if (changed || fresh) machine.setEnvironment(environment);
    return true;
  }

  #run(url: string, host: string, entryPoint: EntryPoint | null, trace: boolean): RunAnswer {
    const machine = this.#machine;
    this.touched = this.#touchedByLoading;
    if (this.#sourceFailure !== null || this.#loadFailure !== null || machine === null) {
      return { result: null, failure: this.#sourceFailure ?? this.#loadFailure, entryPoint: null, log: '' };
    }
    const { prefersEx, lexicalEntry } = this.dialect;
    const wanted =
      entryPoint ?? (prefersEx && this.has('FindProxyForURLEx') ? 'FindProxyForURLEx' : 'FindProxyForURL');
    this.#unused = false;
    const outcome = machine.run(wanted, url, host, lexicalEntry, trace);
    this.touched += outcome.touched;
    const log = trace ? machine.log() : '';
    if (outcome.touched.includes('m'))
      return { result: null, failure: TIME_NOT_GIVEN, entryPoint: wanted, log };
    return { result: outcome.result, failure: outcome.failure, entryPoint: wanted, log };
  }
}

/** What has to come first to mean what it does, behind something else. Rare, and it moves columns in the first line. */
const notFirst = (text: string): string =>
  text.startsWith('#!') || text.includes('use strict') ? `;${text}` : text;

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
