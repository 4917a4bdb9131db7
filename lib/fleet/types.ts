/** Many machines at once, as data: what `staylocal fleet --json` writes (`schemas/fleet.schema.json` says the same). */
import type { Cause, Effect, Status } from '../audits/finding.js';

/** In what machines differ; a key of `traitNames`. */
export type TraitId = 'system' | 'resolver' | 'pac' | 'policy' | 'browser' | 'program';

export const traitNames: Readonly<Record<TraitId, string>> = {
  system: 'operating system',
  resolver: 'resolver',
  pac: 'PAC',
  policy: 'browser policy',
  browser: 'browser',
  program: 'version of the program',
};

export type CauseStatus = Cause['status'];
export type VerdictWord = 'YES' | 'NO' | 'UNKNOWN';

/** A value that machines with a cause have and others have not. */
export interface Distinction {
  readonly trait: TraitId;
  readonly value: string;
  /** Machines with the cause of which the value is known, and those of them that have it; the same of all others. */
  readonly among: number;
  readonly have: number;
  readonly others: number;
  readonly othersHave: number;
}

/** One thing to change, on however many machines it is. */
export interface FleetCause {
  readonly key: string;
  /** The worst that it is anywhere. */
  readonly status: CauseStatus;
  readonly effect: Effect;
  readonly title: string;
  readonly owner: string;
  readonly first?: string;
  readonly machines: number;
  /** On how many of them it failed, and on how many it decides a NO. */
  readonly failed: number;
  readonly decides: number;
  /** Baselines only: on how many machines it was. */
  readonly before?: number;
  readonly distinctions: readonly Distinction[];
}

export interface FleetFinding {
  /** The audit and its message. */
  readonly id: string;
  readonly title: string;
  readonly status: Extract<Status, CauseStatus>;
  readonly machines: number;
}

/** Changes in the order in which they help most machines. */
export interface FleetChange {
  readonly cause: string;
  /** On how many machines it is of use. */
  readonly machines: number;
  /** Of the machines that are not in order: those that this change and the ones before it put right. */
  readonly right: number;
}

export interface FleetMachine {
  /** What it is called: the label of its evidence, else the file. */
  readonly machine: string;
  readonly source: string;
  readonly at: string;
  readonly verdict: VerdictWord;
  readonly but: boolean;
  /** UNKNOWN only: the sentence that decides it. */
  readonly why?: string;
  /** By the key of the cause. */
  readonly causes: Readonly<Record<string, CauseStatus>>;
  readonly traits: Readonly<Partial<Record<TraitId, string>>>;
}

/** What became of the machines since an earlier time. */
export interface Movement {
  /** The moment, or that of the newest evidence of the baseline. */
  readonly since: string;
  readonly better: readonly string[];
  readonly worse: readonly string[];
  /** Seen for the first time, and seen then and not now. */
  readonly new: readonly string[];
  readonly gone: readonly string[];
  readonly same: number;
  /** Causes that were there and are nowhere now. */
  readonly goneCauses: readonly { readonly key: string; readonly title: string; readonly before: number }[];
}

export interface FleetData {
  readonly profile: { readonly id: string; readonly title: string; readonly name: string };
  /** Of the newest evidence. */
  readonly at: string;
  readonly counts: {
    readonly machines: number;
    readonly no: number;
    readonly unknown: number;
    /** The name stays local, and something else is not in order. */
    readonly but: number;
    readonly yes: number;
    /** Older evidence of machines of which there is newer. */
    readonly superseded: number;
    readonly skipped: number;
  };
  readonly changes: readonly FleetChange[];
  readonly causes: readonly FleetCause[];
  readonly findings: readonly FleetFinding[];
  readonly traits: readonly {
    readonly trait: TraitId;
    readonly values: readonly { readonly value: string; readonly machines: number; readonly no: number }[];
  }[];
  readonly machines: readonly FleetMachine[];
  readonly movement?: Movement;
  /** What could not be read, with the reason; more are counted. */
  readonly skipped: readonly { readonly source: string; readonly reason: string }[];
}

/** What a format is handed. */
export interface FleetDocument {
  readonly kind: 'fleet';
  readonly fleet: FleetData;
}
