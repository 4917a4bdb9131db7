/**
 * The anatomy of an audit. An audit is a pure function of its evidence, the profile and the evidence's time; all that
 * it can say is a closed table of messages, so that a report, its documentation and its tests speak of the same list.
 */
import type { Evidence, EvidenceKey } from '../evidence/types.js';
import type { Profile, Strength } from '../profile/types.js';
import type { AuditLimits } from './limits.js';
import type { Fix, Location, PacOutcome, Status } from './finding.js';
import type { SharedProofs } from './proxy/shared/shared-proofs.js';

export interface MessageSpec {
  readonly status: Status;
  /** A sentence; `{name}` is replaced by the outcome's `data.name`. */
  readonly text: string;
  readonly fix?: Fix;
}

/** What `run` found: one message of the audit's list, with what fills it. */
export interface Outcome<Id extends string = string> {
  readonly message: Id;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly subject?: string;
  /** The subject's parts, where it joins several. */
  readonly subjects?: readonly string[];
  readonly location?: Location;
  /** Every place at issue, where there are several. */
  readonly locations?: readonly Location[];
  /** The reason as a word for programs. */
  readonly code?: string;
  /** The zone at fault, absolute. */
  readonly zone?: string;
  readonly outcomes?: readonly PacOutcome[];
  readonly details?: readonly string[];
  /** Generate target that closes it, where that depends on what was found; else the message's own. */
  readonly fixTargets?: readonly string[];
}

/** The evidence of which an audit is sure once `requires` is met. */
export type Required<K extends EvidenceKey> = Evidence & {
  readonly [key in K]-?: NonNullable<Evidence[key]>;
};

export interface AuditContext {
  readonly profile: Profile;
  /** The moment the evidence was collected. */
  readonly at: Date;
  readonly limits: AuditLimits;
  /** Proofs of PACs that other evidences hold as well. */
  readonly shared?: SharedProofs | undefined;
}

export interface AuditSpec<Id extends string, K extends EvidenceKey> {
  /** The file's path below lib/audits/, e.g. `dnssec/chain-secure`. */
  readonly id: string;
  readonly title: string;
  /** Why it matters, in two or three sentences: the audit's page in docs/ opens with it. */
  readonly why: string;
  readonly requires: readonly K[];
  /** Further parts that it reads where they are there, and does without where not. */
  readonly uses?: readonly EvidenceKey[];
  readonly references: readonly string[];
  /** What it does not see, in sentences: at least one. */
  readonly limits: readonly [string, ...string[]];
  /** How strongly the profile holds it; default `required`. `advised` makes failures warnings, `none` not-applicable. */
  readonly strength?: (profile: Profile) => Strength;
  /**
   * Whether it is a notice that neither the profile's `off` nor a caller's `skip` takes away; default: never. It must need no
   * evidence then: what is skipped is not gathered for.
   */
  readonly isKept?: (profile: Profile) => boolean;
  readonly messages: Readonly<Record<Id, MessageSpec>>;
  readonly run: (evidence: Required<K>, context: AuditContext) => Outcome<Id>[] | Promise<Outcome<Id>[]>;
}

/** An audit whose own types are hidden, so that a registry can hold all of them. */
export interface Audit {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly requires: readonly EvidenceKey[];
  readonly uses: readonly EvidenceKey[];
  readonly references: readonly string[];
  readonly limits: readonly string[];
  readonly strength: (profile: Profile) => Strength;
  readonly isKept: (profile: Profile) => boolean;
  readonly messages: Readonly<Record<string, MessageSpec>>;
  /** Undefined where a required part of the evidence is not there. */
  readonly run: (evidence: Evidence, context: AuditContext) => Promise<Outcome[]> | undefined;
}

function has<K extends EvidenceKey>(evidence: Evidence, requires: readonly K[]): evidence is Required<K> {
  return requires.every((key) => evidence[key] !== undefined);
}

export function defineAudit<Id extends string, K extends EvidenceKey>(spec: AuditSpec<Id, K>): Audit {
  return {
    ...spec,
    uses: spec.uses ?? [],
    strength: spec.strength ?? (() => 'required'),
    isKept: spec.isKept ?? (() => false),
    run: (evidence, context) =>
      has(evidence, spec.requires) ? Promise.resolve().then(() => spec.run(evidence, context)) : undefined,
  };
}
