/**
 * Decides one URL, and its variants, over every environment. A claim rests on four things: the paths cover every answer
 * that the environment can give (`follow.ts`, `unknown/`), what earlier calls may have left is among what is followed
 * (`state/`), what is not modelled ended its path with an obstacle, and every path's example, replayed by the plain
 * engine, came out as the path did. Where one of them fails the verdict is `unknown`, unless two replayed environments
 * already show `sometimes`.
 */
import type { Engine } from '../sandbox/engine.js';
import { parseScript } from '../syntax/parse.js';
import { sampleEnvironments } from '../text/sample-environments.js';
import type { Failure, PacEnvironment } from '../types.js';
import { concluded, heading, isDirect, leftOut, NOTHING_FOUND } from './conclusion.js';
import { Follower } from './follow.js';
import { replay } from './replay.js';
import type { Proof, ProofRequest, VariantProof, Witness } from './types.js';
import { variantsOf, type Variant } from './variants.js';
import { search, type Found } from './witnesses.js';
import { outcomeInWords, triedInWords } from './words.js';

/** Of the time for a proof, what is left for following; replaying and trying take the rest. */
const SHARE = 0.9;

/** Of an answer that was only tried. */
const NOWHERE = {
  line: null,
  column: null,
  endLine: null,
  endColumn: null,
  regions: null,
  conditions: [],
} as const;

/** Proofs that one interpreter serves: what they find out about texts and terms stays in its memory. */
const MOST_PROOFS = 200;

interface Kept {
  readonly follower: Follower;
  readonly dns: string;
  proofs: number;
}

const kept = new WeakMap<Engine, Kept>();

/** The script in an interpreter, loaded for this proof or for one before. `null`: it could not be parsed. */
function followerFor(engine: Engine, { options }: ProofRequest): Follower | null {
  const dns = JSON.stringify(options.dns ?? {});
  const known = kept.get(engine);
  if (known?.dns === dns && known.proofs < MOST_PROOFS && !known.follower.isStopped) {
    known.proofs++;
    return known.follower;
  }
  const program = parseScript(engine.text);
  if (program === null) return null;
  const { dialect, limits } = engine;
  const sources = { dialect, knownDns: options.dns ?? {} };
  const follower = new Follower(engine.text, program, { dialect, sources, mostPaths: limits.proofPaths });
  kept.set(engine, { follower, dns, proofs: 1 });
  return follower;
}

class Prover {
  readonly #engine: Engine;
  readonly #follower: Follower | null;
  readonly #request: ProofRequest;
  readonly #deadline: number;
  #isWhole = false;
  #isMixed = false;

  constructor(engine: Engine, request: ProofRequest) {
    this.#engine = engine;
    this.#request = request;
    this.#deadline = performance.now() + engine.limits.proofTimeMs * SHARE;
    this.#follower = followerFor(engine, request);
    this.#follower?.begin(this.#deadline);
  }

  /** Lines that are run for the URL. */
  reached(): Proof['reached'] {
    return this.#follower?.reached() ?? [];
  }

  /** Pieces of the script that no environment reaches; none are named where a path may have been missed. */
  unreached(): Proof['unreached'] {
    return this.#isWhole && this.#follower !== null ? this.#follower.unreached() : [];
  }

  async #followed(variant: Variant): Promise<Found> {
    if (this.#follower === null)
      return {
        witnesses: [],
        obstacles: [{ reason: 'the script uses syntax that could not be analysed', line: null }],
        unshown: [],
        paths: 0,
        isWhole: false,
      };
    const { dns = {}, today } = this.#request.options;
    const of = { engine: this.#engine, follower: this.#follower, dns, today, isMixed: this.#isMixed };
    return search(of, variant);
  }

  /** Environments tried one by one; what they agree on is no claim. */
  async #tried(variant: Variant): Promise<Witness[]> {
    const witnesses: Witness[] = [];
    const [bare] = sampleEnvironments('', '', '') as [PacEnvironment];
    await replay(this.#engine, variant, bare);
    for (const environment of sampleEnvironments(
      this.#engine.text,
      variant.input.host,
      this.#engine.touched,
    )) {
      if (performance.now() > this.#deadline) break;
      const decision = await replay(this.#engine, variant, environment);
      const { compliance, result, failure } = decision;
      if (failure?.code === 'limit') break;
      const words = `${triedInWords(environment)} ${outcomeInWords(decision, null)}`;
      witnesses.push({ environment, compliance, result, failure, words, ...NOWHERE });
    }
    return witnesses;
  }

  /** The wall of the sandbox that the script runs into, where it does so in a bare environment. */
  async #wall(variant: Variant): Promise<Failure | null> {
    const [bare] = sampleEnvironments('', '', '') as [PacEnvironment];
    const { failure } = await replay(this.#engine, variant, bare);
    return failure?.code === 'limit' ? failure : null;
  }

  async prove(variant: Variant): Promise<VariantProof> {
    const { input } = variant;
    const common = heading(variant);
    if (input.bypass !== null) return { ...common, ...NOTHING_FOUND, verdict: 'always' };
    const found = await this.#followed(variant);
    this.#isWhole = found.isWhole;
    const stuck =
      found.witnesses.length === 0 && found.obstacles.length > 0 ? await this.#wall(variant) : null;
    if (stuck !== null) {
      const obstacles = [{ reason: stuck.message, line: stuck.line ?? null }];
      return {
        ...common,
        ...NOTHING_FOUND,
        verdict: 'unknown',
        obstacles,
        failure: stuck,
        paths: found.paths,
      };
    }
    const oneSided = found.witnesses.every(isDirect) || !found.witnesses.some(isDirect);
    const tried = oneSided && found.obstacles.length > 0 ? await this.#tried(variant) : [];
    const conclusion = concluded([...found.witnesses, ...tried], found.obstacles, found.unshown);
    this.#isMixed ||= conclusion.verdict === 'sometimes';
    return { ...common, ...conclusion, paths: found.paths + tried.length };
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
    const empty = { ...NOTHING_FOUND, obstacles, failure, variants: [], reached: [], unreached: [] };
    return { ...shared, ...heading(main), ...empty, verdict: 'unknown' };
  }
  const prover = new Prover(engine, request);
  // Paths end by what they throw, and where that was thrown is of no use.
  Error.stackTraceLimit = 0;
  const own = await prover.prove(main);
  const reached = own.bypass === null ? prover.reached() : [];
  const unreached = own.bypass === null ? prover.unreached() : [];
  const rest: VariantProof[] = [];
  let stuck = own.failure?.limit === 'time' ? own : null;
  for (const variant of variants.slice(1)) {
    const isLeftOut = stuck !== null && variant.input.bypass === null;
    const made = isLeftOut && stuck !== null ? leftOut(variant, stuck) : await prover.prove(variant);
    if (made.failure?.limit === 'time') stuck ??= made;
    rest.push(made);
  }
  return { ...shared, ...own, variants: rest, reached, unreached };
}
