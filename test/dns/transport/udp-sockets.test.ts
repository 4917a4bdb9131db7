import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import type { RemoteInfo } from 'node:dgram';
import { syncBuiltinESMExports } from 'node:module';
import { mock } from 'node:test';
import { udp } from '../../../lib/dns/transport/udp.js';
import { query, response, scriptedServer } from './scripted-server.js';

const NAME = 't1c.t1t.io';

interface Seen {
  readonly port: number;
  readonly id: number;
  readonly asked: Buffer;
}

type Send = (message: Uint8Array) => void;

/** A server that notes where each query came from, and answers as told. */
async function noting(answer: (send: Send, at: Seen, before: readonly Seen[]) => void): Promise<{
  readonly address: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  close(): void;
}> {
  const seen: Seen[] = [];
  const server = await scriptedServer({
    udp: (asked: Buffer, send: Send, _nth: number, { port }: RemoteInfo) => {
      const at = { port, id: asked.readUInt16BE(0), asked };
      answer(send, at, [...seen]);
      seen.push(at);
    },
  });
  return {
    address: server.address,
    port: server.port,
    seen,
    close: () => {
      server.close();
    },
  };
}

const answering = (send: Send, { asked }: Seen): void => {
  send(response(asked, '127.0.0.1'));
};

function byPort(seen: readonly Seen[]): Map<number, Seen[]> {
  const found = new Map<number, Seen[]>();
  for (const one of seen) found.set(one.port, [...(found.get(one.port) ?? []), one]);
  return found;
}

describe('dns/transport/udp: sockets', () => {
  it('serve a few queries each, under ids that differ, and are drawn from several', async () => {
    const server = await noting(answering);
    using exchange = udp(server.address);
    for (let turn = 0; turn < 200; turn++) await exchange(query(NAME));
    server.close();
    const ports = byPort(server.seen);
    // 200 queries, at most 16 from a port.
    assert.ok(ports.size >= 13 && ports.size < 100, `${ports.size} ports`);
    for (const [port, uses] of ports) {
      assert.ok(uses.length <= 16, `port ${port}: ${uses.length} queries`);
      assert.equal(new Set(uses.map(({ id }) => id)).size, uses.length);
      assert.ok(port >= 32_768, String(port));
    }
    // No order of ports that could be told from those before.
    const inTurn = server.seen.slice(8, 108).map(({ port }) => port);
    const again = inTurn.filter((port, at) => at > 0 && port === inTurn[at - 1]).length;
    assert.ok(again < 50, `${again} of 100 from the port before`);
    assert.equal(new Set(server.seen.slice(0, 8).map(({ port }) => port)).size, 8);
  });

  it('serve one query at a time', async () => {
    const waiting: (() => void)[] = [];
    const server = await noting((send, at) => {
      waiting.push(() => {
        answering(send, at);
      });
      if (waiting.length === 32) for (const answer of waiting.splice(0)) answer();
    });
    using exchange = udp(server.address);
    for (let turn = 0; turn < 4; turn++)
      await Promise.all(Array.from({ length: 32 }, () => exchange(query(NAME))));
    server.close();
    for (let turn = 0; turn < 4; turn++) {
      const ports = server.seen.slice(turn * 32, turn * 32 + 32).map(({ port }) => port);
      assert.equal(new Set(ports).size, 32, `turn ${turn}`);
    }
    assert.ok(byPort(server.seen).size < 128, 'none served again');
  });

  it('take an answer that comes again for nobody’s guess', async () => {
    const server = await noting((send, at, before) => {
      for (const one of before.filter(({ port }) => port === at.port))
        for (let turn = 0; turn < 12; turn++) answering(send, one);
      answering(send, at);
    });
    using exchange = udp(server.address);
    // After a hundred guesses the question would go to TCP, which is not served.
    for (let turn = 0; turn < 130; turn++) await exchange(query(NAME));
    server.close();
    assert.ok([...byPort(server.seen).values()].some((uses) => uses.length > 10));
  });

  it('do not serve again without an answer', async () => {
    const server = await noting((send, at, before) => {
      if (before.length % 2 === 0) answering(send, at);
    });
    using exchange = udp(server.address, { timeoutMs: 20, retries: 0 });
    for (let turn = 0; turn < 60; turn++) await exchange(query(NAME)).catch(() => undefined);
    server.close();
    for (const [at, { port }] of server.seen.entries())
      if (at % 2 === 1) assert.ok(!server.seen.slice(at + 1).some((later) => later.port === port));
  });

  it('take another port where one is in use', async () => {
    const server = await noting(answering);
    const { port: used } = server;
    let drawn = 0;
    // Ports are drawn from this on, ids from 0.
    const random = mock.method(crypto, 'randomInt', (low: number, high?: number) => {
      if (high === undefined) return low - 1;
      return drawn++ === 0 ? used : used + 1 + drawn;
    });
    syncBuiltinESMExports();
    try {
      using exchange = udp(server.address);
      await exchange(query(NAME));
    } finally {
      random.mock.restore();
      syncBuiltinESMExports();
      server.close();
    }
    assert.ok(drawn > 1);
    assert.notEqual(server.seen[0]?.port, used);
  });

  it('keep no process alive while they wait', async () => {
    const server = await noting(answering);
    const count = (): number =>
      process.getActiveResourcesInfo().filter((name) => name.includes('UDP')).length;
    const before = count();
    const exchange = udp(server.address);
    for (let turn = 0; turn < 20; turn++) await exchange(query(NAME));
    assert.equal(count(), before);
    exchange.close();
    server.close();
  });
});
