import assert from 'node:assert/strict';
import { loadPac } from '../../../lib/pac/index.js';

const TEXTS: readonly (readonly [string, string])[] = [
  ['Latin', 'naïve'],
  ['beyond the Basic Multilingual Plane', '😀'],
  ['a NUL in a string', 'a\0b'],
  ['the first half of a pair', 'é\ud800x'],
  ['the second half of a pair, twice', '\udc00\udc00x\udbff'],
  ['pairs and halves', '😀\ude00\ud83d😀\ud83d'],
];

describe('the text of a script', () => {
  for (const [name, text] of TEXTS) {
    it(`arrives whole, and comes back whole: ${name}`, async () => {
      await using pac = await loadPac(`function FindProxyForURL() {
        var codes = [], text = "${text}";
        for (var i = 0; i < text.length; i++) codes.push(text.charCodeAt(i));
        return codes + " " + text;
      }`);
      const { result } = await pac.decide('https://www.example/');
      const codes = text.split('').map((unit) => unit.charCodeAt(0));
      assert.equal(result, `${codes.join(',')} ${text}`);
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
