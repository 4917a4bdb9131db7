/**
 * The browsers of a machine and the policies that decide about Local Network Access: names and values of those
 * policies only, since policy files hold much that is nobody's business.
 */
import type { CollectionError } from './collection-error.js';

export type BrowserId = 'chrome' | 'chromium' | 'edge' | 'brave' | 'firefox';

export interface BrowserEvidence {
  readonly browser: BrowserId;
  /** As the browser names it, e.g. `142.0.7444.60`. */
  readonly version: string;
}

export interface BrowserPolicyEvidence {
  readonly browser: BrowserId;
  /** `LoopbackNetworkAllowedForUrls`; of Firefox the member: `LocalNetworkAccess.SkipDomains`. */
  readonly name: string;
  /** Text for a value of another kind than the policy has: JSON, shortened. */
  readonly value: boolean | readonly string[] | string;
  /** Recommended policies are defaults that the user may change. */
  readonly level: 'mandatory' | 'recommended';
  /** For whom it is set. */
  readonly scope: 'machine' | 'user';
  /** File, or the command that printed it; no user name in it. */
  readonly source: string;
  readonly line?: number;
}

export interface BrowserPoliciesEvidence {
  /** Browsers found with their version; one that names none is left out and nothing is held against it. */
  readonly browsers: readonly BrowserEvidence[];
  /** From the weakest place to the strongest: of two of one browser and name the last one counts. */
  readonly policies: readonly BrowserPolicyEvidence[];
  /** Places that are there and could not be read. */
  readonly unread: readonly {
    readonly browser: BrowserId;
    readonly source: string;
    readonly error: CollectionError;
  }[];
}
