/**
 * What random PAC files keep between calls: a row for each kind, of what declares it, what changes it, and what asks it.
 * `$` is its name.
 */
export interface StateKind {
  readonly declared: readonly string[];
  readonly changed: readonly string[];
  readonly asked: readonly string[];
}

const HITS = 'hit: function () { return this.n++; }';

export const STATE_KINDS: readonly StateKind[] = [
  {
    declared: ['var $ = 0;', 'let $ = 1;', 'var $ = -1\n', 'var $ = 3;'],
    changed: [
      '$++;',
      '$ += 1;',
      '$ = ($ + 1) % 3;',
      '$ += host.length',
      '$--;',
      '$ <<= 1;',
      '$ = -$;',
      '$ **= 2;',
    ],
    asked: [
      '$ > 2',
      '$ % 2 === 0',
      '$++ > 1',
      '$ == 0',
      '--$ < 0',
      '$',
      '$ & 1',
      '($ += 1) === 4',
      'isNaN($)',
    ],
  },
  {
    declared: ['var $ = false;', 'let $ = true;', 'var $ = !1'],
    changed: [
      '$ = !$;',
      '$ = true;',
      '$ ||= dnsDomainIs(host, ".corp");',
      '$ &&= isPlainHostName(host);',
      '$ ^= 1;',
    ],
    asked: ['$', '!$', '($ = !$)', '$ === true', '$ == 1', '($ = isPlainHostName(host) || $)'],
  },
  {
    declared: ['var $;', 'let $ = null;', 'var $ = ""', 'var $ = undefined;'],
    changed: [
      '$ = $ || myIpAddress();',
      '$ ??= myIpAddress();',
      'if (!$) $ = dnsResolve("intranet.corp");',
      'if ($ == null) { $ = host; }',
      '$ = host',
      '$ = url;',
      'typeof $ === "undefined" && ($ = weekdayRange("MON", "FRI"));',
    ],
    asked: [
      '$ === "10.1.2.3"',
      '$',
      'isInNet($, "10.0.0.0", "255.0.0.0")',
      '$ == null',
      '$ === host',
      '$?.length > 9',
      '($ || ($ = myIpAddress())).indexOf("10.") === 0',
      'String($).slice(0, 3) === "192"',
      'typeof $ === "string"',
    ],
  },
  {
    declared: [
      'var $ = myIpAddress();',
      'const $ = new Date().getDay()',
      'var $ = dnsResolve("intranet.corp");',
      'const $ = Math.random();',
    ],
    changed: ['void $;'],
    asked: [
      '$ === "10.1.2.3"',
      '$ > 3',
      '$ == myIpAddress()',
      '$ < 0.5',
      '!$',
      '$ === dnsResolve("intranet.corp")',
    ],
  },
  {
    declared: [
      'var $ = [];',
      'const $ = [1];',
      'var $ = ["www.example", "t1c.t1t.io"]',
      'var $ = new Array(2);',
    ],
    changed: [
      '$.push(host);',
      '$.unshift(url);',
      '$.pop();',
      '$.shift()',
      '$.length = 0;',
      '$[0] = host;',
      '$.reverse();',
      '$[$.length] = 1;',
      '$.splice(0, 1);',
      '$.sort();',
      '[$[0], $[1]] = [$[1], $[0]];',
    ],
    asked: [
      '$.length > 2',
      '$.indexOf(host) >= 0',
      '$[0] === host',
      '$.includes?.("www.example")',
      '$.some(function (h) { return h == host; })',
      '$[1]',
      '$.join("") === ""',
      '$.shift()',
      '$.every(h => h !== host)',
      '[...$].length == 1',
    ],
  },
  {
    declared: [
      'var $ = {};',
      'const $ = Object.create(null);',
      'var $ = { last: "", n: 0 }',
      `var $ = { n: 0, ${HITS} };`,
    ],
    changed: [
      '$[host] = true;',
      '$.last = host;',
      '$.n = ($.n || 0) + 1;',
      'delete $.last;',
      'delete $[host]',
      '$["n"]--;',
      'Object.freeze($);',
      'Object.assign($, { last: url, [host]: 0 });',
      '$.__proto__ = { last: host };',
    ],
    asked: [
      'host in $',
      '$.last === host',
      '$[host]',
      '$.n > 1',
      '$?.last?.length > 3',
      'Object.keys($).length > 1',
      '$.n++',
      'JSON.stringify($).length > 20',
      '"toString" in $',
      '!("last" in $)',
    ],
  },
  {
    declared: ['var $ = new Map();', 'const $ = new Map([["t1c.t1t.io", false]])', 'const $ = new Set();'],
    changed: [
      '$.set?.(host, myIpAddress());',
      '$.add?.(host);',
      '$.delete(host);',
      '$.clear();',
      '$.set?.("n", ($.get("n") || 0) + 1);',
    ],
    asked: [
      '$.has(host)',
      '$.size > 1',
      '$.get?.("n") > 1',
      '$.get?.(host)',
      '[...$.keys()][0] === host',
      '!$.size',
    ],
  },
  {
    declared: [
      'var $ = /t1c/g;',
      'const $ = /t1t\\.io/y',
      'var $ = new RegExp("io$", "g");',
      'var $ = /\\.(corp|io)/gi;',
    ],
    changed: ['$.test(url);', '$.lastIndex = 0;', '$.lastIndex++;', 'host.replace($, "");', '$.exec(host)'],
    asked: [
      '$.test(host)',
      '$.lastIndex > 0',
      '$.exec(url)',
      'host.match($)',
      'host.search($) > 0',
      '!$.test(url)',
      'url.replace($, "").length < 20',
    ],
  },
  {
    declared: [
      'var $ = (function () { var n = 0; return function () { return n++; }; })();',
      'const $ = (() => { let on = false; return () => (on = !on) })();',
      'var $ = function () { var seen = {}; return function () { var k = "h" + arguments.length; if (seen[k]) return 1; seen[k] = 1; return 0 } }()',
      'function $() { $.n = ($.n || 0) + 1; return $.n > 2; }',
      'function $() { $ = function () { return true; }; return false; }',
      'const $ = ((list) => () => list.push(1) > 2)([]);',
      'function $(h) { if (!$.memo) $.memo = myIpAddress(); return $.memo === "10.1.2.3" }',
      'function* gen$() { yield 0; yield 1; while (true) yield 0; }\nconst it$ = gen$(); function $() { return it$.next().value }',
      'function $(n = $.d++) { return n } $.d = 0;',
    ],
    changed: ['$();', 'void $()', 'try { $(); } finally { $(); }'],
    asked: ['$()', '!$()', '$() > 1', '$() || $()', '$() && host.length > 3'],
  },
  {
    declared: [
      'class C$ { #n = 0; hit() { return ++this.#n; } get many() { return this.#n > 2; } }\nconst $ = new C$();',
      'class C$ { static n = 0; hit() { return C$.n++ } get many() { return C$.n > 1 } }\nvar $ = new C$;',
      'function C$() { this.n = 0 }\nC$.prototype.hit = function () { return this.n++ };\nvar $ = new C$();',
      'var $ = { n: 0, hit() { this.n += 1; return this.n > 2; }, get many() { return this.n++ > 1; } };',
      'class B$ { n = 1; hit() { return this.n *= 2 } }\nclass C$ extends B$ { hit() { return super.hit() > 4 } }\nconst $ = new C$();',
    ],
    changed: ['$.hit();', '$["hit"]();', '$.n = 0;', 'new $.constructor().hit?.();'],
    asked: ['$.hit()', '$.many', '$.hit() > 2', '$.n', '!$.many', '$?.hit?.()'],
  },
  {
    declared: ['var $ = Date.now();', 'var $ = new Date();', 'let $ = Math.random() < 2;'],
    changed: ['$ = +new Date;', '$ = new Date(0);', '$.setDate?.(1);'],
    asked: ['$ > 0', 'new Date() - $ > 1000', '+$ === 0', '$ == 1'],
  },
];
