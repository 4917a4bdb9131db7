/**
 * Answers what the machine asks about its environment (`../guest/symbolic/runtime.ts`), one way in each run. Where more than
 * one answer is possible, the run takes the one its plan says, or the first, and notes that there were others; the
 * explorer then runs the script again for those. What an answer implies narrows what is known of the environment.
 */
import { present } from '../present.js';
import type { Dialect } from '../dialect.js';
import type { Question, SourceAnswer } from '../guest/symbolic/types.js';
import type { PacEnvironment } from '../types.js';
import {
  ANY_V4,
  EVERY_V6,
  findV4,
  inNetworks,
  intersectWide,
  matching,
  outsideWide,
  prefixInterval,
  wideNumber,
  wideText,
  withOctet,
  type V4Facts,
  type WideInterval,
} from './addresses.js';
import { calendarSet } from './calendar.js';
import { ClockFacts, type Moment } from './clock.js';
import { addressNumber, addressText, netSet, type IntervalSet } from './intervals.js';
import { Automaton } from './automaton.js';

export interface AddressFacts {
  readonly family: 'v4' | 'v6' | 'none';
  readonly several: boolean;
  readonly v4: V4Facts;
  readonly v6: readonly WideInterval[];
}

interface DrawFacts {
  /** Points of a table, and which of them are still possible. */
  readonly points: readonly number[];
  readonly allowed: readonly boolean[];
}

export interface OracleOptions {
  readonly dialect: Dialect;
  /** The host of the URL: its own answer is first looked for at 127.0.0.1. */
  readonly host: string;
  readonly knownDns: Readonly<Record<string, readonly string[]>>;
  /** Which of the possible answers to take, question by question. */
  readonly plan: readonly number[];
  /** `performance.now()` after which nothing more is worked out: answers are then samples. */
  readonly deadline: number;
}

export interface Alternative {
  readonly taken: number;
  readonly of: number;
}

export interface SampleNote {
  readonly reason: string;
  readonly block: number;
}

const V4_IN_V6 = 0xffff00000000n;

export class Oracle {
  readonly alternatives: Alternative[] = [];
  readonly addresses: Map<string, AddressFacts> = new Map<string, AddressFacts>();
  readonly clock: ClockFacts = new ClockFacts();
  readonly draws: Map<string, Map<string, DrawFacts>> = new Map<string, Map<string, DrawFacts>>();
  readonly samples: SampleNote[] = [];
  /** Variables read before the call wrote them. */
  readonly kept: Set<number> = new Set<number>();
  /** Variables taken to hold what an earlier call left there. */
  readonly left: Set<number> = new Set<number>();
  /** Questions asked, of any kind that depends on the environment. */
  asked = 0;
  /** No example could be found for an address that is not known to be impossible. */
  #lost = false;
  readonly #options: OracleOptions;
  readonly #families = new Map<string, AddressFacts['family'][]>();

  constructor(options: OracleOptions) {
    this.#options = options;
  }

