/**
 * Whether another program holds one of the ports: what answers speaks no TLS, shows a certificate for another name, or does
 * not know what the program is asked. Who it is, the system says where this user may know.
 */
import type { AgentEvidence, AgentPortEvidence } from '../../evidence/agent.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { isProgram, leafOf, portLabel } from './shared/ports.js';

type MessageId = 'own' | 'free' | 'taken' | 'one-taken';

const freeIt = {
  advice:
    'End or move the program that holds port {port}; where it is started by the system, give it another port and keep this one (agent/dynamic-range)',
};

export const portOwner: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/port-owner',
  title: 'No other program holds a port of the program',
  why: 'The ports are taken by whoever asks first. Another program on one of them makes the application talk to a stranger, and on all of them keeps the program from starting.',
  requires: ['agent'],
  references: ['https://www.rfc-editor.org/rfc/rfc6335'],
  limits: ['A program is known by its answer and its certificate: one that imitates both is taken for it.'],
  messages: {
    own: { status: 'pass', text: 'is the program’s.' },
    free: { status: 'pass', text: 'is held by no program.' },
    taken: { status: 'fail', text: 'is held by {owner}: {reason}.', fix: freeIt },
    'one-taken': {
      status: 'warn',
      text: 'is held by {owner}: {reason}. The program serves another port, which the application finds later.',
      fix: freeIt,
    },
  },
  run({ agent }, { profile }) {
    const served = agent.ports.some((seen) => isProgram(seen, profile));
    return agent.ports.map((seen): Outcome<MessageId> => {
      const subject = portLabel(seen);
      if (isProgram(seen, profile)) return { message: 'own', subject };
      if (seen.tcp.error !== undefined) return { message: 'free', subject };
      const data = { port: seen.port, owner: ownerOf(agent, seen), reason: reasonOf(seen, profile) };
      return { message: served ? 'one-taken' : 'taken', subject, data };
    });
  },
});

function ownerOf({ listeners }: AgentEvidence, { port }: AgentPortEvidence): string {
  const sockets = 'value' in listeners ? listeners.value : [];
  return (
    sockets.find((socket) => socket.port === port && socket.program !== undefined)?.program ??
    'another program'
  );
}

function reasonOf(seen: AgentPortEvidence, { name, agent }: Profile): string {
  if (seen.tlsError !== undefined) return seen.tlsError.message;
  const names = leafOf(seen)?.subjectAltName?.replaceAll('DNS:', '').slice(0, 200);
  const certificate = names === undefined ? '' : `, and its certificate is for ${names}`;
  const path = agent?.infoPath;
  if (path === undefined) return `its certificate is not for ${name}${certificate}`;
  const { info } = seen;
  const answer =
    info?.error?.message ?? `it answers ${info?.status ?? 'nothing'} to ${path}, without the information`;
  return `${answer}${certificate}`;
}
