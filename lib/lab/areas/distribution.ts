/** The area of the Distribution Service: a service, a proxy and authorities over real sockets, asked by the real gatherer. */
import { gather } from '../../gather/index.js';
import { startDistributionLab } from '../distribution/index.js';
import { healthyDistribution, type DistributionPlan } from '../distribution/plan.js';
import { distributionFaults } from '../faults/distribution.js';
import { defineArea, type LabArea } from './define.js';

export const distributionArea: LabArea = defineArea<DistributionPlan>({
  id: 'distribution',
  healthy: healthyDistribution,
  faults: distributionFaults,
  gather: async (plan, { profile, at }) => {
    const lab = await startDistributionLab({ plan, at });
    try {
      const changes = { distributionServices: [lab.service] };
      const { distribution } = await gather(
        { ...profile, ...changes },
        {
          parts: new Set(['distribution'] as const),
          resolvers: [],
          outbound: lab.outbound,
          limits: lab.limits,
          env: lab.env,
          at,
        },
      );
      return { evidence: distribution === undefined ? {} : { distribution }, profile: changes };
    } finally {
      await lab.close();
    }
  },
});
