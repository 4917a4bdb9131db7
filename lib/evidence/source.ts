/** A file or web resource as it was read, or why it could not be. */

import type { CollectionError } from './collection-error.js';

/** A file or web resource: its bytes, or why there are none. */
export interface SourceEvidence {
  /** Path or URL as the user or a setting named it, without credentials. */
  readonly source: string;
  readonly bytes?: string;
  readonly error?: CollectionError;
}
