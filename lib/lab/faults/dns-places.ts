/** Faults of DNS that lie neither in the resolver nor in the zone: one server of the zone, and the user's own machine. */
import { rrType } from '../../dns/codes.js';
import { parseRdata } from '../../dns/rdata-parse.js';
import type { Question } from '../../dns/message.js';
import type { Reply } from './dns-fault.js';

export interface PlaceFault {
  readonly id: string;
  /** One line: what is broken, and where. */
  readonly description: string;
  /** Changes what the last of the zone's servers answers; `undefined`: it is silent. */
  readonly lastServer?: (reply: Reply, question: Question) => Reply | undefined;
  /** Lines at the end of the machine's hosts file. */
  readonly hosts?: readonly string[];
  /** What the operating system gives for a name; an empty list: nothing. */
  readonly system?: Readonly<Record<string, readonly string[]>>;
}

export const placeFaults: readonly PlaceFault[] = [
  {
    id: 'stale-server',
    description: 'one of the zone’s servers still has an old address, unsigned',
    lastServer: (reply, { type }) =>
      type === rrType.A
        ? {
            ...reply,
            answer: reply.answer.map((rrset) => ({
              ...rrset,
              rdata: [parseRdata(rrType.A, '192.0.2.66')],
              signatures: [],
            })),
          }
        : reply,
  },
  {
    id: 'silent-server',
    description: 'one of the zone’s servers does not answer',
    lastServer: () => undefined,
  },
  {
    id: 'hosts-masks',
    description: 'the hosts file gives the name the address of another host',
    hosts: ['192.0.2.66 t1c.t1t.io'],
    system: { 't1c.t1t.io': ['192.0.2.66'] },
  },
  {
    id: 'hosts-conflict',
    description: 'the hosts file gives the name two addresses, one of them wrong',
    hosts: ['127.0.0.1 t1c.t1t.io', '10.1.2.3 T1C.t1t.io  # old'],
    system: { 't1c.t1t.io': ['127.0.0.1', '10.1.2.3'] },
  },
  {
    id: 'system-finds-nothing',
    description: 'the operating system finds no address, whatever the resolvers say',
    system: { 't1c.t1t.io': [] },
  },
  {
    id: 'localhost-elsewhere',
    description: 'the hosts file gives localhost an address that is not on the device',
    hosts: ['10.0.0.7 localhost'],
    system: { localhost: ['10.0.0.7'] },
  },
];
