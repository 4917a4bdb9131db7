import { portOwner } from '../../../lib/audits/agent/port-owner.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent } from './shared/evidence.js';

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
