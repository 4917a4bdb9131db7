/**
 * One way through a script. Wherever the environment could answer in more than one way, the path takes the one its plan
 * says, or the first, and notes what was known then and after; the next path begins where the last one had a way left.
 */
import { nonNull } from '../../non-null.js';
import type { Known } from '../domain/known.js';
import type { Option } from '../domain/questions.js';
import { ObstacleError } from '../interpreter/errors.js';

const OTHERWISE = 'the script was followed another way the second time';

/** Thrown where no environment goes on this way. */
export class Impossible extends Error {}

interface Decision {
  /** What was decided there, and of what. */
  readonly site: string;
  readonly of: string | number;
  readonly options: readonly Option<unknown>[];
  readonly taken: number;
}

export class Path {
  known: Known;
  /** How often an address, a name, the clock or chance was asked for. */
  asked = 0;
  /** Why a way was taken of which it is not known that some environment takes it, first of all. */
  loose: string | null = null;
  /** Whether something is taken to be left by an earlier call. */
  usesLeft = false;
  /** Numbers drawn so far. */
  draws = 0;
  /** Values taken to be left by earlier calls so far. */
  lefts = 0;
  /** Told wherever the environment can answer in more than one way. */
  onTurn: (() => void) | null = null;
  /** Names that were looked up, as some clients bound their number. */
  readonly lookedUp: Set<string> = new Set<string>();
  readonly #start: Known;
  readonly #plan: readonly Decision[];
  readonly #decisions: Decision[] = [];

  private constructor(start: Known, plan: readonly Decision[]) {
    this.known = start;
    this.#start = start;
    this.#plan = plan;
  }

  /** `start`: what is known before anything is asked. */
  static first(start: Known): Path {
    return new Path(start, []);
  }

  /** The path that turns off at the last place where this one had a way left; `null` where it had none. */
  next(): Path | null {
    for (let at = this.#decisions.length - 1; at >= 0; at--) {
      const decision = nonNull(this.#decisions[at]);
      const taken = decision.taken + 1;
      if (taken < decision.options.length)
        return new Path(this.#start, [...this.#decisions.slice(0, at), { ...decision, taken }]);
    }
    return null;
  }

  get decisions(): number {
    return this.#decisions.length;
  }

  /**
   * Takes one of several possible answers. They are worked out only where no earlier path did. `site`, `of`: what is
   * decided; where an earlier path decided something else there, the two cannot be told to be parts of one search.
   */
  take<T>(site: string, of: string | number, options: () => readonly Option<T>[]): T {
    const decision = this.#plan[this.#decisions.length] ?? { site, of, options: options(), taken: 0 };
    if (decision.site !== site || decision.of !== of) throw new ObstacleError(OTHERWISE, null);
    const option = decision.options[decision.taken];
    if (option === undefined) throw new Impossible();
    this.#decisions.push(decision);
    if (decision.options.length > 1) this.onTurn?.();
    this.known = option.known;
    return option.answer as T;
  }

  /** One of several ways between which nothing that is known decides. */
  fork(count: number, reason: string): number {
    this.loose ??= reason;
    return this.take('fork', count, () =>
      Array.from({ length: count }, (_, answer) => ({ answer, known: this.known })),
    );
  }
}
