/** The area of the machine itself: a Windows machine played from its answers, gathered by the readers of `--here`. */
import { gatherBrowserPolicies } from '../../gather/host/browser-policies.js';
import { gatherHost } from '../../gather/host/index.js';
import { healthyHost, hostFaults, type HostPlan } from '../faults/host.js';
import { machineReaders } from '../machine.js';
import { defineArea, type LabArea } from './define.js';

/** The vendor does not say how its folders are called: these are the lab’s own. */
const places = [
  {
    family: 'windows',
    path: '%LOCALAPPDATA%/LabProgram',
    components: ['API', 'Registry', 'Sandbox'].map((name) => ({ name, path: `${name.toLowerCase()}.exe` })),
  },
] as const;

export const hostArea: LabArea = defineArea<HostPlan>({
  id: 'host',
  healthy: healthyHost,
  faults: hostFaults,
  gather: async ({ machine, origins, embeddingOrigins }, { profile }) => {
    const disk = profile.disk === undefined ? undefined : { ...profile.disk, places };
    const options = { readers: machineReaders(machine), here: true };
    const [host, browserPolicies] = await Promise.all([
      gatherHost({ ...profile, ...(disk === undefined ? {} : { disk }) }, options),
      gatherBrowserPolicies(options),
    ]);
    return {
      evidence: { host, ...(browserPolicies === undefined ? {} : { browserPolicies }) },
      profile: {
        origins,
        embeddingOrigins,
        ...(disk === undefined ? {} : { disk }),
        os: [
          { family: 'windows', minimum: '10', architectures: ['x64', 'arm64'], documentedFrom: '8.1' },
          { family: 'linux', ongoing: true },
        ],
      },
    };
  },
});
