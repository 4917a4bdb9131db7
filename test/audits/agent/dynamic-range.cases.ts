import type { DynamicPorts } from '../../../lib/evidence/agent.js';
import { dynamicRange } from '../../../lib/audits/agent/dynamic-range.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, machineAs } from './shared/evidence.js';

const ranging = (value: DynamicPorts) =>
  machineAs((agent) => ({ ...agent, dynamicPorts: { source: 'netsh', value } }));

/** The port that the program serves, alone, in ranges that end or begin beside it. */
const beside = (ranges: (port: number) => DynamicPorts) =>
  machineAs((agent) => {
    const served = agent.ports.filter(({ said }) => said !== undefined);
    const value = ranges(served[0]?.port ?? 0);
    return { ...agent, ports: served, dynamicPorts: { source: 'netsh', value } };
  });

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
      title: 'a range of that port alone',
      profile,
      evidence: beside((port) => ({ first: port, last: port, excluded: [] })),
      says: ['inside'],
    },
    {
      title: 'a range that begins behind it',
      profile,
      evidence: beside((port) => ({ first: port + 1, last: 65_535, excluded: [] })),
      says: ['outside'],
    },
    {
      title: 'a range that ends before it',
      profile,
      evidence: beside((port) => ({ first: 1, last: port - 1, excluded: [] })),
      says: ['outside'],
    },
    {
      title: 'reserved alone',
      profile,
      evidence: beside((port) => ({
        first: 1,
        last: 65_535,
        excluded: [{ first: port, last: port, reserved: true }],
      })),
      says: ['reserved'],
    },
    {
      title: 'served on one address, nothing on the other',
      profile,
      evidence: machineAs((agent) => {
        const error = { code: 'refused', message: 'refused' };
        const served = agent.ports.filter(({ said }) => said !== undefined);
        const other = served.map(({ port }) => ({ address: '::1', port, tcp: { ms: 0, error } }));
        const value = { first: 1, last: 65_535, excluded: [{ first: 1, last: 65_535, reserved: false }] };
        return { ...agent, ports: [...served, ...other], dynamicPorts: { source: 'netsh', value } };
      }),
      says: ['inside'],
    },
    {
      title: 'a stranger on one address, nothing on the other',
      profile,
      evidence: machineAs((agent) => ({
        ...agent,
        ports: [
          { address: '127.0.0.1', port: 7, tcp: { ms: 0 } },
          { address: '::1', port: 7, tcp: { ms: 0, error: { code: 'refused', message: 'refused' } } },
        ],
        dynamicPorts: { source: 'netsh', value: { first: 1, last: 9, excluded: [] } },
      })),
      says: ['taken'],
    },
    {
      title: 'kept back, and in which block',
      profile,
      evidence: machineAs((agent) => ({
        ...agent,
        ports: [
          { address: '127.0.0.1', port: 7, tcp: { ms: 0, error: { code: 'refused', message: 'refused' } } },
        ],
        dynamicPorts: {
          source: 'netsh',
          value: { first: 1, last: 9, excluded: [{ first: 6, last: 8, reserved: false }] },
        },
      })),
      says: ['kept-back'],
      shows: /by the system \(6 to 8\)/,
    },
    {
      title: 'reserved on either side of it',
      profile,
      evidence: beside((port) => ({
        first: 1,
        last: 65_535,
        excluded: [
          { first: 1, last: port - 1, reserved: true },
          { first: port + 1, last: 65_535, reserved: true },
        ],
      })),
      says: ['inside'],
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
