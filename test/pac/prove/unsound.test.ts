import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isSharedHere, sharedPath } from '../../shared.js';
import { URL_UNDER_TEST, using } from '../support.js';
import { DECIDED, MOMENTS } from './unsound-moments.js';
import { KEPT, sourceOf } from './unsound-state.js';

const entry = (body: string, before = ''): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n${body}\n}`;
const TEN = 'isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")';

/** What was once called `always` or `never` and is not, by kind, with what may be said instead. */
const CASES: readonly (readonly [
  kind: string,
  verdict: 'sometimes' | 'unknown' | 'never' | 'always',
  source: string,
  obstacle?: RegExp,
])[] = [
  [
    'a line without its semicolon',
    'sometimes',
    entry(
      `var f = function () { return 1 }\nhost && (f = null)\nif (${TEN}) return "PROXY p:1"\nreturn "DIRECT"`,
    ),
  ],
  [
    'a global that some clients have',
    'unknown',
    entry('return typeof Intl !== "undefined" ? "PROXY p:1" : "DIRECT";'),
    /Intl is not modelled/,
  ],
  [
    'the text of a builtin',
    'unknown',
    entry(`if (isInNet.toString().length > 40) return "DIRECT"; return ${TEN} ? "PROXY p:1" : "DIRECT";`),
    /differs between engines/,
  ],
  [
    'what a builtin has besides',
    'unknown',
    entry('return "prototype" in dnsResolve ? "PROXY p:1" : "DIRECT";'),
    /prototype is not modelled/,
  ],
  [
    'an IPv6 address with dots in it',
    'sometimes',
    entry(
      'var i = myIpAddress(); return i.indexOf(":") >= 0 && i.indexOf(".") >= 0 ? "PROXY p:1" : "DIRECT";',
    ),
  ],
  [
    'a draw that is rounded up',
    'sometimes',
    entry('return Math.floor(1 + Math.random()) == 2 ? "PROXY p:1" : "DIRECT";'),
  ],
  [
    'an expression that remembers where it was',
    'sometimes',
    entry('var o = myIpAddress().split(".")[3]; return /1/g.test(o) && o == "12" ? "PROXY p:1" : "DIRECT";'),
  ],
  [
    'recursion that engines end at different depths',
    'unknown',
    entry(
      'function r(n) { return n == 0 ? 0 : 1 + r(n - 1) } try { r(2000); return "PROXY p:1" } catch (e) { return "DIRECT" }',
    ),
    /so deeply that engines differ/,
  ],
  [
    'a list that a method of another pushes to',
    'unknown',
    entry(
      'var push = kept.push; push.call(kept, 1); return kept.length > 2 ? "PROXY p:1" : "DIRECT";',
      'var kept = [];',
    ),
  ],
  [
    'an entry point that puts another in its place',
    'unknown',
    'function FindProxyForURL(url, host) { FindProxyForURL = function () { return "PROXY p:1"; }; return "DIRECT"; }',
  ],
  [
    'a function of the language in whose place the script has its own',
    'unknown',
    entry(
      'return dateRange("1") && new Date().getDate() == 7 ? "PROXY p:1" : "DIRECT";',
      'var own = parseInt; parseInt = function (x) { return x == "1" ? 7 : own(x) };',
    ),
    /what dateRange rests on was changed/,
  ],
  [
    'a variable that hides a function of the language',
    'unknown',
    entry(
      'return weekdayRange("MON") && new Date().getDay() == 0 ? "PROXY p:1" : "DIRECT";',
      'let String = function (x) { return x == "MON" ? "SUN" : "" + x };',
    ),
    /what weekdayRange rests on was changed/,
  ],
  [
    'a variable that hides what a builtin rests on',
    'unknown',
    entry(
      'return weekdayRange("MON") && new Date().getDay() == 6 ? "PROXY p:1" : "DIRECT";',
      'let wdays = { MON: 6 };',
    ),
    /what weekdayRange rests on was changed/,
  ],
  [
    'a builtin that an earlier call may have deleted',
    'unknown',
    entry(
      'if (host == "plain") delete globalThis.isValidIpAddress; isInNet(host, "10.0.0.0", "255.0.0.0"); return "DIRECT";',
    ),
    /changes the language's own objects/,
  ],
  [
    'an entry point behind an accessor',
    'unknown',
    'var n = 0; Object.defineProperty(this, "FindProxyForURL", { get: function () { return n++ % 2 ? function () { return "DIRECT"; } : function () { return "PROXY p:1"; }; } });',
    /is an accessor/,
  ],
  ['a result with a NUL in it', 'never', 'function FindProxyForURL() { return "DIRECT\\u0000; PROXY p:1"; }'],
  [
    'a counter in a private field of a class',
    'unknown',
    entry(
      'return c.next() > 2 ? "PROXY p:1" : "DIRECT";',
      'class C { #n = 0; next() { return this.#n++; } }\nvar c = new C();',
    ),
  ],
];

const folder = sharedPath('field', 'unsound');

describe('prove, on scripts that were once proven wrongly', () => {
  for (const [kind, verdict, source, obstacle] of CASES) {
    it(`${verdict}: ${kind}`, async () => {
      await using(source, async (pac) => {
        const proof = await pac.prove(URL_UNDER_TEST, { variants: false });
        const reasons = proof.obstacles.map(({ reason }) => reason).join('; ');
        if (verdict === 'unknown') assert.notEqual(proof.verdict, 'always', reasons);
        if (verdict === 'unknown') assert.notEqual(proof.verdict, 'never', reasons);
        else assert.equal(proof.verdict, verdict, reasons);
        if (obstacle !== undefined && proof.verdict === 'unknown') assert.match(reasons, obstacle);
      });
    });
  }

  for (const [kind, cases] of Object.entries(KEPT))
    for (const one of cases) {
      it(`claims nothing of ${kind}: ${one[1]}`, async () => {
        await using(sourceOf(one), async (pac) => {
          const environment = { myIp: '10.0.0.1' };
          const answers = [];
          for (let call = 0; call < 2; call++)
            answers.push((await pac.decide(URL_UNDER_TEST, environment, { fresh: call === 0 })).compliance);
          assert.deepEqual(answers, ['direct', 'proxied']);
          const { verdict } = await pac.prove(URL_UNDER_TEST, { variants: false });
          assert.match(verdict, /^(?:sometimes|unknown)$/);
        });
      });
    }

  for (const test of MOMENTS) {
    it(`claims nothing of ${test}`, async () => {
      await using(entry(`return ${test} ? "PROXY p:1" : "DIRECT";`), async (pac) => {
        const { verdict } = await pac.prove(URL_UNDER_TEST, { variants: false });
        assert.match(verdict, /^(?:sometimes|unknown)$/);
      });
    });
  }

  for (const [test, expected] of DECIDED) {
    it(`${expected}: ${test}`, async () => {
      await using(entry(`return ${test} ? "PROXY p:1" : "DIRECT";`), async (pac) => {
        const { verdict, obstacles } = await pac.prove(URL_UNDER_TEST, { variants: false });
        assert.equal(verdict, expected, obstacles.map(({ reason }) => reason).join('; '));
      });
    });
  }

  if (isSharedHere(folder))
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.pac'))) {
      it(`claims nothing wrong of ${file}`, async () => {
        await using(readFileSync(`${folder}/${file}`), async (pac) => {
          const { verdict } = await pac.prove(URL_UNDER_TEST, { variants: false });
          // The one of them whose answer is the same for every client: DIRECT, a NUL and more is no DIRECT.
          assert.ok(
            file === 'nul-result.pac' ? verdict === 'never' : /^(?:sometimes|unknown)$/.test(verdict),
            verdict,
          );
        });
      });
    }
});
