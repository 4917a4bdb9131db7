/** What a format is handed: the result of one command, whole and with no word of how it is to look. */
import type { Report } from '../../audits/finding.js';
import type { Validation } from '../../dnssec/index.js';
import type { FleetDocument } from '../../fleet/types.js';
import type { Walked } from '../../gather/walk.js';
import type { Decision, LintFinding, Proof, VariantProof } from '../../pac/index.js';
import type { ProxyFact, ProxySettings } from '../../proxy/index.js';
import type { AskedRoute, OfMachine, ServerAnswer } from '../views/proxy-text.js';

/** A file that was looked at, as text: to show the lines at issue. */
export interface SourceFile {
  readonly kind: 'pac' | 'settings';
  /** As findings name it. */
  readonly file: string;
  readonly text: string;
}

/** What an audit is about, for formats that explain their rules beside the results. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly references: readonly string[];
}

export interface AuditDocument {
  readonly kind: 'audit';
  readonly report: Report;
  readonly sources: readonly SourceFile[];
  /** Of the audits that ran; where it is left out rules have their titles alone. */
  readonly rules?: readonly RuleInfo[];
}

export interface ProfileNamed {
  readonly id: string;
  readonly title: string;
  readonly name: string;
}

/** What `staylocal pac` came to: one of a proof, a decision in one environment, and a lint. */
export interface PacDocument {
  readonly kind: 'pac';
  readonly profile: ProfileNamed;
  /** When it was looked at, ISO 8601. */
  readonly at: string;
  readonly source: SourceFile;
  readonly sha256: string;
  readonly bytes: number;
  /** What was asked for. */
  readonly url: string;
  readonly told:
    | {
        readonly mode: 'proof';
        readonly proof: Proof;
        /** Of the proof itself and its variants, those that must be direct. */
        readonly required: readonly VariantProof[];
        readonly holds: boolean;
      }
    | { readonly mode: 'decision'; readonly decision: Decision; readonly assumed: readonly string[] }
    | { readonly mode: 'lint' };
  /** Empty where nobody asked. */
  readonly lint: readonly LintFinding[];
}

export interface DnssecDocument {
  readonly kind: 'dnssec';
  readonly validation: Validation;
  readonly walk?: Walked;
  /** Who was asked. */
  readonly resolvers: readonly string[];
}

export interface ProxyDocument {
  readonly kind: 'proxy';
  readonly profile: ProfileNamed;
  readonly at: string;
  readonly settings: readonly ProxySettings[];
  readonly asked: readonly AskedRoute[];
  readonly servers: readonly ServerAnswer[];
  readonly facts: readonly (ProxyFact & OfMachine)[];
  /** Why each source that could not be read could not be. */
  readonly problems: readonly string[];
  readonly sources: readonly SourceFile[];
}

export type { FleetDocument };

export type Document = AuditDocument | PacDocument | DnssecDocument | ProxyDocument | FleetDocument;
export type DocumentKind = Document['kind'];
export type DocumentOf<K extends DocumentKind> = Extract<Document, { readonly kind: K }>;
