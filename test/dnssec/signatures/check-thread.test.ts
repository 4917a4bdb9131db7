import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CheckThread } from '../../../lib/dnssec/signatures/check-thread.js';
import { checkOnPool, type Check } from '../../../lib/dnssec/signatures/scheme.js';
import { knownChecks } from '../checks.js';

const entry = new URL('../../../lib/dnssec/signatures/check-worker.js', import.meta.url);
const module = (source: string): URL => new URL(`data:text/javascript,${encodeURIComponent(source)}`);
const many = Array.from({ length: 4 }, () => knownChecks).flat();

/** A thread, and how many checks came back from it undone. */
function threadOf(options: { entry: URL; idleMs?: number }): { thread: CheckThread; undone: () => number } {
  let undone = 0;
  const otherwise = (check: Check): Promise<boolean> => {
    undone += 1;
    return checkOnPool(check);
  };
  return { thread: new CheckThread({ ...options, otherwise }), undone: () => undone };
}

async function assertVerdicts(thread: CheckThread): Promise<void> {
  const verdicts = await Promise.all(many.map((known) => thread.check(known)));
  assert.deepEqual(
    verdicts,
    many.map(({ holds }) => holds),
  );
}

const gone = async (thread: CheckThread): Promise<void> => {
  while (thread.runs) await nextTurn();
};

describe('dnssec/check-thread', () => {
  it('gives each of many checks its own verdict', async () => {
    const { thread, undone } = threadOf({ entry });
    thread.start();
    await assertVerdicts(thread);
    assert.equal(undone(), 0);
    assert.equal(thread.runs, true);
  });

  it('ends when idle, and can be started again', async () => {
    const { thread } = threadOf({ entry, idleMs: 1 });
    for (let round = 0; round < 2; round += 1) {
      thread.start();
      assert.equal(thread.runs, true);
      await assertVerdicts(thread);
      await gone(thread);
    }
  });

  const failures: [string, URL][] = [
    ['cannot start', new URL('no-such-module.js', import.meta.url)],
    [
      'dies under its first batch',
      module(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => { throw new Error('worn out'); });`),
    ],
    [
      'leaves without a word',
      module(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => process.exit(0));`),
    ],
  ];
  for (const [what, broken] of failures)
    it(`has its checks done otherwise where the thread ${what}`, async () => {
      const { thread, undone } = threadOf({ entry: broken });
      thread.start();
      await assertVerdicts(thread);
      await gone(thread);
      assert.ok(undone() > 0);
      thread.start();
      assert.equal(thread.runs, false, 'it was started again');
      await assertVerdicts(thread);
    });
});
