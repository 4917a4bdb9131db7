/**
 * Runs a script whose every value is known, as any engine does: for tests of the interpreter against other engines.
 */
import * as acorn from 'acorn';
import { GuestThrow, ObstacleError } from './errors.js';
import { installIntrinsics } from './intrinsics/index.js';
import { compileScript } from './program.js';
import { ScriptTrace } from './script-trace.js';
import type { Unknowns } from './unknowns.js';
import { isObj, Unknown, type Value } from './values.js';
import { Vm } from './vm.js';
import type { World } from './world.js';

/** Something that is not known; each use of it is an obstacle. */
class Opaque extends Unknown {
  readonly kind = 'opaque';
  readonly reason: string;

  constructor(reason: string) {
    super();
    this.reason = reason;
  }
}

const refuse = (value: unknown): never => {
  throw new ObstacleError(value instanceof Opaque ? value.reason : 'a value that is not known');
};
const refuseEither = (left: unknown, right: unknown): never => refuse(left instanceof Opaque ? left : right);

/** Knows nothing of what is unknown. */
const NONE_KNOWN: Unknowns = {
  opaque: (reason) => new Opaque(reason),
  settle: refuse,
  truth: refuse,
  typeOf: refuse,
  binary: (_operator, left, right) => refuseEither(left, right),
  unary: (_operator, value) => refuse(value),
  equals: (left, right) => refuseEither(left, right),
  text: refuse,
  number: refuse,
  moment: refuse,
  ownMember: refuse,
  classOf: refuse,
  isNullish: refuse,
  lookUp: (_object, key) => refuse(key),
  hasKey: (_object, key) => refuse(key),
  call: (_fn, self, args) => refuse([self, ...args].find((value) => value instanceof Opaque)),
};

const refuseWorld = (): never => {
  throw new ObstacleError('the clock and chance are not known');
};
const NO_WORLD: World = { choose: refuseWorld, now: refuseWorld, random: refuseWorld };

export interface RunLimits {
  readonly steps: number;
  readonly milliseconds: number;
}

const LIMITS: RunLimits = { steps: 20_000_000, milliseconds: 10_000 };

export class KnownRun {
  readonly vm: Vm;

  constructor({ steps, milliseconds }: RunLimits = LIMITS) {
    this.vm = new Vm(NONE_KNOWN, NO_WORLD, new ScriptTrace());
    installIntrinsics(this.vm);
    this.vm.heap.epoch = 0;
    this.vm.budget.begin(steps);
    this.vm.budget.deadline = performance.now() + milliseconds;
  }

  /** Runs one more script. Throws `SyntaxError` of acorn's where it is none. */
  load(text: string): RunOutcome {
    const program = acorn.parse(text, { ecmaVersion: 'latest', sourceType: 'script', locations: true });
    const script = compileScript(this.vm, program, text, true);
    return this.#outcome(() => {
      script.load();
      return undefined;
    });
  }

  /** What a global variable holds. */
  read(name: string): RunOutcome {
    return this.#outcome(() => this.vm.get(this.vm.global, name));
  }

  /** Calls a global function. */
  call(name: string, ...args: Value[]): RunOutcome {
    return this.#outcome(() => this.vm.call(this.vm.get(this.vm.global, name), undefined, args));
  }

  #outcome(run: () => Value): RunOutcome {
    try {
      return { value: run() };
    } catch (error) {
      if (error instanceof GuestThrow) return { throws: error.value };
      if (error instanceof ObstacleError) return { refused: error.reason };
      throw error;
    }
  }

  /** The name of an error that the script threw. */
  errorName(thrown: Value): string {
    if (!isObj(thrown)) return typeof thrown;
    const name = this.#text(() => this.vm.get(thrown, 'name'));
    return name === '' ? this.constructorName(thrown) : name;
  }

  /** The name of the constructor of what the script threw. */
  constructorName(thrown: Value): string {
    if (!isObj(thrown)) return typeof thrown;
    return this.#text(() => this.vm.getOf(this.vm.get(thrown, 'constructor'), 'name'));
  }

  /** What an error says, where it is the script's own. */
  errorText(thrown: Value): string {
    if (!isObj(thrown)) return typeof thrown === 'string' ? `: ${thrown}` : '';
    const text = this.#text(() => this.vm.get(thrown, 'message'));
    return text === '' ? '' : `: ${text}`;
  }

  #text(run: () => Value): string {
    const outcome = this.#outcome(run);
    return 'value' in outcome && typeof outcome.value === 'string' ? outcome.value : '';
  }
}

export type RunOutcome =
  { readonly value: Value } | { readonly throws: Value } | { readonly refused: string };

/** Loads a script; what it leaves in its global variable `result`. */
export function runKnown(text: string, limits: RunLimits = LIMITS): RunOutcome {
  const run = new KnownRun(limits);
  const loaded = run.load(text);
  return 'value' in loaded ? run.read('result') : loaded;
}
