/**
 * One virtual machine holding one PAC: QuickJS compiled to WebAssembly. Three walls stand here: the WebAssembly memory
 * has a maximum no allocation can pass; an interrupt handler ends a run at its deadline; the native stack is small.
 * The fourth, against what never reaches an interrupt, is the thread this runs in (`worker-client.ts` kills it).
 * A machine that reached a wall is not used again.
 */
import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import { bootEngine, type BootedEngine } from './boot.js';
import type { Dialect } from '../dialect/dialects.js';
import { DirectCalls } from './direct-calls.js';
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
} from './run-outcome.js';
import { nonNull } from '../non-null.js';
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
  readonly #direct: DirectCalls;
  /** The strings the script has answered, by the driver's numbers. */
  readonly #known: string[] = [];
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
    this.#direct = new DirectCalls(context, memory);
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
    this.#known.length = 0;
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

  /** As `#call`, for a method that takes nothing and answers text. */
  #text(method: string): string | null {
    const text = this.#walled(() => this.#direct.text(this.#method(method)));
    return text === null ? null : readText(text);
  }

  /** What `call` answers, straight on the engine; `null`, with `#broken` set, where it ended at a wall. */
  #walled<T>(call: () => T | null): T | null {
    if (this.#broken !== null) return null;
    this.#begin(this.#limits.timeMs);
    try {
      const answer = call();
      if (answer === null) this.#broken = this.#wall('the run was cut off');
      return answer;
    } catch (error) {
      this.#broken = this.#wall(error instanceof Error ? error.message : String(error));
      return null;
    } finally {
      watch(0);
    }
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
    const told = this.#walled(() =>
      isPlain(url) && isPlain(host)
        ? this.#direct.call(this.#method('call'), [url, host])
        : this.#direct.call(this.#method('callWith'), [JSON.stringify({ url, host })]),
    );
    const failure = told === null ? this.#broken : this.#afterRun();
    if (failure !== null || told === null) return { result: null, failure, touched: '' };
    if (typeof told === 'number')
      return { result: nonNull(this.#known[told >> 6]), failure: null, touched: lettersOf(told & 63) };
    return this.#read(readText(told), entryPoint);
  }

  /** A described outcome: what it touched, a letter (`Driver.call`) and what it says. */
  #read(text: string, entryPoint: string): MachineOutcome {
    const bar = text.indexOf('|');
    const touched = lettersOf(Number(text.slice(0, bar)));
    const letter = text.charAt(bar + 1);
    if (letter === 'E') return { result: null, failure: this.#thrown(text.slice(bar + 1), 'throw'), touched };
    const body = text.slice(bar + 2);
    if (letter === 'K') this.#known.push(body);
    return { ...rawOutcome(letter, body, entryPoint, this.#limits), touched };
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
