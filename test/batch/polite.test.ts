/** Another try after a pause, for what may be over by then; and no more queries at once than a rate allows. */
import assert from 'node:assert/strict';
import { polite } from '../../lib/batch/index.js';
import { ExchangeError, type ExchangeErrorCode } from '../../lib/dns/index.js';

const query = Uint8Array.of(1);

describe('batch: an exchange with patience', () => {
  const cases: readonly (readonly [ExchangeErrorCode, asked: number])[] = [
    ['timeout', 3],
    ['refused', 3],
    ['unreachable', 3],
    ['closed', 3],
    ['malformed', 1],
    ['mismatch', 1],
    ['tls', 1],
    ['not-recorded', 1],
  ];
  for (const [code, asked] of cases)
    it(`${code}: is asked ${asked === 1 ? 'once' : `${asked} times`}`, async () => {
      let count = 0;
      const exchange = polite(
        () => {
          count += 1;
          return Promise.reject(new ExchangeError(code, 'udp://192.0.2.1', code));
        },
        { retries: 2, pauseMs: 0 },
      );
      await assert.rejects(exchange(query), { name: 'ExchangeError', code });
      assert.equal(count, asked);
    });

  it('gives the answer of a later try', async () => {
    let count = 0;
    const exchange = polite(
      () => {
        count += 1;
        return count < 3
          ? Promise.reject(new ExchangeError('timeout', 'udp://192.0.2.1', 'late'))
          : Promise.resolve(query);
      },
      { retries: 2, pauseMs: 0 },
    );
    assert.equal(await exchange(query), query);
  });

  /** The time of day is none of its business: only a clock that is not set decides. */
  for (const [what, jumpMs] of [
    ['stands', 0],
    ['goes back by a day', -86_400_000],
    ['goes ahead by a day', 86_400_000],
  ] as const)
    it(`spaces queries evenly while the time of day ${what}`, async () => {
      const dateNow = Date.now;
      const sent: number[] = [];
      let nowMs = 0;
      const due: { readonly at: number; readonly go: () => void }[] = [];
      const exchange = polite(
        () => {
          sent.push(nowMs);
          return Promise.resolve(query);
        },
        {
          retries: 0,
          ratePerSecond: 50,
          clock: {
            now: () => nowMs,
            wait: (ms) => new Promise((go) => void due.push({ at: nowMs + ms, go })),
          },
        },
      );
      const answers = [exchange(query), exchange(query)];
      Date.now = () => dateNow() + jumpMs;
      try {
        answers.push(exchange(query));
        await answers[0];
        for (const { at, go } of due) {
          nowMs = at;
          go();
          await new Promise((resolve) => setImmediate(resolve));
        }
        await Promise.all(answers);
        // Nothing was asked for a while: the next goes at once.
        nowMs = 500;
        await exchange(query);
      } finally {
        Date.now = dateNow;
      }
      assert.deepEqual(sent, [0, 20, 40, 500]);
    });

  it('does not wait for its turn once it is told to end', async () => {
    const stop = new AbortController();
    const exchange = polite(() => Promise.resolve(query), { retries: 0, ratePerSecond: 0.001 });
    await exchange(query);
    const second = exchange(query, { signal: stop.signal });
    stop.abort(new Error('told to end'));
    await assert.rejects(second);
  });
});
