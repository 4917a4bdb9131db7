/** Lines as they come in chunks of any size. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linesOf, untilAborted, type Line } from '../../lib/cli/lines.js';
import { asyncSource } from '../async-source.js';

function* chunks(bytes: Buffer, sizes: readonly number[]): Generator<Uint8Array> {
  let start = 0;
  for (const size of [...sizes, bytes.length]) {
    if (start >= bytes.length) return;
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

async function all(bytes: Buffer, sizes: readonly number[] = [], maxBytes = 1000): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(asyncSource(chunks(bytes, sizes)), maxBytes)) lines.push(line);
  return lines;
}

describe('cli: lines', () => {
  it('are the same however the text is cut, with their numbers and places', async () => {
    const text = fc.array(fc.constantFrom('a', 'ü', '{}', '\n', '\r\n', ' ', '\u2028'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 }),
        async (parts, sizes) => {
          const bytes = Buffer.from(parts.join(''));
          const lines = await all(bytes, sizes);
          const expected = parts
            .join('')
            .split('\n')
            .map((line, index) => [index + 1, line.replace(/\r$/, '')] as const)
            .filter(([, line]) => line.trim() !== '');
          assert.deepEqual(
            lines.map(({ number, text: line }) => [number, line]),
            expected,
          );
          for (const { start, end, text: line, isWhole } of lines) {
            const own = bytes.subarray(start, end).toString();
            assert.equal(own.replace(/\r?\n$/, '').replace(/\r$/, ''), line);
            assert.equal(own.endsWith('\n'), isWhole);
          }
        },
      ),
    );
  });

  it('that are too long have no text, and the next one is whole', async () => {
    const lines = await all(Buffer.from(`${'x'.repeat(11)}\nok\n${'y'.repeat(12)}`), [3, 3, 3], 10);
    assert.deepEqual(
      lines.map(({ number, text }) => [number, text]),
      [
        [1, undefined],
        [2, 'ok'],
        [3, undefined],
      ],
    );
  });

  it('begin behind a byte order mark', async () => {
    assert.equal((await all(Buffer.from('\uFEFFa\n')))[0]?.text, 'a');
  });

  it('of a source that nobody writes to are not waited for once it is aborted', async () => {
    const controller = new AbortController();
    const endless: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    };
    const reading = (async () => {
      for await (const one of untilAborted(endless, controller.signal)) assert.fail(String(one));
    })();
    controller.abort();
    await reading;
  });
});
