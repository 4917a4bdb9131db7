import { privateNetwork } from '../../../lib/audits/agent/private-network.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, noAnswer, seenAs, unseen } from './shared/evidence.js';

export const privateNetworkTable: AuditTable = {
  audit: privateNetwork,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['allowed'] },
    {
      title: 'rejected',
      profile,
      evidence: labAgent('agent-private-network-rejected'),
      says: ['rejected'],
      shows: /403/,
    },
    {
      title: 'no answer to that question',
      profile,
      evidence: seenAs((port) => {
        const [first] = port.preflights ?? [];
        return first === undefined ? port : { ...port, privateNetwork: first.response };
      }),
      says: ['ignored'],
    },
    // Undefined, or anything but `true`, is no leave.
    ...['false', 'True', ''].map((leave) => ({
      title: `leave that is ${JSON.stringify(leave)}`,
      profile,
      evidence: seenAs((port) => ({
        ...port,
        privateNetwork: {
          ms: 1,
          ...port.privateNetwork,
          headers: { ...port.privateNetwork?.headers, 'access-control-allow-private-network': leave },
        },
      })),
      says: ['ignored'],
    })),
    {
      title: 'a preflight that fails anyway',
      profile,
      evidence: labAgent('agent-preflight-refused'),
      says: ['no-preflight'],
    },
    {
      title: 'no preflight',
      profile,
      evidence: seenAs((port) => ({ ...port, preflights: [] })),
      says: ['no-preflight'],
    },
    {
      title: 'preflights that were not asked',
      profile,
      evidence: unseen('preflights'),
      says: ['no-preflight'],
    },
    {
      title: 'the question that was not asked',
      profile,
      evidence: unseen('privateNetwork'),
      says: ['no-preflight'],
    },
    {
      title: 'the question without an answer',
      profile,
      evidence: seenAs((port) => ({ ...port, privateNetwork: noAnswer })),
      says: ['rejected'],
      shows: /rejects it \(no answer\)/,
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
