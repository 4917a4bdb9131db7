/** Whether the program listens on loopback addresses alone. */
import ipaddr from 'ipaddr.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { programPorts } from './shared/ports.js';

type MessageId =
  'loopback' | 'every-interface' | 'network-address' | 'not-listed' | 'unreadable' | 'not-serving';

const bindToLoopback = {
  advice:
    'Have the program listen on 127.0.0.1 (and ::1) only; until then block port {port} from the network in the host’s firewall',
};

export const loopbackOnly: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/loopback-only',
  title: 'The program listens on loopback only',
  why: 'What stays on the device must not be reachable from the network: a program that listens on every interface offers the user’s card readers to the whole office.',
  requires: ['agent'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3',
    'https://www.rfc-editor.org/rfc/rfc4291#section-2.5.3',
  ],
  limits: [
    'It reads the system’s list of listeners: a forwarding rule, or a proxy that offers the port to the network, is not seen.',
  ],
  messages: {
    loopback: { status: 'pass', text: 'port {port} is open on {address}, which no other machine reaches.' },
    'every-interface': {
      status: 'fail',
      text: 'port {port} is open on every interface ({address}): the network reaches it.',
      fix: bindToLoopback,
    },
    'network-address': {
      status: 'fail',
      text: 'port {port} is open on {address}, which is an address on the network.',
      fix: bindToLoopback,
    },
    'not-listed': {
      status: 'error',
      text: 'port {port} answers and stands in no list of listening sockets: who listens on what could not be seen.',
      fix: { advice: 'Gather again as the user who runs the program, outside of a container' },
    },
    unreadable: {
      status: 'error',
      text: 'The listening sockets could not be read: {reason}.',
      fix: { advice: 'Gather as a user who may list sockets (netstat, /proc/net/tcp)' },
    },
    'not-serving': { status: 'not-collected', text: 'The program serves none of the ports.' },
  },
  run({ agent }, { profile }) {
    const ports = [...new Set(programPorts(agent, profile).map(({ port }) => port))];
    if (ports.length === 0) return [{ message: 'not-serving' }];
    const { listeners } = agent;
    if ('error' in listeners) return [{ message: 'unreadable', data: { reason: listeners.error.message } }];
    return ports.flatMap((port): Outcome<MessageId>[] => {
      const sockets = listeners.value.filter((socket) => socket.port === port);
      if (sockets.length === 0) return [{ message: 'not-listed', data: { port } }];
      return sockets.map(({ address }) => ({ message: judge(address), data: { port, address } }));
    });
  },
});

function judge(address: string): 'loopback' | 'every-interface' | 'network-address' {
  // `::ffff:127.0.0.1` is 127.0.0.1 on a socket of the other family.
  const range = ipaddr.isValid(address) ? ipaddr.process(address).range() : 'unknown';
  if (range === 'loopback') return 'loopback';
  return range === 'unspecified' ? 'every-interface' : 'network-address';
}
