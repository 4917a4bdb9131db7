/**
 * The paths of one form of the URL → the answers they give, each with an environment that was replayed in the plain
 * engine, and what stood in the way.
 */
import type { Engine } from '../sandbox/engine.js';
import { nonNull } from '../non-null.js';
import type { Decision, PacEnvironment } from '../types.js';
import { isDirect, type Unshown } from './conclusion.js';
import { nothingKnown } from './domain/known.js';
import type { FollowedPath, Follower } from './follow.js';
import { regionsAsData } from './describe/data.js';
import { joinedRegions, regionOf, type Region } from './describe/regions.js';
import { regionsInWords } from './describe/words.js';
import { byOrdinariness, mostOrdinary } from './describe/ordinary.js';
import type { Ending } from './ending.js';
import { exampleFor, reading, shownBy, type Example, type Shown } from './replay.js';
import type { Obstacle, Span, Witness } from './types.js';
import { AS_GIVEN, type Variant } from './variants.js';
import { environmentInWords, historyInWords, outcomeInWords } from './words.js';

/** Paths after which a search that has seen both answers ends: of the URL as given, and of its other forms. */
const MOST_EXAMPLE_PATHS = { own: 200, other: 50 };
/** Places whose answer is shown, of each kind of answer, for a form of the URL that is like one before it. */
const MOST_ALIKE = 8;

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
  readonly today: Date | undefined;
  /** Whether another form of the URL was shown to have both answers. */
  readonly isMixed: boolean;
}

/** A path to be shown in the plain engine. */
interface Candidate {
  readonly path: FollowedPath;
  readonly ending: Exclude<Ending, { kind: 'obstacle' }>;
  readonly example: Example;
}

/** One that waits for its turn, with what its answer comes to. */
interface Waiting extends Candidate {
  readonly compliance: Decision['compliance'];
}

/** A path that the plain engine took as well. */
interface ShownPath extends Candidate {
  readonly shown: Shown;
}

/** The answer of a path, and the place it comes from. */
const answerOf = ({ ending, path: { place } }: Candidate): string =>
  JSON.stringify([ending, place?.line, place?.column]);

const exampled = ({ example: { environment } }: Candidate): { environment: PacEnvironment } => ({
  environment: typeof environment === 'string' ? {} : environment,
});

class Collector {
  readonly #search: Search;
  readonly #variant: Variant;
  readonly #shown: ShownPath[] = [];
  /** Paths of a form that most likely has both answers: of those to one answer from one place one is shown. */
  readonly #waiting: Waiting[] = [];
  /** The rest of them. */
  #spared: readonly Candidate[] = [];
  readonly obstacles: Obstacle[] = [];
  readonly unshown: Unshown[] = [];
  /** Of paths that were shown or wait to be. */
  readonly #seenSides = new Set<boolean>();
  readonly #shownSides = new Set<boolean>();

  constructor(search: Search, variant: Variant) {
    this.#search = search;
    this.#variant = variant;
  }

  get #day(): number {
    return nothingKnown(this.#search.today).clock.preferredDay;
  }

