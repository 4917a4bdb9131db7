/** Machines, one after the other → the fleet. Of a machine the newest evidence counts; of each only numbers are kept. */
import { commonTitle } from './cause-key.js';
import { Pool } from './pool.js';
import { causeStatuses, worst, type JudgedMachine, type SeenCause, type SeenFinding } from './row.js';
import type { CauseStatus, TraitId, VerdictWord } from './types.js';

/** What is kept of a machine. */
export interface Row {
  readonly machine: string;
  readonly source: string;
  readonly at: string;
  readonly verdict: VerdictWord;
  readonly but: boolean;
  /** Index of a value. */
  readonly why?: number;
  readonly isOpen: boolean;
  /** Indexes of causes, their statuses as indexes of `causeStatuses`, and whether they decide. */
  readonly causes: readonly number[];
  readonly statuses: readonly number[];
  readonly decides: readonly boolean[];
  readonly findings: readonly number[];
  /** Indexes of values. */
  readonly traits: Readonly<Partial<Record<TraitId, number>>>;
}

export type KnownCause = { -readonly [K in keyof Omit<SeenCause, 'decides'>]: SeenCause[K] };

/** A former state of the fleet: of each machine its verdict and the causes that it had. */
export interface FormerMachine {
  readonly machine: string;
  readonly verdict: VerdictWord;
  readonly but: boolean;
  readonly causes: ReadonlyMap<string, CauseStatus>;
}

export interface Former {
  readonly since: string;
  readonly machines: ReadonlyMap<string, FormerMachine>;
  readonly titles: ReadonlyMap<string, string>;
}

/** Reasons of files that were skipped, at most; the others are counted. */
const maxSkipped = 1000;

export class Fleet {
  readonly #rows = new Map<string, Row>();
  /** By machine: the newest one that is not newer than `since`. */
  readonly #former = new Map<string, Row>();
  readonly #since: string | undefined;
  readonly causes: Pool<KnownCause> = new Pool<KnownCause>();
  readonly findings: Pool<SeenFinding> = new Pool<SeenFinding>();
  readonly values: Pool<string> = new Pool<string>();
  readonly skipped: { source: string; reason: string }[] = [];
  skippedCount = 0;
  superseded = 0;

  /** `since`: ISO 8601; the state of then is what the fleet is compared with. */
  constructor(since?: Date) {
    this.#since = since?.toISOString();
  }

  get size(): number {
    return this.#rows.size;
  }

  get rows(): readonly Row[] {
    return [...this.#rows.values()];
  }

  add(one: JudgedMachine): void {
    const row = this.#rowOf(one);
    if (this.#since !== undefined && row.at <= this.#since) keepNewer(this.#former, row);
    if (this.#rows.has(row.machine)) this.superseded += 1;
    keepNewer(this.#rows, row);
  }

  skip(source: string, reason: string): void {
    this.skippedCount += 1;
    if (this.skipped.length < maxSkipped) this.skipped.push({ source, reason });
  }

  /** Of a machine on which something failed; of the others, whether something could not be looked at. */
  outcome(former: Former | undefined): 'failed' | 'open' | 'passed' {
    let isOpen = this.skippedCount > 0 || this.size === 0;
    for (const row of this.rows) {
      const known = former?.machines.get(row.machine)?.causes;
      for (const [index, cause] of row.causes.entries()) {
        const status = causeStatuses[row.statuses[index] ?? 0] ?? 'fail';
        const was = known?.get(this.causes.all[cause]?.key ?? '');
        if (was !== undefined && worst(was, status) === was) continue;
        if (status === 'fail') return 'failed';
        if (status === 'error') isOpen = true;
      }
      if (row.isOpen && former?.machines.get(row.machine)?.verdict !== 'UNKNOWN') isOpen = true;
    }
    return isOpen ? 'open' : 'passed';
  }

  #rowOf({ causes, findings, traits, why, ...rest }: JudgedMachine): Row {
    return {
      ...(why === undefined ? {} : { why: this.values.indexOf(why, () => why) }),
      machine: rest.machine,
      source: rest.source,
      at: rest.at,
      verdict: rest.verdict,
      but: rest.but,
      isOpen: rest.isOpen,
      causes: causes.map((cause) => this.#causeIndex(cause)),
      statuses: causes.map(({ status }) => causeStatuses.indexOf(status)),
      decides: causes.map(({ decides }) => decides),
      findings: findings.map((one) => this.findings.indexOf(`${one.id} ${one.status}`, () => one)),
      traits: Object.fromEntries(
        Object.entries(traits).map(([trait, value]) => [trait, this.values.indexOf(value, () => value)]),
      ),
    };
  }

  #causeIndex({ key, title, effect, owner, first, status }: SeenCause): number {
    const index = this.causes.indexOf(key, () => ({
      key,
      title,
      effect,
      owner,
      status,
      ...(first === undefined ? {} : { first }),
    }));
    const known = this.causes.all[index];
    if (known !== undefined) {
      known.title = commonTitle(known.title, title);
      known.status = worst(known.status, status);
    }
    return index;
  }

  /** As it was at `since`; undefined where no moment was named. */
  formerState(): Former | undefined {
    if (this.#since === undefined) return undefined;
    const machines = [...this.#former.values()].map((row): readonly [string, FormerMachine] => [
      row.machine,
      {
        machine: row.machine,
        verdict: row.verdict,
        but: row.but,
        causes: new Map(
          row.causes.map((cause, index) => [
            this.causes.all[cause]?.key ?? '',
            causeStatuses[row.statuses[index] ?? 0] ?? 'fail',
          ]),
        ),
      },
    ]);
    return {
      since: this.#since,
      machines: new Map(machines),
      titles: new Map(this.causes.all.map(({ key, title }) => [key, title])),
    };
  }
}

function keepNewer(rows: Map<string, Row>, row: Row): void {
  const known = rows.get(row.machine);
  // Of two at one moment the one that came later counts.
  if (known === undefined || known.at <= row.at) rows.set(row.machine, row);
}
