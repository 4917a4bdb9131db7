/** Evidence of DNS gathered from the lab in memory: real messages, real signatures, no socket. */
import type { Evidence } from '../../lib/evidence/types.js';
import { gatherDns } from '../../lib/gather/dns.js';
import { labInMemory } from '../../lib/lab/index.js';
import { collectedAt, testProfile } from './case.js';

/** What a resolver of the lab says of `name`, broken as told. */
export function labEvidence(...faults: string[]): () => Promise<Partial<Evidence>> {
  return labEvidenceFor(testProfile.name, ...faults);
}

export function labEvidenceFor(name: string, ...faults: string[]): () => Promise<Partial<Evidence>> {
  return async () => {
    const at = new Date(collectedAt);
    const { exchange, anchors } = labInMemory({ faults, at });
    const dns = await gatherDns(
      { ...testProfile, name },
      { resolvers: [{ id: 'lab', exchange }], anchors, at, progress: () => undefined },
    );
    return { dns };
  };
}
