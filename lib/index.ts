/** `staylocal`: from a profile to a report. The domains have entry points of their own (`staylocal/dnssec`, …). */
export { audit, evidenceNeeded, type AuditOptions } from './audits/audit.js';
export type { Finding, Fix, Location, Report, Status } from './audits/finding.js';
export { ParseError } from './errors.js';
export {
  parseEvidence,
  serializeEvidence,
  type CollectionError,
  type DnsEvidence,
  type Evidence,
  type EvidenceKey,
  type PacEvidence,
  type ResolverEvidence,
  type SettingsEvidence,
  type SourceEvidence,
} from './evidence/index.js';
export { gather, type GatherOptions, type NamedResolver, type SettingsSource } from './gather/index.js';
export {
  builtInProfiles,
  loadProfile,
  parseProfile,
  ProfileError,
  type DistributionService,
  type OsMinimum,
  type Profile,
  type ProfileIssue,
  type Strength,
} from './profile/index.js';
export { render, type RenderOptions, type ReportFormat } from './report/index.js';
export { version } from './version.js';
