import assert from 'node:assert/strict';
import { generate } from '../lib/generate/index.js';
import { didYouMean, nearest } from '../lib/nearest.js';
import { testProfile } from './audits/case.js';

describe('nearest words', () => {
  const known = ['expired-signature', 'agent-certificate-expired', 'wrong-ds', 'no-ds', 'timeout'];
  const cases: readonly (readonly [written: string, found: readonly string[]])[] = [
    ['expired-signatur', ['expired-signature']],
    ['signature-expired', ['expired-signature']],
    ['expired', ['expired-signature', 'agent-certificate-expired']],
    ['TIMEOUT', ['timeout']],
    ['wrogn-ds', ['wrong-ds']],
    ['gremlins', []],
    ['', []],
    ['x'.repeat(100_000), []],
  ];
  for (const [written, found] of cases)
    it(`${written.slice(0, 20)} → ${found.join(', ') || 'none'}`, () => {
      assert.deepEqual(nearest(written, known).slice(0, Math.max(1, found.length)), found);
    });

  it('are at most three, and say how to list all', () => {
    assert.equal(nearest('aaa', ['aaa1', 'aaa2', 'aaa3', 'aaa4']).length, 3);
    assert.equal(didYouMean([], 'see the list'), 'see the list');
    assert.equal(didYouMean(['a', 'b'], 'see the list'), 'did you mean a or b? see the list');
  });

  for (const [written, meant] of [
    ['dnsmsq', 'dnsmasq'],
    ['windowsreg', 'windows-reg'],
    ['no_proxy', 'no-proxy'],
  ] as const)
    it(`a target ${written} is answered with ${meant}`, async () => {
      await assert.rejects(generate(written, testProfile), new RegExp(`Did you mean ${meant}`));
    });
});
