import type { DynamicPorts } from '../../../lib/evidence/agent.js';
import { dynamicRange } from '../../../lib/audits/agent/dynamic-range.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, machineAs } from './evidence.js';

const ranging = (value: DynamicPorts) =>
  machineAs((agent) => ({ ...agent, dynamicPorts: { source: 'netsh', value } }));

export const dynamicRangeTable: AuditTable = {
  audit: dynamicRange,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['inside'] },
    {
      title: 'kept back',
      profile,
      evidence: labAgent('agent-port-kept-back'),
      says: ['kept-back', 'inside'],
    },
    { title: 'taken', profile, evidence: labAgent('agent-port-plain-http'), says: ['taken', 'inside'] },
    {
      title: 'another range',
      profile,
      evidence: ranging({ first: 1, last: 9, excluded: [] }),
      says: ['outside'],
    },
    {
      title: 'reserved',
      profile,
      evidence: ranging({ first: 1, last: 65535, excluded: [{ first: 1, last: 65535, reserved: true }] }),
      says: ['reserved'],
    },
    {
      title: 'kept back after the program started',
      profile,
      evidence: ranging({ first: 1, last: 65535, excluded: [{ first: 1, last: 65535, reserved: false }] }),
      says: ['inside', 'kept-back'],
    },
    {
      title: 'not readable',
      profile,
      evidence: machineAs((agent) => ({
        ...agent,
        dynamicPorts: { source: 'netsh', error: { code: 'unreadable', message: 'netsh: it failed with 5' } },
      })),
      says: ['unreadable'],
    },
    {
      title: 'another system',
      profile,
      evidence: machineAs(({ limits, ports, listeners }) => ({ limits, ports, listeners })),
      says: ['not-known'],
    },
  ],
};
