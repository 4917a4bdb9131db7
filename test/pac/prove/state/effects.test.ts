import assert from 'node:assert/strict';
import { effectsShown } from './support.js';

/** A body of the entry point, what stands before it, and what calls can leave. */
type Case = readonly [name: string, body: string, before: string, left: readonly string[]];

const FOLLOWED: readonly Case[] = [
  ['nothing', 'return "DIRECT";', '', []],
  ['variables of the call', 'var a = host; a = url; let b = a; return b;', '', []],
  ['the first call', 'if (!seen) seen = true;', 'var seen = false;', ['seen = true']],
  ['a switch', 't = !t;', 'var t = false;', ['t = true']],
  ['a turn of three', 'n = (n + 1) % 3;', 'var n = 0;', ['n = 1 or 2']],
  ['a counter', 'n++;', 'var n = 0;', ['n = <whole 1 to 9007199254740992>']],
  ['a turn of many', 'n = (n + 1) % 1000;', 'var n = 0;', ['n = <whole 0 to 999>']],
  ['a mask', 'n = (n + 1) & 255;', 'var n = 0;', ['n = <whole 0 to 255>']],
  ['the address', 'if (!ip) ip = myIpAddress();', 'var ip;', ['ip = <client>']],
  ['an answer', 'if (a == null) a = dnsResolve("x.corp");', 'var a;', ['a = <answer of x.corp> or null']],
  ['an answer of a name that is not known', 'a = dnsResolve(host);', 'var a;', ['a = ?']],
  ['a draw', 'd = Math.random();', 'var d;', ['d = <draw>']],
  ['an hour', 'h = new Date().getHours();', 'var h;', ['h = <whole 0 to 23> or NaN']],
  ['a truth value', 'o = isInNet(host, "10.0.0.0", "255.0.0.0");', 'var o;', ['o = false or true']],
  ['a constant', 'c = "x";', 'var c;', ['c = x']],
  ['a name nobody declared', 'for (i = 0; i < 3; i++);', '', ['i = <whole 0 to 9007199254740992>']],
  ['the host', 'last = host;', 'var last;', ['last = ?']],
  ['a new object', 'o = {};', 'var o;', ['o = ?']],
  ['an object that was there', 'o = A;', 'var A = {}, o = null;', ['o = a Object']],
  ['a constant variable', 'try { c = 2; } catch (e) {}', 'const c = 1;', []],
  [
    'a variable of a closure',
    'f();',
    'var f = (function () { var n = 0; return function () { n = 5; }; })();',
    ['variable 0 = 5'],
  ],
  ['a branch that no value takes', 'if (debug) x = 1;', 'var debug = false, x = 0;', []],
];