  /** Takes one of several possible answers, as the plan says. */
  #choose<T>(options: readonly T[]): T {
    if (options.length <= 1) return options[0] as T;
    const at = this.alternatives.length;
    const taken = this.#options.plan[at] ?? 0;
    this.alternatives.push({ taken, of: options.length });
    return options[taken] as T;
  }

  answer(json: string): string {
    const question = JSON.parse(json) as Question;
    return JSON.stringify(this.#reply(question) ?? null);
  }

  #reply(question: Question): unknown {
    this.asked++;
    switch (question.q) {
      case 'source':
        return this.#source(question.kind, question.name, question.kept);
      case 'eq':
        return this.#equals(question.sym, question.text);
      case 'match':
        return this.#matches(question.sym, question.source, question.flags);
      case 'net': {
        const set = netSet(question.pattern, question.mask);
        return set === null ? null : this.#inSet(question.sym, set);
      }
      case 'netEx':
        return this.#inPrefix(question.sym, question.prefix);
      case 'position':
        return this.#position(question.sym, question.needle, question.last);
      case 'clock':
        this.clock.asked = true;
        return null;
      case 'split':
        return this.#split(question.atom, question.classes, question.points);
      case 'calendar': {
        this.clock.asked = true;
        const set = calendarSet(question.fn, question.args, this.#options.dialect.name === 'node');
        const want = this.#choose(this.clock.possible(set));
        this.clock.narrow(set, want);
        return want;
      }
      case 'text':
        return this.textOf(question.sym);
      case 'index':
        return this.#index(question.atom, question.size, question.points);
      case 'now':
        this.clock.asked = true;
        return this.#moment().local * 1000;
      case 'sampled':
        this.samples.push({ reason: question.reason, block: question.block });
        return null;
      case 'kept':
        this.kept.add(question.variable);
        return null;
      case 'left':
        this.left.add(question.variable);
        return null;
    }
  }

  // --- addresses ----------------------------------------------------------------------------------------------

  #facts(sym: string): AddressFacts {
    return this.addresses.get(sym) ?? { family: 'v4', several: false, v4: ANY_V4, v6: EVERY_V6 };
  }

  #set(sym: string, change: Partial<AddressFacts>): void {
    this.addresses.set(sym, { ...this.#facts(sym), ...change });
  }

  #source(kind: 'me' | 'meEx' | 'dns' | 'dnsEx', name: string, kept?: number): SourceAnswer {
    const { dialect, knownDns } = this.#options;
    const isMe = kind === 'me' || kind === 'meEx';
    const lower = name.toLowerCase();
    const all = kind === 'meEx' || kind === 'dnsEx';
    const known = isMe || !Object.hasOwn(knownDns, lower) ? undefined : knownDns[lower];
    if (known !== undefined) {
      const fitting =
        all || dialect.dnsFamilies === 'both' ? known : known.filter((address) => !address.includes(':'));
      if (fitting.length === 0) return { family: 'none', sym: '', text: '' };
      return { family: 'text', sym: '', text: all ? fitting.join(';') : (fitting[0] ?? '') };
    }
    const sym = kept === undefined ? (isMe ? 'me' : `dns:${lower}`) : `kept${kept}`;
    const families = this.#familiesOf(isMe, all);
    const before = this.addresses.get(sym);
    if (before === undefined) this.#set(sym, { family: this.#choose(families) });
    else if (!families.includes(before.family)) {
      // The plain form cannot see what the Ex form answered with, or the other way round.
      if (all) return { family: 'v6', sym: this.#shadow(sym), text: '' };
      return { family: 'none', sym: '', text: '' };
    }
    const { family } = this.#facts(sym);
    if (family === 'none') return { family, sym, text: '' };
    if (all && (this.#facts(sym).several || this.#choose([false, true]))) {
      this.#set(sym, { several: true });
      return { family: 'several', sym, text: `${this.textOf(sym)};2001:db8::9` };
    }
    return { family, sym, text: '' };
  }

  #familiesOf(isMe: boolean, all: boolean): AddressFacts['family'][] {
    const key = `${isMe}/${all}`;
    const known = this.#families.get(key);
    if (known !== undefined) return known;
    const { dialect } = this.#options;
    const wide = all || (isMe ? dialect.myIpFamilies : dialect.dnsFamilies) === 'both';
    // A client that knows no address of its own says 127.0.0.1, which is among the IPv4 addresses already.
    const families: AddressFacts['family'][] = wide ? ['v4', 'v6'] : ['v4'];
    if (!isMe || all) families.push('none');
    this.#families.set(key, families);
    return families;
  }

  #shadow(sym: string): string {
    const shadow = `${sym}:v6`;
    if (!this.addresses.has(shadow)) this.#set(shadow, { family: 'v6' });
    return shadow;
  }

  #preferred(sym: string): string[] | undefined {
    return sym === `dns:${this.#options.host.toLowerCase()}` ? ['127.0.0.1', '192.0.2.1'] : undefined;
  }

  /** An address that fits what is known, as text. */
  textOf(sym: string): string {
    const { family, v4, v6 } = this.#facts(sym);
    if (family === 'v6') {
      const usual = intersectWide(v6, [[0x20010db8n << 96n, (0x20010db9n << 96n) - 1n]]);
      const [low] = usual[0] ?? v6[0] ?? [0n];
      return wideText(low === 0x20010db8n << 96n ? low + 1n : low);
    }
    const value = findV4(v4, this.#preferred(sym));
    if (typeof value === 'number') return addressText(value);
    this.#lost = true;
    return '0.0.0.0';
  }

  /** True once time is up; the run then goes on as a sample, to its end. */
  #isLate(): boolean {
    if (performance.now() < this.#options.deadline) return false;
    this.samples.push({ reason: 'the proof took more time than allowed', block: -1 });
    return true;
  }

  /** Tries a narrowing both ways and takes one that leaves an address. */
  #decideV4(sym: string, narrow: (want: boolean) => V4Facts): boolean {
    if (this.#isLate()) return false;
    const left = [true, false].filter((want) => findV4(narrow(want)) !== null);
    const want = this.#choose(left);
    this.#set(sym, { v4: narrow(want) });
    return want;
  }

  #decideV6(sym: string, inside: WideInterval): boolean {
    const { v6 } = this.#facts(sym);
    const narrow = (want: boolean): WideInterval[] =>
      intersectWide(v6, want ? [inside] : outsideWide(inside));
    const want = this.#choose([true, false].filter((way) => narrow(way).length > 0));
    this.#set(sym, { v6: narrow(want) });
    return want;
  }

  #inSet(sym: string, set: IntervalSet): boolean {
    const { family, v4 } = this.#facts(sym);
    return family === 'v4' && this.#decideV4(sym, (want) => inNetworks(v4, set, want));
  }

  #inPrefix(sym: string, prefix: string): boolean {
    const interval = prefixInterval(prefix);
    if (interval === null) return false;
    if (this.#facts(sym).family === 'v6') return this.#decideV6(sym, interval);
    const [mapped] = intersectWide([interval], [[V4_IN_V6, V4_IN_V6 + 0xffffffffn]]);
    if (mapped === undefined) return false;
    return this.#inSet(sym, [[Number(mapped[0] - V4_IN_V6), Number(mapped[1] - V4_IN_V6)]]);
  }

  #equals(sym: string, text: string): boolean {
    const { family } = this.#facts(sym);
    const address = wideNumber(text);
    if (address?.family !== family) return false;
    // Only the canonical text of an address can be equal to one.
    if (family === 'v4') {
      const value = addressNumber(text);
      return addressText(value) === text && this.#inSet(sym, [[value, value]]);
    }
    return wideText(address.value) === text && this.#decideV6(sym, [address.value, address.value]);
  }

  /** `null`: an expression this cannot be worked out for. */
  #matches(sym: string, source: string, flags: string): boolean | null {
    const automaton = Automaton.of(source, flags);
    if (automaton === null) return null;
    const { family, v4 } = this.#facts(sym);
    if (family === 'v4') return this.#decideV4(sym, (want) => matching(v4, automaton, want));
    return automaton.certainOfIpv6();
  }

  /** Where a text stands first (or last) in an IPv4 address; -1 where it does not. */
  #position(sym: string, needle: string, last: boolean): number {
    if (this.#isLate()) return -1;
    const { v4 } = this.#facts(sym);
    const text = needle.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
    const rule = (facts: V4Facts, source: string, want: boolean): V4Facts => {
      const automaton = Automaton.of(source, '');
      return automaton === null ? facts : matching(facts, automaton, want);
    };
    const options: [number, V4Facts][] = [[-1, rule(v4, text, false)]];
    let earlier = v4;
    for (let at = 0; at < 15; at++) {
      if (last) options.push([at, rule(v4, `^[^]{${at}}${text}[^${text}]*$`, true)]);
      else if (needle.length === 1) options.push([at, rule(v4, `^[^${text}]{${at}}${text}`, true)]);
      else {
        options.push([at, rule(earlier, `^[^]{${at}}${text}`, true)]);
        earlier = rule(earlier, `^[^]{${at}}${text}`, false);
      }
    }
    const [at, facts] = this.#choose(options.filter(([, narrowed]) => findV4(narrowed) !== null));
    this.#set(sym, { v4: facts });
    return at;
  }

  // --- tables -------------------------------------------------------------------------------------------------

  #split(atom: string, classes: readonly number[], points: readonly number[] | undefined): number {
    const wanted = [...new Set(classes)];
    if (this.#isLate()) return wanted[0] ?? 0;
    if (points !== undefined) return this.#splitDraw(atom, classes, points, wanted);
    if (/^[LG]:/.test(atom)) {
      this.clock.asked = true;
      const sets = wanted.map((one) => this.clock.classSet(atom, classes, one));
      const left = wanted.filter((_, index) => this.clock.possible(present(sets[index])).includes(true));
      const chosen = this.#choose(left);
      this.clock.narrow(present(sets[wanted.indexOf(chosen)]), true);
      return chosen;
    }
    const slash = atom.lastIndexOf('/');
    const sym = atom.slice(0, slash);
    const octet = Number(atom.slice(slash + 1));
    const { v4 } = this.#facts(sym);
    const narrow = (one: number): V4Facts =>
      withOctet(
        v4,
        octet,
        Uint8Array.from(classes, (own) => (own === one ? 1 : 0)),
      );
    const chosen = this.#choose(wanted.filter((one) => findV4(narrow(one)) !== null));
    this.#set(sym, { v4: narrow(chosen) });
    return chosen;
  }

  #splitDraw(
    atom: string,
    classes: readonly number[],
    points: readonly number[],
    wanted: readonly number[],
  ): number {
    const sym = atom.split(':')[0] ?? '';
    const known = this.draws.get(sym) ?? new Map<string, DrawFacts>();
    this.draws.set(sym, known);
    const allowed = known.get(atom)?.allowed ?? points.map(() => true);
    const chosen = this.#choose(
      wanted.filter((one) => classes.some((own, index) => own === one && allowed[index] === true)),
    );
    known.set(atom, { points, allowed: allowed.map((was, index) => was && classes[index] === chosen) });
    return chosen;
  }

  #index(atom: string, size: number, points: readonly number[] | undefined): number {
    if (points !== undefined) {
      const known = this.draws.get(atom.split(':')[0] ?? '')?.get(atom);
      return Math.max(0, known?.allowed.indexOf(true) ?? Math.floor(size / 2));
    }
    if (/^[LG]:/.test(atom)) {
      this.clock.asked = true;
      return this.clock.indexAt(atom, this.#moment());
    }
    const slash = atom.lastIndexOf('/');
    return Number(this.textOf(atom.slice(0, slash)).split('.')[Number(atom.slice(slash + 1))] ?? 0);
  }

  #moment(): Moment {
    const found = this.clock.find();
    return typeof found === 'string' ? { local: 0, offsetMinutes: 0 } : found;
  }

  // --- the environment ----------------------------------------------------------------------------------------

  /** A draw that is possible in every table made from it; `null` where none was found. */
  #draw(tables: ReadonlyMap<string, DrawFacts>): number | null {
    const all = [...tables.values()];
    // Between two neighbouring edges of any table all draws are alike, so one of each stretch is enough.
    const edges = [...new Set(all.flatMap(({ points }) => points))].sort((a, b) => a - b);
    const candidates = edges.flatMap((edge, index) => [edge, (edge + (edges[index + 1] ?? 1)) / 2]);
    // A table's points are its edges and the middles between them: a draw belongs to the edge it hits or to a middle.
    const fits = (draw: number, { points, allowed }: DrawFacts): boolean => {
      const exact = points.indexOf(draw);
      if (exact !== -1) return allowed[exact] === true;
      let nearest = 0;
      points.forEach((point, index) => {
        if (point <= draw) nearest = index;
      });
      const edge = (points[nearest] ?? 0) < draw && nearest % 2 === 0 ? nearest + 1 : nearest;
      return allowed[Math.min(edge, points.length - 1)] === true;
    };
    return candidates.find((draw) => all.every((facts) => fits(draw, facts))) ?? null;
  }

  /**
   * An environment in which the script goes the way this run went; `none` where there is certainly none, `unsure` where
   * none was found.
   */
  environment(): PacEnvironment | 'none' | 'unsure' {
    const dns: Record<string, string[]> = {};
    let myIp: string | string[] | undefined;
    for (const [sym, facts] of this.addresses) {
      if (sym.endsWith(':v6') || sym.startsWith('kept')) continue;
      const text = facts.family === 'none' ? [] : [this.textOf(sym)];
      if (facts.several) text.push('2001:db8::9');
      if (facts.family === 'none' && this.addresses.has(`${sym}:v6`)) text.push(this.textOf(`${sym}:v6`));
      if (sym !== 'me') dns[sym.slice(4)] = text;
      else if (text.length > 0) myIp = text.length === 1 ? text[0] : text;
    }
    if (this.#lost) return 'unsure';
    const random: number[] = [];
    for (const [sym, tables] of this.draws) {
      if (!/^(?:random|kept\d)/.test(sym)) continue;
      const draw = this.#draw(tables);
      if (draw === null) return 'none';
      if (sym.startsWith('kept')) continue;
      random[Number(sym.slice('random'.length))] = draw;
    }
    const milliseconds = this.draws.get('ms')?.get('ms:0')?.allowed.indexOf(true) ?? 0;
    const moment = this.clock.asked ? this.clock.find() : null;
    if (typeof moment === 'string') return moment;
    const time =
      moment === null
        ? {}
        : {
            at: new Date((moment.local - moment.offsetMinutes * 60) * 1000 + milliseconds),
            timeZone: moment.offsetMinutes === 0 ? 'UTC' : zoneText(moment.offsetMinutes),
          };
    for (const [name, addresses] of Object.entries(this.#options.knownDns)) dns[name] = [...addresses];
    return {
      ...(myIp === undefined ? {} : { myIp }),
      ...(Object.keys(dns).length === 0 ? {} : { dns }),
      ...time,
      ...(random.length === 0
        ? {}
        : { random: Array.from(random, (draw) => (draw as number | undefined) ?? 0.5) }),
    };
  }
}

function zoneText(offset: number): string {
  const size = Math.abs(offset);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
