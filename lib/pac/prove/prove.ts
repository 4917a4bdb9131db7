/**
 * Decides one URL, and its variants, over every environment. The claim rests on three things: the paths cover every
 * answer the environment can give (explore.ts, oracle.ts), nothing an earlier call left behind is read (state.ts), and
 * every path's example, replayed by the plain engine, comes out as the path did. Where one of them fails the verdict
 * is `unknown`, unless two replayed environments already show `sometimes`.
 */
import { nonNull } from '../non-null.js';
import { parseResult } from '../dialect/result.js';
import type { Engine } from '../sandbox/engine.js';
import type { Failure, PacEnvironment } from '../types.js';
import { Explorer, type Path } from './explore.js';
import { concluded, heading, isDirect, leftOut, NOTHING_FOUND, type Unshown } from './conclusion.js';
import { outcomeInWords, replay, shown, triedInWords } from './replay.js';
import { sampleEnvironments } from '../text/sample-environments.js';
import { stateOf, type StateModel } from './state.js';
import { stateObstacles } from './state-obstacles.js';
import { parseScript } from '../syntax/parse.js';
import type { Obstacle, Proof, ProofRequest, Unreached, VariantProof, Witness } from './types.js';
import { variantsOf, type Variant } from './variants.js';

/** Scripts of more characters are run as they are first: most large ones are lists that ask nothing. */
const LARGE_UNITS = 150_000;
/** Paths, and time, after which a search that has seen both answers ends. */
const MOST_EXAMPLE_PATHS = 200;
const EXAMPLE_TIME_MS = 500;

interface Found {
  readonly witnesses: readonly Witness[];
  readonly obstacles: readonly Obstacle[];
  /** Answers after earlier calls that were not found. */
  readonly unshown: readonly Unshown[];
  readonly paths: number;
  /** A limit of ours that a path reached: what a client would answer there is not known. */
  readonly limit: Failure | null;
}

class Prover {
  readonly #engine: Engine;
  readonly #explorer: Explorer | null;
  readonly #state: StateModel | null;
  readonly #standing: readonly Obstacle[];
  readonly #request: ProofRequest;
  readonly #deadline: number;
  readonly reached = new Set<number>();
  /** Whether every path of the form of the URL looked at last was followed. */
  #isCovered = false;

  private constructor(
    engine: Engine,
    request: ProofRequest,
    explorer: Explorer | null,
    state: StateModel | null,
    standing: readonly Obstacle[],
    deadline: number,
  ) {
    this.#engine = engine;
    this.#request = request;
    this.#explorer = explorer;
    this.#state = state;
    this.#standing = standing;
    this.#deadline = deadline;
  }

  static async create(engine: Engine, request: ProofRequest): Promise<Prover> {
    const deadline = performance.now() + engine.limits.proofTimeMs * 0.9;
    const program = parseScript(engine.text);
    if (program === null) {
      const obstacle = { reason: 'the script uses syntax that could not be analysed', line: null };
      return new Prover(engine, request, null, null, [obstacle], deadline);
    }
    const state = stateOf(program, engine.text);
    const made = await Explorer.create(engine.text, program, state, engine.dialect, engine.limits);
    if (made instanceof Explorer) {
      const standing = made.script.unsupported.map(({ what, line }) => ({
        reason: `${what} is not followed`,
        line,
      }));
      return new Prover(engine, request, made, state, standing, deadline);
    }
    const obstacle = { reason: `the script could not be followed: ${made.message}`, line: made.line ?? null };
    return new Prover(engine, request, null, state, [obstacle], deadline);
  }

