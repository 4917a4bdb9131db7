/**
 * What an audit says, as data: the one shape that report/ shows and scripts read
 * (`schemas/report.schema.json` says the same in JSON Schema).
 */
import type { ReportChain } from './report-chain.js';
import type { ReportPac } from './report-pac.js';
import type { Cause, Verdict } from './report-verdict.js';

export type * from './report-chain.js';
export type * from './report-pac.js';
export type * from './report-verdict.js';

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
  readonly endLine?: number;
  /** That behind the last character. */
  readonly endColumn?: number;
  readonly key?: string;
}

/** How to close a finding: a sentence, and the generate targets that write the artefact where there are any. */
export interface Fix {
  readonly advice: string;
  /** Ids of targets of `staylocal generate`; of several, the one for the program in use. */
  readonly targets?: readonly string[];
  /** Who can do it; of a finding that names a cause. */
  readonly owner?: string;
  /** Command that writes the artefact, where one does. */
  readonly command?: string;
  /** Command that looks again. */
  readonly check?: string;
}

/** One answer of a PAC, by the `return` that gives it. */
export interface PacOutcome {
  readonly url: string;
  readonly result: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** For which environments, e.g. `a client in 10.20.0.0/16 gets … from line 41`. */
  readonly words: string;
}

/**
 * One thing that an audit says of one subject. `message` and `status` are for people and exit codes, `id` and `code`
 * for programs; plain data, ready for JSON.
 */
export interface Finding {
  /** Stable: the audit's id and the message's, e.g. `dnssec/chain-secure:bogus`. Several findings may share it. */
  readonly id: string;
  /** Unique within the report: the id, the subject where there is one, and a number where both come again. */
  readonly key: string;
  readonly audit: string;
  readonly status: Status;
  /** The audit's title. */
  readonly title: string;
  /** One sentence, complete in itself. */
  readonly message: string;
  /** What it is about where an audit looks at several: a resolver, a PAC file, a client and URL. */
  readonly subject?: string;
  /** The subject's parts where it joins several, e.g. client programs: a title may hold a comma itself. */
  readonly subjects?: readonly string[];
  readonly location?: Location;
  /** Every place at issue where there are several, `location` among them. */
  readonly locations?: readonly Location[];
  /** The reason as a word for programs, e.g. `signature-expired`. */
  readonly code?: string;
  /** The zone at fault, absolute: `t1t.io.`. */
  readonly zone?: string;
  /** What a PAC answers, and from which line of it, in environments that are not DIRECT. */
  readonly outcomes?: readonly PacOutcome[];
  /** Further sentences, each true on its own: the reasons below the verdict. */
  readonly details?: readonly string[];
  readonly fix?: Fix;
  readonly references: readonly string[];
  /** Key of the cause that it names or that explains it; absent where nothing is to be done. */
  readonly cause?: string;
  /** Whether it merely follows from that cause, and would go with it. */
  readonly because?: true;
  /** Accepted by a baseline, with the reason: it fails nothing. */
  readonly known?: string;
}

/** What a report rests on. */
export interface ReportInputs {
  /** Of the evidence as it is saved, in hexadecimal. */
  readonly evidenceSha256: string;
  /** What the machine is called on which it was gathered; absent where nobody is to know. */
  readonly label?: string;
  /** Of the machine, where it was looked at. */
  readonly system?: { readonly family: string; readonly name: string; readonly architecture?: string };
  /** The options that decided what was looked at. */
  readonly given?: readonly string[];
  /** How long gathering took. */
  readonly durationMs?: number;
  /** Parts of the evidence that are missing since gathering was ended before they were done, e.g. `pac`. */
  readonly interrupted?: readonly string[];
  readonly resolvers: readonly string[];
  readonly references: readonly string[];
  readonly files: readonly {
    readonly kind: 'pac' | 'settings';
    readonly source: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

/** Where one client program would send URLs of the name, by the settings that were read. */
export interface ReportRoute {
  readonly client: string;
  /** Whose settings; absent: of the machine on which the evidence was gathered. */
  readonly machine?: string;
  /** Whether the profile counts on it. */
  readonly counted: boolean;
  readonly urls: readonly string[];
  readonly via: string;
  readonly reason: string;
  /** Whether it asks the network for a PAC first (WPAD). */
  readonly autoDetect: boolean;
  readonly proxy?: string;
  readonly pacUrl?: string;
  /** Source of that PAC among those of the report, where it was looked at. */
  readonly pac?: string;
  /** Where the program looks, and which part of that decides: `wininet`, `HKLM policy`. */
  readonly store?: string;
  readonly scope?: string;
  /** It is an administrator’s, which the user’s own does not overrule. */
  readonly managed?: boolean;
  readonly location?: Location;
  /** The single rule inside the value that decided. */
  readonly rule?: string;
}

export interface ReportManual {
  readonly id: string;
  readonly status: 'manual';
  readonly text: string;
  readonly source: string;
}

/**
 * What one run of the audits says, whole: the verdict, its causes, every finding, and what the findings rest on. The
 * same evidence and profile give the same report to the byte.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'staylocal'; readonly version: string };
  readonly profile: { readonly id: string; readonly title: string; readonly name: string };
  /** When the evidence was collected, ISO 8601 in UTC: the moment at which every finding holds. */
  readonly at: string;
  /** What the machine is called on which it was collected; absent where it was left out. */
  readonly label?: string;
  readonly verdict: Verdict;
  /** What to change, the worst first; every open finding names one of them or follows from one. */
  readonly causes: readonly Cause[];
  readonly findings: readonly Finding[];
  /** What no program can look at, for somebody to check: never counted. Absent where the profile names nothing, or some audits only were asked for. */
  readonly manual?: readonly ReportManual[];
  readonly inputs: ReportInputs;
  /** Empty where no DNS was looked at. */
  readonly chains: readonly ReportChain[];
  /** What each PAC answers; empty where none was looked at. */
  readonly pacs: readonly ReportPac[];
  /** Empty where no proxy settings were read. */
  readonly routes: readonly ReportRoute[];
  readonly summary: Readonly<Record<Status, number>>;
  /** What the report was held against; absent: nothing. */
  readonly baseline?: {
    readonly at: string;
    /** Findings that it accepts. */
    readonly known: number;
    /** Findings of it that are there no more, in words. */
    readonly gone: readonly string[];
    /** Findings of it that nobody looked at now. */
    readonly notLookedAt: number;
  };
}
