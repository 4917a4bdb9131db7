/**
 * One virtual machine holding one PAC: QuickJS compiled to WebAssembly. Three walls stand here: the WebAssembly memory
 * has a maximum no allocation can pass; an interrupt handler ends a run at its deadline; the native stack is small.
 * The fourth, against what never reaches an interrupt, is the thread this runs in (`worker-client.ts` kills it).
 * A machine that reached a wall is not used again.
 */
import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import { bootEngine, type BootedEngine } from './boot.js';
import type { Dialect } from '../dialect/dialects.js';
import { evaluate } from './evaluate.js';
import { putBack, snapshotOf, watchGrowth, type Snapshot, type WasmMemory } from './wasm.js';
import type { Failure, Limits } from '../types.js';
import {
  FILE_NAME,
  lettersOf,
  rawOutcome,
  isPlain,
  readText,
  readThrown,
  thrownFailure,
  wallFailure,
  type MachineOutcome,
  type RawOutcome,
} from './run-outcome.js';
import { driverConfig, driverEnvironment } from './driver-config.js';
import type { DriverConfig } from '../guest/driver.js';
import type { EngineEnvironment } from './run.js';

const TIME_ORIGIN = performance.timeOrigin;

/** Told when a run must have ended (`performance.timeOrigin` milliseconds; 0: none is on), for whoever may kill it. */
let watch: (deadline: number) => void = () => undefined;

export function watchDeadlines(listener: (deadline: number) => void): void {
  watch = listener;
}

export class Machine {
  readonly #context: QuickJSContext;
  readonly #memory: WasmMemory;
  readonly #limits: Limits;
  readonly #driver: QuickJSHandle;
  readonly #methods = new Map<string, QuickJSHandle>();
  /** What the driver was last told to run, and how; `null` before it was told. */
  #aim: { readonly entryPoint: string; readonly lexical: boolean; readonly trace: boolean } | null = null;
  #deadline = 0;
  /** How much longer a run may take where it asks. */
  #timedOut = false;
  #outOfMemory = false;
  #broken: Failure | null = null;

  private constructor(
    { runtime, context, memory, installer }: BootedEngine,
    limits: Limits,
    config: DriverConfig,
    offsetMinutes: (milliseconds: number) => number,
  ) {
    runtime.setMaxStackSize(limits.stackBytes);
    this.#context = context;
    this.#memory = memory;
    this.#limits = limits;
    runtime.setInterruptHandler(() => {
      this.#timedOut ||= performance.now() > this.#deadline;
      return this.#timedOut;
    });
    watchGrowth(memory, () => {
      this.#outOfMemory = true;
    });
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#driver = this.#install(installer, config, offsetMinutes);
  }

  /** A fresh machine with the dialect's builtins in place. `offsetMinutes` answers for the client's time zone. */
  static async create(
    dialect: Dialect,
    limits: Limits,
    offsetMinutes: (milliseconds: number) => number,
  ): Promise<Machine> {
    const config = driverConfig(dialect, limits);
    const engine = await bootEngine(limits.memoryBytes);
    return new Machine(engine, limits, config, offsetMinutes);
  }

  /** The memory in use, to be put back by `restore`. Handles made later are void after that; this class keeps none. */
  snapshot(): Snapshot {
    for (const method of ['setEnvironment', 'aim', 'call', 'has', 'log', 'touched', 'describe'])
      this.#method(method);
    return snapshotOf(this.#memory);
  }

  restore(snapshot: Snapshot): void {
    putBack(this.#memory, snapshot);
    // No run had been when it was taken.
    this.#aim = null;
    this.#broken = null;
    this.#timedOut = false;
  }

  #method(name: string): QuickJSHandle {
    let fn = this.#methods.get(name);
    if (fn === undefined) {
      fn = this.#context.getProp(this.#driver, name);
      this.#methods.set(name, fn);
    }
    return fn;
  }

  #install(
    installer: QuickJSHandle,
    config: DriverConfig,
    offsetMinutes: (milliseconds: number) => number,
  ): QuickJSHandle {
    const context = this.#context;
    const offset = context.newFunction('offsetMinutes', (ms) =>
      context.newNumber(offsetMinutes(context.getNumber(ms))),
    );
    return context.unwrapResult(
      context.callFunction(installer, context.undefined, offset, context.newString(JSON.stringify(config))),
    );
  }

