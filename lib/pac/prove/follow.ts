/**
 * Follows a script along every path that its environment allows: loads it once into the interpreter, then runs the entry
 * point from that heap again and again, each time another way where the last one had a way left.
 */
import type * as acorn from 'acorn';
import type { Dialect } from '../dialect/dialects.js';
import { NOTHING_KNOWN, nothingKnown, type Known } from './domain/known.js';
import { TermPool } from './domain/terms.js';
import { ended, limitEnding, obstacleEnding, type Ending } from './ending.js';
import { installIntrinsics } from './interpreter/intrinsics/index.js';
import { compileScript } from './interpreter/program.js';
import { asking, placeOf, ScriptTrace, type Place } from './interpreter/script-trace.js';
import { isFunction, isUnknown, type FunctionObj, type Value } from './interpreter/values.js';
import { NO_TIME } from './interpreter/limits.js';
import { find } from './interpreter/objects.js';
import { keepPristine } from './interpreter/pristine.js';
import { Vm } from './interpreter/vm.js';
import { Leftovers } from './leftovers.js';
import { effectsOf } from './state/effects.js';
import type { Effects } from './state/leftovers.js';
import type { EntryPoint, Obstacle, Unreached } from './types.js';
import { reachedOf, unreachedOf } from './unreached.js';
import { CLIENT_CLOCK } from './unknown/client-clock.js';
import { installPacLibrary } from './unknown/library.js';
import { Operations } from './unknown/operations.js';
import { Path } from './unknown/path.js';
import { PathWorld } from './unknown/path-world.js';
import type { SourceOptions } from './unknown/sources.js';
import { UnknownRules } from './unknown/unknown-rules.js';

/** Steps of one path; a step is a call, a turn of a loop, an element gone through. */
const STEPS_A_PATH = 5_000_000;

/** Paths that are followed where what earlier calls leave is not known. */
const MOST_WITHOUT_CLAIM = 60;

export interface FollowedPath {
  readonly ending: Ending;
  readonly place: Place | null;
  /** Where the environment decided which way it goes, in the order of the script. */
  readonly conditions: readonly Place[];
  readonly known: Known;
  readonly decisions: number;
  /** Whether it asked anything of its environment. */
  readonly asked: boolean;
  /** Why it is not known that some environment takes this way; `null`: what is known of it says so. */
  readonly loose: string | null;
  /** Whether it rests on what earlier calls left. */
  readonly usesLeft: boolean;
}

export interface Call {
  readonly url: string;
  readonly host: string;
  readonly entryPoint: EntryPoint;
  /** The day that examples prefer. */
  readonly today?: Date | undefined;
}

export interface FollowOptions {
  readonly dialect: Dialect;
  readonly sources: SourceOptions;
  readonly mostPaths: number;
}

/** The script in an interpreter of its own. */
interface Loaded {
  readonly vm: Vm;
  readonly operations: Operations;
  readonly failure: Ending | null;
  readonly effects: Effects | null;
}

export class Follower {
  readonly #text: string;
  readonly #program: acorn.Program;
  readonly #options: FollowOptions;
  readonly #pool = new TermPool();
  /** Nodes at which the environment decided on the path that is followed at present. */
  #turns = new Set<acorn.AnyNode>();
  /** `performance.now()` at which to stop. */
  #deadline = 0;
  #isStopped = false;
  #loaded: Loaded | null = null;
  /** Whether loading asks about the environment, and so belongs to each path. */
  #asksWhileLoading = false;

  constructor(text: string, program: acorn.Program, options: FollowOptions) {
    this.#text = text;
    this.#program = program;
    this.#options = options;
  }

