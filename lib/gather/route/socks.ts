/** The way through a SOCKS 5 proxy: RFC 1928 without authentication, the name left to the proxy to resolve. */
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { StageError } from './failure.js';
import type { Tunnel } from './tunnel.js';

/** RFC 1928 §6. */
const replies: readonly string[] = [
  'succeeded',
  'general SOCKS server failure',
  'connection not allowed by ruleset',
  'network unreachable',
  'host unreachable',
  'connection refused',
  'TTL expired',
  'command not supported',
  'address type not supported',
];

export async function openSocks(
  connection: Duplex,
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<Tunnel> {
  connection.write(Uint8Array.of(5, 1, 0));
  const method = await take(connection, 2, signal);
  if (method[0] !== 5) throw new StageError('not-socks', 'what answered does not speak SOCKS 5');
  if (method[1] !== 0) {
    return {
      answer: { status: method[1] ?? 0xff, reason: 'no acceptable method' },
      error: new StageError('proxy-authentication', 'the SOCKS proxy asks for authentication'),
    };
  }
  const name = Buffer.from(host);
  connection.write(
    Buffer.concat([Buffer.of(5, 1, 0, 3, name.length), name, Buffer.of(port >> 8, port & 0xff)]),
  );
  const head = await take(connection, 4, signal);
  const status = head[1] ?? 1;
  const reason = replies[status] ?? `reply ${status}`;
  if (status !== 0) {
    return {
      answer: { status, reason },
      error: new StageError('proxy-refused', `the SOCKS proxy answered: ${reason}`),
    };
  }
  await take(connection, (await boundLength(head[3], connection, signal)) + 2, signal);
  return { answer: { status, reason }, socket: connection };
}

async function boundLength(
  kind: number | undefined,
  connection: Duplex,
  signal: AbortSignal,
): Promise<number> {
  if (kind === 1) return 4;
  if (kind === 4) return 16;
  return (await take(connection, 1, signal))[0] ?? 0;
}

/** Exactly `length` bytes; what follows stays in the stream. */
async function take(connection: Duplex, length: number, signal: AbortSignal): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    // All that is there: a part left in the stream makes it readable again at once, without end and without the clock.
    const more = connection.read() as Buffer | null;
    if (more !== null) bytes = Buffer.concat([bytes, more]);
    if (bytes.length >= length) {
      if (bytes.length > length) connection.unshift(bytes.subarray(length));
      return bytes.subarray(0, length);
    }
    if (connection.readableEnded || connection.destroyed) {
      throw new StageError('reset', 'the SOCKS proxy closed the connection');
    }
    if (more === null) await oneOf(['readable', 'end', 'close'], connection, signal);
  }
}

/** Waits for the first of these events; rejects on an error, and when `signal` ends it. */
async function oneOf(events: readonly string[], connection: Duplex, signal: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const either = AbortSignal.any([signal, waiting.signal]);
  try {
    await Promise.race(events.map((event) => once(connection, event, { signal: either })));
  } finally {
    waiting.abort();
  }
}
