/** Evidence: what was seen, as it was seen. */
export { maxEvidenceBytes, parseEvidence, serializeEvidence } from './file.js';
export type {
  AuthoritativeEvidence,
  CollectionError,
  DnsEvidence,
  Evidence,
  EvidenceKey,
  HostsEntry,
  HostsEvidence,
  PacEvidence,
  ResolverEvidence,
  SettingsEvidence,
  SourceEvidence,
  SystemLookup,
  ZoneServerEvidence,
} from './types.js';
export { failedStage } from './probe.js';
