/**
 * PAC files made here that make something when it is first asked for, or keep objects in other ways: as in
 * synthetic-caches.ts, with the verdict, or `null` where nothing may be claimed.
 */
import type { Verdict } from '../../lib/pac/index.js';
import { body as F, P } from './synthetic.js';

export const LAZY: readonly (readonly [Verdict | null, string, string])[] = [
  [
    // An object made by an earlier call is not followed: no real file among those at hand needs it.
    null,
    'lazy regex class',
    F(
      'return m.test(host) ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.source_ = s; this.re = null; } M.prototype = { re: null, getRe: function () { if (!this.re) this.re = new RegExp(this.source_, "i"); return this.re; }, test: function (h) { return this.getRe().test(h); } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'lazy depends on arg',
    F(
      'return m.test(host) ? "PROXY p:1" : "DIRECT";',
      `function M() { this.re = null; } M.prototype = { getRe: function (h) { if (!this.re) this.re = new RegExp(h); return this.re; }, test: function (h) { return !this.getRe(h).test("t1c.t1t.io"); } }; var m = new M();`,
    ),
  ],
  [
    null,
    'lazy read elsewhere',
    F(
      'var was = m.re; m.getRe(); return was ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.source_ = s; this.re = null; } M.prototype = { getRe: function () { if (!this.re) this.re = new RegExp(this.source_, "i"); return this.re; } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'lazy read computed',
    F(
      'var was = m["r" + "e"]; m.getRe(); return was ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.source_ = s; this.re = null; } M.prototype = { getRe: function () { if (!this.re) this.re = new RegExp(this.source_, "i"); return this.re; } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'lazy seen by JSON',
    F(
      'var was = JSON.stringify(m); m.getRe(); return /re/.test(was) ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.source_ = s; } M.prototype = { getRe: function () { if (!this.re) this.re = new RegExp(this.source_, "i"); return this.re; } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'lazy seen by keys',
    F(
      'var was = Object.keys(m).length; m.getRe(); return was > 1 ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.source_ = s; } M.prototype = { getRe: function () { if (!this.re) this.re = new RegExp(this.source_, "i"); return this.re; } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'lazy seen by for in',
    F(
      'var was = 0; for (var i in m) was++; m.getRe(); return was > 2 ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.source_ = s; } M.prototype = { getRe: function () { if (!this.re) this.re = new RegExp(this.source_, "i"); return this.re; } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'lazy g regex',
    F(
      'return m.getRe().test("x") ? "DIRECT" : "PROXY p:1";',
      `function M(s) { this.source_ = s; this.re = null; } M.prototype = { getRe: function () { if (!this.re) this.re = new RegExp(this.source_, "g"); return this.re; } }; var m = new M("x");`,
    ),
  ],
  [
    null,
    'lazy of parent',
    F(
      'if (dnsDomainIs(host,".evil")) proto.get(); return o.get() == "b" ? "DIRECT" : "PROXY p:1";',
      `var proto = { src: "a", get: function () { if (!this.val) this.val = this.src; return this.val; } }; var o = Object.create(proto); o.src = "b";`,
    ),
  ],
  [
    null,
    'different first/second',
    F(
      'return m.get() == 1 ? "DIRECT" : "PROXY p:1";',
      `function M() { this.v = 0; } M.prototype = { get: function () { if (!this.v) { this.v = 2; return 1; } return this.v; } }; var m = new M();`,
    ),
  ],
  [
    null,
    'two lazies correlated',
    F(
      'if (dnsDomainIs(host,".evil")) m.a(); return m.b() ? "DIRECT" : "PROXY p:1";',
      `function M() { } M.prototype = { a: function () { if (!this.x) this.x = 1; return this.x; }, b: function () { return !this.x; } }; var m = new M();`,
    ),
  ],
  [
    null,
    'lazy mutated',
    F(
      'm.get().push(host); return m.get().length > 1 ? "PROXY p:1" : "DIRECT";',
      `function M() { this.v = null; } M.prototype = { get: function () { if (!this.v) this.v = []; return this.v; } }; var m = new M();`,
    ),
  ],
  [
    null,
    'lazy from kept global',
    F(
      'var r = m.get(); last = host; return r == "evil.example" ? "PROXY p:1" : "DIRECT";',
      `var last = ""; function M() { this.v = null; } M.prototype = { get: function () { if (!this.v) this.v = last; return this.v; } }; var m = new M();`,
    ),
  ],
  [
    // What is kept ends in "!" whichever call made it.
    'always',
    'lazy from other object prop',
    F(
      'if (dnsDomainIs(host,".evil")) o.mode = "x"; return m.get() == "x" ? "PROXY p:1" : "DIRECT";',
      `var o = {mode: ""}; function M() { this.v = null; } M.prototype = { get: function () { if (!this.v) this.v = o.mode + "!"; return this.v; } }; var m = new M();`,
    ),
  ],
  [
    null,
    'memo obj method two receivers',
    F(
      'if (dnsDomainIs(host,".evil")) b.get(host); return a.get("k");',
      `var T = {}; var a = { t: T, v: "DIRECT", get: function (h) { if (this.t[h]) return this.t[h]; this.t[h] = this.v; return this.v; } }; var b = { t: T, v: ${P}, get: a.get };`,
    ),
  ],
  [
    null,
    'memo inherited table',
    F(
      'if (dnsDomainIs(host,".evil")) b.get("k"); return a.get("k");',
      `function M(v) { this.v = v; } M.prototype = { t: {}, get: function (h) { if (h in this.t) return this.t[h]; this.t[h] = this.v; return this.v; } }; var a = new M("DIRECT"), b = new M(${P});`,
    ),
  ],
  [
    null,
    'memo counts leak',
    F(
      'return m.get(host);',
      `var m = { t: {}, n: 0, get: function (h) { if (h in this.t) return this.t[h]; var r = this.n > 2 ? ${P} : "DIRECT"; this.t[h] = r; this.n++; return r; } };`,
    ),
  ],
  [
    null,
    'memo counts leak 2',
    F(
      'var r = m.get(host); return m.n > 2 ? "PROXY p:1" : r;',
      `var m = { t: {}, n: 0, get: function (h) { if (h in this.t) return this.t[h]; var r = "DIRECT"; this.t[h] = r; this.n++; return r; } };`,
    ),
  ],
  [
    null,
    'memo found then different',
    F(
      'return m.get(host);',
      `var m = { t: {}, get: function (h) { if (h in this.t) return ${P}; this.t[h] = 1; return "DIRECT"; } };`,
    ),
  ],
  [
    null,
    'table keys',
    F(
      'var r = m.get(host); return Object.keys(m.t).length > 1 ? "PROXY p:1" : r;',
      `var m = { t: {}, get: function (h) { if (h in this.t) return this.t[h]; var r = "DIRECT"; this.t[h] = r; return r; } };`,
    ),
  ],
  [
    null,
    'table through computed',
    F(
      'var r = m.get(host), t = m["t"]; return t["a.corp"] ? "PROXY p:1" : r;',
      `var m = { t: {}, get: function (h) { if (h in this.t) return this.t[h]; var r = "DIRECT"; this.t[h] = r; return r; } };`,
    ),
  ],
  [
    null,
    'other key of the table',
    F(
      'var r = m.get(host); return m.get("a.corp") == "DIRECT" && m.has() ? "PROXY p:1" : r;',
      `var m = { t: {}, get: function (h) { if (h in this.t) return this.t[h]; var r = "DIRECT"; this.t[h] = r; return r; }, has: function () { return "evil.example" in this.t; } };`,
    ),
  ],
  [
    null,
    'memo reads neighbour',
    F(
      'return m.get(host);',
      `var m = { t: {}, get: function (h) { if (h in this.t) return this.t[h]; var r = this.t["a.corp"] ? ${P} : "DIRECT"; this.t[h] = r; return r; } };`,
    ),
  ],
  [
    null,
    'swallowed throw',
    F(
      'return m.get(host);',
      `var m = { t: {}, get: function (h) { try { if (h in this.t) throw 1; this.t[h] = 1; return "DIRECT"; } catch (e) { return ${P}; } } };`,
    ),
  ],
  [
    null,
    'apply',
    F(
      'if (dnsDomainIs(host,".evil")) m.get.apply({t: m.t, v: "PROXY e:1"}, ["t1c.t1t.io"]); return m.get(host);',
      `var m = { v: "DIRECT", t: {}, get: function (h) { if (h in this.t) return this.t[h]; this.t[h] = this.v; return this.v; } };`,
    ),
  ],
  [
    null,
    'computed call',
    F(
      'var k = "ge" + "t"; if (dnsDomainIs(host,".evil")) x[k]("t1c.t1t.io"); return m.get(host);',
      `var m = { v: "DIRECT", t: {}, get: function (h) { if (h in this.t) return this.t[h]; this.t[h] = this.v; return this.v; } }; var x = Object.create(m); x.v = "PROXY e:1";`,
    ),
  ],
  [
    null,
    'reassigned receiver',
    F(
      'if (dnsDomainIs(host,".evil")) { m = x; } return m.get(host);',
      `var m = { v: "DIRECT", t: {}, get: function (h) { if (h in this.t) return this.t[h]; this.t[h] = this.v; return this.v; } }; var x = Object.create(m); x.v = "PROXY e:1";`,
    ),
  ],
  [
    null,
    'inherits table, fixed receivers',
    F(
      'if (dnsDomainIs(host,".evil")) { x.get("t1c.t1t.io"); } return m.get(host);',
      `var m = { v: "DIRECT", t: {}, get: function (h) { if (h in this.t) return this.t[h]; this.t[h] = this.v; return this.v; } }; var x = Object.create(m); x.v = "PROXY e:1";`,
    ),
  ],
  [
    null,
    'this.v changed',
    F(
      'if (dnsDomainIs(host,".evil")) { m.v = "PROXY e:1"; } return m.get(host);',
      `var m = { v: "DIRECT", t: {}, get: function (h) { if (h in this.t) return this.t[h]; this.t[h] = this.v; return this.v; } };`,
    ),
  ],
  [
    null,
    'maker not empty',
    F(
      'return m.get(host);',
      `function mk() { var d = {}; d["t1c.t1t.io"] = ${P}; return d; } var m = { t: {}, n: 0, get: function (h) { if (h in this.t) return this.t[h]; if (this.n > 1) { this.t = mk(); this.n = 0; if (h in this.t) return this.t[h]; } this.t[h] = "DIRECT"; this.n++; return "DIRECT"; } };`,
    ),
  ],
  [
    null,
    'own names as methods',
    F(
      'var l = o.slice(); if (l.x) return "PROXY p:1"; l.x = 1; return "DIRECT";',
      `var kept = {}; function give() { return kept; } var o = { "slice": give };`,
    ),
  ],
  [
    null,
    'own names as methods 2',
    F(
      'var l = o.slice(); if (l.x) return "PROXY p:1"; l.x = 1; return "DIRECT";',
      `var kept = {}; var o = { slice: give }; function give() { return kept; }`,
    ),
  ],
  [
    null,
    'new Object(kept)',
    F('var l = new Object(kept); if (l.x) return "PROXY p:1"; l.x = 1; return "DIRECT";', `var kept = {};`),
  ],
  [
    null,
    'Object(kept)',
    F('var l = Object(kept); if (l.x) return "PROXY p:1"; l.x = 1; return "DIRECT";', `var kept = {};`),
  ],
  [
    null,
    'constructor gives kept',
    F(
      'var l = new K(); if (l.x) return "PROXY p:1"; l.x = 1; return "DIRECT";',
      `var kept = {}; function K() { return kept; }`,
    ),
  ],

  [
    null,
    'lazy of a lazy',
    F(
      'm.a(); return m.b() == 1 ? "DIRECT" : "PROXY p:1";',
      `function M() { this.x = 0; this.y = 0; } M.prototype = { a: function () { if (!this.x) this.x = 1; return this.x; }, b: function () { if (!this.y) this.y = this.x ? 1 : 2; return this.y; } }; var m = new M();`,
    ),
  ],
  [
    null,
    'lazy reads memo table',
    F(
      'm.get(host); return m.get(host);',
      `var m = { v: 0, tab: {}, lz: function () { if (!this.v) this.v = "a.corp" in this.tab ? 1 : 2; return this.v; }, get: function (h) { if (h in this.tab) return this.tab[h]; var r = this.lz() == 1 ? ${P} : "DIRECT"; this.tab[h] = r; return r; } };`,
    ),
  ],
  [
    null,
    'hasOwnProperty.call',
    F(
      'var was = Object.prototype.hasOwnProperty.call(m, "re"); m.getRe(); return was ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.src = s; } M.prototype = { getRe: function () { if (!this.re) this.re = new RegExp(this.src, "i"); return this.re; } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'defineProperty getter',
    F(
      'return o.v ? "PROXY p:1" : "DIRECT";',
      `var n = 0, o = {}; Object.defineProperty(o, "v", { get: function () { return n++; } });`,
    ),
  ],
  [
    null,
    'a getter given to Object.create',
    F(
      'return o.v ? "PROXY p:1" : "DIRECT";',
      'var n = 0, o = Object.create({}, { v: { get: function () { return n++; } } });',
    ),
  ],
  [
    null,
    'Proxy',
    F(
      'return o.v ? "PROXY p:1" : "DIRECT";',
      `var n = 0, o = new Proxy({}, { get: function () { return n++; } });`,
    ),
  ],
  [
    null,
    'optional chaining on lazy',
    F(
      'var was = m?.re; m.getRe(); return was ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.src = s; } M.prototype = { re: null, getRe: function () { if (!this.re) this.re = new RegExp(this.src, "i"); return this.re; } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'this as global',
    F(
      'var r = m.get(host); return r;',
      `var m = { tab: {}, get: function (h) { if (h in this.tab) return this.tab[h]; var r = env() ? ${P} : "DIRECT"; this.tab[h] = r; return r; } }; function env() { return this["weekday" + "Range"]("SUN"); }`,
    ),
  ],
  [
    null,
    'destructured',
    F(
      'var { re } = m; m.getRe(); return re ? "PROXY p:1" : "DIRECT";',
      `function M(s) { this.src = s; this.re = null; } M.prototype = { getRe: function () { if (!this.re) this.re = new RegExp(this.src, "i"); return this.re; } }; var m = new M("corp$");`,
    ),
  ],
  [
    null,
    'memo of a memo unsound',
    F(
      'return a(host);',
      `var t1 = {}, t2 = {}; function a(h) { if (t1[h]) return t1[h]; var r = b(h, t1["x.corp"] ? 1 : 0); t1[h] = r; return r; } function b(h, f) { if (t2[h]) return t2[h]; var r = f ? ${P} : "DIRECT"; t2[h] = r; return r; }`,
    ),
  ],
];
