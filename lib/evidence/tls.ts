/** A TLS session as one side saw it: what it rested on, and whether that was trusted. */
export interface TlsEvidence {
  /** E.g. `TLSv1.3`. */
  readonly protocol: string;
  /** Certificates as the server sent them, leaf first: DER in base64. */
  readonly chain: readonly string[];
  /** Whether the chain ends in a trusted root and the leaf holds the name. */
  readonly authorized: boolean;
  /** Why not: the code of Node's verification, e.g. `CERT_HAS_EXPIRED`. */
  readonly authorizationError?: string;
}
