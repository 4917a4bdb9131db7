import assert from 'node:assert/strict';
import { loadPac, type LimitName } from '../../../lib/pac/index.js';
import { URL_UNDER_TEST, using } from '../support.js';

const running = (body: string, before = ''): string =>
  `${before}\nfunction FindProxyForURL(url, host) { ${body}; return "DIRECT"; }`;
const LIMITS = { timeMs: 150, loadTimeMs: 250, memoryBytes: 64 * 1024 * 1024, proofTimeMs: 800 };
/** What a fresh thread costs, apart from the script's own memory. */
const THREAD_BYTES = 90e6;

type Expected = LimitName | 'answers' | 'fails';

const TABLE: readonly (readonly [string, string, readonly Expected[]])[] = [
  ['an endless loop', running('for (;;) {}'), ['time']],
  ['an endless loop while loading', `for (;;) {}${running('')}`, ['time']],
  [
    'a loop that catches everything',
    running('for (;;) try { for (;;) {} } catch (e) {} finally {}'),
    ['time'],
  ],
  ['a catastrophic expression', running(`/^(a+)+$/.test("${'a'.repeat(44)}!")`), ['time']],
  [
    'a catastrophic shell expression',
    running(`shExpMatch("${'a'.repeat(44)}", "${'*a'.repeat(20)}*b")`),
    ['time'],
  ],
  ['deep recursion', running('function f() { return f() + 1 } f()'), ['stack']],
  [
    'recursion that goes on when caught',
    running('function f() { try { return f() + 1 } catch (e) { return f() } } f()'),
    ['time'],
  ],
  ['a doubling string', running('var s = "x"; for (;;) s += s'), ['memory', 'time']],
  ['one huge string', running('"x".repeat(1 << 29)'), ['memory', 'time']],
  ['a bomb of typed arrays', running('var a = []; for (;;) a.push(new Uint8Array(1e6))'), ['memory', 'time']],
  [
    'a bomb of plain arrays',
    running('var a = []; for (;;) a.push(new Array(1e5).fill(1))'),
    ['memory', 'time'],
  ],
  ['a bomb of nested arrays', running('var a = []; for (;;) a = [a, a, a]'), ['memory', 'time']],
  [
    'a bomb whose end is caught',
    running('var a = []; try { for (;;) a.push(new Array(1e5).fill(1)) } catch (e) { a = 0 }'),
    ['memory', 'time'],
  ],
  ['an array of a hundred million', running('new Array(1e8).fill(0)'), ['memory', 'time']],
  [
    'a result with getters',
    running('return { get length() { for (;;) {} }, toString() { for (;;) {} } }'),
    ['fails'],
  ],
  [
    'a result that is a proxy',
    running('return new Proxy({}, { get() { for (;;) {} }, has() { for (;;) {} } })'),
    ['fails'],
  ],
  ['a result with a lying toString', running('return { toString() { return "DIRECT" } }'), ['fails']],
  ['an error with getters', running('throw { get message() { for (;;) {} } }'), ['time']],
  ['an error that is a proxy', running('throw new Proxy({}, { get() { throw 1 } })'), ['fails']],
  ['a result of a million characters', running('return "PROXY " + "x".repeat(1e6)'), ['result']],
  [
    'promises without end',
    running('Promise.resolve().then(function f() { return Promise.resolve().then(f) })'),
    ['answers'],
  ],
  ['powers of big integers', running('return String(7n ** 10000000n)'), ['time']],
  ['a generator without end', running('function* g() { for (;;) yield 1 } for (var x of g()) {}'), ['time']],
  ['names without end', running('for (var i = 0; ; i++) dnsResolve("n" + i + ".example")'), ['time']],
  [
    'expressions without end',
    running('for (var i = 0; ; i++) shExpMatch(host, i + "*")'),
    ['time', 'memory'],
  ],
  ['messages without end', running('for (;;) alert("x".repeat(1e5))'), ['time', 'memory']],
  ['ten megabytes of source', `/*${'x'.repeat(10 * 1024 * 1024)}*/${running('')}`, ['source']],
  [
    'source nested fifty thousand deep',
    running(`return ${'('.repeat(50_000)}1${')'.repeat(50_000)}`),
    ['stack'],
  ],
];

