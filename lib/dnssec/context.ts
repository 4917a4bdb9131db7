/** What every step of one validation shares: the moment, the policy, and what has been spent so far. */
import type { Policy } from './records/ds.js';
import type { Budget } from './limits.js';

export interface Context extends Policy {
  /** The moment signatures are held against, seconds since 1970. */
  readonly atSeconds: number;
  readonly budget: Budget;
  /** Each algorithm its DS set names has to sign a zone, against RFC 6840 §5.11. */
  readonly requireAllAlgorithms: boolean;
}
