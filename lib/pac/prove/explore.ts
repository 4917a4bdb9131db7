/**
 * Runs a rewritten script once for each way its environment can answer, depth first: every question that had further
 * answers gives further runs, which turn off there. Each run starts from the same memory, so nothing
 * one path writes is seen by another.
 */
import { nonNull } from '../non-null.js';
import type { Dialect } from '../dialect/dialects.js';
import { Machine } from '../sandbox/machine.js';
import type { RawOutcome } from '../sandbox/run-outcome.js';
import type { Snapshot } from '../sandbox/wasm.js';
import type { Failure, Limits } from '../types.js';
import { instrument, RUNTIME, type Instrumented } from './instrument.js';
import { Oracle, type OracleOptions } from './oracle.js';
import { TermPool } from './relation/terms.js';
import type { StateModel } from './state.js';
import type { Program } from '../syntax/parse.js';

export interface Path {
  readonly outcome: RawOutcome;
  readonly oracle: Oracle;
  readonly line: number | null;
}

export interface Exploration {
  readonly paths: readonly Path[];
  /** False where a limit ended the search before every path was run. */
  readonly complete: boolean;
  /** Markers that some path reached while it was called, and those reached while the script was loaded. */
  readonly hits: ReadonlySet<number>;
  readonly hitsOfLoading: ReadonlySet<number>;
}

export interface Question {
  readonly url: string;
  readonly host: string;
  readonly entryPoint: 'FindProxyForURL' | 'FindProxyForURLEx';
  readonly knownDns: OracleOptions['knownDns'];
  /** `performance.now()` at which to stop. */
  readonly deadline: number;
  /** True once nothing more can change the verdict. */
  enough(paths: readonly Path[]): boolean;
}

const NO_HOST = '';

export class Explorer {
  readonly script: Instrumented;
  readonly #dialect: Dialect;
  readonly #limits: Limits;
  #oracle: Oracle;
  #machine: Machine | null = null;
  #empty: Snapshot | null = null;
  /** Memory with the script loaded; `null` where loading asks about the environment and is part of each path. */
  #loaded: Snapshot | null = null;

  private constructor(script: Instrumented, dialect: Dialect, limits: Limits) {
    this.script = script;
    this.#dialect = dialect;
    this.#limits = limits;
    this.#oracle = this.#firstOracle(NO_HOST, {}, Number.POSITIVE_INFINITY);
  }

  #firstOracle(host: string, knownDns: OracleOptions['knownDns'], deadline: number): Oracle {
    return Oracle.first({ dialect: this.#dialect, host, knownDns, pool: new TermPool(), deadline });
  }

  /** Loads the rewritten script. Returns the failure instead where it does not load. */
  static async create(
    text: string,
    program: Program,
    state: StateModel,
    dialect: Dialect,
    limits: Limits,
  ): Promise<Explorer | Failure> {
    const explorer = new Explorer(instrument(text, program, state), dialect, limits);
    await explorer.#start();
    const failure = explorer.#machine?.load(explorer.script.text) ?? null;
    if (explorer.#oracle.asked > 0) return explorer;
    if (failure !== null) return failure;
    explorer.#loaded = explorer.#machine?.snapshot() ?? null;
    return explorer;
  }

  async #start(): Promise<void> {
    this.#machine = await Machine.create(this.#dialect, this.#limits, () => 0, {
      runtimeName: RUNTIME,
      ask: (json) => this.#oracle.answer(json),
    });
    this.#machine.setEnvironment({ myIps: [], dns: {}, now: 0, random: [0] });
    this.#empty = this.#machine.snapshot();
  }

  #run(question: Question, oracle: Oracle): { path: Path; hits: readonly number[] } {
    const machine = nonNull(this.#machine);
    this.#oracle = oracle;
    machine.restore(this.#loaded ?? nonNull(this.#empty));
    // What is asked while the script is loaded is told apart from the rest by asking it.
    if (this.#loaded !== null) machine.tell(oracle.takeTold());
    const failure = this.#loaded === null ? machine.load(this.script.text) : null;
    if (failure !== null)
      return { path: { outcome: { result: null, failure }, oracle, line: failure.line ?? null }, hits: [] };
    const askedByLoading = this.#loaded === null ? oracle.asked : 0;
    const { lexicalEntry } = this.#dialect;
    const outcome = machine.run(question.entryPoint, question.url, question.host, lexicalEntry, false);
    if (askedByLoading > 0 && oracle.asked > askedByLoading) {
      // A script is loaded once and called for days: what it was told then need not hold now.
      const reason = 'the script asks about its environment both when it is loaded and when it is called';
      oracle.samples.push({ reason, block: -1 });
    }
    if (machine.broken) return { path: { outcome, oracle, line: null }, hits: [] };
    const { hits, line } = machine.symbolicReport();
    return { path: { outcome, oracle, line: line === 0 ? null : line }, hits };
  }

  explore(question: Question): Exploration {
    const paths: Path[] = [];
    const hits = new Set<number>();
    const hitsOfLoading = new Set<number>();
    let oracle: Oracle | null = this.#firstOracle(question.host, question.knownDns, question.deadline);
    let complete = true;
    while (oracle !== null) {
      if (paths.length >= this.#limits.proofPaths || performance.now() > question.deadline) {
        complete = false;
        break;
      }
      const { path, hits: reached } = this.#run(question, oracle);
      paths.push(path);
      for (const hit of reached) {
        if (hit < 0) hitsOfLoading.add(-1 - hit);
        else hits.add(hit);
      }
      if (question.enough(paths)) {
        complete = false;
        break;
      }
      oracle = oracle.next();
    }
    return { paths, complete, hits, hitsOfLoading };
  }
}
