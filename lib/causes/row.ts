/**
 * The shape of the table of causes. A row says which messages name a cause, and which messages of other audits merely
 * follow from it: a resolver that is down explains every other finding about it.
 */
import type { Effect, Finding } from '../audits/finding.js';
import type { OwnerKind, Profile } from '../profile/types.js';

/** A finding with the values that fill its message. */
export interface Told {
  readonly finding: Finding;
  readonly data: Readonly<Record<string, string | number>>;
}

/** Whose words a command is written in: a POSIX shell's, or those that cmd and PowerShell both read. */
export type Shell = 'posix' | 'windows';

export interface CauseContext {
  readonly profile: Profile;
  readonly all: readonly Told[];
  /** How a command line names the profile. */
  readonly profileAs: string;
  /** Whose words command lines are written in. */
  readonly shell: Shell;
}

/** Whether a finding follows from a cause that these name. */
export type Relation = (finding: Finding, named: readonly Told[], context: CauseContext) => boolean;

export interface Consequence {
  /** `audit:message`; one that ends in `*` stands for all that begin so. */
  readonly messages: readonly string[];
  /** Default: any. */
  readonly when?: Relation;
}

export interface CauseRow {
  readonly names: readonly string[];
  /** Findings with the same key have one cause. */
  readonly key: (told: Told, context: CauseContext) => string;
  /** A fact without a full stop, of the worst finding. */
  readonly title: (told: Told, context: CauseContext, named: readonly Told[]) => string;
  readonly effect: Effect | ((told: Told, context: CauseContext, named: readonly Told[]) => Effect);
  readonly owner: OwnerKind;
  readonly takes?: readonly Consequence[];
  /** Whether what follows counts for how bad it is: the one who warns of it explains a failure. */
  readonly weighsAll?: boolean;
}

export function matches(patterns: readonly string[], id: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern,
  );
}

export function word(value: string | number | undefined): string {
  return value === undefined ? '' : String(value);
}

/** Folders whose messages are sentences beside their subject; in the others the subject is the sentence's own. */
const apart: ReadonlySet<string> = new Set(['agent', 'browser', 'disk', 'os', 'registry']);

/** The subject and the message as one fact. */
export function factOf({ audit, subject, message }: Finding): string {
  const [folder = ''] = audit.split('/');
  const who = subject === undefined ? '' : `${subject}${apart.has(folder) ? ':' : ''} `;
  const whose = folder === 'agent' && subject !== undefined ? 'The program on ' : '';
  return `${whose}${who}${message}`.replace(/\.$/, '');
}

export const sameSubject: Relation = ({ subject }, named) =>
  named.some(({ finding }) => finding.subject === subject);

export const sameFile: Relation = ({ location }, named) =>
  location !== undefined && named.some(({ finding }) => finding.location?.file === location.file);

/** Both about the same service: one names a URL below the other's. */
export const sameService: Relation = ({ subject }, named) =>
  subject !== undefined &&
  named.some(({ finding }) => finding.subject !== undefined && subject.startsWith(finding.subject));

/** Both of these. */
export function both(one: Relation, other: Relation): Relation {
  return (finding, named, context) => one(finding, named, context) && other(finding, named, context);
}

/** Where its reason is one of these. */
export function withCode(...codes: readonly string[]): Relation {
  return ({ code }) => code !== undefined && codes.includes(code);
}
