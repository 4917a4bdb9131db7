import assert from 'node:assert/strict';
import { loadPac } from '../../../lib/pac/index.js';

/** Text in the script → what it returns. */
const TEXTS: readonly (readonly [string, string, string])[] = [
  ['Latin', 'naïve', 'naïve'],
  ['beyond the Basic Multilingual Plane', '😀', '😀'],
  ['a NUL in a string', 'a\0b', 'a\0b'],
  ['half a surrogate pair', '\ud800x', '\ufffdx'],
];

describe('the text of a script', () => {
  for (const [name, text, returned] of TEXTS) {
    it(`arrives whole: ${name}`, async () => {
      await using pac = await loadPac(`function FindProxyForURL() { return encodeURIComponent("${text}"); }`);
      const { result } = await pac.decide('https://www.example/');
      assert.equal(result, encodeURIComponent(returned));
    });
  }

  it('that takes more than the memory is refused for its memory', async () => {
    const text = `function FindProxyForURL() { return "DIRECT"; } // ${'x'.repeat(13_000_000)}`;
    const limits = { memoryBytes: 17 * 1024 * 1024, sourceUnits: 20_000_000 };
    await using pac = await loadPac(text, { limits });
    assert.equal(pac.problem?.code, 'limit');
    assert.equal(pac.problem.limit, 'memory');
  });
});
