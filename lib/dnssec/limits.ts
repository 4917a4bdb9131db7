/**
 * What one validation may cost, in one place. Hitting a limit ends in `bogus` (work an attacker asked for) or
 * `indeterminate` (looking took too much), with a reason of its own; never in a pass, never in a hang.
 */
import type { Reason } from './types.js';
import { reason } from './reason.js';

/** The bounds of one validation: counts, bytes and milliseconds. What is hit is named by the reason (`limit-…`). */
export interface Limits {
  /** Signature checks spent on one RRset, invalid keys counted (KeyTrap; Unbound: 8). */
  readonly signatureChecksPerRRset: number;
  /** Signature checks in the whole validation, negative proofs included. */
  readonly signatureChecks: number;
  /** DNSKEYs of one algorithm and key tag that are tried (RFC 4035 §5.3.1 allows more; Hickory: 2). */
  readonly keysPerTag: number;
  /** DS records that may fail to match a key before the rest are left (Unbound: 4). */
  readonly dsFailures: number;
  /** NSEC3 iterations above which a proof counts as insecure (RFC 9276 §3.2; Unbound: 150). */
  readonly nsec3Iterations: number;
  /** NSEC3 hashes computed in the whole validation (Unbound: 8 at once, 16 times over). */
  readonly nsec3Hashes: number;
  /** CNAME and DNAME steps (Unbound: 11). */
  readonly aliases: number;
  /** Queries sent (Unbound: 200). */
  readonly queries: number;
  /** Bytes of all responses together. */
  readonly responseBytes: number;
  /** Wall time for the whole, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * A clock that is off: a tenth of the signature's lifetime is allowed on either side, at least `minimum` and at
   * most `maximum` seconds (Unbound: 3,600 and 86,400).
   */
  readonly clockSkewSeconds: { readonly minimum: number; readonly maximum: number };
}

/** The bounds that hold where a caller gives none; each is argued for at its field. */
export const defaultLimits: Limits = {
  signatureChecksPerRRset: 8,
  signatureChecks: 256,
  keysPerTag: 4,
  dsFailures: 4,
  nsec3Iterations: 150,
  nsec3Hashes: 128,
  aliases: 11,
  queries: 200,
  responseBytes: 2_097_152,
  timeoutMs: 30_000,
  clockSkewSeconds: { minimum: 0, maximum: 300 },
};

export type HardLimit = 'limit-signatures' | 'limit-hashes' | 'limit-queries' | 'limit-bytes' | 'limit-time';

const statusAtLimit: Readonly<Record<HardLimit, 'bogus' | 'indeterminate'>> = {
  'limit-signatures': 'bogus',
  'limit-hashes': 'bogus',
  'limit-queries': 'indeterminate',
  'limit-bytes': 'indeterminate',
  'limit-time': 'indeterminate',
};

/** Ends the validation: caught by `validate`, never seen by its caller. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  readonly status: 'bogus' | 'indeterminate';
  readonly reason: Reason;

  constructor(code: HardLimit, message: string) {
    super(message);
    this.status = statusAtLimit[code];
    this.reason = reason(code, message);
  }
}

/** Counts what a validation has spent; each `spend…` throws `LimitError` once its limit is passed. */
export class Budget {
  readonly limits: Limits;
  queries = 0;
  responseBytes = 0;
  signatureChecks = 0;
  nsec3Hashes = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  get queriesLeft(): number {
    return this.limits.queries - this.queries;
  }

  spendQuery(): void {
    if (this.queries >= this.limits.queries)
      throw new LimitError('limit-queries', `More than ${this.limits.queries} queries would be needed`);
    this.queries += 1;
  }

  spendBytes(count: number): void {
    this.responseBytes += count;
    if (this.responseBytes > this.limits.responseBytes)
      throw new LimitError('limit-bytes', `The responses take more than ${this.limits.responseBytes} bytes`);
  }

  spendSignatureCheck(): void {
    if (this.signatureChecks >= this.limits.signatureChecks)
      throw new LimitError(
        'limit-signatures',
        `More than ${this.limits.signatureChecks} signature checks would be needed`,
      );
    this.signatureChecks += 1;
  }

  spendHash(): void {
    if (this.nsec3Hashes >= this.limits.nsec3Hashes)
      throw new LimitError(
        'limit-hashes',
        `More than ${this.limits.nsec3Hashes} NSEC3 hashes would be needed`,
      );
    this.nsec3Hashes += 1;
  }
}
