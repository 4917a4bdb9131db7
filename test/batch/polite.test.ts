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

  it('sends no more at once than a tenth of a second’s share', async () => {
    let sent = 0;
    const exchange = polite(
      () => {
        sent += 1;
        return new Promise<Uint8Array>(() => undefined);
      },
      { retries: 0, ratePerSecond: 50 },
    );
    for (let index = 0; index < 40; index += 1) void exchange(query);
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(sent, 5);
  });
});
