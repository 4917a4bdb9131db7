/** The area of DNS: the lab's signed world and its resolver, in memory. */
import { gatherDns } from '../../gather/dns.js';
import { faults } from '../faults/dns.js';
import { labInMemory } from '../index.js';
import { defineArea, type LabArea } from './define.js';

export const dnsArea: LabArea = defineArea<{ readonly faults: readonly string[] }>({
  id: 'dns',
  healthy: { faults: [] },
  faults: faults.map(({ id, description }) => ({
    id,
    description,
    change: (plan) => ({ ...plan, faults: [...plan.faults, id] }),
  })),
  gather: async (plan, { profile, at }) => {
    const { exchange, anchors } = labInMemory({ faults: plan.faults, at });
    const dns = await gatherDns(profile, {
      resolvers: [{ id: 'lab', exchange }],
      anchors,
      at,
      progress: () => undefined,
    });
    return { evidence: { dns } };
  },
});
