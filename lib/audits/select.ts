/**
 * Which audits run, and so what has to be looked at: nothing is gathered that no audit is going to read.
 */
import type { EvidenceKey } from '../evidence/types.js';
import type { Profile } from '../profile/types.js';
import type { Audit } from './define.js';
import { registry } from './registry.js';

export interface AuditOptions {
  /** Audit ids, or prefixes that end in `/`, to run; default all. */
  readonly only?: readonly string[];
  /** The same, to leave out. */
  readonly skip?: readonly string[];
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
      throw new RangeError(`No audit "${pattern}"; there are ${registry.map(({ id }) => id).join(', ')}.`);
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
  return new Set(asked.flatMap(({ requires, uses }) => [...requires, ...uses]));
}

/** Ids under `audits` in the profile that no audit has: a slip of the pen, or a profile of another version. */
export function unknownAudits(profile: Profile): readonly string[] {
  const known = new Set(registry.map(({ id }) => id));
  return Object.keys(profile.audits).filter((id) => !known.has(id));
}
