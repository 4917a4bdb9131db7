import assert from 'node:assert/strict';
import { udp } from '../../../lib/dns/transport/udp.js';
import { addresses, failure } from './outcome.js';
import { deadPort, query, questionName, response, scriptedServer, type Script } from './scripted-server.js';

const name = 't1c.t1t.io';

/** Asks a scripted server once. */
async function asking<T>(script: Script, ask: (address: string) => Promise<T>): Promise<T> {
  const server = await scriptedServer(script);
  try {
    return await ask(server.address);
  } finally {
    server.close();
  }
}

describe('dns/transport/udp', () => {
  it('gives the response back under the id of the query, and asks under another', async () => {
    const server = await scriptedServer({
      udp: (asked, send) => {
        send(response(asked, '127.0.0.1'));
      },
    });
    using exchange = udp(server.address);
    const ids = new Set<number>();
    for (let turn = 0; turn < 8; turn++) {
      const answer = await exchange(query(name, 7));
      assert.equal(Buffer.from(answer).readUInt16BE(0), 7);
      assert.deepEqual(addresses(answer), ['127.0.0.1']);
    }
    for (const asked of server.queries) ids.add(Buffer.from(asked).readUInt16BE(0));
    assert.ok(ids.size > 4, `ids on the wire: ${[...ids].join(' ')}`);
    server.close();
  });

  it('uses a source port of its own for every query', async () => {
    const ports = new Set<number>();
    await asking(
      {
        udp: (asked, send, _nth, from) => {
          ports.add(from.port);
          send(response(asked, '127.0.0.1'));
        },
      },
      async (address) => {
        using exchange = udp(address);
        for (let turn = 0; turn < 8; turn++) await exchange(query(name));
      },
    );
    assert.ok(ports.size > 4, `ports: ${[...ports].join(' ')}`);
  });

  const forgeries: readonly [string, (asked: Buffer) => Uint8Array][] = [
    ['another id', (asked) => response(asked, '6.6.6.6', { id: asked.readUInt16BE(0) ^ 1 })],
    ['another name', (asked) => response(asked, '6.6.6.6', { name: 'evil.example' })],
    ['a longer name', (asked) => response(asked, '6.6.6.6', { name: `${name}.example` })],
    [
      'another type',
      (asked) => {
        const forged = response(asked, '6.6.6.6');
        forged[12 + name.length + 3] = 28;
        return forged;
      },
    ],
    ['a query, not a response', (asked) => asked],
    ['another opcode', (asked) => response(asked, '6.6.6.6', { flags: 0x2000 })],
    [
      'no question',
      (asked) => {
        const forged = response(asked, '6.6.6.6');
        forged[5] = 0;
        return forged;
      },
    ],
    ['three bytes', () => Uint8Array.of(1, 2, 3)],
    ['nothing', () => new Uint8Array(0)],
  ];
  for (const [what, forge] of forgeries) {
    it(`waits on after a message with ${what}`, async () => {
      const answer = await asking(
        {
          udp: (asked, send) => {
            send(forge(asked));
            send(response(asked, '127.0.0.1'));
          },
        },
        (address) => udp(address, { timeoutMs: 2_000 })(query(name)),
      );
      assert.deepEqual(addresses(answer), ['127.0.0.1']);
    });

    it(`reports mismatch when only messages with ${what} come`, async () => {
      const code = await asking(
        {
          udp: (asked, send) => {
            send(forge(asked));
          },
        },
        (address) => failure(udp(address, { timeoutMs: 60, retries: 0 })(query(name))),
      );
      assert.equal(code, 'mismatch');
    });
  }

  it('does not hear a message from another address', async () => {
    const stranger = await scriptedServer({ udp: () => undefined });
    const code = await asking(
      {
        udp: (asked, _send, _nth, from) => {
          void import('node:dgram').then(({ createSocket }) => {
            const socket = createSocket('udp4');
            socket.send(response(asked, '6.6.6.6'), from.port, from.address, () => {
              socket.close();
            });
          });
        },
      },
      (address) => failure(udp(address, { timeoutMs: 60, retries: 0 })(query(name))),
    );
    stranger.close();
    assert.equal(code, 'timeout');
  });

  it('asks over TCP when the response is truncated', async () => {
    const answer = await asking(
      {
        udp: (asked, send) => {
          send(response(asked, '6.6.6.6', { flags: 0x0200 }));
        },
        tcp: (asked, send) => {
          send(response(asked, '127.0.0.1'));
        },
      },
      async (address) => {
        using exchange = udp(address);
        return await exchange(query(name, 99));
      },
    );
    assert.deepEqual(addresses(answer), ['127.0.0.1']);
    assert.equal(Buffer.from(answer).readUInt16BE(0), 99);
  });

  it('asks over TCP when a hundred forged messages came', async () => {
    const answer = await asking(
      {
        udp: (asked, send) => {
          for (let turn = 0; turn < 100; turn++) send(response(asked, '6.6.6.6', { name: 'evil.example' }));
        },
        tcp: (asked, send) => {
          send(response(asked, '127.0.0.1'));
        },
      },
      async (address) => {
        using exchange = udp(address, { timeoutMs: 3_000 });
        return await exchange(query(name));
      },
    );
    assert.deepEqual(addresses(answer), ['127.0.0.1']);
  });

  it('keeps to its time over TCP too', async () => {
    const code = await asking(
      {
        udp: (asked, send) => {
          send(response(asked, '6.6.6.6', { flags: 0x0200 }));
        },
        tcp: () => undefined,
      },
      (address) => failure(udp(address, { timeoutMs: 60 })(query(name))),
    );
    assert.equal(code, 'truncated');
  });

  it('asks again when the first query is lost', async () => {
    const server = await scriptedServer({
      udp: (asked, send, nth) => {
        if (nth === 3) send(response(asked, '127.0.0.1'));
      },
    });
    const answer = await udp(server.address, { timeoutMs: 350, retries: 2 })(query(name));
    assert.deepEqual(addresses(answer), ['127.0.0.1']);
    assert.equal(server.queries.length, 3);
    server.close();
  });

  it('takes a late response to the first query after asking again', async () => {
    let answerFirst = (): void => undefined;
    const answer = await asking(
      {
        udp: (asked, send, nth) => {
          if (nth === 1)
            answerFirst = () => {
              send(response(asked, '127.0.0.1'));
            };
          else answerFirst();
        },
      },
      (address) => udp(address, { timeoutMs: 300, retries: 1 })(query(name)),
    );
    assert.deepEqual(addresses(answer), ['127.0.0.1']);
  });

  it('tells refused from silent', async () => {
    const port = await deadPort();
    assert.equal(await failure(udp(`127.0.0.1:${port}`, { timeoutMs: 2_000 })(query(name))), 'refused');
    assert.equal(
      await asking({ udp: () => undefined }, (address) =>
        failure(udp(address, { timeoutMs: 40 })(query(name))),
      ),
      'timeout',
    );
  });

  it('calls an address it may not or cannot reach unreachable', async () => {
    assert.equal(await failure(udp('255.255.255.255', { timeoutMs: 2_000 })(query(name))), 'unreachable');
  });

  it("stops when its signal fires, with the signal's own reason", async () => {
    const reason = new Error('enough');
    await asking({ udp: () => undefined }, async (address) => {
      await assert.rejects(udp(address)(query(name), { signal: AbortSignal.abort(reason) }), reason);
      const stopping = new AbortController();
      const asked = udp(address)(query(name), { signal: stopping.signal });
      stopping.abort(reason);
      await assert.rejects(asked, reason);
    });
  });

  it('rejects what is under way when it is closed, and all that comes after', async () => {
    await asking({ udp: () => undefined }, async (address) => {
      const exchange = udp(address);
      const asked = failure(exchange(query(name)));
      exchange.close();
      assert.equal(await asked, 'closed');
      assert.equal(await failure(exchange(query(name))), 'closed');
    });
  });

  it("mixes the case of the name, insists on the mix, and gives the caller's spelling back", async () => {
    const long = 'abcdefghijklmnopqrstuvwxyz.abcdefghijklmnopqrstuvwxyz.example';
    const server = await scriptedServer({
      udp: (asked, send) => {
        send(response(asked, '6.6.6.6', { name: long }));
        send(response(asked, '127.0.0.1'));
      },
    });
    const answer = await udp(server.address, { mixedCase: true })(query(long));
    server.close();
    assert.notEqual(questionName(Buffer.from(server.queries[0]!)), long);
    assert.equal(questionName(Buffer.from(answer)), long);
    assert.deepEqual(addresses(answer), ['127.0.0.1']);
  });

  it('takes an error that repeats no question', async () => {
    const answer = await asking(
      {
        udp: (asked, send) => {
          const bare = Buffer.from(asked.subarray(0, 12));
          bare[2] = 0x80;
          bare[3] = 1;
          bare[5] = 0;
          send(bare);
        },
      },
      (address) => udp(address)(query(name)),
    );
    assert.equal(answer.length, 12);
    assert.equal((answer[3] ?? 0) & 15, 1);
  });

  const badQueries: readonly [string, Uint8Array][] = [
    ['nothing', new Uint8Array(0)],
    ['no question', Buffer.from('000000000000000000000000', 'hex')],
    ['a response', Buffer.from('000080000001000000000000000000010001'.slice(0, 34), 'hex')],
    ['a name that does not end', Buffer.from('000000000001000000000000ff', 'hex')],
    ['a cut question', Buffer.from('0000000000010000000000000000', 'hex')],
  ];
  for (const [what, bytes] of badQueries) {
    it(`refuses to send ${what}`, async () => {
      await assert.rejects(udp('127.0.0.1')(bytes), { name: 'ParseError', code: 'bad-query' });
    });
  }
});
