/** Evidence of the lab's program for tables: with a fault of the lab in, or as it was seen with one thing changed. */
import type { AgentEvidence, AgentPortEvidence } from '../../../../lib/evidence/agent.js';
import type { Evidence } from '../../../../lib/evidence/types.js';
import { agentArea } from '../../../../lib/lab/areas/agent.js';
import type { Profile } from '../../../../lib/profile/index.js';
import { collectedAt, testProfile } from '../../case.js';

export const origin = 'https://app.example';

/** What a profile says of the program. */
export const agentProfile: Partial<Profile> & Pick<Profile, 'origins'> = {
  origins: [origin],
  agent: { infoPath: '/info', protectedPath: '/v3/readers', inTimeMs: 1000 },
  jwt: { required: true, maxLifetimeSeconds: 3600 },
  cookies: { noneSinceVersion: '3.5.0' },
  distributionServices: [{ url: 'https://ds.t1t.io', environment: 'production' }],
};

type Parts = () => Promise<Partial<Evidence>>;

const gathered = new Map<string | undefined, Promise<AgentEvidence>>();

async function gather(fault?: string): Promise<AgentEvidence> {
  const profile = { ...testProfile, ...agentProfile };
  const { evidence } = await agentArea.gather({ profile, at: new Date(collectedAt) }, fault);
  if (evidence.agent === undefined) throw new Error('the lab gathered nothing');
  return evidence.agent;
}

export function labAgent(fault?: string): Parts {
  return async () => {
    const known = gathered.get(fault) ?? gather(fault);
    gathered.set(fault, known);
    return { agent: await known };
  };
}

/** The healthy program's evidence, its port changed. */
export function seenAs(change: (port: AgentPortEvidence) => AgentPortEvidence): Parts {
  return machineAs((agent) => ({
    ...agent,
    ports: agent.ports.map((port) => (port.said === undefined ? port : change(port))),
  }));
}

export function saying(said: AgentPortEvidence['said']): Parts {
  return seenAs((port) => ({ ...port, said: { ...port.said, ...said } }));
}

/** The healthy program's evidence, any of it changed. */
export function machineAs(change: (agent: AgentEvidence) => AgentEvidence): Parts {
  return async () => {
    const { agent } = await labAgent()();
    if (agent === undefined) throw new Error('the lab gathered nothing');
    return { agent: change(agent) };
  };
}

export const noAnswer = {
  ms: 5,
  error: { code: 'reset', message: 'the connection was broken off' },
} as const;

/** Without one field that the program told. */
export function silentOn(field: keyof NonNullable<AgentPortEvidence['said']>): Parts {
  return seenAs((port) => {
    const told = Object.entries(port.said ?? {}).filter(([key]) => key !== field);
    return { ...port, said: Object.fromEntries(told) };
  });
}

/** Without one part of what was seen of its port. */
export function unseen(part: keyof AgentPortEvidence): Parts {
  return seenAs((port) => {
    const seen = { ...port };
    Reflect.deleteProperty(seen, part);
    return seen;
  });
}
