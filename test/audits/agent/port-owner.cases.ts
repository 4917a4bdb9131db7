import { portOwner } from '../../../lib/audits/agent/port-owner.js';
import type { ListeningSocket } from '../../../lib/evidence/agent.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, machineAs } from './shared/evidence.js';

/** A stranger's port, with the listening sockets that the system is to list. */
const strangerWith = (sockets: (port: number) => readonly ListeningSocket[]) => async () => {
  const { agent } = await labAgent('agent-port-plain-http')();
  const port = agent?.ports.find(({ tcp }) => tcp.error === undefined)?.port ?? 0;
  return agent === undefined
    ? {}
    : { agent: { ...agent, listeners: { source: 'netstat', value: sockets(port) } } };
};

export const portOwnerTable: AuditTable = {
  audit: portOwner,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['own', 'free'] },
    {
      title: 'a server without TLS',
      profile,
      evidence: labAgent('agent-port-plain-http'),
      says: ['taken', 'free'],
      shows: /other\.exe: what answers does not speak TLS/,
    },
    {
      title: 'TLS without HTTP',
      profile,
      evidence: labAgent('agent-port-other-tls'),
      says: ['taken', 'free'],
      shows: /does not speak HTTP, and its certificate is for printer\.corp\.example/,
    },
    {
      title: 'another web server',
      profile,
      evidence: labAgent('agent-port-other-https'),
      says: ['taken', 'free'],
      shows: /it answers 200 to \/info, without the information/,
    },
    {
      title: 'one that says nothing',
      profile,
      evidence: labAgent('agent-port-mute'),
      says: ['taken', 'free'],
      shows: /no answer within/,
    },
    {
      title: 'a stranger beside the program',
      profile,
      evidence: labAgent('agent-second-port-taken'),
      says: ['own', 'one-taken'],
    },
    {
      title: 'the program with another certificate',
      profile,
      evidence: labAgent('agent-certificate-other-name'),
      says: ['own', 'free'],
    },
    // The socket of that port, and one whose program the system tells.
    {
      title: 'a stranger whose program one of its sockets tells',
      profile,
      evidence: strangerWith((port) => [
        { address: '127.0.0.1', port: port + 1, program: 'beside.exe' },
        { address: '127.0.0.1', port },
        { address: '::1', port, program: 'stranger.exe' },
      ]),
      says: ['taken', 'free'],
      shows: /held by stranger\.exe: /,
    },
    {
      title: 'no socket listed',
      profile,
      evidence: strangerWith((port) => [{ address: '127.0.0.1', port: port + 1, program: 'beside.exe' }]),
      says: ['taken', 'free'],
      shows: /held by another program: /,
    },
    {
      title: 'a profile that does not ask',
      profile: { ...profile, agent: undefined } as never,
      evidence: labAgent('agent-port-other-https'),
      says: ['taken', 'free'],
      shows: /: its certificate is not for t1c\.t1t\.io, and its certificate is for /,
    },
    {
      title: 'a stranger that sends no certificate and was not asked',
      profile,
      evidence: machineAs((agent) => ({
        ...agent,
        ports: [{ address: '127.0.0.1', port: 51983, tcp: { ms: 1 } }],
      })),
      says: ['taken'],
      shows: /: it answers nothing to \/info, without the information\./,
    },
    {
      title: 'a stranger that nobody can name',
      profile,
      evidence: async () => {
        const { agent } = await labAgent('agent-port-plain-http')();
        const listeners = { source: 'netstat', error: { code: 'unreadable', message: 'no' } };
        return agent === undefined ? {} : { agent: { ...agent, listeners } };
      },
      says: ['taken', 'free'],
      shows: /held by another program: /,
    },
  ],
};
