/** What is to be done, and whether the name stays local: causes and the verdict as a report has them. */

/**
 * What comes of a cause. `leaves`: requests go to another host; `unresolved`: the name has no address; `forged`: nothing
 * keeps somebody from answering in the zone's place; `program`: the name is local, and the call fails; `soon`: it will
 * break; `others`: programs that the profile does not count on; `machine`: room, system, order.
 */
export type Effect = 'leaves' | 'unresolved' | 'forged' | 'program' | 'soon' | 'others' | 'machine';

/** What became of a cause’s fix when it was tried on what was looked at. */
export interface CauseTrial {
  /** `held`: with it in place the findings are closed, and no other opens; `failed`: not so; `not-tried`. */
  readonly status: 'held' | 'failed' | 'not-tried';
  readonly why?: string;
  /** What it changes in the file, as a unified diff. */
  readonly patch?: string;
  /** The file with the fix in it, to take the place of the one that was looked at; absent where it is long. */
  readonly file?: { readonly name: string; readonly base64: string };
}

/** One thing that one person changes in one place, with all that it explains. */
export interface Cause {
  /** Unique within the report, e.g. `zone:t1t.io.:signature-expired`. */
  readonly key: string;
  /** The worst of the findings that name it. */
  readonly status: 'fail' | 'error' | 'warn';
  readonly effect: Effect;
  /** A fact on one line, without a full stop. */
  readonly title: string;
  /** Sentences on why it is so. */
  readonly why: readonly string[];
  readonly where: readonly string[];
  /** Whom or what it reaches, in words. */
  readonly affected: readonly string[];
  /** Who can change it; a profile names its own people. */
  readonly owner: string;
  /** The first thing to do. */
  readonly first?: string;
  /** Command that writes what puts it right. */
  readonly command?: string;
  /** Absent where the report names no fix, or where nobody tried any. */
  readonly trial?: CauseTrial;
  /** Command that shows whether it is put right. */
  readonly check: string;
  /** Keys of the findings that name it, and of those that follow from it. */
  readonly findings: readonly string[];
  readonly consequences: readonly string[];
  /** Where all of its findings are. */
  readonly known?: string;
}

/** The answer to the one question: does the name stay local? */
export interface Verdict {
  /** Warnings never change it. What was not looked at is no YES. */
  readonly word: 'YES' | 'NO' | 'UNKNOWN';
  /** The name stays local, and something else failed or could not be looked at. */
  readonly but: boolean;
  /** The answer as a sentence, without a full stop. */
  readonly headline: string;
  /** The sentence that decides it. */
  readonly line: string;
  /** The first thing to do, and who does it; absent where nothing is to be done. */
  readonly first?: string;
  /** Keys of the causes that decide it. */
  readonly deciding: readonly string[];
  /** The parts that decide and were asked for: `dns`, `dnssec`, `proxy`; none where only others were. */
  readonly asked: readonly string[];
  /** What was looked at, and what not: parts of the report, in words. */
  readonly looked: readonly string[];
  readonly notLooked: readonly string[];
}
