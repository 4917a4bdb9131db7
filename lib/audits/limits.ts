/** What an audit of hostile evidence may take. */
export interface AuditLimits {
  /** What the proofs of all PAC files may take together, in milliseconds; default 60,000. */
  readonly pacMs: number;
}

export const DEFAULT_AUDIT_LIMITS: AuditLimits = { pacMs: 60_000 };
