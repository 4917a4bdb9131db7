/** Evidence of DNS gathered from the lab in memory: real messages, real signatures, no socket. */
import type { Evidence } from '../../lib/evidence/types.js';
import { gatherDns } from '../../lib/gather/dns/index.js';
import { parseHosts } from '../../lib/gather/hosts.js';
import { labInMemory, labPlaces } from '../../lib/lab/index.js';
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
    return dns === undefined ? {} : { dns };
  };
}

/** All places of the lab: a resolver, a reference, the zone's own servers, this system and its hosts file. */
export function placesEvidence(
  faults: readonly string[] = [],
  { alone = false, name = testProfile.name }: { alone?: boolean; name?: string } = {},
): () => Promise<Partial<Evidence>> {
  return async () => {
    const at = new Date(collectedAt);
    const lab = labPlaces({ faults, at });
    const distributionServices = [{ url: 'https://ds.t1t.io', environment: 'production' as const }];
    const dns = await gatherDns(
      { ...testProfile, name, distributionServices },
      {
        resolvers: [{ id: 'lab', exchange: lab.resolver }],
        ...(alone
          ? {}
          : {
              references: [{ id: 'the reference', exchange: lab.reference }],
              authoritative: { hints: lab.hints, exchangeFor: lab.exchangeFor },
            }),
        lookUp: lab.lookUp,
        anchors: lab.anchors,
        at,
        progress: () => undefined,
      },
    );
    const entries = parseHosts(lab.hosts, [name, 'localhost']);
    return { ...(dns === undefined ? {} : { dns }), hosts: { source: '/etc/hosts', entries } };
  };
}
