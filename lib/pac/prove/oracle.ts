/**
 * Answers what the machine asks about its environment (`../guest/symbolic/runtime.ts`), one way in each run. Where more than
 * one answer is possible, the run takes the one its plan says, or the first, and notes that there were others; the
 * explorer then runs the script again for those. What an answer implies narrows what is known of the environment. A run
 * that turns off from an earlier one is told again what that one was told, up to where it turns.
 */
import { nonNull } from '../non-null.js';
import type { Dialect } from '../dialect/dialects.js';
import type { Question, SourceAnswer } from '../guest/symbolic/types.js';
import { calendarSet, DAY_MS } from './calendar.js';
import { fieldIndex, fieldOf, isClockAtom, kindOf, zoneOf } from './clock.js';
import { drawOf } from './draws.js';
import { environmentOf, momentOf, someAddress, type Found } from './example.js';
import { netSet } from './intervals.js';
import { addressOf, NOTHING_KNOWN, type Known } from './known.js';
import {
  calendarOptions,
  equals,
  inPrefix,
  inSet,
  instantOptions,
  isSure,
  matches,
  positions,
  sameAddress,
  splits,
  type Option,
} from './questions.js';
import { exampleOf, heldOptions, smallRangeOf, tiedAddresses } from './related.js';
import { encode, isTest, type Operation, type Primitive, type TermPool } from './relation/terms.js';
import { listOptions, MOST_LISTED, plainOptions, severalOptions, type SourceShape } from './sources.js';
import type { ShownPath } from './words.js';

export interface OracleOptions {
  readonly dialect: Dialect;
  /** The host of the URL: its own answer is first looked for at 127.0.0.1. */
  readonly host: string;
  readonly knownDns: Readonly<Record<string, readonly string[]>>;
  readonly pool: TermPool;
  /** `performance.now()` after which nothing more is worked out: answers are then samples. */
  readonly deadline: number;
}

export interface Alternative {
  readonly taken: number;
  readonly of: number;
  /** Which question, counted from 0, it is an answer to. */
  readonly question: number;
}

export interface SampleNote {
  readonly reason: string;
  readonly block: number;
}

interface Mark {
  readonly known: Known;
  readonly alternatives: number;
  readonly samples: number;
  readonly kept: ReadonlySet<number>;
  readonly left: ReadonlySet<number>;
}

interface Asked {
  readonly json: string;
  readonly answer: string;
  /** How things stood before; of questions with several answers only. */
  readonly before: Mark | null;
}

/** Values of one term that are told apart. */
const MOST_TERM_VALUES = 300;

export class Oracle {
  readonly alternatives: Alternative[] = [];
  readonly samples: SampleNote[] = [];
  /** Variables read before the call wrote them. */
  kept: ReadonlySet<number> = new Set<number>();
  /** Variables taken to hold what an earlier call left there. */
  left: ReadonlySet<number> = new Set<number>();
  known: Known = NOTHING_KNOWN;
  /** Questions asked, of any kind that depends on the environment. */
  asked = 0;
  #shown: (ShownPath & { readonly environment: Found }) | null = null;
  /** No example could be found for an address that is not known to be impossible. */
  #lost = false;
  readonly #options: OracleOptions;
  readonly #plan: readonly number[];
  readonly #asked: Asked[];
  readonly #told: number;
  /** The question at which this run turns off, after all that is told. */
  readonly #turn: string | null;

  private constructor(
    options: OracleOptions,
    plan: readonly number[],
    told: readonly Asked[],
    turn: string | null,
  ) {
    this.#options = options;
    this.#plan = plan;
    this.#asked = [...told];
    this.#told = told.length;
    this.#turn = turn;
  }

  static first(options: OracleOptions): Oracle {
    return new Oracle(options, [], [], null);
  }

