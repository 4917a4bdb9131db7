/**
 * One virtual machine holding one PAC: QuickJS compiled to WebAssembly. Three walls stand here: the WebAssembly memory
 * has a maximum no allocation can pass; an interrupt handler ends a run at its deadline; the native stack is small.
 * The fourth, against what never reaches an interrupt, is the thread this runs in (`client.ts` kills it).
 * A machine that reached a wall is not used again.
 */
import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import { bootEngine, type BootedEngine } from './boot.js';
import type { Dialect } from './dialect.js';
import { DirectCalls, type PlainArgument } from './direct-calls.js';
import { evaluate } from './evaluate.js';
import { putBack, snapshotOf, type Snapshot, type WasmMemory } from './wasm.js';
import type { Failure, Limits } from './types.js';
import { TOUCHED, type DriverConfig, type DriverEnvironment } from './guest/driver.js';
import { installCalls } from './guest/symbolic/calls.js';
import { installSymbolicLibrary } from './guest/symbolic/library.js';
import { installMembers } from './guest/symbolic/members.js';
import { installSymbolic } from './guest/symbolic/runtime.js';
import { installValues } from './guest/symbolic/values.js';

/** How often emscripten's allocator tries to grow the memory for one request. */
const ATTEMPTS = 3;
const TIME_ORIGIN = performance.timeOrigin;
const FILE_NAME = 'proxy.pac';

/** What one call of the script came to, before any client's rules. */
export interface RawOutcome {
  readonly result: string | null;
  readonly failure: Failure | null;
}

export interface MachineOutcome extends RawOutcome {
  /** What the run asked of its environment (letters of `TOUCHED`). */
  readonly touched: string;
}

/** Stack line of the first frame inside the PAC → position. */
function positionOf(stack: string): { line?: number; column?: number } {
  const match = new RegExp(`${FILE_NAME.replace('.', '\\.')}:(\\d+)(?::(\\d+))?`).exec(stack);
  if (match === null) return {};
  const column = match[2] === undefined ? {} : { column: Number(match[2]) };
  return { line: Number(match[1]), ...column };
}

/** By the bits of `TOUCHED`, their letters. */
const LETTERS = Array.from({ length: 2 ** TOUCHED.length }, (_, bits) =>
  TOUCHED.filter((_letter, bit) => (bits >> bit) % 2 === 1).join(''),
);
const lettersOf = (bits: number): string => LETTERS[bits] ?? '';

