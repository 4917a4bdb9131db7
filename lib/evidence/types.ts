/**
 * What was seen, as it was seen: the file between gathering and auditing (`schemas/evidence.schema.json`). Raw DNS
 * messages, PAC and settings files byte for byte, and the time; no verdicts, no secrets. Bytes are base64.
 */
import type { RecordedExchange } from '../dns/index.js';
import type { BrowserPoliciesEvidence } from './browser-policies.js';
import type { CollectionError } from './collection-error.js';
import type { HostEvidence } from './host.js';

export type { CollectionError } from './collection-error.js';

export interface ResolverEvidence {
  /** The transport and server, e.g. `udp://192.0.2.1:53`. */
  readonly id: string;
  /** Every query that validating the profile's name took, with its response or why there was none. */
  readonly records: readonly RecordedExchange[];
}

export interface DnsEvidence {
  /** Trust anchors in presentation format; absent where the built-in root anchors were used. */
  readonly anchors?: string;
  readonly resolvers: readonly ResolverEvidence[];
}

/** A file or web resource: its bytes, or why there are none. */
export interface SourceEvidence {
  /** Path or URL as the user or a setting named it, without credentials. */
  readonly source: string;
  readonly bytes?: string;
  readonly error?: CollectionError;
}

export interface PacEvidence extends SourceEvidence {
  /** HTTP `Content-Type` where it came over HTTP. */
  readonly mediaType?: string;
  /** The setting that named it, e.g. `proxy.reg:7 AutoConfigURL`; absent where the user did. */
  readonly namedBy?: string;
  /** Looked for since automatic detection is on; `source` is where. */
  readonly wpad?: true;
}

export interface SettingsEvidence extends SourceEvidence {
  /** Reader to use where the user chose one; absent: by content. */
  readonly format?: string;
}

export interface Evidence {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'staylocal'; readonly version: string };
  /** ISO 8601, UTC. Audits take it for the present. */
  readonly collectedAt: string;
  /** The profile it was gathered for; evidence for one name says nothing of another. */
  readonly profile: { readonly id: string; readonly name: string };
  readonly dns?: DnsEvidence;
  readonly pac?: readonly PacEvidence[];
  readonly proxySettings?: readonly SettingsEvidence[];
  readonly browserPolicies?: BrowserPoliciesEvidence;
  readonly host?: HostEvidence;
}

/** The parts of evidence that an audit can require. */
export type EvidenceKey = 'dns' | 'pac' | 'proxySettings' | 'browserPolicies' | 'host';
