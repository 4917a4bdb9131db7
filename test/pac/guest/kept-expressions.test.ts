/** `shExpMatch` called again and again by scripts that change what it rests on: the answer is the builtin's own. */
import assert from 'node:assert/strict';
import { loadPac } from '../../../lib/pac/index.js';
import { UNHURRIED } from '../support.js';

/** What the script does after its first calls, and what it then answers; each after two matches of the same pattern. */
const CHANGES: readonly (readonly [change: string, result: string])[] = [
  ['', 'true'],
  ['RegExp.prototype.exec = function () { return null };', 'false'],
  ['RegExp.prototype.test = function () { return 7 };', '7'],
  ['RegExp = function () { this.test = function () { return 8 } };', '8'],
  ['Array.prototype.join = function () { return "x" };', 'false'],
  ['String.prototype.split = function () { return ["y"] };', 'false'],
  // Of a text that is split by a text the engine does not ask this.
  ['String.prototype[Symbol.split] = function () { return ["z"] };', 'true'],
  ['Object.prototype[Symbol.split] = function () { return ["z"] };', 'true'],
];

const returning = (change: string): string => `
var calls = 0;
function FindProxyForURL(url, host) {
  calls++;
  if (calls == 3) { ${change} }
  return "PROXY " + shExpMatch(host, "*.exa?ple") + ":1";
}`;

describe('shExpMatch, its expressions kept', () => {
  for (const [change, result] of CHANGES) {
    it(`answers as it does anew: ${change === '' ? 'nothing is changed' : change}`, async () => {
      await using pac = await loadPac(returning(change), { limits: UNHURRIED });
      const answers: (string | null)[] = [];
      for (let i = 0; i < 4; i++) answers.push((await pac.decide('https://www.example/')).result);
      const changed = `PROXY ${result}:1`;
      assert.deepEqual(answers, ['PROXY true:1', 'PROXY true:1', changed, changed]);
    });
  }

  it('knows a RegExp that the script declares', async () => {
    await using pac = await loadPac(
      `let RegExp = function () { this.test = function () { return 9 } };\n${returning('')}`,
      { limits: UNHURRIED },
    );
    for (let i = 0; i < 2; i++) assert.equal((await pac.decide('https://www.example/')).result, 'PROXY 9:1');
  });

  it('tells patterns apart, more of them than are kept, and texts with a line end', async () => {
    await using pac = await loadPac(
      `function FindProxyForURL(url, host) {
      var wrong = 0;
      for (var round = 0; round < 2; round++)
        for (var i = 0; i < 2500; i++)
          if (!shExpMatch("h" + i + ".x", "h" + i + ".?") || shExpMatch("h" + i + "\\n", "h" + i + "*")) wrong++;
      return "PROXY " + wrong + shExpMatch("__proto__", "__proto__") + shExpMatch("(", "[") + ":1";
    }`,
      { limits: UNHURRIED },
    );
    const { failure, result } = await pac.decide('https://www.example/', {}, { trace: false });
    assert.equal(result, null);
    assert.equal(failure?.code, 'throw');
    assert.match(failure.message, /SyntaxError/);
  });
});
