/**
 * Which of the probed ports the program holds: it gave its information there, or at least showed a certificate for the
 * name. What else answers is another program's, and no question about the program is put to it.
 */
import { X509Certificate } from 'node:crypto';
import type { AgentEvidence, AgentPortEvidence } from '../../../evidence/agent.js';
import type { Profile } from '../../../profile/types.js';
import type { MessageSpec, Outcome } from '../../define.js';

/** For audits that ask the program something, where it serves no port: what is wrong there, agent/listening says. */
export const notServing: MessageSpec = {
  status: 'not-collected',
  text: 'The program could not be asked: it serves none of the ports.',
};

export function portLabel({ address, port }: Pick<AgentPortEvidence, 'address' | 'port'>): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

export function isProgram(seen: AgentPortEvidence, profile: Profile): boolean {
  if (seen.said !== undefined) return true;
  const leaf = leafOf(seen);
  return leaf?.checkHost(profile.name) !== undefined;
}

export function programPorts(agent: AgentEvidence, profile: Profile): readonly AgentPortEvidence[] {
  return agent.ports.filter((seen) => isProgram(seen, profile));
}

/** Of a port's TLS the server's own certificate; undefined where none was sent, kept, or can be read. */
export function leafOf({ tls }: AgentPortEvidence): X509Certificate | undefined {
  const der = tls?.chain[0];
  if (der === undefined) return undefined;
  try {
    return new X509Certificate(Buffer.from(der, 'base64'));
  } catch {
    // Evidence can come through other hands; what is no certificate says nothing.
    return undefined;
  }
}

/** One outcome for each port where the program gave its information, or the one that says that there is none. */
export function overAnswers<Id extends string>(
  agent: AgentEvidence,
  judge: (
    seen: AgentPortEvidence & { readonly said: NonNullable<AgentPortEvidence['said']> },
  ) => Outcome<Id> | readonly Outcome<Id>[],
): Outcome<Id | 'not-serving'>[] {
  const outcomes = agent.ports.flatMap((seen) => {
    const { said } = seen;
    if (said === undefined) return [];
    return [judge({ ...seen, said })].flat().map((outcome) => ({ subject: portLabel(seen), ...outcome }));
  });
  return outcomes.length > 0 ? outcomes : [{ message: 'not-serving' }];
}
