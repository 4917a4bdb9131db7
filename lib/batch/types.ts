/** Work of many items: what a line asks for, what is handed to whoever does it, and what comes of it. */
import type { Cause } from '../audits/finding.js';
import type { Evidence } from '../evidence/types.js';
import type { Profile } from '../profile/types.js';

/** One line (`schemas/batch-item.schema.json`). Exactly one of `name`, `pac`, `settings`, `evidence`, or `profile` alone. */
export interface BatchItem {
  /** Given back with the result. */
  readonly id?: string;
  /** A built-in profile, a file, or a profile itself; alone: the DNS of its name is audited. Default: the command's. */
  readonly profile?: string | object;
  /** A DNS name, whose chain is validated. */
  readonly name?: string;
  readonly type?: string;
  /** Paths or URLs. */
  readonly pac?: string;
  readonly settings?: string;
  /** Reader of the settings, where the content does not tell. */
  readonly format?: string;
  /** A file, or evidence itself. */
  readonly evidence?: string | object;
}

export type Task = 'dnssec' | 'pac' | 'settings' | 'evidence' | 'profile';

/** All that is needed, on whatever machine. */
export type Work =
  | { readonly kind: 'dnssec'; readonly name: string; readonly type: string }
  | { readonly kind: 'dns'; readonly profile: Profile }
  | {
      readonly kind: 'audit';
      readonly profile: Profile;
      readonly evidence: Evidence;
      readonly only?: readonly string[];
    };

/** What is asked of whoever judges. */
export type AuditAsked = Omit<Extract<Work, { readonly kind: 'audit' }>, 'kind'>;

export interface Job {
  /** The number of its line, from 1. */
  readonly line: number;
  readonly id?: string;
  readonly task: Task;
  /** For a person: the name, the file. */
  readonly subject: string;
  readonly work: Work;
  /** The moment at which it is looked at, where one was named, ISO 8601. */
  readonly at?: string;
}

/** What came of one line (`schemas/batch-result.schema.json`). */
export interface BatchResult {
  readonly schemaVersion: 1;
  readonly kind: 'batch-result';
  readonly line: number;
  readonly id?: string;
  /** `none`: the line is no item. */
  readonly task: Task | 'none';
  readonly subject: string;
  /** `error`: it could not be looked at; never a pass. */
  readonly status: 'pass' | 'warn' | 'fail' | 'error';
  /** In a sentence. */
  readonly message: string;
  readonly dnssec?: {
    readonly status: string;
    readonly rcode: string;
    readonly reasons: readonly { readonly code: string; readonly zone?: string; readonly message: string }[];
  };
  readonly audit?: {
    readonly verdict: string;
    readonly but: boolean;
    readonly causes: readonly Pick<Cause, 'key' | 'status' | 'title' | 'first' | 'owner'>[];
  };
}