  /** Pieces of the script that no environment reaches; none are named where a path may have been missed. */
  unreached(): Unreached[] {
    if (!this.#isCovered) return [];
    return (this.#explorer?.script.blocks ?? [])
      .filter((_, index) => !this.reached.has(index))
      .map(({ line, endLine }) => ({ line, endLine }));
  }

  /** Once both answers were seen, a long search ends: more paths would only make more examples. */
  #enough(): (paths: readonly Path[]) => boolean {
    const began = performance.now();
    const seen = new Set<boolean>();
    return (paths) => {
      const { outcome, oracle } = nonNull(paths.at(-1));
      if (oracle.left.size > 0) return false;
      // A path that no environment takes is no example.
      if (seen.size < 2 && typeof oracle.environment().environment === 'string') return false;
      const { result, failure } = outcome;
      const entries = failure === null && result !== null ? parseResult(this.#engine.dialect, result) : [];
      seen.add(entries.find((entry) => entry.scheme !== null)?.scheme === 'DIRECT');
      return (
        seen.size === 2 && (paths.length >= MOST_EXAMPLE_PATHS || performance.now() - began > EXAMPLE_TIME_MS)
      );
    };
  }

  async #followed(variant: Variant, explorer: Explorer): Promise<Found> {
    const { url, host } = variant.input;
    const knownDns = this.#request.options.dns ?? {};
    const { entryPoint } = variant;
    const enough = this.#enough();
    const exploration = explorer.explore({
      url,
      host,
      entryPoint,
      knownDns,
      deadline: this.#deadline,
      enough,
    });
    for (const hit of [...exploration.hits, ...exploration.hitsOfLoading]) this.reached.add(hit);
    const witnesses: Witness[] = [];
    const obstacles: Obstacle[] = [...stateObstacles(this.#state, explorer.script.blocks, exploration)];
    let asked = false;
    let limit: Failure | null = null;
    const unshown: Unshown[] = [];
    // Those that need no earlier call first; the shortest paths make the smallest examples.
    const paths = [...exploration.paths].sort(
      (a, b) =>
        Math.min(1, a.oracle.left.size) - Math.min(1, b.oracle.left.size) ||
        a.oracle.alternatives.length - b.oracle.alternatives.length,
    );
    for (const path of paths) {
      asked ||= path.oracle.asked > 0;
      for (const { reason, block } of path.oracle.samples) {
        obstacles.push({ reason, line: explorer.script.blocks[block]?.line ?? null });
      }
      if (performance.now() > this.#deadline) {
        obstacles.push({ reason: 'the proof took more time than allowed', line: null });
        break;
      }
      const made = await shown(this.#engine, variant, path, witnesses);
      if (made === null) continue;
      if ('isUnshown' in made) unshown.push(made);
      else if ('code' in made) {
        limit = made;
        obstacles.push({ reason: made.message, line: made.line ?? null });
      } else if ('reason' in made) obstacles.push(made);
      else witnesses.push(made);
    }
    if (!exploration.complete)
      obstacles.push({ reason: `more than ${paths.length} paths, or more time than allowed`, line: null });
    const keeps = (this.#state?.variables.length ?? 0) + (this.#state?.settled.units.length ?? 0) > 0;
    if (asked || keeps) obstacles.push(...this.#standing);
    this.#isCovered = obstacles.length === 0;
    return { witnesses, obstacles, unshown, paths: paths.length, limit };
  }

  /** One run as it stands, for a script that asks nothing of its environment and has no state to keep; else `null`. */
  async #plain(variant: Variant): Promise<Found | null> {
    const state = this.#state;
    if (state?.hidden !== null || state.variables.length > 0 || state.objectWrites.length > 0) return null;
    if (state.settled.units.length > 0) return null;
    const environment: PacEnvironment = {};
    const decision = await replay(this.#engine, variant, environment);
    const { compliance, result, failure } = decision;
    if (this.#engine.touched !== '' || failure?.code === 'limit') return null;
    const words = `every client ${outcomeInWords(decision, null)}`;
    return {
      witnesses: [{ environment, compliance, result, failure, line: null, words }],
      obstacles: [],
      unshown: [],
      paths: 1,
      limit: null,
    };
  }

  /** Environments tried one by one; what they agree on is no claim. */
  async #tried(variant: Variant): Promise<Found> {
    const witnesses: Witness[] = [];
    const [bare] = sampleEnvironments('', '', '') as [PacEnvironment];
    await replay(this.#engine, variant, bare);
    const environments = sampleEnvironments(this.#engine.text, variant.input.host, this.#engine.touched);
    for (const environment of environments) {
      if (performance.now() > this.#deadline) break;
      const decision = await replay(this.#engine, variant, environment);
      const { compliance, result, failure } = decision;
      if (failure?.code === 'limit') break;
      const words = `${triedInWords(environment)} ${outcomeInWords(decision, null)}`;
      witnesses.push({ environment, compliance, result, failure, line: null, words });
    }
    return { witnesses, obstacles: [], unshown: [], paths: witnesses.length, limit: null };
  }

  async prove(variant: Variant): Promise<VariantProof> {
    const { input } = variant;
    const common = heading(variant);
    if (input.bypass !== null) return { ...common, ...NOTHING_FOUND, verdict: 'always' };
    this.#isCovered = false;
    const isLarge = this.#engine.text.length > LARGE_UNITS;
    let found = isLarge ? await this.#plain(variant) : null;
    if (found === null && this.#explorer !== null) found = await this.#followed(variant, this.#explorer);
    found ??= { witnesses: [], obstacles: [...this.#standing], unshown: [], paths: 0, limit: null };
    // Where following fails, for time perhaps, a script that asks nothing is still decided by one run.
    // The script itself, replayed, reached a limit and answered nowhere: trying it again takes that limit again.
    const isStuck = found.limit !== null && found.witnesses.length === 0;
    if (found.obstacles.length > 0 && !isStuck) found = (await this.#plain(variant)) ?? found;
    const oneSided = found.witnesses.every(isDirect) || !found.witnesses.some(isDirect);
    const tried = oneSided && found.obstacles.length > 0 && !isStuck ? await this.#tried(variant) : null;
    const witnesses = [...found.witnesses, ...(tried?.witnesses ?? [])];
    const paths = found.paths + (tried?.paths ?? 0);
    const conclusion = concluded(witnesses, found.obstacles, found.unshown);
    return {
      ...common,
      ...conclusion,
      failure: conclusion.failure ?? (witnesses.length === 0 ? found.limit : null),
      paths,
    };
  }
}

export async function prove(engine: Engine, request: ProofRequest): Promise<Proof> {
  const { url, options } = request;
  const failure = await engine.problem();
  const variants = variantsOf(engine.dialect, url, options, engine.has('FindProxyForURLEx'));
  const [main] = variants as [Variant, ...Variant[]];
  const shared = { url, dialect: engine.dialect.name, unverified: engine.dialect.unverified };
  if (failure !== null && main.input.bypass === null) {
    const obstacles = [{ reason: failure.message, line: failure.line ?? null }];
    const empty = { ...NOTHING_FOUND, obstacles, failure, variants: [], unreached: [] };
    return { ...shared, ...heading(main), ...empty, verdict: 'unknown' };
  }
  const prover = await Prover.create(engine, request);
  const own = await prover.prove(main);
  const unreached = own.bypass === null ? prover.unreached() : [];
  const rest: VariantProof[] = [];
  let last = own;
  let stuck: VariantProof | null = null;
  for (const variant of variants.slice(1)) {
    if (last.failure?.code === 'limit' && last.failure.limit === 'time') stuck ??= last;
    last =
      stuck === null || variant.input.bypass !== null ? await prover.prove(variant) : leftOut(variant, stuck);
    rest.push(last);
  }
  return { ...shared, ...own, variants: rest, unreached };
}
