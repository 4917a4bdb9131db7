/** The area of DNS: the lab's signed world from every place that is asked, in memory, and the user's own machine. */
import { gatherDns } from '../../gather/dns/index.js';
import { parseHosts } from '../../gather/hosts.js';
import { faults } from '../faults/dns.js';
import { placeFaults } from '../faults/dns-places.js';
import { labPlaces } from '../places.js';
import { defineArea, type LabArea } from './define.js';

export const dnsArea: LabArea = defineArea<{ readonly faults: readonly string[] }>({
  id: 'dns',
  healthy: { faults: [] },
  faults: [...faults, ...placeFaults].map(({ id, description }) => ({
    id,
    description,
    change: (plan) => ({ ...plan, faults: [...plan.faults, id] }),
  })),
  gather: async (plan, { profile, at }) => {
    const { anchors, resolver, reference, hints, exchangeFor, lookUp, hosts } = labPlaces({
      faults: plan.faults,
      at,
    });
    const dns = await gatherDns(profile, {
      resolvers: [{ id: 'lab', exchange: resolver }],
      references: [{ id: 'the reference', exchange: reference }],
      authoritative: { hints, exchangeFor },
      lookUp,
      anchors,
      at,
      progress: () => undefined,
    });
    return {
      evidence: {
        ...(dns === undefined ? {} : { dns }),
        hosts: { source: '/etc/hosts', entries: parseHosts(hosts, [profile.name, 'localhost']) },
      },
    };
  },
});