  /** For the next run: the last question of this one that has an answer left takes it. `null` where none has. */
  next(): Oracle | null {
    const { alternatives } = this;
    for (let at = alternatives.length - 1; at >= 0; at--) {
      const { taken, of, question } = nonNull(alternatives[at]);
      if (taken + 1 === of) continue;
      const plan = [...alternatives.slice(0, at).map((one) => one.taken), taken + 1];
      const asked = nonNull(this.#asked[question]);
      const before = nonNull(asked.before);
      const turned = new Oracle(this.#options, plan, this.#asked.slice(0, question), asked.json);
      turned.alternatives.push(...alternatives.slice(0, before.alternatives));
      turned.samples.push(...this.samples.slice(0, before.samples));
      turned.kept = before.kept;
      turned.left = before.left;
      turned.known = before.known;
      return turned;
    }
    return null;
  }

  /** Takes one of several possible answers, as the plan says. */
  #choose<T>(options: readonly T[]): T {
    if (options.length <= 1) return options[0] as T;
    const taken = this.#plan[this.alternatives.length] ?? 0;
    this.alternatives.push({ taken, of: options.length, question: this.asked - 1 });
    return options[taken] as T;
  }

  #take<T>(options: readonly Option<T>[]): T {
    const { answer, known } = this.#choose(options);
    this.known = known;
    return answer;
  }

  /** What the machine can be told beforehand, as a JSON list; the questions count as asked. */
  takeTold(): string {
    this.asked = this.#told;
    return `[${this.#asked.map(({ answer }) => answer).join()}]`;
  }

  answer(json: string): string {
    const told = this.asked < this.#told ? this.#asked[this.asked] : undefined;
    const isTurn = this.asked === this.#told && this.#turn !== null;
    this.asked++;
    if (told?.json === json) return told.answer;
    if (told !== undefined || (isTurn && json !== this.#turn)) {
      this.samples.push({ reason: 'the script does not run the same way twice', block: -1 });
      this.#asked.length = this.asked - 1;
    }
    const { known, kept, left } = this;
    const before: Mark = {
      known,
      kept,
      left,
      alternatives: this.alternatives.length,
      samples: this.samples.length,
    };
    const answer = JSON.stringify(this.#reply(JSON.parse(json) as Question) ?? null);
    const hadChoice = this.alternatives.length > before.alternatives;
    this.#asked.push({ json, answer, before: hadChoice ? before : null });
    return answer;
  }

  #reply(question: Question): unknown {
    const { known } = this;
    const { pool } = this.#options;
    switch (question.q) {
      case 'source':
        return this.#source(question.kind, question.name, question.kept);
      case 'list':
        return this.#list(question.sym);
      case 'text':
        return this.textOf(question.sym);
      case 'index':
        return this.#index(question.atom, question.size, question.points);
      case 'clock':
        this.#askClock();
        return null;
      case 'now':
        this.#askClock();
        return this.#now();
      case 'sampled':
        this.samples.push({ reason: question.reason, block: question.block });
        return null;
      case 'kept':
        this.kept = new Set([...this.kept, question.variable]);
        return null;
      case 'left':
        this.left = new Set([...this.left, question.variable]);
        return null;
      case 'leaf':
        return pool.leaf(question.atom, question.values, question.points ?? null);
      case 'wide':
        return typed(pool, pool.open(`${question.sym}/text`));
      case 'term':
        return typed(pool, pool.operation(question.name, question.args));
      case 'example': {
        const found = exampleOf(pool, known, question.term);
        this.#lost ||= found === null;
        return encode(found?.value);
      }
      default:
        return this.#isLate() ? null : this.#decide(question);
    }
  }

  /** Questions that take time to work out; `null`, but for `net` and `position`, is "not to be worked out". */
  #decide(question: Question): unknown {
    const { known } = this;
    switch (question.q) {
      case 'eq':
        return this.#take(equals(known, question.sym, question.text));
      case 'same':
        return this.#same(question.sym, question.other, question.term);
      case 'sure':
        return isSure(known, question.sym, question.source);
      case 'match': {
        const options = matches(known, question.sym, question.source, question.flags);
        return options === null ? null : this.#take(options);
      }
      case 'net': {
        const isNet = isLiteral(question.pattern) && isLiteral(question.mask);
        const set = isNet ? netSet(question.pattern, question.mask) : null;
        return set === null ? null : this.#take(inSet(known, question.sym, set));
      }
      case 'netEx':
        return this.#take(inPrefix(known, question.sym, question.prefix));
      case 'position':
        return this.#take(positions(known, question.sym, question.needle, question.last, question.from));
      case 'split':
        return this.#take(splits(known, question));
      case 'calendar':
        return this.#calendar(question.fn, question.args);
      case 'instant':
        return this.#take(instantOptions(known, question));
      case 'holds':
        return this.#holds(question.term);
      case 'value': {
        const found = this.#value(question.term);
        return found === null ? null : encode(found.value);
      }
      case 'among':
        return this.#among(question.term, question.names);
      default:
        return null;
    }
  }

