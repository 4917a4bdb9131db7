/** Text that crosses the border of the machine's memory, where a NUL ends it and half a pair of surrogates is no text. */
import assert from 'node:assert/strict';
import { loadPac, type Decision } from '../../../lib/pac/index.js';

const HALF = '\ud83d';
const AWKWARD = [`a\0b`, `\0`, `x${HALF}`, `${HALF}\0\udc00`, `"quoted"`, `"\0"`, `back\\slash\0`, `😀\0`];

async function decided(source: string, dns: Record<string, readonly string[]> = {}): Promise<Decision> {
  await using pac = await loadPac(source);
  return await pac.decide('https://www.example/', { dns });
}
const returning = (expression: string): string => `function FindProxyForURL(url, host) { ${expression} }`;

describe('text with a NUL or half a pair of surrogates', () => {
  for (const text of AWKWARD) {
    const shown = JSON.stringify(text);
    it(`leaves the machine whole: ${shown}`, async () => {
      const { result } = await decided(returning(`return "PROXY p:1; " + ${shown}`));
      assert.equal(result, `PROXY p:1; ${text}`);
      const { alerts, trace } = await decided(
        returning(`alert(${shown}); shExpMatch(${shown}, "*"); return "DIRECT"`),
      );
      assert.deepEqual(alerts, [text]);
      assert.deepEqual(trace, [
        { call: 'shExpMatch', args: [shown, '"*"'], result: String(!text.includes('\n')) },
      ]);
      const thrown = await decided(returning(`throw new Error(${shown})`));
      assert.equal(thrown.failure?.message, `the script threw: Error: ${text}`);
      const value = await decided(returning(`throw ${shown}`));
      assert.equal(value.failure?.message, `the script threw: ${text}`);
      const loading = await decided(`throw new Error(${shown})`);
      assert.equal(loading.failure?.message, `the script threw while it was loaded: Error: ${text}`);
    });
    it(`enters it whole, as a name and as addresses: ${shown}`, async () => {
      const answer = await decided(returning(`return "PROXY " + dnsResolve(${shown}) + ":1"`), {
        [text]: [`at ${text}`],
      });
      assert.equal(answer.result, `PROXY at ${text}:1`);
      assert.deepEqual(answer.trace, [
        { call: 'dnsResolve', args: [shown], result: JSON.stringify(`at ${text}`) },
      ]);
    });
  }

  it('comes whole by way of the shared memory, an answer given again too', async () => {
    const source = returning(`
      var answers = ${JSON.stringify(AWKWARD)}, answer = answers[url.length % answers.length];
      shExpMatch(answer, "*");
      return "PROXY p:1; " + answer;`);
    await using pac = await loadPac(source);
    for (let i = 0; i < 5 * AWKWARD.length; i++) {
      const url = `http://www.example/${'x'.repeat(i)}`;
      const { result, trace } = await pac.decide(url);
      const text = AWKWARD[url.length % AWKWARD.length] ?? '';
      assert.equal(result, `PROXY p:1; ${text}`);
      assert.deepEqual(trace[0]?.args, [JSON.stringify(text), '"*"']);
    }
  });

  it('is one name in the table and another without its end', async () => {
    const source = returning(`return "PROXY " + dnsResolve("a\\0b") + ":1"`);
    assert.equal((await decided(source, { a: ['192.0.2.1'] })).result, 'PROXY null:1');
  });

  it('is an answer that a client reads by its own rules', async () => {
    const source = returning('return "DIRECT\\u0000; PROXY p:1"');
    const via = async (dialect: 'chromium' | 'firefox'): Promise<string> => {
      await using pac = await loadPac(source, { dialect });
      return (await pac.decide('https://www.example/')).compliance;
    };
    assert.deepEqual([await via('chromium'), await via('firefox')], ['proxied', 'direct']);
  });
});

describe('a PAC is a script', () => {
  for (const source of [
    'export function FindProxyForURL(url, host) { return "DIRECT" }',
    'import "x"; function FindProxyForURL() { return "DIRECT" }',
    'export default 1',
    'await 0; function FindProxyForURL() { return "DIRECT" }',
    'function FindProxyForURL() { return import.meta.url }',
  ]) {
    it(`and not a module: ${source}`, async () => {
      const { failure } = await decided(source);
      assert.equal(failure?.code, 'syntax-error');
      assert.equal(failure.line, 1);
    });
  }
});