describe('a hostile PAC', () => {
  for (const [name, source, expected] of TABLE) {
    it(`${name}: ${expected.join(' or ')}`, async () => {
      const before = process.memoryUsage().rss;
      let peak = before;
      const watch = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage().rss);
      }, 4);
      const pac = await loadPac(source, { limits: LIMITS });
      try {
        const decision = await pac.decide(URL_UNDER_TEST);
        const limit = decision.failure?.limit;
        const outcome: Expected = limit ?? (decision.failure === null ? 'answers' : 'fails');
        assert.ok(
          expected.includes(outcome),
          `${outcome}: ${decision.failure?.message ?? decision.result ?? ''}`,
        );
        assert.notEqual(decision.failure === null ? 'direct' : decision.via, 'proxy');
        assert.ok(
          peak - before < LIMITS.memoryBytes + THREAD_BYTES,
          `grew by ${((peak - before) / 1e6).toFixed()} MB`,
        );
      } finally {
        clearInterval(watch);
        await pac.close();
      }
    });
  }

  it('cannot reach the host', async () => {
    const probe = `var g = alert.constructor.constructor("return this")();
      return "PROXY " + ["process", "require", "module", "setTimeout", "fetch", "WebAssembly", "std", "os", "print", "console", "Worker", "importScripts", "load"]
        .filter(function (name) { return typeof g[name] !== "undefined" }).join("-") + ":1"`;
    assert.equal((await using(running(probe), (pac) => pac.decide(URL_UNDER_TEST))).result, 'PROXY :1');
  });

  it('cannot change what is reported by changing the language', async () => {
    const evil = 'function () { return "PROXY evil:1" }';
    const before = `
      Object.prototype.toJSON = ${evil};
      Object.defineProperty(Object.prototype, "0", { set: function () { throw 1 }, get: ${evil} });
      Array.prototype.push = Array.prototype.join = String.prototype.slice = ${evil};
      JSON.parse = JSON.stringify = Reflect.apply = Function.prototype.call = Function.prototype.apply = ${evil};
      String = ${evil};`;
    await using(running('isPlainHostName(host)', before), async (pac) => {
      const decision = await pac.decide(URL_UNDER_TEST, { myIp: '10.0.0.1' });
      assert.equal(decision.result, 'DIRECT');
      assert.deepEqual(decision.trace, [
        { call: 'isPlainHostName', args: ['"t1c.t1t.io"'], result: 'false' },
      ]);
      assert.equal((await pac.decide('https://other.example/', { myIp: '10.0.0.2' })).result, 'DIRECT');
    });
  });

  it('leaves the next one unharmed, and is itself usable again', async () => {
    const source = running('if (host == "t1c.t1t.io") for (;;) {}');
    await using(
      source,
      async (pac) => {
        assert.equal((await pac.decide(URL_UNDER_TEST)).failure?.limit, 'time');
        assert.equal((await pac.decide('https://other.example/')).result, 'DIRECT');
      },
      { limits: LIMITS },
    );
    assert.equal((await using(running(''), (pac) => pac.decide(URL_UNDER_TEST))).result, 'DIRECT');
  });

  it('is never proven by running into a limit', async () => {
    for (const body of ['for (;;) {}', 'return String(7n ** 10000000n)']) {
      const proof = await using(running(body), (pac) => pac.prove(URL_UNDER_TEST, { variants: false }), {
        limits: LIMITS,
      });
      assert.equal(proof.verdict, 'unknown');
      assert.equal(proof.failure?.code, 'limit');
    }
  });
});