/** What a proof adds to a machine: the symbolic runtime, under a name of its own, and who answers its questions. */
export interface SymbolicHost {
  readonly runtimeName: string;
  ask(json: string): string;
}

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
    this.#watchGrowth();
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#driver = this.#install(installer, config, offsetMinutes);
    this.#direct = new DirectCalls(context, memory, ['FindProxyForURL', 'FindProxyForURLEx']);
  }

  /** A fresh machine with the dialect's builtins in place. `offsetMinutes` answers for the client's time zone. */
  static async create(
    dialect: Dialect,
    limits: Limits,
    offsetMinutes: (milliseconds: number) => number,
    symbolic?: SymbolicHost,
  ): Promise<Machine> {
    const config: DriverConfig = {
      dialect: {
        exBuiltins: dialect.exBuiltins,
        alertWithoutArgument: dialect.alertWithoutArgument,
        plainHostKnowsIpv6: dialect.name === 'chromium',
        nodeVersions: dialect.name === 'node',
      },
      myIpUnknown: dialect.myIpUnknown,
      dnsFamilies: dialect.dnsFamilies,
      myIpFamilies: dialect.myIpFamilies,
      dnsLookups: Number.isFinite(dialect.dnsLookups) ? dialect.dnsLookups : null,
      resultUnits: limits.resultUnits,
    };
    const made = new Machine(await bootEngine(limits.memoryBytes), limits, config, offsetMinutes);
    if (symbolic !== undefined) made.#installSymbolic(symbolic, config);
    return made;
  }

  #installSymbolic(host: SymbolicHost, config: DriverConfig): void {
    const context = this.#context;
    const source = `(name, config, ask, driver) => {
      const run = (${installSymbolic.toString()})(globalThis, name, config, ask, {
        installValues: ${installValues.toString()},
        installMembers: ${installMembers.toString()},
        installCalls: ${installCalls.toString()},
        installLibrary: ${installSymbolicLibrary.toString()},
      });
      driver.hook(run.begin, run.finish);
      return run;
    }`;
    const installer = context.unwrapResult(context.evalCode(source, 'symbolic.js'));
    const ask = context.newFunction('ask', (json) => context.newString(host.ask(context.getString(json))));
    const texts = [host.runtimeName, JSON.stringify(config)].map((text) => context.newString(text));
    const run = context.unwrapResult(
      context.callFunction(installer, context.undefined, ...texts, ask, this.#driver),
    );
    for (const method of ['hits', 'line']) this.#methods.set(method, context.getProp(run, method));
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

  /** Markers reached since the call began, and the line of the `return` that ended it (0 where it is not known). */
  symbolicReport(): { hits: number[]; line: number } {
    const hits = this.#text('hits', []) ?? '';
    const line = Number(this.#text('line', []) ?? '0');
    return { hits: hits === '' ? [] : hits.split(',').map(Number), line };
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
  #call(method: string, args: readonly PlainArgument[], timeMs: number): QuickJSHandle | null {
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
  #text(method: string, args: readonly PlainArgument[]): string | null {
    if (this.#broken !== null) return null;
    const fn = this.#method(method);
    return this.#walled(() => this.#direct.call(fn, args));
  }

  /** What `call` answers; `null`, with `#broken` set, where it ended at a wall. */
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

  /**
   * The engine asks for more memory up to three times, less each time, before it gives up. Having given up once, the
   * machine is out of memory for good: a script can catch the error, but what it says then is worth nothing.
   */
  #watchGrowth(): void {
    const memory = this.#memory;
    const grow = memory.grow.bind(memory);
    let refused = 0;
    memory.grow = (pages) => {
      try {
        const before = grow(pages);
        refused = 0;
        return before;
      } catch (error) {
        refused++;
        if (refused >= ATTEMPTS) this.#outOfMemory = true;
        throw error;
      }
    };
  }

  /** Names the wall a run ended at. */
  #wall(message: string): Failure {
    const { timeMs, memoryBytes, stackBytes } = this.#limits;
    if (this.#timedOut)
      return { code: 'limit', limit: 'time', message: `the script ran past its ${timeMs} ms` };
    if (/stack overflow|call stack|too much recursion/i.test(message) && !this.#outOfMemory) {
      return {
        code: 'limit',
        limit: 'stack',
        message: `the script went past its ${stackBytes} bytes of stack`,
      };
    }
    return {
      code: 'limit',
      limit: 'memory',
      message: `the script went past its ${memoryBytes} bytes of memory`,
    };
  }

  /** A described error (`E<message>\n<stack>`) → failure; a wall hit inside is named as such and breaks the machine. */
  #thrown(described: string, code: 'throw' | 'load-throw'): Failure {
    const newline = described.indexOf('\n');
    const message = described.slice(1, newline === -1 ? undefined : newline);
    const stack = newline === -1 ? '' : described.slice(newline + 1);
    if (
      /^InternalError: (?:interrupted|out of memory|stack overflow|string too long)|^SyntaxError: stack overflow/.test(
        message,
      ) ||
      this.#timedOut
    ) {
      const failure = { ...this.#wall(message), ...positionOf(stack) };
      this.#broken = failure;
      return failure;
    }
    const when = code === 'throw' ? 'the script threw' : 'the script threw while it was loaded';
    const syntax = code === 'load-throw' && message.startsWith('SyntaxError');
    return {
      code: syntax ? 'syntax-error' : code,
      message: syntax ? message : `${when}: ${message}`,
      ...positionOf(stack),
    };
  }

  setEnvironment(environment: DriverEnvironment): void {
    this.#call('setEnvironment', [JSON.stringify(environment)], this.#limits.timeMs)?.dispose();
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
    return this.#thrown(context.getString(described.value), 'load-throw');
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
    const call = this.#method('call');
    const told = this.#walled(() => this.#direct.run(call, url, host));
    const failure = told === null ? this.#broken : this.#afterRun();
    if (failure !== null || told === null) return { result: null, failure, touched: '' };
    if (typeof told === 'number') {
      const result = this.#known[Math.floor(told / 64)] ?? null;
      return { result, failure: null, touched: lettersOf(told % 64) };
    }
    const bar = told.indexOf('|');
    const outcome = told.slice(bar + 1);
    return { ...this.#read(outcome, entryPoint), touched: lettersOf(Number(told.slice(0, bar))) };
  }

  /** A described outcome: a letter (`Driver.call`) and what it says. */
  #read(outcome: string, entryPoint: string): RawOutcome {
    const body = outcome.slice(1);
    const failed = (failure: Failure): RawOutcome => ({ result: null, failure });
    switch (outcome.charAt(0)) {
      case 'K':
        this.#known.push(body);
        return { result: body, failure: null };
      case 'S':
        return { result: body, failure: null };
      case 'T':
        return failed({ code: 'not-a-string', message: `${entryPoint} returned ${body}, not a string` });
      case 'L': {
        const message = `the result has ${body} characters, more than ${this.#limits.resultUnits}`;
        return failed({ code: 'limit', limit: 'result', message });
      }
      case 'N':
        return failed({ code: 'no-entry-point', message: `${entryPoint} is not a function` });
      default:
        return failed(this.#thrown(outcome, 'throw'));
    }
  }

  log(): string {
    return this.#text('log', []) ?? '';
  }

  touched(): string {
    return lettersOf(Number(this.#text('touched', []) ?? '0'));
  }

  get broken(): boolean {
    return this.#broken !== null;
  }
}
