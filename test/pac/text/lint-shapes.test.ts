/**
 * Scripts with one flaw, or with what only looks like one: each rule finds the first at its place, and lets the others be.
 */
import assert from 'node:assert/strict';
import { lintPac } from '../../../lib/pac/index.js';
import { askAnyWorker } from '../../../lib/pac/sandbox/worker-pool.js';
import { lintText } from '../../../lib/pac/text/lint/lint.js';
import { workOf } from '../../work.js';

const body = (text: string): string => `function FindProxyForURL(url, host) {\n${text}\n}`;
const DIRECT = 'return "DIRECT";';
const PROXY = 'return "PROXY a:1";';
const EXEMPT = 'if (host == "t1c.t1t.io") return "DIRECT";';

describe('lintPac: shapes', () => {
  const TABLE: readonly (readonly [string, string, string])[] = [
    [
      'dup spacing/quotes',
      body(`if (host == 'a') ${DIRECT}\nif ("a"===host) ${PROXY}\n${DIRECT}`),
      'duplicate-rule 3:5',
    ],
    [
      'dup not leaving',
      body(`var p = 1;\nif (host == "a") p = 2;\nif (host == "a") ${PROXY}\n${DIRECT}`),
      '',
    ],
    [
      'else-if dup',
      body(`if (host == "a") ${DIRECT}\nelse if (host == "a") ${PROXY}\n${DIRECT}`),
      'duplicate-rule 3:10',
    ],
    [
      'rewritten host',
      body(`if (host == "a") ${DIRECT}\nhost = host.substring(1);\nif (host == "a") ${PROXY}\n${DIRECT}`),
      '',
    ],
    [
      'branch',
      body(`if (url == "x") { if (host == "a") ${DIRECT} }\nif (host == "a") ${PROXY}\n${DIRECT}`),
      '',
    ],
    [
      'loops',
      body(
        `var l=["a","b"]; for (var i=0;i<2;i++) { var n = l[i]; if (host == n) ${DIRECT} }\nfor (i=0;i<2;i++) { n = l[i]; if (host == n) ${PROXY} }\n${DIRECT}`,
      ),
      '',
    ],
    [
      'known in loop',
      body(`if (host == "a") ${DIRECT}\nfor (var i=0;i<2;i++) { if (host == "a") ${PROXY} }\n${DIRECT}`),
      'duplicate-rule 3:29',
    ],
    [
      'wider',
      body(
        `if (shExpMatch(host, "*.example.com")) ${DIRECT}\nif (dnsDomainIs(host, ".www.example.com")) ${PROXY}\n${DIRECT}`,
      ),
      'unreachable 3:5',
    ],
    [
      'wider exact',
      body(
        `if (dnsDomainIs(host, ".example.com")) ${DIRECT}\nif (host == "www.example.com") ${PROXY}\n${DIRECT}`,
      ),
      'unreachable 3:5',
    ],
    [
      'narrow first',
      body(
        `if (host == "www.example.com") ${PROXY}\nif (dnsDomainIs(host, ".example.com")) ${DIRECT}\n${PROXY}`,
      ),
      '',
    ],
    [
      'dot boundary',
      body(
        `if (dnsDomainIs(host, ".example.com")) ${DIRECT}\nif (host == "example.com") ${PROXY}\n${DIRECT}`,
      ),
      '',
    ],
    [
      'and',
      body(`if (host == "a") ${DIRECT}\nif (isPlainHostName(host) && host == "a") ${PROXY}\n${DIRECT}`),
      'unreachable 3:5',
    ],
    [
      'neg',
      body(`if (!isPlainHostName(host)) ${DIRECT}\nif (isPlainHostName(host)) ${PROXY}\n${DIRECT}`),
      '',
    ],
    [
      'own counter',
      `var n = 0; function f() { n++ } ` +
        body(`if (n == 1) ${DIRECT}\nf();\nif (n == 1) ${PROXY}\n${DIRECT}`),
      '',
    ],
    ['random', body(`if (Math.random() < 0.5) ${DIRECT}\nif (Math.random() < 0.5) ${PROXY}\n${DIRECT}`), ''],
    [
      'regex g',
      body(`var r = /a/g;\nif (r.test(host)) ${DIRECT}\nif (r.test(host)) ${PROXY}\n${DIRECT}`),
      '',
    ],
    [
      'try',
      body(`try { if (host == "a") ${DIRECT} } catch (e) {}\nif (host == "a") ${PROXY}\n${DIRECT}`),
      '',
    ],
    [
      'case dup',
      body(`switch (host) { case "a": ${DIRECT} break;\ncase 'a': ${PROXY} }\n${DIRECT}`),
      'duplicate-rule 3:6',
    ],
    ['break after return', body(`switch (host) { case "a": ${DIRECT} break; default: ${PROXY} break; }`), ''],
    ['hoisted', body(`${DIRECT}\nvar x;\nfunction y() {}`), ''],
    ['throw then code', body(`throw 1;\nx();`), 'unreachable 3:1'],
    ['while true', body(`while (true) { if (host == "b") ${DIRECT} }`), ''],
    ['for ever', body(`for (;;) { if (host == "b") ${DIRECT} }`), ''],
    ['for ever break', body(`for (;;) { break; }`), 'missing-return 3:1'],
    ['labelled', body(`out: while (1) { for (;;) { break out; } }`), 'missing-return 3:1'],
    ['do', body(`do { ${DIRECT} } while (host)`), ''],
    ['throw end', body(`if (host == "b") ${DIRECT}\nthrow 1;`), ''],
    ['bare return', body(`if (host == "b") return;\n${DIRECT}`), 'missing-return 2:18'],
    ['closure return', body(`var f = function () { return; }; f();\n${DIRECT}`), ''],
    ['finally', body(`try { x(); } finally { ${DIRECT} }`), ''],
    ['pd other host', body(`${EXEMPT}\nreturn "PROXY a:1; DIRECT";`), ''],
    [
      'pd exempt by suffix',
      body(`if (dnsDomainIs(host, ".t1t.io")) return "PROXY a:1; DIRECT";\n${PROXY}`),
      'proxy-before-direct 2:42',
    ],
    ['pd joined', body(`var p = "PROXY a:1";\nreturn p + "; DIRECT";`), 'proxy-before-direct 3:8'],
    ['pd choice', body(`return host == "x" ? "DIRECT"\n: "PROXY a:1; DIRECT";`), 'proxy-before-direct 3:3'],
    ['pd in an alert', body(`alert("PROXY a:1; DIRECT");\n${DIRECT}`), ''],
    [
      'pd helper',
      `function p() { return "SOCKS a:1;DIRECT"; }\n` + body(`return p();`),
      'proxy-before-direct 1:23',
    ],
    [
      'lookup in a comment exempt',
      body(`// t1c.t1t.io\nif (isResolvable(host)) ${DIRECT}\n${PROXY}`),
      'lookup-before-exemption 3:5',
    ],
    [
      'lookup helper',
      `function r(h) { return isResolvable(h); }\n` + body(`if (r(host)) ${DIRECT}\n${EXEMPT}\n${PROXY}`),
      'lookup-before-exemption 1:24',
    ],
    [
      'lookup helper after',
      `function r(h) { return isResolvable(h); }\n` + body(`${EXEMPT}\nif (r(host)) ${DIRECT}\n${PROXY}`),
      '',
    ],
    ['short circuit', body(`if (host == "t1c.t1t.io" || isResolvable(host)) ${DIRECT}\n${PROXY}`), ''],
    [
      'exempt by regexp',
      body(`if (/\\.t1t\\.io$/.test(host)) ${DIRECT}\nif (isResolvable(host)) ${DIRECT}\n${PROXY}`),
      '',
    ],
    [
      'exempt by table',
      body(
        `var l = ["a.b", "t1t.io"]; for (var i in l) if (dnsDomainIs(host, l[i])) ${DIRECT}\nif (isResolvable(host)) ${DIRECT}\n${PROXY}`,
      ),
      '',
    ],
    [
      'exempt by indexOf',
      body(`if (host.indexOf("t1t.io") >= 0) ${DIRECT}\nvar ip = dnsResolve(host);\n${PROXY}`),
      '',
    ],
    [
      'lookup of an address',
      body(
        `var a = dnsResolve("10.0.0.1");\nif (isInNet("10.0.0.1", "10.0.0.0", "255.0.0.0")) ${PROXY}\n${DIRECT}`,
      ),
      '',
    ],
    [
      'own ip net',
      body(`var me = myIpAddress();\nif (isInNet(me, "10.0.0.0", "255.0.0.0")) ${PROXY}\n${DIRECT}`),
      '',
    ],
    [
      'net of resolved',
      body(`${EXEMPT}\nif (isInNet(dnsResolve(host), "10.0.0.0", "255.0.0.0")) ${PROXY}\n${DIRECT}`),
      '',
    ],
    [
      'net of alias',
      body(
        `${EXEMPT}\nvar h = host.toLowerCase();\nif (isInNet(h, "10.0.0.0", "255.0.0.0")) ${PROXY}\n${DIRECT}`,
      ),
      'net-of-host-name 4:5',
    ],
    [
      'net of other param',
      `function FindProxyForURL(u, h) {\n${EXEMPT.replace('host', 'h')}\nif (isInNet(h, "10.0.0.0", "255.0.0.0")) ${PROXY}\n${DIRECT}\n}`,
      'net-of-host-name 3:5',
    ],
    [
      'host becomes ip',
      body(
        `${EXEMPT}\nhost = dnsResolve(host);\nif (isInNet(host, "10.0.0.0", "255.0.0.0")) ${PROXY}\n${DIRECT}`,
      ),
      '',
    ],
    [
      'host of another fn',
      `function inside(host) { return isInNet(host, "10.0.0.0", "255.0.0.0"); }\n` +
        body(`return inside(myIpAddress()) ? "DIRECT" : "PROXY a:1";`),
      '',
    ],
    [
      'host of helper',
      `function inside(h) { return isInNet(h, "10.0.0.0", "255.0.0.0"); }\n` +
        body(`${EXEMPT} return inside(host) ? "DIRECT" : "PROXY a:1";`),
      'net-of-host-name 1:29',
    ],
    [
      'guarded by regexp',
      body(
        `${EXEMPT}\nif (/^\\d+\\.\\d+\\.\\d+\\.\\d+$/.test(host) && isInNet(host, "10.0.0.0", "255.0.0.0")) ${PROXY}\n${DIRECT}`,
      ),
      '',
    ],
    [
      'guarded by var',
      body(
        `var ip = /^[0-9.]+$/;\n${EXEMPT}\nif (ip.test(host)) { if (isInNet(host, "10.0.0.0", "255.0.0.0")) ${PROXY} }\n${DIRECT}`,
      ),
      '',
    ],
    [
      'guarded by helper',
      `function isIp(x) { return /^[\\d.]+$/.test(x); }\n` +
        body(
          `${EXEMPT}\nif (isIp(host)) { if (isInNet(host, "10.0.0.0", "255.0.0.0")) ${PROXY} }\n${DIRECT}`,
        ),
      '',
    ],
    [
      'own dnsDomainIs',
      `function dnsDomainIs(h, d) { return h == d; }\n` +
        body(`if (dnsDomainIs(host, "a.b")) ${DIRECT}\n${PROXY}`),
      '',
    ],
    [
      'domain var',
      `var d = "a.b";\n` + body(`if (dnsDomainIs(host, d)) ${DIRECT}\n${PROXY}`),
      'domain-without-dot 3:5',
    ],
    [
      'domain dotted var',
      `var d = "a.b";\n` + body(`if (dnsDomainIs(host, "." + d)) ${DIRECT}\n${PROXY}`),
      '',
    ],
    [
      'domain wildcard',
      body(`if (dnsDomainIs(host, "*.a.b")) ${DIRECT}\n${PROXY}`),
      'domain-without-dot 2:5',
    ],
    [
      'lookalikes',
      body(
        `// dnsDomainIs(host, "a.b")\nvar s = 'shExpMatch(host, "(a)")'; var r = /dnsResolve(host)/;\n${DIRECT}`,
      ),
      '',
    ],
    [
      'minified',
      `function FindProxyForURL(u,h){if(dnsDomainIs(h,"a.b"))return"DIRECT";return"PROXY a:1"}`,
      'domain-without-dot 1:34',
    ],
    [
      'indirect entry',
      `var FindProxyForURL = (function () { return function (url, host) { ${DIRECT} } })();`,
      '',
    ],
    ['object assign', `Object.assign(this, { FindProxyForURL: function (url, host) { ${DIRECT} } });`, ''],
    [
      'ex guarded',
      body(
        `if (typeof isInNetEx == "function" && isInNetEx(myIpAddress(), "10.0.0.0/8")) ${DIRECT}\n${DIRECT}`,
      ),
      '',
    ],
    [
      'asi',
      body(`var a = host\nisResolvable(a)\nvar t = host\n;${EXEMPT}\n${PROXY}`),
      'lookup-before-exemption 3:1',
    ],
    [
      'arrow',
      `var FindProxyForURL = (u, h) => h == "t1c.t1t.io" ? "PROXY a:1; DIRECT" : ("DIRECT");`,
      'not-portable 1:23, proxy-before-direct 1:53',
    ],
    ['date vars', body(`var d = 1; if (dateRange(d, "MAR")) ${DIRECT}\n${DIRECT}`), 'calendar-argument 2:16'],
    ['date gmt', body(`if (dateRange(1, "GMT")) ${DIRECT}\n${DIRECT}`), ''],
    ['time none', body(`if (timeRange()) ${DIRECT}\n${DIRECT}`), ''],
    ['return in finally list', body(`try { ${PROXY} } catch (e) { ${DIRECT} }`), ''],
    [
      'nested fn dup',
      body(
        `function f(h) { if (h == "a") return 1; return 0; }\nif (host == "a") return f(host) ? "DIRECT" : "DIRECT";\n${DIRECT}`,
      ),
      '',
    ],
    ['strict', body(`"use strict";\n${EXEMPT}\nreturn "PROXY a:1; DIRECT"`), ''],
    [
      'env lookup',
      body(
        `if (isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0")) { if (isResolvable(host)) ${PROXY} }\n${EXEMPT}\n${PROXY}`,
      ),
      'lookup-before-exemption 2:62',
    ],
  ];
  for (const [name, source, expected] of TABLE) {
    it(`${name}: ${expected || 'nothing'}`, async () => {
      const findings = await lintPac(source, { hosts: ['t1c.t1t.io'] });
      assert.equal(
        findings.map(({ rule, line, column }) => `${rule} ${line}:${column}`).join(', '),
        expected,
      );
    });
  }

  it('says where a syntax error is once, and what to write for a suffix', async () => {
    const [error] = await lintPac('function FindProxyForURL(url, host) {\n  return = 1;\n}');
    assert.deepEqual(error, { rule: 'syntax-error', message: 'Unexpected token', line: 2, column: 10 });
    const [suffix] = await lintPac(body(`if (dnsDomainIs(host, "a.b")) ${DIRECT}\n${PROXY}`));
    assert.match(suffix?.message ?? '', /write host == "a\.b" \|\| dnsDomainIs\(host, "\.a\.b"\)/);
  });

  it('without hosts, takes every host to be one that must go directly', async () => {
    const source = body(`if (isResolvable(host)) ${DIRECT}\nreturn "PROXY a:1; DIRECT";`);
    const findings = await lintPac(source);
    assert.deepEqual(
      findings.map(({ rule, line }) => [rule, line]),
      [
        ['lookup-before-exemption', 2],
        ['proxy-before-direct', 3],
      ],
    );
  });

  const rulesOf = (length: number, between: string): string => {
    const rules = Array.from({ length }, (_, at) => `if (shExpMatch(host, "*.n${at}.example")) ${PROXY}`);
    return body([...rules, DIRECT].join(between));
  };
  for (const [list, between] of [
    ['rules', '\n'],
    ['one condition', '\nelse '],
  ] as const) {
    it(`runs hundreds of ${list}`, async () => {
      assert.deepEqual(await lintPac(rulesOf(300, between), { hosts: ['t1c.t1t.io'] }), []);
    });

    // Given the time that a busy machine needs: what is held is the depth, for which the thread has a stack of its own.
    it(`reads thousands of ${list}`, async () => {
      const text = rulesOf(3000, between);
      const reading = await askAnyWorker<'lint'>({ kind: 'lint', text, bytes: text.length }, 120_000);
      assert.deepEqual([reading.findings, reading.hasEntry], [[], true]);
    });

    it(`reads ${list} with work that grows as they do`, () => {
      const [few = 0, many = 0] = [250, 2000].map((length) => {
        const text = rulesOf(length, between);
        const { result, units } = workOf(() => lintText(text, text.length));
        assert.deepEqual([result.findings, result.hasEntry], [[], true]);
        return units;
      });
      assert.ok(many <= 80 && many <= 16 * Math.max(few, 1), `${few} and ${many} units of work`);
    });
  }
});
