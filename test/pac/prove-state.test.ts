import assert from 'node:assert/strict';
import { UNHURRIED, URL_UNDER_TEST, using } from './support.js';

const P = '"PROXY p.corp:8080"';
const entry = (text: string, before = ''): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n${text}\n}\n`;

/** Scripts that answer DIRECT when first called and a proxy later, whatever the environment. */
const CHANGING: readonly (readonly [string, string])[] = [
  ['typeof of a variable', entry(`if (typeof seen != "undefined") return ${P}; seen = 1; return "DIRECT";`)],
  [
    'typeof of a declared variable',
    entry(`if (typeof seen == "number") return ${P}; seen = 1; return "DIRECT";`, 'var seen;'),
  ],
  [
    'a property of this',
    entry(`if (typeof seen != "undefined") return ${P}; this.seen = 1; return "DIRECT";`),
  ],
  [
    'a property of globalThis',
    entry(`if (seen) return ${P}; globalThis["seen"] = 1; return "DIRECT";`, 'var seen = 0;'),
  ],
  [
    'a variable read as a property',
    entry(`if (this.seen) return ${P}; seen = 1; return "DIRECT";`, 'var seen;'),
  ],
  [
    'a counter in a closure',
    entry(
      `return next() % 2 ? ${P} : "DIRECT";`,
      'var next = (function () { var n = 0; return function () { return n++; }; })();',
    ),
  ],
  [
    'two variables of one name, in functions made by a function',
    entry(
      `one.mark(); if (two.look()) return ${P}; two.mark(); return "DIRECT";`,
      `function make() { var n = 0; return { mark: function () { n = 1; }, look: function () { return n; } }; }
       var one = make(), two = make();`,
    ),
  ],
  [
    'two variables of one name, in turns of a loop',
    entry(
      `M[0](); if (L[1]()) return ${P}; M[1](); return "DIRECT";`,
      'var M = [], L = []; for (let n of [0, 0]) { M.push(function () { n = 1; }); L.push(function () { return n; }); }',
    ),
  ],
  [
    'an entry point made by a function',
    `var FindProxyForURL = (function () { var n = 0; return function (url, host) { return n++ ? ${P} : "DIRECT"; }; })();`,
  ],
  [
    'a function found by a computed key',
    entry(
      'var f = H[url.charAt(0)]; return f();',
      `var n = 0; function go() { return n++ ? ${P} : "DIRECT"; } var H = { h: go };`,
    ),
  ],
  [
    'a method found by a computed key',
    entry(
      'return H[url.charAt(0)]();',
      `var n = 0; var H = { h: function () { return n++ ? ${P} : "DIRECT"; } };`,
    ),
  ],
  [
    'a bound function',
    entry(
      `return next() ? ${P} : "DIRECT";`,
      'var n = 0; function count() { return n++; } var next = count.bind(null);',
    ),
  ],
  [
    'toString',
    entry(
      'return "" + o;',
      `var n = 0; var o = { toString: function () { return n++ ? ${P} : "DIRECT"; } };`,
    ),
  ],
  ['a getter', entry(`return o.v ? ${P} : "DIRECT";`, 'var n = 0; var o = { get v() { return n++; } };')],
  [
    'a generator',
    entry(
      `return g.next().value ? ${P} : "DIRECT";`,
      'var g = (function* () { var n = 0; for (;;) yield n++; })();',
    ),
  ],
  ['an iterator', entry(`return it.next().value ? ${P} : "DIRECT";`, 'var it = [0, 1, 2].values();')],
  [
    'a date that is turned',
    entry(
      `d.setUTCHours(d.getUTCHours() + 1); return d.getUTCHours() > 1 ? ${P} : "DIRECT";`,
      'var d = new Date(0);',
    ),
  ],
  ['eval', entry(`eval("n = typeof n == 'undefined' ? 0 : n + 1"); return n ? ${P} : "DIRECT";`)],
  [
    'a function made from text',
    entry(
      `return next() ? ${P} : "DIRECT";`,
      'var next = new Function("if (!this.n) this.n = 0; return this.n++;");',
    ),
  ],
  [
    'eval by another name',
    entry(
      `run("n = typeof n == 'undefined' ? 0 : n + 1"); return n ? ${P} : "DIRECT";`,
      'var run = eval, n;',
    ),
  ],
  ['a pattern', entry(`var { x } = cache; cache.x = 1; return x ? ${P} : "DIRECT";`, 'var cache = {};')],
  [
    'hasOwnProperty',
    entry(`if (cache.hasOwnProperty("x")) return ${P}; cache.x = 1; return "DIRECT";`, 'var cache = {};'),
  ],
  [
    'keys',
    entry(`if (Object.keys(cache).length) return ${P}; cache.x = 1; return "DIRECT";`, 'var cache = {};'),
  ],
  [
    'indexOf',
    entry(`if (cache.indexOf(host) >= 0) return ${P}; cache[0] = host; return "DIRECT";`, 'var cache = [];'),
  ],
  [
    'a method called on another object',
    entry(
      `if (cache.indexOf(host) >= 0) return ${P}; Array.prototype.push.call(cache, host); return "DIRECT";`,
      'var cache = [];',
    ),
  ],
  [
    'an object made by a function named like one of the language',
    entry(
      `var o = create(); if (o.x) return ${P}; o.x = 1; return "DIRECT";`,
      'var kept = {}; function create() { return kept; }',
    ),
  ],
  ['optional chaining', entry(`if (seen?.x) return ${P}; seen = { x: 1 }; return "DIRECT";`, 'var seen;')],
];

describe('prove, on scripts whose answer changes from call to call', () => {
  for (const [name, source] of CHANGING) {
    it(`makes no claim: ${name}`, async () => {
      await using(
        source,
        async (pac) => {
          const first = await pac.decide(URL_UNDER_TEST, {}, { fresh: true });
          const second = await pac.decide(URL_UNDER_TEST, {});
          assert.deepEqual([first.compliance, second.compliance], ['direct', 'proxied']);
          const proof = await pac.prove(URL_UNDER_TEST, { variants: false });
          assert.ok(proof.verdict === 'unknown' || proof.verdict === 'sometimes', proof.verdict);
          if (proof.verdict === 'unknown') assert.deepEqual(proof.unreached, []);
        },
        { limits: UNHURRIED },
      );
    });
  }
});
