/** Name servers, over each transport. */
import { response } from '../../dns/transport/scripted-server.js';
import * as servers from '../servers.js';
import { timeoutMs, type Rows, type Weather } from './row.js';

/** `timeout`: of a server that does answer it is no short one, however busy the machine is. */
function dnssec(serve: () => Promise<servers.Served>, timeout: string = timeoutMs): Weather['begin'] {
  return async () => {
    const { at, close } = await serve();
    return { argv: ['dnssec', 't1c.t1t.io', '--resolver', at, '--timeout', timeout], close };
  };
}

const udp = (made: (query: Buffer) => Uint8Array): Weather['begin'] =>
  dnssec(() =>
    servers.name({
      udp: (query, send) => {
        send(made(query));
      },
    }),
  );

const noAnswer = /no answer|timed out|within 300 ms/i;

export const names: Rows = (files) => [
  {
    what: 'a name server that never answers',
    begin: dnssec(() => servers.name({ udp: () => undefined })),
    code: 3,
    says: noAnswer,
  },
  { what: 'one that answers late', begin: dnssec(servers.late), code: 3, says: noAnswer },
  {
    what: 'one that says everything twice',
    begin: async () => {
      const { at, anchors, close } = await servers.twice();
      const file = await files.write('anchors', anchors);
      return { argv: ['dnssec', 't1c.t1t.io', '--resolver', at, '--anchors', file], close };
    },
    code: 0,
    says: /secure/i,
  },
  { what: 'answers from another port', begin: dnssec(servers.fromAnotherPort), code: 3, says: noAnswer },
  {
    what: 'answers to another query',
    begin: udp((query) => response(query, '127.0.0.1', { id: query.readUInt16BE(0) ^ 1 })),
    code: 3,
    says: noAnswer,
  },
  {
    what: 'answers cut short, and no TCP',
    begin: udp(servers.truncated),
    code: 3,
    says: /TCP|cut short|truncated/i,
  },
  {
    what: 'answers as large as they may be, of nothing',
    begin: udp(servers.oversized),
    code: 3,
    says: /none answers the question/,
  },
  {
    what: 'names that point at themselves',
    begin: udp(servers.pointerLoop),
    code: 3,
    says: /could not|indeterminate|DNSSEC/i,
  },
  { what: 'an answer by drips over TCP', begin: dnssec(servers.drips), code: 3, says: noAnswer },
  {
    what: 'TLS that is half open',
    begin: dnssec(servers.halfOpen),
    code: 3,
    says: /TLS|no answer|timed out|within/i,
  },
  {
    what: 'DoH that leads elsewhere',
    begin: dnssec(
      () =>
        servers.https((reply) => reply.writeHead(302, { location: 'https://127.0.0.1:9/dns-query' }).end()),
      '60000',
    ),
    code: 3,
    says: /302/,
    env: { NODE_EXTRA_CA_CERTS: 'certificate.pem' },
  },
];
