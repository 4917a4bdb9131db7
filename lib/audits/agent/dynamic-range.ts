/**
 * Whether the system itself can take a port away: it keeps some back (then no program can listen there), and it hands ports
 * of its dynamic range to whatever program asks for any.
 */
import type { DynamicPorts } from '../../evidence/agent.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { isProgram } from './shared/ports.js';

type MessageId = 'outside' | 'reserved' | 'inside' | 'kept-back' | 'taken' | 'unreadable' | 'not-known';

const reserve = {
  advice:
    'Reserve the port, as an administrator: netsh int ipv4 add excludedportrange protocol=tcp startport={port} numberofports=1 store=persistent (Linux: net.ipv4.ip_local_reserved_ports)',
};

export const dynamicRange: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/dynamic-range',
  title: 'The system does not take the program’s port',
  why: 'The usual ports lie in the range from which Windows serves connections and services. Hyper-V, WSL and Docker have whole blocks of it kept back at boot, so that the program fails on some days and not on others.',
  requires: ['agent'],
  references: [
    'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/default-dynamic-port-range-tcpip-chang',
    'https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html',
  ],
  limits: [
    'It sees what is kept back at this moment: Hyper-V and WSL may keep back other ports after the next start.',
  ],
  messages: {
    outside: { status: 'pass', text: 'is outside of the dynamic range {range}.' },
    reserved: { status: 'pass', text: 'is reserved by an administrator.' },
    inside: {
      status: 'pass',
      text: 'lies in the dynamic range {range}; nothing has taken it now, but a connection may before the program starts.',
    },
    'kept-back': {
      status: 'fail',
      text: 'is kept back by the system ({block}): no program can listen on it.',
      fix: {
        advice:
          'Stop the service that keeps it (net stop winnat), reserve the port (netsh int ipv4 add excludedportrange protocol=tcp startport={port} numberofports=1 store=persistent), start the service again',
      },
    },
    taken: {
      status: 'warn',
      text: 'lies in the dynamic range {range} and another program has it: it was probably handed out.',
      fix: reserve,
    },
    unreadable: {
      status: 'error',
      text: 'The port ranges could not be read: {reason}.',
      fix: { advice: 'Look at them by hand: netsh int ipv4 show excludedportrange protocol=tcp' },
    },
    'not-known': { status: 'not-applicable', text: 'The port ranges of this system are not known.' },
  },
  run({ agent }, { profile }) {
    const { dynamicPorts, ports } = agent;
    if (dynamicPorts === undefined) return [{ message: 'not-known' }];
    if ('error' in dynamicPorts)
      return [{ message: 'unreadable', data: { reason: dynamicPorts.error.message } }];
    return [...new Set(ports.map(({ port }) => port))].map((port) => {
      const seen = ports.filter((one) => one.port === port);
      const isServed = seen.some((one) => isProgram(one, profile));
      const isTaken = !isServed && seen.some(({ tcp }) => tcp.error === undefined);
      return { subject: `port ${port}`, ...judge(port, dynamicPorts.value, isServed, isTaken) };
    });
  },
});

function judge(
  port: number,
  { first, last, excluded }: DynamicPorts,
  isServed: boolean,
  isTaken: boolean,
): Outcome<MessageId> {
  const block = excluded.find((range) => range.first <= port && port <= range.last);
  const data = {
    port,
    range: `${first} to ${last}`,
    block: block === undefined ? '' : `${block.first} to ${block.last}`,
  };
  if (block?.reserved === true) return { message: 'reserved', data };
  // One that listens all the same was there before.
  if (block !== undefined && !isServed) return { message: 'kept-back', data };
  if (port < first || port > last) return { message: 'outside', data };
  return { message: isTaken ? 'taken' : 'inside', data };
}