  /** True once time is up; the run then goes on as a sample, to its end. */
  #isLate(): boolean {
    if (performance.now() < this.#options.deadline) return false;
    this.samples.push({ reason: 'the proof took more time than allowed', block: -1 });
    return true;
  }

  // --- addresses ----------------------------------------------------------------------------------------------

  #shape(key: string, isMe: boolean): SourceShape {
    const { dialect } = this.#options;
    const plainFamilies = isMe ? dialect.myIpFamilies : dialect.dnsFamilies;
    return { key, isMe, plainFamilies, unknownText: dialect.myIpUnknown };
  }

  #source(kind: 'me' | 'meEx' | 'dns' | 'dnsEx', name: string, kept?: number): SourceAnswer {
    const { dialect, knownDns } = this.#options;
    const isMe = kind === 'me' || kind === 'meEx';
    const lower = name.toLowerCase();
    const all = kind === 'meEx' || kind === 'dnsEx';
    const fixed = isMe || !Object.hasOwn(knownDns, lower) ? undefined : knownDns[lower];
    if (fixed !== undefined) {
      const fitting =
        all || dialect.dnsFamilies === 'both' ? fixed : fixed.filter((address) => !address.includes(':'));
      if (fitting.length === 0) return { family: 'none', sym: '', text: '' };
      return { family: 'text', sym: '', text: all ? fitting.join(';') : (fitting[0] ?? '') };
    }
    const key = isMe ? 'me' : `dns:${lower}`;
    const shape = this.#shape(kept === undefined ? key : `kept${kept}`, isMe);
    const { family, sym } = this.#take(
      all ? listOptions(this.known, shape) : plainOptions(this.known, shape),
    );
    return family === 'text' ? { family, sym: '', text: sym } : { family, sym, text: '' };
  }

  /** The addresses of a list of several. */
  #list(key: string): { readonly sym: string; readonly family: string }[] {
    this.known = this.#choose(severalOptions(this.known, this.#shape(key, key === 'me')));
    const list = this.known.sources.get(key)?.list;
    // The longest stand for longer ones, of which nothing is known.
    if (Array.isArray(list) && list.length === MOST_LISTED)
      this.samples.push({
        reason: `a list of more than ${MOST_LISTED} addresses is not followed`,
        block: -1,
      });
    return (Array.isArray(list) ? (list as readonly string[]) : []).map((sym) => ({
      sym,
      family: addressOf(this.known, sym).family,
    }));
  }

  /** An address that fits what is known, as text. */
  textOf(sym: string): string {
    const text = someAddress(this.known, sym, this.#options.host);
    this.#lost ||= text === null;
    return text ?? '0.0.0.0';
  }

  /** Whether two addresses are the same; `term`: whether their numbers are. */
  #same(sym: string, other: string, term: number | null): boolean | null {
    const isSame = this.#take(sameAddress(this.known, sym, other));
    if (isSame || term === null) return isSame;
    const options = heldOptions(this.#options.pool, this.known, term).filter(({ want }) => !want);
    const [only] = options;
    if (only === undefined) this.samples.push({ reason: 'two addresses are compared', block: -1 });
    else this.known = only.known;
    return false;
  }

  // --- tables and terms ---------------------------------------------------------------------------------------

  #index(atom: string, size: number, points: readonly number[] | undefined): number {
    if (points !== undefined) {
      const facts = this.known.draws.get(drawOf(atom))?.get(atom);
      return Math.max(0, facts?.allowed.indexOf(true) ?? Math.floor(size / 2));
    }
    if (isClockAtom(atom)) {
      this.#askClock();
      const found = momentOf(this.known);
      const { localMs, offsetMinutes } = typeof found === 'string' ? { localMs: 0, offsetMinutes: 0 } : found;
      const ms = zoneOf(atom) === 'G' ? localMs - offsetMinutes * 60_000 : localMs;
      const day = Math.floor(ms / DAY_MS);
      return fieldIndex(
        fieldOf(atom),
        kindOf(atom) === 'days' ? day : Math.floor((ms - day * DAY_MS) / 1000),
      );
    }
    const slash = atom.lastIndexOf('/');
    if (atom.endsWith('/length')) return this.textOf(atom.slice(0, slash)).length - 2;
    return Number(this.textOf(atom.slice(0, slash)).split('.')[Number(atom.slice(slash + 1))] ?? 0);
  }

  #holds(term: number): boolean {
    const options = heldOptions(this.#options.pool, this.known, term);
    // A path that cannot be may have been taken where that was not settled; either answer will do.
    if (options.length === 0) return false;
    const { want, known } = this.#choose(options);
    this.known = known;
    return want;
  }

  /** One value of a term; the others are taken in further runs. `null` where there are too many. */
  #value(term: number): { readonly value: Primitive } | null {
    const { pool } = this.#options;
    const made = pool.get(term);
    if (made.kind === 'operation' && isTest(made.name)) return { value: this.#holds(term) };
    const numbers = smallRangeOf(pool, this.known, term);
    if (numbers !== null) return this.#oneOf(term, numbers);
    if (made.kind === 'operation' && made.type === 'text') return this.#applied(made);
    for (let count = 0; count < MOST_TERM_VALUES; count++) {
      const found = exampleOf(pool, this.known, term);
      if (found === null) return null;
      const isIt = pool.operation('is', [{ term }, { value: encode(found.value) }]);
      if (isIt === null) return null;
      if (this.#holds(isIt)) return found;
    }
    return null;
  }

  /** A text is known by what it is made of. */
  #applied({ args, apply }: Operation): { readonly value: Primitive } | null {
    const values: Primitive[] = [];
    for (const arg of args) {
      const found = typeof arg === 'number' ? this.#value(arg) : arg;
      if (found === null) return null;
      values.push(found.value);
    }
    return { value: apply(values) };
  }

  /** Which of some numbers, one of which it is, a term is. */
  #oneOf(term: number, numbers: readonly number[]): { readonly value: Primitive } | null {
    const { pool } = this.#options;
    const options = numbers.flatMap((value) => {
      const isIt = pool.operation(Number.isNaN(value) ? 'is' : '===', [{ term }, { value: encode(value) }]);
      const held = isIt === null ? [] : heldOptions(pool, this.known, isIt);
      return held.filter(({ want }) => want).map(({ known }) => ({ answer: value, known }));
    });
    if (options.length === 0) return null;
    return { value: this.#take(options) };
  }

  /** Which of some names a text is, or a number's text; -1: none. */
  #among(term: number, names: readonly string[]): number | null {
    const { pool } = this.#options;
    const numbers = smallRangeOf(pool, this.known, term);
    if (numbers !== null) {
      const found = this.#oneOf(term, numbers);
      return found === null ? null : names.indexOf(String(found.value));
    }
    const text = pool.operation('String', [{ term }]);
    if (text === null) return null;
    for (const [index, name] of names.entries()) {
      const isIt = pool.operation('===', [{ term: text }, { value: ['s', name] }]);
      if (isIt === null) return null;
      if (this.#holds(isIt)) return index;
    }
    return -1;
  }

  // --- the clock ----------------------------------------------------------------------------------------------

  #askClock(): void {
    if (!this.known.clock.asked) this.known = { ...this.known, clock: { ...this.known.clock, asked: true } };
  }

  #now(): number {
    const found = momentOf(this.known);
    return typeof found === 'string' ? 0 : found.localMs - found.offsetMinutes * 60_000;
  }

  #calendar(fn: string, args: readonly (string | number | null)[]): boolean {
    this.#askClock();
    let set = calendarSet(fn, args, this.#options.dialect.name === 'node');
    if (set.kind === 'dated') {
      const { before, last, lastSlot } = set;
      const isLast = !sameBytes(before.set, last.set) && this.#take(calendarOptions(this.known, lastSlot));
      set = isLast ? last : before;
    }
    return this.#take(calendarOptions(this.known, set));
  }

  // --- the environment ----------------------------------------------------------------------------------------

  /** An environment in which the script goes the way this run went. */
  environment(): ShownPath & { readonly environment: Found } {
    return (this.#shown ??= this.#show());
  }

  #show(): ShownPath & { readonly environment: Found } {
    const { pool, host, knownDns } = this.#options;
    const found = environmentOf(this.known, pool, host, knownDns);
    const { texts } = found;
    const tied = tiedAddresses(pool, this.known);
    const environment = this.#lost && found.environment !== 'none' ? 'unsure' : found.environment;
    return { environment, texts, known: this.known, asked: this.asked, isTied: (sym) => tied.has(sym) };
  }
}

function typed(
  pool: TermPool,
  term: number | null,
): { readonly term: number; readonly type: string | null } | null {
  return term === null ? null : { term, type: pool.get(term).type };
}

/** As `isValidIpAddress` of the library has it. */
function isLiteral(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
