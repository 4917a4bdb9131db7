/**
 * PAC files made here that keep their answers in a table between calls, with the verdict
 * for the URL under test; `null` where earlier calls change the answer, or could for all that is seen, so that nothing
 * may be claimed. The first five answer the same whatever was asked before: a rule that tells them from the rest cost more
 * lines than any other and decided three real files of sixty-four at most, so they end with "a cache" as the obstacle.
 */
import type { Verdict } from '../../lib/pac/index.js';
import { body as F, P } from './synthetic.js';

export const CACHES: readonly (readonly [Verdict | null, string, string])[] = [
  [
    null,
    'memo by host',
    F(
      'return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; var r = dnsDomainIs(h, ".corp") ? ${P} : "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'memo by host, in',
    F(
      'return route(host);',
      `var cache = {}; function route(h) { if (h in cache) return cache[h]; var r = dnsDomainIs(h, ".corp") ? ${P} : "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'memo by host, hasOwn + clear',
    F(
      'return route(host);',
      `var cache = {}, n = 0; function route(h) { if (cache.hasOwnProperty(h)) return cache[h]; var r = dnsDomainIs(h, ".corp") ? ${P} : "DIRECT"; if (n > 100) { cache = {}; n = 0; } cache[h] = r; n++; return r; }`,
    ),
  ],
  [
    null,
    'memo both',
    F(
      'return route(url, host);',
      `var cache = {}; function route(u, h) { var k = u + "|" + h; if (cache[k]) return cache[k]; var r = dnsDomainIs(h, ".corp") || u.indexOf("corp") > 0 ? ${P} : "DIRECT"; cache[k] = r; return r; }`,
    ),
  ],
  [
    null,
    'memo entry',
    F(
      `if (seen[host]) return seen[host]; seen[host] = dnsDomainIs(host, ".corp") ? "DIRECT" : ${P}; return seen[host];`,
      'var seen = {};',
    ),
  ],
  [
    null,
    'key ignores url',
    F(
      'return route(url, host);',
      `var cache = {}; function route(u, h) { if (cache[h]) return cache[h]; var r = u.indexOf("/p") > 0 ? ${P} : "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'key without separator',
    F(
      'return route(url, host);',
      `var cache = {}; function route(u, h) { var k = u + h; if (cache[k]) return cache[k]; var r = u.length == 20 ? ${P} : "DIRECT"; cache[k] = r; return r; }`,
    ),
  ],
  [
    null,
    'key lower-cased',
    F(
      'return route(host);',
      `var cache = {}; function route(h) { var k = h.toLowerCase(); if (cache[k]) return cache[k]; var r = /[A-Z]/.test(h) ? ${P} : "DIRECT"; cache[k] = r; return r; }`,
    ),
  ],
  [
    null,
    'memo of env',
    F(
      'return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; var r = isInNet(myIpAddress(),"10.0.0.0","255.0.0.0") ? ${P} : "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'memo of date',
    F(
      'return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; var r = weekdayRange("SUN") ? ${P} : "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'memo wrong value',
    F(
      'return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; cache[h] = ${P}; return "DIRECT"; }`,
    ),
  ],
  [
    null,
    'poison by other',
    F(
      'if (dnsDomainIs(host,".evil")) cache["t1c.t1t.io"] = "PROXY e:1"; return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; var r = "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'alias',
    F(
      'var c = cache; if (dnsDomainIs(host,".evil")) c["t1c.t1t.io"] = "PROXY e:1"; return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; var r = "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'alias at load',
    F(
      'if (dnsDomainIs(host,".evil")) c["t1c.t1t.io"] = "PROXY e:1"; return route(host);',
      `var cache = {}; var c = cache; function route(h) { if (cache[h]) return cache[h]; var r = "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'arg not host',
    F(
      'route(dnsDomainIs(host,".evil") ? {toString:function(){return "t1c.t1t.io"}} : host); return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; var r = typeof h == "string" ? "DIRECT" : ${P}; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'arg not host 2',
    F(
      'var o = dnsDomainIs(host,".evil") ? {toString:function(){return "t1c.t1t.io"}} : host; if (dnsDomainIs(host,".evil")) route(o); return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; var r = typeof h == "string" ? "DIRECT" : ${P}; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'closure var',
    F(
      'return route(host);',
      `var cache = {}, mode = 0; function route(h) { if (cache[h]) return cache[h]; var r = mode ? ${P} : "DIRECT"; if (h == "a.corp") mode = 1; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'outer local',
    `var cache = {}; function FindProxyForURL(url, host) { function route(h) { if (cache[h]) return cache[h]; var r = url.length > 30 ? ${P} : "DIRECT"; cache[h] = r; return r; } return route(host); }`,
  ],
  [
    null,
    'defineProperty',
    F(
      'if (dnsDomainIs(host,".evil")) Object.defineProperty(cache, "t1c.t1t.io", {value:"PROXY e:1"}); return route(host);',
      `var cache = {}; function route(h) { if (cache[h]) return cache[h]; var r = "DIRECT"; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'delete of seeded',
    F(
      'if (dnsDomainIs(host,".evil")) delete cache["t1c.t1t.io"]; return route(host);',
      `var cache = {"t1c.t1t.io":"DIRECT"}; function route(h) { if (cache[h]) return cache[h]; var r = ${P}; cache[h] = r; return r; }`,
    ),
  ],
  [
    null,
    'seeded and reset',
    F(
      'return route(host);',
      `var cache = {}, n = 0; cache["t1c.t1t.io"] = "DIRECT"; function route(h) { if (cache[h]) return cache[h]; var r = ${P}; if (n > 2) { cache = {}; n = 0; } cache[h] = r; n++; return r; }`,
    ),
  ],
  [
    null,
    'proto key',
    F(
      'return cacheOf(host);',
      `var cache = {}; function cacheOf(h) { if (h in cache) return "DIRECT"; cache[h] = 1; return ${P}; }`,
    ),
  ],
  [
    null,
    'an object kept under __proto__',
    F(
      'return route(host).to;',
      `var cache = {}, made = { "t1c.t1t.io": { to: ${P} } };
      function route(h) { var got = cache[h]; if (got && got.to) return got; var r = h == "__proto__" ? made : { to: "DIRECT" }; cache[h] = r; return r; }`,
    ),
  ],
];