  /** Calls one driver method with strings and booleans; the handle of its result, or `null` with `#broken` set. */
  #call(method: string, args: readonly (string | boolean)[], timeMs: number): QuickJSHandle | null {
    if (this.#broken !== null) return null;
    const context = this.#context;
    const fn = this.#method(method);
    this.#begin(timeMs);
    const handles = args.map((value) =>
      typeof value === 'string' ? context.newString(value) : value ? context.true : context.false,
    );
    try {
      const result = context.callFunction(fn, context.undefined, ...handles);
      if (result.error === undefined) return result.value;
      result.error.dispose();
      this.#broken = this.#wall('the run was cut off');
    } catch (error) {
      this.#broken = this.#wall(error instanceof Error ? error.message : String(error));
    } finally {
      watch(0);
      for (const handle of handles) if (handle.alive) handle.dispose();
    }
    return null;
  }

  #begin(timeMs: number): void {
    this.#deadline = performance.now() + timeMs;
    watch(TIME_ORIGIN + this.#deadline);
  }

  /** As `#call`, for a method that answers text. */
  #text(method: string, args: readonly string[] = []): string | null {
    const handle = this.#call(method, args, this.#limits.timeMs);
    if (handle === null) return null;
    const text = this.#context.getString(handle);
    handle.dispose();
    return readText(text);
  }

  /** Names the wall a run ended at. */
  #wall(message: string): Failure {
    return wallFailure(message, this.#limits, this.#timedOut, this.#outOfMemory);
  }

  /** A described error → failure; a wall hit inside is named as such and breaks the machine. */
  #thrown(described: string, code: 'throw' | 'load-throw'): Failure {
    const thrown = readThrown(described);
    if (!thrown.atWall && !this.#timedOut) return thrownFailure(thrown, code);
    this.#broken = { ...this.#wall(thrown.message), ...thrown.position };
    return this.#broken;
  }

  setEnvironment(environment: Omit<EngineEnvironment, 'timeZone'>): void {
    this.#call(
      'setEnvironment',
      [JSON.stringify(driverEnvironment(environment))],
      this.#limits.timeMs,
    )?.dispose();
  }

  /** Compiles and runs the file's top level. Returns what went wrong, or `null`. */
  load(text: string): Failure | null {
    try {
      return this.#load(text);
    } finally {
      watch(0);
    }
  }

  #load(text: string): Failure | null {
    const context = this.#context;
    this.#begin(this.#limits.loadTimeMs);
    let error: QuickJSHandle | null;
    try {
      error = evaluate(context, this.#memory, text, FILE_NAME);
      if (error === null) return this.#afterRun();
    } catch (cause) {
      this.#broken = this.#wall(cause instanceof Error ? cause.message : String(cause));
      return this.#broken;
    }
    if (this.#timedOut) {
      this.#broken = this.#wall('interrupted');
      return this.#broken;
    }
    const described = context.callFunction(this.#method('describe'), context.undefined, error);
    if (described.error !== undefined) {
      this.#broken = this.#wall('the run was cut off');
      return this.#broken;
    }
    return this.#thrown(readText(context.getString(described.value)), 'load-throw');
  }

  /** A script can catch its own "out of memory" and go on; what it then says is worth nothing. */
  #afterRun(): Failure | null {
    if (this.#timedOut || this.#outOfMemory) {
      this.#broken ??= this.#wall('');
    }
    return this.#broken;
  }

  has(name: string, lexical: boolean): boolean {
    const handle = this.#call('has', [name, lexical], this.#limits.timeMs);
    if (handle === null) return false;
    const answer = this.#context.dump(handle) === true;
    handle.dispose();
    return answer;
  }

  /** Runs the entry point once. */
  run(entryPoint: string, url: string, host: string, lexical: boolean, trace: boolean): MachineOutcome {
    const aim = this.#aim;
    if (aim?.entryPoint !== entryPoint || aim.lexical !== lexical || aim.trace !== trace) {
      this.#call('aim', [entryPoint, lexical, trace], this.#limits.timeMs)?.dispose();
      this.#aim = { entryPoint, lexical, trace };
    }
    const text =
      isPlain(url) && isPlain(host)
        ? this.#text('call', [url, host])
        : this.#text('callWith', [JSON.stringify({ url, host })]);
    const failure = text === null ? this.#broken : this.#afterRun();
    if (failure !== null || text === null) return { result: null, failure, touched: '' };
    const bar = text.indexOf('|');
    const outcome = text.slice(bar + 1);
    return { ...this.#read(outcome, entryPoint), touched: lettersOf(Number(text.slice(0, bar))) };
  }

  /** A described outcome: a letter (`Driver.call`) and what it says. */
  #read(outcome: string, entryPoint: string): RawOutcome {
    const letter = outcome.charAt(0);
    if (letter === 'E') return { result: null, failure: this.#thrown(outcome, 'throw') };
    return rawOutcome(letter, outcome.slice(1), entryPoint, this.#limits);
  }

  log(): string {
    return this.#text('log') ?? '';
  }

  touched(): string {
    return lettersOf(Number(this.#text('touched') ?? '0'));
  }

  get broken(): boolean {
    return this.#broken !== null;
  }
}
