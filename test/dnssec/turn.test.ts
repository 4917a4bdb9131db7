import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { allAlgorithms } from '../../lib/dnssec/algorithm.js';
import { checksPerTurn } from '../../lib/dnssec/turn.js';

const data = Buffer.from('what is signed');
const p256 = allAlgorithms.get(13);
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-64);
const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });

describe('dnssec/turn', () => {
  beforeEach(() => nextTurn());

  it('checks a quick signature in place', () => {
    assert.equal(p256?.verify(point, signature, data), true);
    assert.equal(p256.verify(point, signature, Buffer.from('something else')), false);
  });

  it('runs so many checks in one turn of the event loop, and the others in those that follow', async () => {
    const turns = 8;
    let done = 0;
    const checks = Array.from({ length: turns * checksPerTurn }, async () => {
      assert.equal(await p256?.verify(point, signature, data), true);
      done += 1;
    });
    const doneByTurn: number[] = [];
    while (done < checks.length) {
      const before = done;
      await nextTurn();
      doneByTurn.push(done - before);
    }
    await Promise.all(checks);
    assert.ok(Math.max(...doneByTurn) <= 2 * checksPerTurn, `checks in each turn: ${doneByTurn.join(' ')}`);
    assert.ok(doneByTurn.length >= turns - 1, `checks in each turn: ${doneByTurn.join(' ')}`);
  });

  it('lets timers fire while checks wait', async () => {
    let isDone = false;
    let fired = 0;
    const timer = setInterval(() => (fired += 1), 1);
    const checks = Array.from({ length: 64 * checksPerTurn }, async () =>
      p256?.verify(point, signature, data),
    );
    const all = Promise.all(checks).then(() => (isDone = true));
    await nextTurn();
    assert.equal(isDone, false);
    await all;
    clearInterval(timer);
    assert.ok(fired > 4, `a timer of 1 ms fired ${fired} times`);
  });

  it('leaves what takes longer to the thread pool', () => {
    const slow = allAlgorithms.get(14);
    const key = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
    const raw = key.export({ format: 'der', type: 'spki' }).subarray(-96);
    assert.ok(slow?.verify(raw, new Uint8Array(96), data) instanceof Promise);
  });
});
