/** Evidence: what was seen, as it was seen. */
export { maxEvidenceBytes, parseEvidence, serializeEvidence } from './file.js';
export type {
  CollectionError,
  DnsEvidence,
  Evidence,
  EvidenceKey,
  PacEvidence,
  ResolverEvidence,
  SettingsEvidence,
  SourceEvidence,
} from './types.js';
