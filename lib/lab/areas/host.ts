/** The area of the machine itself: a Windows machine played from its answers, gathered by the readers of `--here`. */
import { gatherBrowserPolicies } from '../../gather/host/browser-policies.js';
import { gatherHost } from '../../gather/host/index.js';
import { healthyHost, hostFaults, type HostPlan } from '../faults/host.js';
import { machineReaders } from '../machine.js';
import { defineArea, type LabArea } from './define.js';

export const hostArea: LabArea = defineArea<HostPlan>({
  id: 'host',
  healthy: healthyHost,
  faults: hostFaults,
  gather: async ({ machine, origins, embeddingOrigins }, { profile }) => {
    const options = { readers: machineReaders(machine), here: true };
    const [host, browserPolicies] = await Promise.all([
      gatherHost(profile, options),
      gatherBrowserPolicies(options),
    ]);
    return {
      evidence: { host, ...(browserPolicies === undefined ? {} : { browserPolicies }) },
      profile: {
        origins,
        embeddingOrigins,
        os: [
          { family: 'windows', minimum: '10', architectures: ['x64', 'arm64'], documentedFrom: '8.1' },
          { family: 'linux', ongoing: true },
        ],
      },
    };
  },
});
