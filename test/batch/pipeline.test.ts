/** Items through workers: order, bounds, failures. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pipeline } from '../../lib/batch/index.js';
import { asyncSource } from '../async-source.js';

/** So many turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function* upTo(count: number, taken?: (index: number) => void): Generator<number> {
  for (let index = 0; index < count; index += 1) {
    taken?.(index);
    yield index;
  }
}

const numbers = (count: number, taken?: (index: number) => void): AsyncGenerator<number> =>
  asyncSource(upTo(count, taken));

describe('batch: the pipeline', () => {
  for (const isOrdered of [true, false])
    it(`tells each item once, ${isOrdered ? 'in order' : 'in any order'}, however long each takes`, async () => {
      const delays = fc.array(fc.nat(3), { maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(delays, fc.integer({ min: 1, max: 5 }), async (times, concurrency) => {
          const told: number[] = [];
          await pipeline({
            items: numbers(times.length),
            concurrency,
            isOrdered,
            work: async (index) => {
              await turns(times[index] ?? 0);
              return index;
            },
            emit: (index) => {
              told.push(index);
            },
          });
          const all = times.map((_, index) => index);
          assert.deepEqual(isOrdered ? told : told.sort((one, other) => one - other), all);
        }),
        { numRuns: 40 },
      );
    });

  it('works on no more at once than it may, and reads no more than leaves', async () => {
    let [taken, left, running, most, ahead] = [0, 0, 0, 0, 0];
    await pipeline({
      items: numbers(500, () => {
        taken += 1;
        ahead = Math.max(ahead, taken - left);
      }),
      concurrency: 3,
      isOrdered: true,
      work: async () => {
        running += 1;
        most = Math.max(most, running);
        await turns(1);
        running -= 1;
      },
      emit: () => {
        left += 1;
      },
    });
    assert.deepEqual([most, left], [3, 500]);
    assert.ok(ahead <= 3 * 8 + 1, String(ahead));
  });

  it('reads no further than its window where the first item does not end, and goes on when it does', async () => {
    let taken = 0;
    let finish = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const told: number[] = [];
    const running = pipeline({
      items: numbers(200, () => {
        taken += 1;
      }),
      concurrency: 2,
      isOrdered: true,
      work: async (index) => {
        if (index === 0) await first;
        return index;
      },
      emit: (index) => {
        told.push(index);
      },
    });
    await turns(300);
    // Eight for each that is worked on.
    assert.equal(taken, 16);
    assert.deepEqual(told, []);
    finish();
    await running;
    assert.equal(told.length, 200);
  });

  it('ends at the first failure, with what is under way over', async () => {
    let running = 0;
    await assert.rejects(
      pipeline({
        items: numbers(1000),
        concurrency: 4,
        isOrdered: true,
        work: async (index) => {
          running += 1;
          await turns(2);
          running -= 1;
          if (index === 5) throw new Error('five');
        },
        emit: () => undefined,
      }),
      /five/,
    );
    assert.equal(running, 0);
  });

  it('ends where a result cannot leave', async () => {
    await assert.rejects(
      pipeline({
        items: numbers(1000),
        concurrency: 4,
        isOrdered: false,
        work: (index) => Promise.resolve(index),
        emit: () => Promise.reject(new Error('disk full')),
      }),
      /disk full/,
    );
  });

  it('takes no further item once it is stopped, and tells those that it took', async () => {
    const told: number[] = [];
    await pipeline({
      items: numbers(100),
      concurrency: 2,
      isOrdered: true,
      isStopped: () => told.length >= 5,
      work: async (index) => {
        await turns(1);
        return index;
      },
      emit: (index) => {
        told.push(index);
      },
    });
    assert.ok(told.length >= 5 && told.length < 30);
    assert.deepEqual(
      told,
      told.map((_, index) => index),
    );
  });
});
