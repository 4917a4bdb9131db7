/** What the environment says of the queue's timing. */
import assert from 'node:assert/strict';
import { timingFrom } from '../../lib/cli/queue.js';
import { defaultTiming } from '../../lib/batch/queue/index.js';

describe('cli: the timing of a queue', () => {
  it('is the usual one, but for what the environment sets', () => {
    assert.deepEqual(timingFrom({ env: { STAYLOCAL_QUEUE_LOCK_MS: '' } }), defaultTiming);
    assert.deepEqual(
      timingFrom({ env: { STAYLOCAL_QUEUE_LOCK_MS: '2000', STAYLOCAL_QUEUE_PATIENCE_MS: '5000' } }),
      { ...defaultTiming, lockMs: 2000, patienceMs: 5000 },
    );
  });

  for (const name of ['STAYLOCAL_QUEUE_LOCK_MS', 'STAYLOCAL_QUEUE_PATIENCE_MS'])
    for (const value of ['999', '-2000', '2s', '2e3', '99999999'])
      it(`refuses ${name}=${value}`, () => {
        assert.throws(() => timingFrom({ env: { [name]: value } }), {
          name: 'CliError',
          message: new RegExp(`^${name} must be`),
        });
      });
});
