import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { openSocks } from '../../../lib/gather/route/socks.js';

/** A proxy that sends these pieces, each on its own, and then ends or stays. */
function proxyThatSends(pieces: readonly (readonly number[])[], ends: boolean): Duplex {
  const stream = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const send = (index: number): void => {
    const piece = pieces[index];
    if (piece !== undefined) {
      stream.push(Uint8Array.from(piece));
      setImmediate(send, index + 1);
    } else if (ends) stream.push(null);
  };
  setImmediate(send, 0);
  return stream;
}

const open = (pieces: readonly (readonly number[])[], ends: boolean): ReturnType<typeof openSocks> =>
  openSocks(proxyThatSends(pieces, ends), 'ds.example', 443, AbortSignal.timeout(200));

describe('gather: SOCKS 5', () => {
  it('takes an answer byte by byte, and leaves what follows', async () => {
    const answer = [5, 0, 5, 0, 0, 1, 127, 0, 0, 1, 0, 80].map((byte) => [byte]);
    const { socket } = await open([...answer, [0x16, 3]], false);
    assert.ok(socket !== undefined);
    const rest = socket.read() as Buffer | null;
    assert.ok(rest === null || rest[0] === 0x16);
    const all = await open([[5, 0, 5, 0, 0, 3, 2, 1, 1, 0, 80, 0x16, 3]], false);
    assert.deepEqual(all.socket?.read(), Buffer.of(0x16, 3));
  });

  it('half an answer is waited for no longer than the clock says', async () => {
    await assert.rejects(open([[5]], false), { name: 'AbortError' });
  });

  it('a proxy that ends within its answer has closed the connection', async () => {
    for (const pieces of [[], [[5]], [[5, 0, 5]]])
      await assert.rejects(open(pieces, true), { code: 'reset' });
  });
});
