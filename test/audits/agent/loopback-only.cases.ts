import { loopbackOnly } from '../../../lib/audits/agent/loopback-only.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, machineAs } from './shared/evidence.js';

const listeningOn = (...addresses: string[]) =>
  machineAs((agent) => ({
    ...agent,
    listeners: {
      source: 'netstat',
      value: addresses.map((address) => ({ address, port: agent.ports[0]?.port ?? 0 })),
    },
  }));

export const loopbackOnlyTable: AuditTable = {
  audit: loopbackOnly,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['loopback'] },
    {
      title: 'every interface',
      profile,
      evidence: labAgent('agent-on-all-interfaces'),
      says: ['every-interface'],
    },
    { title: 'every interface of IPv6', profile, evidence: listeningOn('::'), says: ['every-interface'] },
    { title: 'loopback of IPv6', profile, evidence: listeningOn('::1'), says: ['loopback'] },
    {
      title: 'loopback on a socket of both families',
      profile,
      evidence: listeningOn('::ffff:127.0.0.1'),
      says: ['loopback'],
    },
    {
      title: 'an address of the network',
      profile,
      evidence: listeningOn('192.0.2.7'),
      says: ['network-address'],
    },
    { title: 'not in the list', profile, evidence: listeningOn(), says: ['not-listed'] },
    { title: 'no list', profile, evidence: labAgent('agent-listeners-unreadable'), says: ['unreadable'] },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
