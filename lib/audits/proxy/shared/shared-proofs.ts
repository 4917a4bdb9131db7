/**
 * Proofs that the audits of several evidences share: the same text, run the same way for the same name, is proven once. The
 * examples of a proof are then of the day of the evidence for which it was made; what it proves is of no day.
 */
import { createHash } from 'node:crypto';
import type { DialectName, Proof } from '../../../pac/index.js';
import type { Profile } from '../../../profile/types.js';

/** More texts than this are proven anew (proofs): what is kept has a bound, however many evidences come. */
const maxKept = 512;

export class SharedProofs {
  readonly #kept = new Map<string, Promise<Proof>>();
  #made = 0;

  /** How many were made, not taken from before. */
  get made(): number {
    return this.#made;
  }

  async get(
    bytes: Uint8Array,
    dialect: DialectName,
    { name, ports, bypassHosts }: Profile,
    make: () => Promise<Proof>,
  ): Promise<Proof> {
    const text = createHash('sha256').update(bytes).digest('hex');
    const key = JSON.stringify([text, dialect, name, ports, bypassHosts]);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    this.#made += 1;
    const making = make();
    this.#kept.set(key, making);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
    try {
      const proof = await making;
      // What the time was too short for may be proven where there is more of it.
      if (lackedTime(proof)) this.#kept.delete(key);
      return proof;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }
}

function lackedTime(proof: Proof): boolean {
  return [proof, ...proof.variants].some(
    ({ failure, obstacles }) =>
      failure?.limit === 'time' || obstacles.some(({ reason }) => reason.includes('more time')),
  );
}