const PLACES: readonly Case[] = [
  ['a property', 'o.a = 1;', 'var o = {};', ['Object.a = 1']],
  ['a computed property', 'o["a" + "b"] = 1;', 'var o = {};', ['Object.ab = 1']],
  ['any property', 'o[host] = 1;', 'var o = {};', ['Object.* = ?']],
  ['an element', 'a[0] = 2;', 'var a = [1];', ['Array.0 = 2']],
  ['an element beyond the end', 'a[5] = 2;', 'var a = [1];', ['Array.* = ?']],
  ['delete', 'delete o.a;', 'var o = {a: 1};', ['Object.a = ?']],
  ['push', 'a.push(1);', 'var a = [];', ['Array.* = ?']],
  ['push, lent', 'p.call(a, 1);', 'var a = [], p = [].push;', ['Array.* = ?']],
  ['for in', 'for (o.a in {k: 1});', 'var o = {};', ['Object.a = ?']],
  ['for of', 'for (o.a of [1]);', 'var o = {};', ['Object.a = 1 or undefined']],
  ['a pattern', '[o.a] = [1];', 'var o = {};', ['Object.a = 1 or undefined']],
  ['a pattern with a default', '({x: o.a = 3} = {});', 'var o = {};', ['Object.a = 3']],
  ['this of a sloppy function', '(function () { this.q = 1; })();', '', ['q = 1']],
  [
    'this of a strict function',
    '(function () { "use strict"; try { this.q = 1; } catch (e) {} })();',
    '',
    [],
  ],
  ['a setter', 'o.s = 4;', 'var o = { set s(v) { this.t = v; } };', ['Object.s = ?', 'Object.t = 4']],
  ['a getter', 'o.g;', 'var o = { get g() { this.n = 1; return 0; } };', ['Object.n = 1']],
  ['toString', '"" + o;', 'var n = 0, o = { toString: function () { n = 1; return ""; } };', ['n = 1']],
  [
    'valueOf in a comparison',
    'o < 1;',
    'var n = 0, o = { valueOf: function () { n = 1; return 0; } };',
    ['n = 1'],
  ],
  [
    'toString inside of a builtin',
    '[o].join();',
    'var n = 0, o = { toString: function () { n = 1; return ""; } };',
    ['n = 1'],
  ],
  ['toJSON', 'JSON.stringify([o]);', 'var n = 0, o = { toJSON: function () { n = 1; } };', ['n = 1']],
  [
    'an iterator',
    'for (var x of o);',
    'var n = 0, o = { [Symbol.iterator]: function () { n = 1; return { next: function () { return { done: true }; } }; } };',
    ['n = 1'],
  ],
  [
    'hasInstance',
    'host instanceof o;',
    'var n = 0, o = { [Symbol.hasInstance]: function () { n = 1; } };',
    ['n = 1'],
  ],
  ['a callback', '[1].forEach(function (v) { n = v; });', 'var n = 0;', ['n = 1 or undefined']],
  [
    'replace with a function',
    'host.replace(/x/, function () { n = 1; return ""; });',
    'var n = 0;',
    ['n = 1'],
  ],
  [
    'arguments of a sloppy function',
    '(function (a) { arguments[0] = 7; n = a; })(1);',
    'var n = 0;',
    ['n = 1 or 7 or undefined'],
  ],
  [
    'a thrown value',
    'try { throw 3; } catch (e) { if (typeof e == "number") n = e; }',
    'var n = 0;',
    ['n = ?'],
  ],
  [
    'new on a constructor that gives an old object',
    'new K().a = 1;',
    'var o = {}; function K() { return o; }',
    ['Object.a = 1'],
  ],
  [
    'a field of a class below such a constructor',
    'new B();',
    'var o = {}; class A { constructor() { return o; } } class B extends A { x = 1; }',
    ['Object.x = 1'],
  ],
  [
    'an expression with a memory',
    're.test(host);',
    'var re = /a/g;',
    ['RegExp.lastIndex = <whole 0 to 4294967295>'],
  ],
  ['an expression without', 're.test(host);', 'var re = /a/i;', []],
  ['a date', 'd.setTime(1);', 'var d = new Date(0);', ['Date.slots']],
  ['a map', 'm.set(host, 1);', 'var m = new Map();', ['Map.slots']],
  ['a method found by a key', 'm["s" + "et"](1, 1);', 'var m = new Map();', ['Map.slots']],
  [
    'the entry point',
    'FindProxyForURL = function () { n = 1; };',
    'var n = 0;',
    ['FindProxyForURL = ?', 'n = 1'],
  ],
  ['a function in a block', '{ function f() { n = 2; } } f();', 'var n = 0;', ['n = 2']],
  [
    'what an earlier call left is called',
    'if (f) f(); f = function () { n = 3; };',
    'var n = 0, f;',
    ['f = ?', 'n = 3'],
  ],
  [
    "a script function in the place of the library's",
    'isInNet(host, "10.0.0.0", "255.0.0.0");',
    'var n = 0; function isValidIpAddress() { n = 1; return true; }',
    ['n = 1'],
  ],
  [
    'a function on a prototype of the language',
    '[1].join();',
    'var n = 0; Number.prototype.toString = function () { n = 1; return ""; };',
    ['n = 1'],
  ],
];

const OBSTACLES: readonly (readonly [string, string, string, RegExp])[] = [
  ['code made of text', 'eval("n = 1");', 'var n = 0;', /eval|text/],
  ['a function made of text', '(function () {}).constructor("n = 1")();', 'var n = 0;', /text/],
  ['with', 'with (o) { a = 1; }', 'var o = {a: 0};', /WithStatement/],
  ['another prototype', 'o.__proto__ = {a: 1};', 'var o = {};', /inherits/],
  [
    'a prototype of the language',
    'RegExp.prototype.test = function () { return true; };',
    '',
    /language's own/,
  ],
  ['an object that is closed', 'Object.seal(o);', 'var o = {};', /fixed/],
  ['a builtin that is replaced', 'dnsResolve = function () { return null; };', '', /language's own/],
  ['a generator', 'f().next();', 'function* f() { yield 1; }', /generator/],
  ['an iterator that was there', '[...it];', 'var it = [1][Symbol.iterator]();', /iterator/],
];

const script = (body: string, before: string): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n${body}\n}\n`;

describe('what earlier calls can have left', () => {
  for (const [name, body, before, left] of [...FOLLOWED, ...PLACES])
    it(name, () => {
      assert.deepEqual([...effectsShown(script(body, before))].sort(), [...left].sort());
    });

  for (const [name, body, before, reason] of OBSTACLES)
    it(`is not known: ${name}`, () => {
      const [only = ''] = effectsShown(script(body, before));
      assert.match(only, /^obstacle: /);
      assert.match(only, reason);
    });
});
