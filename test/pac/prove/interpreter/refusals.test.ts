/**
 * What clients do differently, or what is not modelled, ends the run with words for it, and never with a value.
 */
import assert from 'node:assert/strict';
import { runKnown } from '../../../../lib/pac/prove/interpreter/run.js';

const CASES: readonly (readonly [script: string, reason: RegExp])[] = [
  ['try { null.x } catch (e) { result = "" + e.message }', /text of an error/],
  ['try { null.x } catch (e) { result = e.stack }', /stack/],
  ['result = new Error("a").lineNumber', /lineNumber/],
  ['result = Object.getOwnPropertyNames(new Error("a"))', /which properties an object has/],
  ['result = Math.sin(1) > 0', /last digits of Math\.sin/],
  ['result = "" + Math.pow(2.5, 3.1)', /last digits of a power/],
  ['result = 2 ** 0.5 > 1', /last digits of a power/],
  ['result = (0.1).toString(2)', /fraction that is not decimal/],
  ['result = [3, 1, 2].sort(function (a, b) { return a > b; })', /gives no number/],
  ['result = [3, 1, 2].sort(function (a, b) { return 1; })', /is no order/],
  ['var n = 0; result = [3, 1, 2].sort(function (a, b) { n++; return a - b; })', /does more than compare/],
  ['result = [3, 1, 2].sort(function () { throw 1; })', /does more than compare/],
  [
    'result = [{ toString: function () { return "" + n++; } }, 1].sort(); var n = 0',
    /does more than compare/,
  ],
  ['result = Date.parse("1 January 2020")', /a date is read from a text/],
  ['result = new Date("2020-02-30").getTime()', /a date is read from a text/],
  ['result = "" + new Date(0)', /time zone/],
  ['result = Date()', /time zone/],
  ['result = new Date(0).toLocaleString()', /language of the client/],
  ['result = Date.now()', /clock/],
  ['result = new Date().getTime()', /clock/],
  ['result = Math.random()', /chance/],
  ['result = "" + Math.max', /text of one of the language's own functions/],
  ['result = eval("1")', /eval/],
  ['result = new Function("return 1")', /made of text/],
  ['result = (function () {}).constructor("return 1")', /made of text/],
  ['function* g() {} result = g()', /generator/],
  ['async function f() {} result = f()', /async/],
  ['result = Object.getPrototypeOf(function* () {}) === Function.prototype', /generator/],
  ['result = (async () => 1).constructor', /constructor/],
  ['with ({}) { result = 1 }', /WithStatement/],
  ['result = 1n', /BigInt/],
  ['result = typeof console', /console/],
  ['result = this.process', /process/],
  ['result = "window" in this', /window/],
  ['result = typeof ActiveXObject', /ActiveXObject/],
  ['result = new Proxy({}, {})', /Proxy/],
  ['result = Promise', /Promise/],
  ['result = new Uint8Array(1)', /Uint8Array/],
  ['result = Intl', /Intl/],
  ['result = [].toSorted', /toSorted/],
  ['result = "toReversed" in Array.prototype', /toReversed/],
  ['result = ({}).watch', /watch/],
  ['result = RegExp.$1', /\$1/],
  ['result = (function () {}).caller', /caller/],
  ['result = Object.keys(Math)', /names of the language's own objects/],
  ['for (var k in this) result = k', /names of the global object/],
  ['result = Object.prototype.toString.call(this)', /global object is called/],
  ['result = "a".localeCompare("b")', /localeCompare/],
  ['result = "a".normalize()', /normalize/],
  ['result = [1].toLocaleString()', /language of the client/],
  ['result = (1).toLocaleString()', /language of the client/],
  ['result = new RegExp("\\\\p{L}", "u")', /Unicode/],
  ['result = new RegExp("a", "v")', /flags v/],
  ['result = new RegExp("(?i:a)")', /engines do not all know/],
  ['function f() { return f(); } result = f()', /so deeply/],
  ['var a = []; a.push(a); result = a.join()', /so deeply/],
  ['var s = "aaaa"; while (true) s += s', /a text grows/],
  ['while (true);', /longer than is followed|more time/],
];

describe('what the interpreter refuses', () => {
  for (const [script, reason] of CASES)
    it(script, () => {
      const outcome = runKnown(script, { steps: 200_000, milliseconds: 5000 });
      const shown = 'refused' in outcome ? outcome.refused : JSON.stringify(outcome);
      assert.match(shown, reason);
    });
});
