/**
 * What an audit says, as data: the one shape that report/ shows and scripts read
 * (`schemas/report.schema.json` says the same in JSON Schema).
 */
import type {
  Compliance,
  DialectName,
  EnvironmentRegion,
  Span,
  Unreached,
  Verdict as PacVerdict,
} from '../pac/index.js';

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
  readonly resolvers: readonly string[];
  readonly references: readonly string[];
  readonly files: readonly {
    readonly kind: 'pac' | 'settings';
    readonly source: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

export interface ReportSignature {
  readonly name: string;
  readonly type: string;
  readonly signerName: string;
  readonly keyTag: number;
  readonly algorithm: number;
  readonly inception: string;
  readonly expiration: string;
}

/** How something was shown not to be there. */
export interface ReportDenial {
  readonly mechanism: 'NSEC' | 'NSEC3';
  readonly conclusion: string;
  readonly optOut: boolean;
  /** As text, owner first. */
  readonly records: readonly string[];
}

/** One zone on the way from the trust anchor to the answer. */
export interface ReportZone {
  readonly zone: string;
  readonly status: string;
  /** What vouches for it: `anchor`, `ds`, `no-ds`, `negative-anchor`, `nothing`. */
  readonly by: string;
  readonly parent?: string;
  /** Which names need it: the one asked for, or what an alias leads to. */
  readonly for: readonly string[];
  readonly ds: readonly {
    readonly keyTag: number;
    readonly algorithm: number;
    readonly mnemonic: string;
    readonly digestType: number;
    readonly digest: string;
    readonly use: string;
  }[];
  /** Of a zone without a DS they are what it shows, which nobody vouches for. */
  readonly keys: readonly {
    readonly keyTag: number;
    readonly algorithm: number;
    readonly mnemonic: string;
    readonly bits: number;
    readonly sep: boolean;
    readonly revoked: boolean;
    /** It signed something that was proven. */
    readonly used: boolean;
    /** A signature that proves nothing names it: the key that would sign, were the chain whole. */
    readonly claimed: boolean;
  }[];
  /** Signatures over its DS (by the parent) and over its DNSKEY RRset that hold, and those that do not, with the reason. */
  readonly proofs: readonly ReportSignature[];
  readonly attempts: readonly (ReportSignature & { readonly code: string })[];
  /** The parent’s proof that there is no DS. */
  readonly denial?: ReportDenial;
  /** Reasons why it is not secure. */
  readonly codes: readonly string[];
}

/** An RRset of the answer: an alias, or what was asked for. */
export interface ReportAnswer {
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly ttlSeconds: number;
  readonly data: readonly string[];
  readonly proof?: ReportSignature;
  /** Signatures that came with it, where none counts. */
  readonly attempts: readonly ReportSignature[];
}

/** The chain of trust as one place gave it. */
export interface ReportChain {
  /** A resolver, a reference, or the zone’s own servers. */
  readonly by: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly rcode: string;
  readonly zones: readonly ReportZone[];
  /** Empty where there is no such record. */
  readonly answer: readonly ReportAnswer[];
  readonly denials: readonly ReportDenial[];
  readonly reasons: readonly {
    readonly code: string;
    readonly message: string;
    readonly zone?: string;
    /** Extended DNS Error (RFC 8914). */
    readonly ede?: number;
    readonly reference: string;
    readonly fix: string;
    /** The signature that did not hold. */
    readonly signature?: ReportSignature;
    /** Records that would put it right. */
    readonly records?: readonly string[];
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

/** One answer of a PAC from one place in it. */
export interface ReportPacAnswer {
  /** `direct`, `direct-first` (a proxy stands behind it), `proxied`, or `failed`. */
  readonly compliance: Compliance;
  /** As the script gave it; absent where it gave none. */
  readonly result?: string;
  readonly failure?: string;
  /** The expression that gave it. */
  readonly span?: Span;
  /** Who gets it, as a sentence. */
  readonly words: string;
  /** All who get it, any of these; absent where that cannot be told exactly. One without conditions is everybody. */
  readonly regions?: readonly EnvironmentRegion[];
  /** Where the environment decides that it is this answer; none where it is everybody's. */
  readonly conditions: readonly Span[];
  /** It is given after that many calls of others; absent: at once. */
  readonly earlierCalls?: number;
}

/** A PAC as some client programs run it. */
export interface ReportPacProof {
  readonly clients: readonly string[];
  readonly dialect: DialectName;
  readonly url: string;
  /** `always` and `never` DIRECT hold for every environment; `sometimes` is shown by two; else `unknown`. */
  readonly verdict: PacVerdict;
  readonly paths: number;
  /** A proxy stands behind DIRECT somewhere. */
  readonly mayFallBack: boolean;
  /** Those that are not DIRECT first. */
  readonly answers: readonly ReportPacAnswer[];
  /** Why no more can be claimed. */
  readonly obstacles: readonly { readonly reason: string; readonly line?: number }[];
  /** It fails whoever runs it. */
  readonly failure?: string;
  /** Why the client does not ask the PAC for this URL. */
  readonly bypass?: string;
  /** The same for other forms of the URL. */
  readonly variants: readonly (Pick<
    ReportPacProof,
    'url' | 'verdict' | 'answers' | 'obstacles' | 'failure' | 'bypass'
  > & { readonly variant: string })[];
  /** Lines that are run for the URL, and those that no environment reaches. */
  readonly reached: readonly Unreached[];
  readonly unreached: readonly Unreached[];
}

export interface ReportPac {
  readonly source: string;
  /** The setting that names it. */
  readonly namedBy?: string;
  /** It was looked for since automatic detection is on. */
  readonly wpad?: true;
  /** Why it could not be read. */
  readonly error?: string;
  readonly proofs: readonly ReportPacProof[];
  readonly notLookedAt: readonly { readonly clients: readonly string[]; readonly reason: string }[];
}

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