  /** Begins another proof of the same script, whose paths are yet to be followed, until `deadline`. */
  begin(deadline: number): void {
    this.#deadline = deadline;
    if (this.#loaded === null) return;
    this.#loaded.vm.budget.deadline = deadline;
    this.#loaded.vm.trace.forgetPaths();
  }

  /** Whether a limit stopped it, and it is of no more use: what it found out by then is not all. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  get pool(): TermPool {
    return this.#pool;
  }

  /** Statements of the script that no path has run. */
  unreached(): Unreached[] {
    return this.#asksWhileLoading ? [] : unreachedOf(this.#program, this.#loaded?.vm.trace.statements ?? []);
  }

  /** Lines of which some path has run something. */
  reached(): Unreached[] {
    return reachedOf(this.#program, this.#loaded?.vm.trace.statements ?? []);
  }

  /** Whether calls change nothing that later ones could read. */
  get keepsNothing(): boolean {
    const effects = this.#loaded?.effects;
    return effects?.obstacle === null && effects.cells.size === 0;
  }

  /** Loads the script, once, or for one path where loading asks about the environment. */
  #load(path: Path): Loaded {
    const { dialect, sources } = this.#options;
    const trace = new ScriptTrace();
    this.#watch(path, trace);
    const operations = new Operations(path, this.#pool, sources, () => trace.line);
    const rules = new UnknownRules(operations);
    const vm = new Vm(rules, new PathWorld(operations), trace);
    rules.serve(vm);
    vm.budget.deadline = this.#deadline;
    vm.budget.begin(STEPS_A_PATH);
    installIntrinsics(vm);
    vm.realm.clock = CLIENT_CLOCK;
    keepPristine(vm);
    installPacLibrary(vm, operations, dialect);
    vm.heap.epoch = 0;
    const script = compileScript(vm, this.#program, this.#text, true);
    const failed = ended(() => {
      script.load();
      return null;
    });
    const isThrown = failed?.kind === 'failed';
    const failure: Ending | null = isThrown ? { kind: 'failed', code: 'load-throw' } : failed;
    trace.loaded();
    return { vm, operations, failure: failure ?? behindAccessor(vm), effects: null };
  }

  #watch(path: Path, trace: ScriptTrace): void {
    const turns = new Set<acorn.AnyNode>();
    this.#turns = turns;
    path.onTurn = () => {
      if (trace.at !== null) turns.add(asking(trace.at));
    };
  }

  #entry({ vm }: Loaded, name: EntryPoint): FunctionObj | null {
    const { lexicalEntry } = this.#options.dialect;
    const cell = lexicalEntry ? vm.lexical.get(name) : undefined;
    // An earlier call may have put another function in its place.
    const value: Value = cell === undefined ? vm.get(vm.global, name) : vm.variable(cell.scope, cell.slot);
    return isFunction(value) ? value : null;
  }

  /** What earlier calls may have left, found once the script is loaded. */
  #withEffects(loaded: Loaded): Loaded {
    const entries = ENTRY_POINTS.map((name) => this.#entry(loaded, name)).filter((entry) => entry !== null);
    const effects = effectsOf(loaded.vm, entries, new Leftovers(loaded.operations));
    for (const [holder, cells] of effects.cells) holder.left = cells;
    if (performance.now() <= this.#deadline) return { ...loaded, effects };
    // What was found by then is not all: a path would go other ways than the one before it.
    return { ...loaded, effects: null, failure: limitEnding(NO_TIME) };
  }

  #prepared(path: Path): Loaded {
    if (this.#loaded !== null && !this.#asksWhileLoading) {
      this.#loaded.operations.path = path;
      this.#watch(path, this.#loaded.vm.trace);
      return this.#loaded;
    }
    const loaded = this.#load(path);
    this.#asksWhileLoading ||= path.decisions > 0 || path.asked > 0;
    this.#loaded = loaded.failure === null ? this.#withEffects(loaded) : loaded;
    return this.#loaded;
  }

  #run(call: Call, path: Path): FollowedPath | null {
    const loaded = this.#prepared(path);
    const askedByLoading = path.asked;
    const { vm } = loaded;
    const ending = loaded.failure ?? this.#called(loaded, call);
    if (ending === null) return null;
    if (ending.kind === 'obstacle' && ending.isLimit) this.#isStopped = true;
    const both = askedByLoading > 0 && path.asked > askedByLoading;
    return {
      ending:
        both && ending.kind !== 'obstacle'
          ? { kind: 'obstacle', obstacle: ASKED_TWICE, isLimit: false }
          : ending,
      place: vm.trace.answer,
      conditions: outermost(this.#turns).map(placeOf),
      known: path.known,
      decisions: path.decisions,
      asked: path.asked > 0,
      loose: path.loose,
      usesLeft: path.usesLeft,
    };
  }

  #called(loaded: Loaded, { url, host, entryPoint }: Call): Ending | null {
    const { vm, operations } = loaded;
    vm.trace.at = null;
    vm.trace.answered = null;
    vm.budget.begin(STEPS_A_PATH);
    vm.heap.begin();
    try {
      return ended(() => {
        const entry = this.#entry(loaded, entryPoint);
        if (entry === null) return { kind: 'failed', code: 'no-entry-point' };
        const value = vm.call(entry, vm.global, [url, host]);
        const result = isUnknown(value) ? operations.settle(value) : value;
        return typeof result === 'string'
          ? { kind: 'returned', result }
          : { kind: 'failed', code: 'not-a-string' };
      });
    } finally {
      vm.heap.end();
    }
  }

  /** Every path of one call, in an order that is the same each time. `enough` ends the search early. */
  *paths(call: Call): Generator<FollowedPath> {
    let path: Path | null = Path.first(nothingKnown(call.today));
    for (let count = 0; path !== null; count++) {
      if (count >= this.#options.mostPaths) {
        yield limit(`more than ${count} paths`);
        return;
      }
      if (performance.now() > this.#deadline) {
        this.#isStopped = true;
        yield limit(NO_TIME);
        return;
      }
      const followed = this.#run(call, path);
      if (followed !== null) yield followed;
      const obstacle = this.#loaded?.effects?.obstacle ?? null;
      if (obstacle !== null) yield { ...NO_PATH, ending: { kind: 'obstacle', obstacle, isLimit: false } };
      // No claim can come of the rest: a few ways are followed for the examples they give.
      if (obstacle !== null && count >= MOST_WITHOUT_CLAIM) return;
      path = path.next();
    }
  }
}

/** Without those that stand within another. */
function outermost(nodes: ReadonlySet<acorn.AnyNode>): acorn.AnyNode[] {
  const found: acorn.AnyNode[] = [];
  for (const node of [...nodes].sort((a, b) => a.start - b.start || b.end - a.end))
    if (node.end > (found.at(-1)?.end ?? -1)) found.push(node);
  return found;
}

const ENTRY_POINTS = ['FindProxyForURL', 'FindProxyForURLEx'] as const;

/** Clients look for the entry point a different number of times. */
function behindAccessor(vm: Vm): Ending | null {
  const name = ENTRY_POINTS.find((one) => find(vm, vm.global, one)?.isAccessor === true);
  const what = 'is an accessor: code of the script that runs each time a client looks for the function';
  return name === undefined ? null : obstacleEnding(`${name} ${what}`, null);
}

const ASKED_TWICE: Obstacle = {
  reason: 'the script asks about its environment both when it is loaded and when it is called',
  line: null,
};

/** Something that stands in the way and is no path. */
const NO_PATH: Omit<FollowedPath, 'ending'> = {
  place: null,
  conditions: [],
  known: NOTHING_KNOWN,
  decisions: 0,
  asked: true,
  loose: null,
  usesLeft: false,
};

function limit(reason: string): FollowedPath {
  return { ...NO_PATH, ending: limitEnding(reason) };
}
