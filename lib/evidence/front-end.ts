/** What a scanner found in the files of a web front end: places and rules, and never what stands there. */
import type { SecretHit } from '../secrets/types.js';

export interface FrontEndEvidence {
  /** As the user named them. */
  readonly paths: readonly string[];
  /** Whether the API key itself was at hand to look for; else only its use is known. */
  readonly lookedForKey: boolean;
  /** How many files were read. */
  readonly files: number;
  readonly hits: readonly (Pick<SecretHit, 'rule' | 'kind' | 'line' | 'column' | 'form' | 'original'> & {
    readonly file: string;
  })[];
  /** More was found than is kept. */
  readonly isCut: boolean;
  /** What was to be read and could not be. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
}
