import { listening } from '../../../lib/audits/agent/listening.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, machineAs } from './shared/evidence.js';

export const listeningTable: AuditTable = {
  audit: listening,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['serving'] },
    { title: 'nothing', profile, evidence: labAgent('agent-not-running'), says: ['nothing-listens'] },
    {
      title: 'a stranger',
      profile,
      evidence: labAgent('agent-port-other-https'),
      says: ['others-only'],
      shows: /another program answers/,
    },
    {
      title: 'a stranger and a port where nothing is',
      profile,
      evidence: machineAs((agent) => ({
        ...agent,
        ports: [
          { address: '127.0.0.1', port: 1, tcp: { ms: 0, error: { code: 'refused', message: 'refused' } } },
          { address: '127.0.0.1', port: 2, tcp: { ms: 0 } },
        ],
      })),
      says: ['others-only'],
      shows: /of 1, 2 none .* 127\.0\.0\.1:1: refused\. 127\.0\.0\.1:2: another program answers\./,
    },
    {
      title: 'the program beside a stranger',
      profile,
      evidence: machineAs((agent) => ({
        ...agent,
        ports: [
          { address: '127.0.0.1', port: 1, tcp: { ms: 0 } },
          { address: '127.0.0.1', port: 2, tcp: { ms: 0 }, said: {} },
          { address: '127.0.0.1', port: 3, tcp: { ms: 0 }, said: {} },
        ],
      })),
      says: ['serving'],
      shows: /serves port 2, 3\. {2}127\.0\.0\.1:1: another program answers\. :/,
    },
    { title: 'a program that hangs', profile, evidence: labAgent('agent-info-dead'), says: ['serving'] },
    {
      title: 'two families, one of them without the program',
      profile,
      evidence: machineAs((agent) => ({
        ...agent,
        ports: [
          ...agent.ports,
          {
            address: '::1',
            port: 51983,
            tcp: { ms: 0, error: { code: 'no-address', message: 'this machine has no such address' } },
          },
        ],
      })),
      says: ['serving', 'nothing-listens'],
      shows: /^::1 nothing listens on 51983.*\[::1\]:51983: this machine has no such address/,
    },
  ],
};
