import assert from 'node:assert/strict';
import { decode, encode } from 'dns-packet';
import { readMessage } from '../../../lib/dns/message.js';
import { buildQuery } from '../../../lib/dns/query.js';
import { udp } from '../../../lib/dns/transport/udp.js';
import { addresses, failure } from './outcome.js';
import { questionName, scriptedServer, type Script } from './scripted-server.js';

const name = 't1c.t1t.io';
const serverCookie = Buffer.from('0123456789abcdef', 'hex');

function cookieOf(query: Uint8Array): Buffer | undefined {
  const found = readMessage(query).edns?.options.find(({ code }) => code === 10)?.data;
  return found === undefined ? undefined : Buffer.from(found);
}

/** A response with one address and, where given, a cookie; `rcode` has twelve bits. */
function reply(query: Buffer, cookie: Uint8Array | undefined, rcode = 0, address = '127.0.0.1'): Buffer {
  return encode({
    type: 'response',
    id: query.readUInt16BE(0),
    flags: rcode & 15,
    questions: [{ name: questionName(query), type: 'A' }],
    answers: [{ name, type: 'A', ttl: 60, data: address }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: 1_232,
        extendedRcode: rcode >> 4,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        // dns-packet writes any option; its types know four.
        options: cookie === undefined ? [] : [{ code: 10 as 12, data: Buffer.from(cookie) }],
      },
    ],
  });
}

const whole = (client: Buffer | undefined): Buffer =>
  Buffer.concat([client?.subarray(0, 8) ?? Buffer.alloc(0), serverCookie]);
const ask = { name, type: 1 };

/** Asks so often, one after the other, and gives the addresses of each answer and the queries that came in. */
async function asking(script: Script, times = 1): Promise<{ got: unknown[][]; queries: Uint8Array[] }> {
  const server = await scriptedServer(script);
  using exchange = udp(server.address);
  try {
    const got: unknown[][] = [];
    for (let turn = 0; turn < times; turn++) got.push(addresses(await exchange(buildQuery(ask))));
    return { got, queries: server.queries };
  } finally {
    server.close();
  }
}

describe('dns/transport/cookies', () => {
  it('sends a cookie of its own, and the server’s with it once it is known', async () => {
    const { queries } = await asking(
      {
        udp: (asked, send) => {
          send(reply(asked, whole(cookieOf(asked))));
        },
      },
      2,
    );
    const [first, second] = queries.map(cookieOf);
    assert.equal(first?.length, 8);
    assert.deepEqual(second, Buffer.concat([first, serverCookie]));
    assert.equal(decode(Buffer.from(queries[1] ?? [])).additionals?.length, 1);
  });

  it('sends another server another cookie', async () => {
    const script: Script = {
      udp: (asked, send) => {
        send(reply(asked, undefined));
      },
    };
    const [one, two] = [await asking(script), await asking(script)].map(({ queries }) =>
      cookieOf(queries[0] ?? new Uint8Array(0)),
    );
    assert.notDeepEqual(one, two);
  });

  const foreign: readonly [string, (asked: Buffer) => Buffer][] = [
    ['another client’s cookie', () => Buffer.alloc(16, 7)],
    ['our cookie cut short', (asked) => cookieOf(asked)?.subarray(0, 7) ?? Buffer.alloc(0)],
    ['an empty cookie', () => Buffer.alloc(0)],
  ];
  for (const [what, forge] of foreign)
    it(`ignores a response with ${what}`, async () => {
      const { got } = await asking({
        udp: (asked, send) => {
          send(reply(asked, forge(asked), 0, '6.6.6.6'));
          send(reply(asked, whole(cookieOf(asked))));
        },
      });
      assert.deepEqual(got, [['127.0.0.1']]);
    });

  it('asks again with the cookie that BADCOOKIE brings', async () => {
    const { got, queries } = await asking({
      udp: (asked, send, nth) => {
        send(reply(asked, whole(cookieOf(asked)), nth === 1 ? 23 : 0));
      },
    });
    assert.deepEqual(got, [['127.0.0.1']]);
    assert.deepEqual(
      queries.map((asked) => cookieOf(asked)?.length),
      [8, 16],
    );
  });

  it('asks over TCP after BADCOOKIE came twice', async () => {
    const { got, queries } = await asking({
      udp: (asked, send) => {
        send(reply(asked, whole(cookieOf(asked)), 23));
      },
      tcp: (asked, send) => {
        send(reply(asked, undefined, 0, '127.0.0.2'));
      },
    });
    assert.deepEqual(got, [['127.0.0.2']]);
    assert.equal(queries.length, 3);
  });

  it('asks without a cookie where the server takes it for a mistake', async () => {
    const { got, queries } = await asking(
      {
        udp: (asked, send) => {
          const isRefused = cookieOf(asked) !== undefined;
          send(reply(asked, undefined, isRefused ? 1 : 0));
        },
      },
      2,
    );
    assert.deepEqual(got, [['127.0.0.1'], ['127.0.0.1']]);
    assert.equal(queries.length, 3);
  });

  it('leaves a query alone that has no EDNS, or a cookie of its caller’s', async () => {
    const server = await scriptedServer({
      udp: (asked, send) => {
        send(reply(asked, Buffer.alloc(16, 7)));
      },
    });
    using exchange = udp(server.address);
    const plain = buildQuery(ask, { udpPayloadSize: undefined, id: 1 });
    const edns = buildQuery(ask, { id: 1 });
    const own = Buffer.concat([edns, Buffer.from('000a00080707070707070707', 'hex')]);
    own.writeUInt16BE(12, edns.length - 2);
    for (const query of [plain, own]) assert.deepEqual(addresses(await exchange(query)), ['127.0.0.1']);
    assert.deepEqual(
      server.queries.map((query) => query.length),
      [plain.length, own.length],
    );
    server.close();
  });

  it('keeps to its time when the server answers every query with BADCOOKIE and has no TCP', async () => {
    const server = await scriptedServer({
      udp: (asked, send) => {
        send(reply(asked, whole(cookieOf(asked)), 23));
      },
    });
    using exchange = udp(server.address, { timeoutMs: 500 });
    assert.equal(await failure(exchange(buildQuery(ask))), 'refused');
    server.close();
  });
});
