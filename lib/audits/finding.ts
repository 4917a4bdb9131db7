/**
 * What an audit says, as data: the one shape that report/ shows and scripts read
 * (`schemas/report.schema.json` says the same in JSON Schema).
 */

/**
 * `pass`, `fail`, `warn`: looked at, and so it is. `not-applicable`: the profile does not ask, or there is nothing of
 * the kind. `not-collected`: nobody looked, by choice. `error`: somebody tried to look and could not.
 */
export type Status = 'pass' | 'fail' | 'warn' | 'not-applicable' | 'not-collected' | 'error';

/** Where in the user's own files the cause stands. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly key?: string;
}

/** How to close a finding: a sentence, and the generate targets that write the artefact where there are any. */
export interface Fix {
  readonly advice: string;
  /** Ids of targets of `staylocal generate`; of several, the one for the program in use. */
  readonly targets?: readonly string[];
}

export interface Finding {
  /** Stable: the audit's id and the message's, e.g. `dnssec/chain-secure:bogus`. */
  readonly id: string;
  readonly audit: string;
  readonly status: Status;
  /** The audit's title. */
  readonly title: string;
  /** One sentence, complete in itself. */
  readonly message: string;
  /** What it is about where an audit looks at several: a resolver, a PAC file, a client and URL. */
  readonly subject?: string;
  readonly location?: Location;
  /** Further sentences, each true on its own: the reasons below the verdict. */
  readonly details?: readonly string[];
  readonly fix?: Fix;
  readonly references: readonly string[];
}

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'staylocal'; readonly version: string };
  readonly profile: { readonly id: string; readonly title: string; readonly name: string };
  /** When the evidence was collected, ISO 8601 in UTC: the moment at which every finding holds. */
  readonly at: string;
  readonly findings: readonly Finding[];
  readonly summary: Readonly<Record<Status, number>>;
}
