/**
 * What was seen, as it was seen: the file between gathering and auditing (`schemas/evidence.schema.json`). Raw DNS
 * messages, PAC and settings files byte for byte, and the time; no verdicts, no secrets. Bytes are base64.
 */
import type { AgentEvidence } from './agent.js';
import type { TokenEvidence } from './token.js';
import type { BrowserPoliciesEvidence } from './browser-policies.js';
import type { DnsEvidence } from './dns.js';
import type { DistributionEvidence } from './distribution.js';
import type { FrontEndEvidence } from './front-end.js';
import type { HostEvidence } from './host.js';
import type { HostsEvidence } from './hosts.js';
import type { SourceEvidence } from './source.js';

export type { CollectionError } from './collection-error.js';
export type * from './dns.js';
export type * from './hosts.js';
export type * from './source.js';

/** A PAC file byte for byte, or why it could not be had, and how it came to be looked at. */
export interface PacEvidence extends SourceEvidence {
  /** HTTP `Content-Type` where it came over HTTP. */
  readonly mediaType?: string;
  /** The setting that named it, e.g. `proxy.reg:7 AutoConfigURL`; absent where the user did. */
  readonly namedBy?: string;
  /** Looked for since automatic detection is on; `source` is where. */
  readonly wpad?: true;
}

/** A file that a settings file includes: of Squid, its access rules. */
export interface IncludedEvidence extends SourceEvidence {
  /** As the file that includes it names it; it may be a pattern for several. */
  readonly pattern: string;
}

/** A source of proxy settings, its credentials taken out, with the files that it includes. */
export interface SettingsEvidence extends SourceEvidence {
  readonly included?: readonly IncludedEvidence[];
  /**
   * Whose settings these are, where they came as a file: the name that the user gave, or the file's own. Settings of one
   * machine are judged together, and of two apart. Absent: of the machine on which the evidence was gathered.
   */
  readonly machine?: string;
  /** Reader to use where the user chose one; absent: by content. */
  readonly format?: string;
}

/**
 * All that was gathered. A part that is absent was not looked at, and no audit of it passes; what could not be read is
 * in its part, as an error.
 */
export interface Evidence {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'staylocal'; readonly version: string };
  /** ISO 8601, UTC. Audits take it for the present. */
  readonly collectedAt: string;
  /** What the machine is called on which it was gathered; absent where nobody is to know. */
  readonly label?: string;
  /** The profile it was gathered for; evidence for one name says nothing of another. */
  readonly profile: { readonly id: string; readonly name: string };
  /** The options that decided what was looked at, e.g. `here`; absent: nobody kept them. */
  readonly given?: readonly string[];
  /** How long gathering took. */
  readonly durationMs?: number;
  /** Parts that are missing since gathering was ended before they were done. */
  readonly interrupted?: readonly EvidenceKey[];
  readonly dns?: DnsEvidence;
  readonly hosts?: HostsEvidence;
  readonly pac?: readonly PacEvidence[];
  readonly proxySettings?: readonly SettingsEvidence[];
  readonly distribution?: DistributionEvidence;
  readonly token?: TokenEvidence;
  readonly agent?: AgentEvidence;
  readonly browserPolicies?: BrowserPoliciesEvidence;
  readonly host?: HostEvidence;
  readonly frontEnd?: FrontEndEvidence;
}

/** The parts of evidence that an audit can require. */
export type EvidenceKey =
  | 'dns'
  | 'hosts'
  | 'pac'
  | 'proxySettings'
  | 'distribution'
  | 'token'
  | 'browserPolicies'
  | 'host'
  | 'agent'
  | 'frontEnd';
