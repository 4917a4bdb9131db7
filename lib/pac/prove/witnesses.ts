/**
 * The paths of one form of the URL → the answers they give, each with an environment that was replayed in the plain
 * engine, and what stood in the way.
 */
import type { Engine } from '../sandbox/engine.js';
import type { Decision, PacEnvironment } from '../types.js';
import { isDirect, type Unshown } from './conclusion.js';
import type { FollowedPath, Follower } from './follow.js';
import { exampleFor, reading, shownBy, type Example } from './replay.js';
import type { Obstacle, Witness } from './types.js';
import type { Variant } from './variants.js';
import { environmentInWords, historyInWords, outcomeInWords } from './words.js';

/** Paths after which a search that has seen both answers ends. */
const MOST_EXAMPLE_PATHS = 200;

export interface Found {
  readonly witnesses: readonly Witness[];
  readonly obstacles: readonly Obstacle[];
  /** Answers of paths for which no environment or earlier calls were found. */
  readonly unshown: readonly Unshown[];
  readonly paths: number;
  /** Whether every path was followed to its end. */
  readonly isWhole: boolean;
}

export interface Search {
  readonly engine: Engine;
  readonly follower: Follower;
  readonly dns: Readonly<Record<string, readonly string[]>>;
}

class Collector {
  readonly #search: Search;
  readonly #variant: Variant;
  readonly witnesses: Witness[] = [];
  readonly obstacles: Obstacle[] = [];
  readonly unshown: Unshown[] = [];
  readonly #environments: PacEnvironment[] = [];

  constructor(search: Search, variant: Variant) {
    this.#search = search;
    this.#variant = variant;
  }

  async add(path: FollowedPath): Promise<void> {
    const { engine, follower, dns } = this.#search;
    const { ending, place } = path;
    if (ending.kind === 'obstacle') {
      this.obstacles.push(ending.obstacle);
      return;
    }
    const example = exampleFor(path, follower.pool, this.#variant.input.host, dns);
    // No environment goes this way.
    if (example.environment === 'none') return;
    const isFresh = !follower.keepsNothing;
    const shown = await shownBy(engine, this.#variant, path, example, this.#environments, isFresh);
    if (shown !== null && 'environment' in shown) {
      this.#environments.push(shown.environment);
      this.witnesses.push(this.#witness(path, example, shown.environment, shown.earlier, shown.decision));
      return;
    }
    const line = place?.line ?? null;
    if (shown?.failure?.code === 'limit') this.obstacles.push({ reason: shown.failure.message, line });
    // What is certain to go this way in one engine goes another in the other: one of the two is wrong.
    else if (shown !== null && path.loose === null && typeof example.environment !== 'string')
      this.obstacles.push({ reason: 'the two engines that the script was run in differ', line });
    else
      this.unshown.push({
        isUnshown: true,
        isDirect: isDirect(reading(engine, this.#variant, ending)),
        line,
      });
  }

  #witness(
    path: FollowedPath,
    example: Example,
    environment: PacEnvironment,
    earlier: readonly PacEnvironment[],
    decision: Decision,
  ): Witness {
    const { compliance, result, failure } = decision;
    const line = path.place?.line ?? null;
    const shownPath = {
      ...example,
      asked: Number(path.asked),
      isTied: () => path.known.relations.length > 0,
    };
    const before = earlier.length === 0 ? '' : `, ${historyInWords(earlier)},`;
    const words = `${environmentInWords(shownPath, this.#variant.input.host)}${before} ${outcomeInWords(decision, line)}`;
    const history = earlier.length === 0 ? {} : { earlier };
    return {
      environment,
      compliance,
      result,
      failure,
      line,
      column: path.place?.column ?? null,
      words,
      ...history,
    };
  }

  /** Once both answers were seen, more paths would only make more examples. */
  isEnough(paths: number): boolean {
    const seen = new Set(this.witnesses.map(isDirect));
    return seen.size === 2 && paths >= MOST_EXAMPLE_PATHS;
  }
}

export async function search(of: Search, variant: Variant): Promise<Found> {
  const collector = new Collector(of, variant);
  const { url, host } = variant.input;
  let paths = 0;
  let isWhole = true;
  for (const path of of.follower.paths({ url, host, entryPoint: variant.entryPoint })) {
    if (path.ending.kind !== 'obstacle' || !path.ending.isLimit) paths++;
    await collector.add(path);
    if (collector.isEnough(paths)) {
      isWhole = false;
      break;
    }
  }
  const { witnesses, obstacles, unshown } = collector;
  return { witnesses, obstacles, unshown, paths, isWhole: isWhole && obstacles.length === 0 };
}