  async add(path: FollowedPath): Promise<void> {
    const { engine, follower, dns, isMixed } = this.#search;
    const { ending } = path;
    if (ending.kind === 'obstacle') {
      this.obstacles.push(ending.obstacle);
      return;
    }
    const example = exampleFor(path, follower.pool, this.#variant.input.host, dns);
    // No environment goes this way.
    if (example.environment === 'none') return;
    const isCertain = typeof example.environment !== 'string' && path.loose === null && !path.usesLeft;
    if (!isMixed || !isCertain) {
      await this.#show({ path, example, ending });
      return;
    }
    const { compliance } = reading(engine, this.#variant, ending);
    this.#waiting.push({ path, example, ending, compliance });
    this.#seenSides.add(isDirect({ compliance }));
  }

  /**
   * Shows what waits: of each answer and place the most ordinary, and of those the most ordinary. Where both answers were
   * shown the verdict is `sometimes`, and the others need no run of their own; any other verdict rests on a run of every
   * path.
   */
  async finish(): Promise<void> {
    const compare = byOrdinariness(this.#day);
    const sorted = [...this.#waiting].sort((a, b) => compare(exampled(a), exampled(b)));
    const told = new Set<string>();
    const counts = new Map<string, number>();
    const others: Candidate[] = [];
    for (const one of sorted) {
      const answer = answerOf(one);
      const count = counts.get(one.compliance) ?? 0;
      if (told.has(answer) || count === MOST_ALIKE) {
        others.push(one);
        continue;
      }
      told.add(answer);
      counts.set(one.compliance, count + 1);
      await this.#show(one);
    }
    if (this.#shownSides.size === 2) this.#spared = others;
    else for (const one of others) await this.#show(one);
  }

  async #show(candidate: Candidate): Promise<void> {
    const { engine, follower } = this.#search;
    const { path, example, ending } = candidate;
    const isFresh = !follower.keepsNothing;
    const earlier = this.#shown.map(({ shown }) => shown.environment);
    const shown = await shownBy(engine, this.#variant, path, example, earlier, isFresh);
    if (shown !== null && 'environment' in shown) {
      this.#shown.push({ ...candidate, shown });
      for (const sides of [this.#seenSides, this.#shownSides]) sides.add(isDirect(shown.decision));
      return;
    }
    const line = path.place?.line ?? null;
    if (shown?.failure?.code === 'limit') this.obstacles.push({ reason: shown.failure.message, line });
    // What is certain to go this way in one engine goes another in the other: one of the two is wrong.
    else if (shown !== null && path.loose === null && typeof example.environment !== 'string')
      this.obstacles.push({ reason: 'the two engines that the script was run in differ', line });
    else
      this.unshown.push({
        isUnshown: true,
        isDirect: isDirect(reading(engine, this.#variant, ending)),
        reason: path.loose ?? (path.usesLeft ? null : 'no environment was found in which a path is taken'),
        line,
      });
  }

  /** One witness for each answer and the place it comes from. `isWhole`: no path is missing. */
  witnesses(isWhole: boolean): Witness[] {
    const groups = new Map<string, ShownPath[]>();
    for (const one of this.#shown) {
      const { result, failure } = one.shown.decision;
      const { line, column } = one.path.place ?? { line: 0, column: 0 };
      const key = JSON.stringify([result, failure?.message, line, column, one.shown.earlier.length > 0]);
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return [...groups.values()].map((group) => this.#witness(group, isWhole)).sort(byOrdinariness(this.#day));
  }

  #witness(group: readonly ShownPath[], isWhole: boolean): Witness {
    const { path, example, shown } = mostOrdinary(group, this.#day);
    const { environment, earlier, decision } = shown;
    const { compliance, result, failure } = decision;
    const line = path.place?.line ?? null;
    const answer = answerOf(nonNull(group[0]));
    const alike = this.#spared.filter((one) => answerOf(one) === answer);
    const paths = [...group, ...alike].map((one) => one.path);
    const regions = isWhole ? this.#regions(paths) : null;
    const everyone = regions === null ? null : this.#everyone(regions, environment);
    const who = everyone ?? (paths.length > 1 ? 'for example ' : '') + this.#oneOf(path, example);
    const before = earlier.length === 0 ? '' : `, ${historyInWords(earlier)},`;
    const words = `${who}${before} ${outcomeInWords(decision, line)}`;
    const history = earlier.length === 0 ? {} : { earlier };
    return {
      environment,
      compliance,
      result,
      failure,
      line,
      column: path.place?.column ?? null,
      endLine: path.place?.endLine ?? null,
      endColumn: path.place?.endColumn ?? null,
      regions: regions === null ? null : regionsAsData(regions),
      conditions: conditionsOf(paths),
      words,
      ...history,
    };
  }

  /** All whom an answer is given from a place; `null` where that cannot be told at all. */
  #regions(paths: readonly FollowedPath[]): Region[] | null {
    const { myIpFamilies, dnsFamilies } = this.#search.engine.dialect;
    const families = { client: myIpFamilies, names: dnsFamilies };
    const regions = paths
      .map(({ known }, index) => regionOf(known, families, index))
      .filter((region) => region !== null);
    return regions.length === 0 ? null : joinedRegions(regions);
  }

  #everyone(regions: readonly Region[], { at }: PacEnvironment): string | null {
    return regionsInWords(regions, this.#variant.input.host, at ?? new Date(0));
  }

  #oneOf(path: FollowedPath, example: Example): string {
    const shownPath = {
      ...example,
      asked: Number(path.asked),
      isTied: () => path.known.relations.length > 0,
    };
    return environmentInWords(shownPath, this.#variant.input.host);
  }

  /** Once both answers were seen, more paths would only make more examples. */
  isEnough(paths: number): boolean {
    const { own, other } = MOST_EXAMPLE_PATHS;
    return this.#seenSides.size === 2 && paths >= (this.#variant.variant === AS_GIVEN ? own : other);
  }
}

/** Conditions that are told of one answer. */
const MOST_CONDITIONS = 16;

/** Of all its paths, without those that stand within another. */
function conditionsOf(paths: readonly FollowedPath[]): Span[] {
  const found: Span[] = [];
  const all = paths.flatMap(({ conditions }) => conditions);
  for (const one of all.sort((a, b) => compare(startOf(a), startOf(b)) || compare(endOf(b), endOf(a)))) {
    const last = found.at(-1);
    if (last === undefined || compare(endOf(one), endOf(last)) > 0) found.push(one);
  }
  return found.slice(0, MOST_CONDITIONS);
}

type Position = readonly [line: number, column: number];
const startOf = ({ line, column }: Span): Position => [line, column];
const endOf = ({ endLine, endColumn }: Span): Position => [endLine, endColumn];
const compare = (a: Position, b: Position): number => a[0] - b[0] || a[1] - b[1];

export async function search(of: Search, variant: Variant): Promise<Found> {
  const collector = new Collector(of, variant);
  const { url, host } = variant.input;
  let paths = 0;
  let isWhole = true;
  for (const path of of.follower.paths({ url, host, entryPoint: variant.entryPoint, today: of.today })) {
    if (path.decisions > 0 || path.ending.kind !== 'obstacle') paths++;
    await collector.add(path);
    if (collector.isEnough(paths)) {
      isWhole = false;
      break;
    }
  }
  await collector.finish();
  const { obstacles, unshown } = collector;
  const isCovered = isWhole && obstacles.length === 0;
  const witnesses = collector.witnesses(isCovered && unshown.length === 0);
  return { witnesses, obstacles, unshown, paths, isWhole: isCovered };
}
