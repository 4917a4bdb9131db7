/**
 * A PAC file, loaded.
 */
import { decodeSource, type Encoding } from './syntax/decode.js';
import { engineParts } from './sandbox/engine-parts.js';
import { checkDialect, DIALECTS } from './dialect/dialects.js';
import { bypassed, decision } from './dialect/decision.js';
import { scriptInput } from './dialect/script-input.js';
import { checkDay, checkDns, engineEnvironment, EnvironmentMaker } from './sandbox/environment.js';
import { withLimits } from './limits.js';
import { failedDecision, killedFailure } from './sandbox/killed-worker.js';
import { WorkerLost, type WorkerClient } from './sandbox/worker-client.js';
import { acquireWorker, releaseWorker } from './sandbox/worker-pool.js';
import type { Proof, ProveOptions } from './prove/types.js';
import type { EngineEnvironment } from './sandbox/run.js';
import { failedProof } from './prove/failed-proof.js';
import type { Decision, DialectName, Failure, Limits, PacEnvironment } from './types.js';

/** How a file is loaded: for which client, and within which bounds (`DEFAULT_LIMITS` where one is not given). */
export interface LoadOptions {
  /** Whose way of running PAC files; default `chromium`. */
  readonly dialect?: DialectName;
  readonly limits?: Partial<Limits>;
}

/** How one decision is made and what is recorded of it. */
export interface DecideOptions {
  /** Load the script anew first, so that nothing an earlier call left behind is there. Default `false`. */
  readonly fresh?: boolean;
  /** Record the builtin calls the decision rested on. Default `true`. */
  readonly trace?: boolean;
  /** Find out which `return` gave the result (`line`, `column`), by running the script once more. Default `false`. */
  readonly locate?: boolean;
}

/** Time for a fresh thread to start and take its first request, on top of the work itself. */
const START_MS = 5000;

/**
 * A script in a sandbox of its own. It holds a thread until it is closed; decisions are made one after another, and
 * what the script keeps between calls it keeps, as in the client.
 */
export class Pac {
  readonly dialect: DialectName;
  /** How the bytes were read. */
  readonly encoding: Encoding;
  readonly limits: Limits;
  /** What is wrong with the file itself: every decision then fails with this. `null` where it loads. */
  readonly problem: Failure | null;
  readonly #text: string;
  readonly #environments = new EnvironmentMaker();
  #client: WorkerClient | null;
  #closed = false;
  #healthy: boolean;

  /** @internal Use `loadPac`. */
  constructor(
    text: string,
    encoding: Encoding,
    dialect: DialectName,
    limits: Limits,
    client: WorkerClient | null,
    problem: Failure | null,
  ) {
    this.#text = text;
    this.encoding = encoding;
    this.dialect = dialect;
    this.limits = limits;
    this.#client = client;
    this.problem = problem;
    this.#healthy = problem?.code !== 'limit';
  }

  /** The thread, started again and loaded if it was lost. */
  async #thread(): Promise<WorkerClient> {
    if (this.#closed) throw new Error('this PAC is closed');
    if (this.#client?.alive === true) return this.#client;
    this.#client = acquireWorker();
    await openIn(this.#client, this.#text, this.dialect, this.limits);
    return this.#client;
  }

  /**
   * What the client does with `url` in `environment`. Failures of the script are decisions too (`via: 'failure'`).
   * Throws `ParseError` (`bad-url`) for a URL without a host, `TypeError` for what is no environment, and `RangeError` for
   * an unknown time zone.
   */
  async decide(
    url: string,
    environment: PacEnvironment = {},
    options: DecideOptions = {},
  ): Promise<Decision> {
    const dialect = DIALECTS[this.dialect];
    const input = scriptInput(dialect, url);
    const made = this.#environments.make(environment);
    if (input.bypass !== null) return bypassed(dialect, input);
    // A file that could not be loaded within its limits is not given the same time again.
    if (this.problem?.code === 'limit') return failedDecision(dialect, input, this.problem);
    const { fresh = false, trace = true, locate = false } = options;
    const request = { url: input.url, host: input.host, fresh, trace };
    for (;;) {
      try {
        const client = this.#client;
        const thread = client?.alive === true && !this.#closed ? client : await this.#thread();
        const answer = await thread.run(request, made);
        if (answer.failure?.code === 'limit') this.#healthy = false;
        const decided = decision(dialect, input, answer);
        return locate ? await this.#located(thread, decided, made.environment) : decided;
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error;
        // Another run took the thread down: ask again.
        if (!error.innocent)
          return failedDecision(dialect, input, killedFailure(this.limits.timeMs, error.reason));
      }
    }
  }

  /** The decision with the place of the `return` that gave it. */
  async #located(thread: WorkerClient, decided: Decision, environment: EngineEnvironment): Promise<Decision> {
    const { result, asked } = decided;
    if (result === null) return decided;
    const { timeMs, loadTimeMs } = this.limits;
    try {
      const request = { kind: 'locate', ...asked, environment, result } as const;
      const place = await thread.ask(request, START_MS + timeMs + loadTimeMs);
      return { ...decided, ...place };
    } catch (error) {
      if (error instanceof WorkerLost) return decided;
      throw error;
    }
  }

  /**
   * Decides `url` over every environment. Throws `ParseError` (`bad-url`) for a URL without a host, and `TypeError` for a
   * `dns` that is no object of lists, or a `today` that is no date.
   */
  async prove(url: string, options: ProveOptions = {}): Promise<Proof> {
    checkDns(options.dns);
    if (options.today !== undefined) checkDay(options.today);
    if (this.problem?.code === 'limit') return failedProof(url, this.dialect, this.problem);
    try {
      const thread = await this.#thread();
      return await thread.ask(
        { kind: 'prove', url, options },
        this.limits.proofTimeMs + this.limits.loadTimeMs,
      );
    } catch (error) {
      if (error instanceof WorkerLost) {
        return failedProof(url, this.dialect, killedFailure(this.limits.proofTimeMs, error.reason));
      }
      throw error;
    }
  }

  /** Ends the thread. Decisions asked for afterwards are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    const client = this.#client;
    this.#client = null;
    if (client !== null) await releaseWorker(client, this.#healthy);
  }

  /** The same as `close`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Begins `close` and does not wait for it, for `using`. */
  [Symbol.dispose](): void {
    void this.close();
  }
}

async function openIn(
  client: WorkerClient,
  text: string,
  dialect: DialectName,
  limits: Limits,
): Promise<Failure | null> {
  const environment = engineEnvironment({});
  try {
    return await client.ask(
      { kind: 'open', text, dialect, limits, environment, engine: engineParts() },
      limits.loadTimeMs + START_MS,
    );
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error;
    return { code: 'limit', limit: error.reason, message: 'the file could not be loaded within its limits' };
  }
}

/** See `loadPac`. */
export async function openPac(source: string | Uint8Array, options: LoadOptions): Promise<Pac> {
  const dialect = options.dialect ?? 'chromium';
  checkDialect(dialect);
  const { text, encoding } = decodeSource(source, DIALECTS[dialect].readsUtf16);
  const limits = withLimits(options.limits);
  const client = acquireWorker();
  const problem = await openIn(client, text, dialect, limits);
  // With no clock given, a script that reads it while loading has not failed: each decision brings its own.
  const lasting = problem?.code === 'time-not-given' ? null : problem;
  return new Pac(text, encoding, dialect, limits, client, lasting);
}
