import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { tcp, tls } from '../../../lib/dns/transport/stream.js';
import { certificate, privateKey } from './certificate.js';
import { addresses, failure } from './outcome.js';
import { deadPort, framed, query, response, scriptedServer } from './scripted-server.js';

describe('dns/transport/stream over TCP', () => {
  it('carries many queries on one connection, whatever order the responses come in', async () => {
    const waiting: (() => void)[] = [];
    const server = await scriptedServer({
      tcp: (asked, send) => {
        const last = asked.readUInt8(12 + 1) - 'a'.charCodeAt(0);
        waiting.push(() => {
          send(response(asked, `10.0.0.${last}`));
        });
        if (waiting.length === 20) for (const respond of waiting.reverse()) respond();
      },
    });
    using exchange = tcp(server.address);
    const letters = Array.from('abcdefghijklmnopqrst');
    // All under one id: the connection tells them apart by ids of its own.
    const responses = await Promise.all(letters.map((letter) => exchange(query(`${letter}.example`, 5))));
    assert.deepEqual(
      responses.map(addresses),
      letters.map((_, index) => [`10.0.0.${index}`]),
    );
    assert.ok(responses.every((each) => Buffer.from(each).readUInt16BE(0) === 5));
    assert.equal(server.connections(), 1);
    server.close();
  });

  it('reads responses however the stream cuts them', async () => {
    const server = await scriptedServer({
      tcp: (asked, _send, _nth, socket) => {
        const bytes = framed(response(asked, '127.0.0.1'));
        const write = (offset: number): void => {
          if (offset < bytes.length)
            socket.write(bytes.subarray(offset, offset + 1), () =>
              setImmediate(() => {
                write(offset + 1);
              }),
            );
        };
        write(0);
      },
    });
    using exchange = tcp(server.address);
    assert.deepEqual(addresses(await exchange(query('one.example'))), ['127.0.0.1']);
    server.close();
  });

  it('drops what answers another question and waits on', async () => {
    const server = await scriptedServer({
      tcp: (asked, send) => {
        send(response(asked, '6.6.6.6', { name: 'evil.example' }));
        send(response(asked, '6.6.6.6', { id: asked.readUInt16BE(0) ^ 1 }));
        send(response(asked, '127.0.0.1'));
      },
    });
    using exchange = tcp(server.address);
    assert.deepEqual(addresses(await exchange(query('one.example'))), ['127.0.0.1']);
    server.close();
  });

  it('opens a kept connection again when the server has closed it', async () => {
    const server = await scriptedServer({
      tcp: (asked, send, nth, socket) => {
        if (nth === 2) socket.destroy();
        else send(response(asked, '127.0.0.1'));
      },
    });
    using exchange = tcp(server.address);
    await exchange(query('one.example'));
    assert.deepEqual(addresses(await exchange(query('two.example'))), ['127.0.0.1']);
    assert.equal(server.connections(), 2);
    server.close();
  });

  it('does not open again a connection that never answered', async () => {
    const server = await scriptedServer({
      tcp: (_asked, _send, _nth, socket) => {
        socket.destroy();
      },
    });
    using exchange = tcp(server.address);
    assert.equal(await failure(exchange(query('one.example'))), 'closed');
    assert.equal(server.connections(), 1);
    server.close();
  });

  it('leaves a connection on which a query went unanswered', async () => {
    const server = await scriptedServer({
      tcp: (asked, send, nth) => {
        if (nth > 1) send(response(asked, '127.0.0.1'));
      },
    });
    using exchange = tcp(server.address, { timeoutMs: 50 });
    assert.equal(await failure(exchange(query('one.example'))), 'timeout');
    assert.deepEqual(addresses(await exchange(query('one.example'))), ['127.0.0.1']);
    assert.equal(server.connections(), 2);
    server.close();
  });

  it('closes when idle', async () => {
    let closed = (): void => undefined;
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const server = await scriptedServer({
      tcp: (asked, send, _nth, socket) => {
        socket.once('close', closed);
        send(response(asked, '127.0.0.1'));
      },
    });
    using exchange = tcp(server.address, { idleMs: 20 });
    await exchange(query('one.example'));
    await isClosed;
    server.close();
  });

  it('rejects what is under way when closed, and all that comes after', async () => {
    const server = await scriptedServer({
      tcp: (asked, send, nth) => {
        if (nth === 1) send(response(asked, '127.0.0.1'));
      },
    });
    const exchange = tcp(server.address);
    await exchange(query('one.example'));
    const asked = failure(exchange(query('two.example')));
    exchange.close();
    assert.equal(await asked, 'closed');
    assert.equal(await failure(exchange(query('two.example'))), 'closed');
    assert.equal(server.connections(), 1);
    server.close();
  });

  it('stops at its signal and lets the others go on', async () => {
    const reason = new Error('enough');
    const held: (() => void)[] = [];
    const server = await scriptedServer({
      tcp: (asked, send) => {
        held.push(() => {
          send(response(asked, '127.0.0.1'));
        });
        if (held.length === 2) {
          stopping.abort(reason);
          setImmediate(() => {
            for (const respond of held) respond();
          });
        }
      },
    });
    const stopping = new AbortController();
    using exchange = tcp(server.address);
    const stopped = exchange(query('one.example'), { signal: stopping.signal });
    const kept = exchange(query('two.example'));
    await assert.rejects(stopped, reason);
    assert.deepEqual(addresses(await kept), ['127.0.0.1']);
    server.close();
  });

  it('tells refused', async () => {
    assert.equal(await failure(tcp(`127.0.0.1:${await deadPort()}`)(query('one.example'))), 'refused');
  });
});

describe('dns/transport/stream over TLS', () => {
  async function tlsServer(): Promise<{
    address: string;
    protocols: (string | false | null)[];
    close: () => void;
  }> {
    const protocols: (string | false | null)[] = [];
    const server = createServer({ cert: certificate, key: privateKey, ALPNProtocols: ['dot'] }, (socket) => {
      protocols.push(socket.alpnProtocol);
      socket.on('error', () => undefined);
      socket.on('data', (data: Buffer) => socket.write(framed(response(data.subarray(2), '127.0.0.1'))));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return {
      address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      protocols,
      close: () => server.close(),
    };
  }

  const names: readonly (readonly [string | undefined, string | undefined])[] = [
    ['dns.example', undefined],
    [undefined, undefined],
    ['other.example', 'tls'],
  ];
  for (const [servername, expected] of names) {
    it(`${expected === undefined ? 'accepts' : 'refuses'} a certificate asked for as ${servername ?? '127.0.0.1'}`, async () => {
      const server = await tlsServer();
      using exchange = tls(server.address, {
        ca: certificate,
        ...(servername === undefined ? {} : { servername }),
      });
      if (expected === undefined) {
        assert.deepEqual(addresses(await exchange(query('one.example'))), ['127.0.0.1']);
        assert.deepEqual(server.protocols, ['dot']);
      } else {
        assert.equal(await failure(exchange(query('one.example'))), expected);
      }
      server.close();
    });
  }

  it('refuses a certificate nobody vouches for', async () => {
    const server = await tlsServer();
    using exchange = tls(server.address);
    assert.equal(await failure(exchange(query('one.example'))), 'tls');
    server.close();
  });

  it('refuses a server that speaks no TLS', async () => {
    const server = await scriptedServer({ tcp: () => undefined, udp: () => undefined });
    using exchange = tls(server.address, { ca: certificate, timeoutMs: 100 });
    assert.match(await failure(exchange(query('one.example'))), /tls|timeout/);
    server.close();
  });
});
