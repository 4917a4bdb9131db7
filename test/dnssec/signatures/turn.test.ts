import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { allAlgorithms } from '../../../lib/dnssec/signatures/algorithms.js';
import { checksPerTurn, turnForCheck } from '../../../lib/dnssec/signatures/turn.js';

const data = Buffer.from('what is signed');
const p256 = allAlgorithms.get(13);
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-64);
const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });

describe('dnssec/turn', () => {
  beforeEach(() => nextTurn());

  it('lets so many checks begin in one turn of the event loop, and the others in those that follow', async () => {
    const turns = 8;
    let begun = 0;
    const begin = async (): Promise<void> => {
      await turnForCheck();
      begun += 1;
    };
    const checks = Array.from({ length: turns * checksPerTurn }, begin);
    const begunByTurn: number[] = [];
    while (begun < checks.length) {
      const before = begun;
      await nextTurn();
      begunByTurn.push(begun - before);
    }
    await Promise.all(checks);
    assert.ok(Math.max(...begunByTurn) <= 2 * checksPerTurn, `in each turn: ${begunByTurn.join(' ')}`);
    assert.ok(begunByTurn.length >= turns - 1, `in each turn: ${begunByTurn.join(' ')}`);
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
});
