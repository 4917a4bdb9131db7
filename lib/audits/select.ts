/**
 * Which audits run, and so what has to be looked at: nothing is gathered that no audit is going to read.
 */
import type { Shell } from '../causes/row.js';
import type { EvidenceKey } from '../evidence/types.js';
import type { Profile } from '../profile/types.js';
import type { Audit } from './define.js';
import type { AuditLimits } from './limits.js';
import { suggestion } from './nearest.js';
import type { SharedProofs } from './proxy/shared/shared-proofs.js';
import { registry } from './registry.js';

/** Which audits run, within which bounds, and how the commands of their report are written. */
export interface AuditOptions {
  /** Audit ids, or prefixes that end in `/`, to run; default all. */
  readonly only?: readonly string[];
  /** The same, to leave out. */
  readonly skip?: readonly string[];
  /** How the commands that a report names are to name the profile, e.g. its file; default: its id. */
  readonly profileAs?: string;
  /** Which shell those commands are written for: `windows` is what cmd and PowerShell both read. Default `posix`. */
  readonly shell?: Shell;
  readonly limits?: Partial<AuditLimits>;
  /** Handed to each audit of many evidences: a PAC that several hold is proven once. */
  readonly shared?: SharedProofs;
}

/**
 * The audits that `only` and `skip` leave, in the registry's order; a notice that the profile does not let go of is not
 * skipped. Throws `RangeError` where one names no audit.
 */
export function selectAudits(profile: Profile, { only, skip }: AuditOptions): readonly Audit[] {
  const matches = (pattern: string, id: string): boolean =>
    pattern.endsWith('/') ? id.startsWith(pattern) : id === pattern;
  for (const pattern of [...(only ?? []), ...(skip ?? [])]) {
    if (!registry.some(({ id }) => matches(pattern, id))) {
      throw new RangeError(`No audit "${pattern}"; ${suggestion(pattern, true)}.`);
    }
  }
  return registry.filter(
    ({ id, isKept }) =>
      (only?.some((pattern) => matches(pattern, id)) ?? true) &&
      (isKept(profile) || !skip?.some((pattern) => matches(pattern, id))),
  );
}

/** Why the profile does not ask for an audit; undefined where it does. */
export function notAsked(entry: Audit, profile: Profile): 'switched-off' | 'not-asked' | undefined {
  if (profile.audits[entry.id] === 'off' && !entry.isKept(profile)) return 'switched-off';
  return entry.strength(profile) === 'none' ? 'not-asked' : undefined;
}

/**
 * The parts of the evidence that the selected audits read: what `gather` is to collect and nothing else. Throws
 * `RangeError` as `audit` does.
 */
export function evidenceNeeded(profile: Profile, options: AuditOptions = {}): ReadonlySet<EvidenceKey> {
  const asked = selectAudits(profile, options).filter((entry) => notAsked(entry, profile) === undefined);
  const required = asked.flatMap(({ requires }) => requires);
  const used = asked.flatMap(({ uses }) => uses);
  return new Set([...required, ...used.filter((key) => !fromServices.has(key))]);
}

/** Of the profile's servers: nobody is contacted whom no selected audit is about, for what another may read beside. */
const fromServices: ReadonlySet<EvidenceKey> = new Set(['distribution', 'token']);

/**
 * What is wrong with an id under `audits` in a profile, in words; undefined where there is such an audit. One that there is
 * not is a slip of the pen, or of another version.
 */
export function auditMistake(id: string): string | undefined {
  if (registry.some((entry) => entry.id === id)) return undefined;
  return `there is no such audit; ${suggestion(id, false)}`;
}
