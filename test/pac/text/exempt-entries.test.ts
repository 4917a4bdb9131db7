/**
 * Files whose entry points are found with difficulty or not at all: for every client the exempted host goes directly, and
 * other hosts go where they went, FindProxyForURLEx included.
 */
import assert from 'node:assert/strict';
import { exemptPac, type DialectName } from '../../../lib/pac/index.js';
import { decideOnce, using } from '../support.js';

const HOSTS = ['t1c.t1t.io'];
const F = 'function FindProxyForURL(url, host) { return "PROXY a:1"; }';
const GUARD =
  '/* staylocal:begin */ if (/^(?:old\\.example)\\.?$/i.test(host)) return "DIRECT"; /* staylocal:end */';

describe('exemptPac: entry points', () => {
  const TABLE: readonly (readonly [string, string, string])[] = [
    [
      'the other one only spoken of',
      'wrapped',
      'var FindProxyForURL = make(); function make() { return function () { return "PROXY a:1" } } // no FindProxyForURLEx',
    ],
    [
      'the other one assigned out of sight',
      'wrapped',
      `${F} Object.assign(this, { FindProxyForURLEx: function () { return "PROXY b:1" } });`,
    ],
    [
      'a name put together',
      'wrapped',
      'this["Find" + "ProxyForURL"] = function (u, h) { return "PROXY a:1" };',
    ],
    ['a name with an escape', 'inserted', 'function \\u0046indProxyForURL(u, h) { return "PROXY a:1" }'],
    ['FindProxyForURLEx alone', 'inserted', 'function FindProxyForURLEx(url, host) { return "PROXY a:1"; }'],
    [
      'a default value that looks a name up',
      'wrapped',
      'function FindProxyForURL(url, host, ip = dnsResolve(host)) { return "PROXY a:1"; }',
    ],
    [
      'a directive that ends with its line',
      'inserted',
      'function FindProxyForURL(url, host) {\n  "use strict" // so\n  return "PROXY a:1";\n}',
    ],
    [
      'a line end that is none of ASCII',
      'inserted',
      'var FindProxyForURL = (url, host) => // why\u2028  "PROXY a:1";',
    ],
    [
      'half a mark, and the other half elsewhere',
      'inserted',
      `/* staylocal:begin */\n${F}\nfunction FindProxyForURLEx(url, host) { /* staylocal:end */ return "PROXY b:1"; }`,
    ],
    [
      'marks around code of another',
      'inserted',
      'function FindProxyForURL(url, host) { /* staylocal:begin */ return "PROXY a:1"; /* staylocal:end */ }',
    ],
    [
      'marks that stand in a text',
      'inserted',
      'function FindProxyForURL(url, host) { var t = "/* staylocal:begin */", e = "/* staylocal:end */"; return "PROXY a:1"; }',
    ],
    ['an older exemption', 'updated', `function FindProxyForURL(url, host) { ${GUARD} return "PROXY a:1"; }`],
    [
      'an older exemption, put on lines of its own',
      'updated',
      `function FindProxyForURL(url, host) {\n  /* staylocal:begin */\n  if (/^(?:old\\.example)\\.?$/i.test(host))\n    return 'DIRECT';\n  /* staylocal:end */\n  return "PROXY a:1";\n}`,
    ],
    [
      'no file end, and lines that end in CR and LF',
      'wrapped',
      'var FindProxyForURL = [function () { return "PROXY a:1" }][0];\n\r',
    ],
  ];
  const CLIENTS: readonly DialectName[] = ['chromium', 'winhttp'];
  for (const [name, method, source] of TABLE) {
    it(`${name}: ${method}`, async () => {
      const patched = await exemptPac(source, { hosts: HOSTS });
      assert.equal(patched.method, method);
      for (const dialect of CLIENTS) {
        const was = await decideOnce(source, {}, dialect, 'https://www.example.com/');
        if (was.result === null) continue;
        const other = await decideOnce(patched.text, {}, dialect, 'https://www.example.com/');
        assert.deepEqual([other.result, other.entryPoint], [was.result, was.entryPoint], patched.text);
        assert.equal((await decideOnce(patched.text, {}, dialect)).result, 'DIRECT', patched.text);
      }
      const updated = await exemptPac(patched.text, { hosts: ['new.example'] });
      const straight = await exemptPac(source, { hosts: ['new.example'] });
      assert.equal(updated.text, straight.text);
    });
  }

  it('looks no name up for the exempted host, not even for a default value', async () => {
    const source = 'function FindProxyForURL(url, host, ip = dnsResolve(host)) { return "PROXY a:1"; }';
    const { text } = await exemptPac(source, { hosts: HOSTS });
    const { trace } = await using(text, (pac) => pac.decide('https://t1c.t1t.io/', {}));
    assert.deepEqual(trace, []);
  });

  it('refuses a function that puts itself away', async () => {
    const source =
      'function FindProxyForURL(u, h) { FindProxyForURL = next; return next(u, h) } function next() { return "PROXY a:1" }';
    await assert.rejects(exemptPac(source, { hosts: HOSTS }), {
      code: 'pac-not-patchable',
      message: /could not be proven .*: earlier calls might change the answer/,
    });
  });

  it('refuses a file with eval, which can change anything from one call to the next', async () => {
    const source = 'function FindProxyForURL(u, h) { if (h == "x") return eval("1"); return "PROXY a:1" }';
    await assert.rejects(exemptPac(source, { hosts: HOSTS }), {
      code: 'pac-not-patchable',
      message: /eval is not modelled/,
    });
  });
});
