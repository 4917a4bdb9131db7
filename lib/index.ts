/** `staylocal`: from a profile to a report. The domains have entry points of their own (`staylocal/dnssec`, …). */
export { audit, evidenceNeeded, type AuditLimits, type AuditOptions } from './audits/audit.js';
export type {
  Cause,
  Effect,
  Finding,
  Fix,
  Location,
  PacOutcome,
  Report,
  ReportChain,
  ReportInputs,
  ReportRoute,
  ReportSignature,
  Status,
  Verdict,
} from './audits/finding.js';
export { ParseError } from './errors.js';
export { parseEvidence, serializeEvidence } from './evidence/index.js';
export type * from './evidence/index.js';
export {
  DEFAULT_GATHER_LIMITS,
  gather,
  type CommandOutput,
  type GatherLimits,
  type GatherOptions,
  type MachineReaders,
  type NamedResolver,
  type SettingsSource,
  type VolumeFacts,
} from './gather/index.js';
export {
  builtInProfiles,
  loadProfile,
  parseProfile,
  ProfileError,
  type DistributionService,
  type OsMinimum,
  type OwnerKind,
  type Profile,
  type ProfileIssue,
  type Strength,
} from './profile/index.js';
export {
  fixKit,
  planFixes,
  tryFixes,
  type FixKitOptions,
  type FixPlan,
  type TriedReport,
} from './fixes/index.js';
export { render, type RenderOptions, type ReportFormat } from './report/index.js';
export { version } from './version.js';
