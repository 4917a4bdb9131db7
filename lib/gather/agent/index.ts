/**
 * Looks at the program on this machine: each port of the profile on loopback, and what the operating system says of
 * those ports. Nothing but loopback is contacted. Never rejects but by `signal`.
 */
import type { AgentEvidence } from '../../evidence/agent.js';
import type { Profile } from '../../profile/types.js';
import { limitsFrom, type GatherLimits } from '../limits.js';
import { systemReaders, type MachineReaders } from '../readers.js';
import { readTrust, Trust } from '../route/index.js';
import { systemClock, type Clock } from './clock.js';
import { readDynamicPorts } from './dynamic-ports.js';
import { readListeners } from './listeners.js';
import { thisMachine, type Machine } from './machine.js';
import { probePort } from './port.js';

export interface AgentOptions {
  readonly clock?: Clock;
  readonly machine?: Machine;
  /** Default: Mozilla's roots and the machine's own. */
  readonly trust?: Trust;
  /** For reading the machine's roots where no trust is given. */
  readonly readers?: MachineReaders;
  /** PEM of roots to trust besides. */
  readonly roots?: string;
  readonly limits?: Partial<GatherLimits>;
  readonly signal?: AbortSignal;
  readonly progress?: (text: string) => void;
}

/** The SDK's own limit (t1c-sdk-js), for a profile that names none (milliseconds). */
const inTimeMs = 1_000;

export async function gatherAgent(profile: Profile, options: AgentOptions = {}): Promise<AgentEvidence> {
  const limits = limitsFrom(options.limits);
  const { agentConnectMs: timeoutMs, agentAnswerMs: deadMs } = limits;
  const { clock = systemClock, machine = thisMachine(limits), signal, progress } = options;
  const trust = options.trust ?? (await trustOf(options));
  progress?.(`probing ${profile.name} on this machine, ports ${profile.ports.join(', ')}`);
  const endpoints = loopbackAddresses(profile).flatMap((address) =>
    profile.ports.map((port) => ({ address, port, name: profile.name })),
  );
  const [ports, listeners, dynamicPorts] = await Promise.all([
    Promise.all(
      endpoints.map((endpoint) =>
        probePort(profile, endpoint, {
          trust,
          clock,
          timeoutMs,
          deadMs,
          personal: machine.personal,
          ...(signal === undefined ? {} : { signal }),
        }),
      ),
    ),
    readListeners(machine, profile.ports),
    readDynamicPorts(machine),
  ]);
  signal?.throwIfAborted();
  return {
    limits: { inTimeMs: profile.agent?.inTimeMs ?? inTimeMs, deadMs },
    ports,
    listeners,
    ...(dynamicPorts === undefined ? {} : { dynamicPorts }),
  };
}

async function trustOf({ readers = systemReaders({ env: {} }), roots }: AgentOptions): Promise<Trust> {
  return new Trust((await readTrust({ readers, ...(roots === undefined ? {} : { named: roots }) })).roots);
}

/** 127.0.0.1, and `::1` where the profile has the name point there. */
function loopbackAddresses({ expect }: Profile): readonly string[] {
  return ['127.0.0.1', ...(expect.aaaa.includes('::1') ? ['::1'] : [])];
}
