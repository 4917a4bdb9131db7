/** What the scanner of front-end files looks for and what it says. No secret is in any of these values. */

/** `secret`: the text holds one. `use`: the text is code that works with one. */
export type SecretKind = 'secret' | 'use';

export type SecretRule =
  | 'api-key'
  | 'api-key-literal'
  | 'bearer-token'
  | 'jwt'
  | 'api-key-header'
  | 'api-key-variable'
  | 'token-endpoint';

/** How the key itself stands there. */
export type KeyForm = 'plain' | 'base64' | 'hex' | 'percent-encoded' | 'escaped' | 'in pieces';

/** A place in a text: both count from 1, columns in UTF-16 code units, as editors and browsers count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place before bundling, as a source map tells it. */
export interface OriginalPlace extends Place {
  readonly source: string;
}

export interface SecretHit extends Place {
  readonly rule: SecretRule;
  readonly kind: SecretKind;
  readonly form?: KeyForm;
  readonly original?: OriginalPlace;
}

export interface ScanResult {
  readonly hits: readonly SecretHit[];
  /** More was found than is told. */
  readonly isCut: boolean;
  /** The text could not be read as what its name says it is, so that it was searched as far as that goes. */
  readonly isBroken: boolean;
}

/** A match before its place is known: offsets into the text. */
export interface Match {
  readonly rule: SecretRule;
  readonly form?: KeyForm;
  readonly start: number;
  readonly end: number;
}
