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
export type {
  BodyKind,
  DistributionEvidence,
  DistributionServiceEvidence,
  StatusEvidence,
} from './distribution.js';
export { failedStage, probeStages } from './probe.js';
export type {
  ConnectStage,
  DnsStage,
  HttpStage,
  ProbeEvidence,
  ProbeStage,
  RouteEvidence,
  StageEvidence,
  TlsStage,
  TrustStore,
  TunnelStage,
} from './probe.js';
export type { TlsEvidence } from './tls.js';
