/** The area of the program on this machine: a stand-in over TLS, asked by the real gatherer over real sockets. */
import { gatherAgent } from '../../gather/agent/index.js';
import { healthyAgent, type AgentPlan } from '../agent/plan.js';
import { startAgentLab } from '../agent/index.js';
import { agentFaults } from '../faults/agent.js';
import { defineArea, type LabArea } from './define.js';

export const agentArea: LabArea = defineArea<AgentPlan>({
  id: 'agent',
  healthy: healthyAgent,
  faults: agentFaults,
  gather: async (plan, { profile, at }) => {
    const lab = await startAgentLab(profile, { plan, at });
    try {
      const agent = await gatherAgent(lab.profile, lab.options);
      // The ports are left to the other areas: what the audits of the program judge is what was probed.
      return {
        evidence: { agent },
        profile: {
          origins: lab.profile.origins,
          distributionServices: profile.distributionServices,
          ...(lab.profile.agent === undefined ? {} : { agent: lab.profile.agent }),
        },
      };
    } finally {
      await lab.close();
    }
  },
});
