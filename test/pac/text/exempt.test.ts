import assert from 'node:assert/strict';
import { exemptPac } from '../../../lib/pac/index.js';
import { decodeSource } from '../../../lib/pac/syntax/decode.js';
import { decideOnce } from '../support.js';

const HOSTS = ['t1c.t1t.io', 'localhost', '127.0.0.1', '[::1]'];

describe('exemptPac', () => {
  const SHAPES: readonly (readonly [string, string])[] = [
    [
      'a declaration',
      'function FindProxyForURL(url, host) {\r\n  // keep me\r\n  return "PROXY a:1";\r\n}\r\n',
    ],
    ['one line', 'function FindProxyForURL(a,b){return "PROXY a:1"}'],
    ['an expression in a variable', 'var FindProxyForURL = function (url, host) { return "PROXY a:1" };'],
    ['an arrow with a body', 'FindProxyForURL = (u, h) => { return "PROXY a:1" };'],
    ['an arrow without one', 'var FindProxyForURL=(u,h)=>"PROXY a:1"'],
    ['an arrow with a space', 'var FindProxyForURL = (u, h) => "PROXY a:1";'],
    ['an arrow on two lines', 'var FindProxyForURL = (u, h) => // why\n  ("PROXY a:1");'],
    [
      'a file that begins as a program',
      '#!/usr/bin/pac\nfunction FindProxyForURL(u, h) { return "PROXY a:1" }',
    ],
    ['an assignment to this', 'this.FindProxyForURL = function () { "use strict"; return "PROXY a:1" };'],
    ['an assignment by key', 'this["FindProxyForURL"] = function (u, h) { return "PROXY a:1" };'],
    [
      'both entry points',
      'function FindProxyForURL(u, h) { return "PROXY a:1" }\nfunction FindProxyForURLEx(u, h) { return "PROXY b:1" }',
    ],
    [
      'a parameter with another name and a redeclared one',
      'function FindProxyForURL(url, host) { var host = host; return "PROXY a:1" }',
    ],
  ];
  for (const [name, source] of SHAPES) {
    it(`patches ${name}, again without change, and updates it`, async () => {
      const first = await exemptPac(source, { hosts: HOSTS });
      assert.equal(first.method, 'inserted');
      assert.ok(first.compared > 0);
      assert.deepEqual(
        first.proofs.map(({ verdict }) => verdict),
        HOSTS.map(() => 'always'),
      );
      assert.equal((await decideOnce(first.text, {}, 'winhttp')).result, 'DIRECT');
      assert.equal((await decideOnce(first.text, {}, 'chromium', 'http://t1c.t1t.io.example/')).via, 'proxy');
      const again = await exemptPac(first.text, { hosts: HOSTS });
      assert.equal(again.method, 'unchanged');
      assert.equal(again.text, first.text);
      const other = await exemptPac(first.text, { hosts: ['*.partner.example'] });
      assert.equal(other.method, 'updated');
      assert.equal((await exemptPac(source, { hosts: ['*.partner.example'] })).text, other.text);
    });
  }

  it('keeps encoding, mark and line ends', async () => {
    const text = '// b\u00fccher\r\nfunction FindProxyForURL(url, host) {\r\n  return "PROXY a:1";\r\n}\r\n';
    for (const bytes of [
      Buffer.from('\uFEFF' + text, 'utf16le'),
      Buffer.from(text, 'latin1'),
      Buffer.from('\uFEFF' + text),
    ]) {
      const { bytes: patched } = await exemptPac(bytes, { hosts: HOSTS });
      const [before, after] = [decodeSource(bytes), decodeSource(patched)];
      assert.deepEqual([after.encoding, after.bom], [before.encoding, before.bom]);
      assert.equal(after.text.replace(/\r\n {2}\/\* staylocal:begin.*staylocal:end \*\//, ''), text);
    }
  });

  it('refuses, with the reason, what it cannot patch', async () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      ['function FindProxyForURL(url, host) {\n  return = 1 }', /cannot be loaded: SyntaxError/],
      ['<html></html>', /HTML page/],
      ['var a = 1;', /no function FindProxyForURL/],
      [
        'Object.defineProperty(this, "FindProxyForURL", { value: function () { return "PROXY a:1"; } });',
        /could not be proven for https:\/\/127\.0\.0\.1\/|could not be proven|does not hold/,
      ],
    ];
    for (const [source, message] of refused) {
      await assert.rejects(exemptPac(source, { hosts: HOSTS }), {
        name: 'ParseError',
        code: 'pac-not-patchable',
        message,
      });
    }
    await assert.rejects(exemptPac('function FindProxyForURL() {}', { hosts: ['a b'] }), {
      code: 'bad-host',
    });
    await assert.rejects(exemptPac('function FindProxyForURL() {}', { hosts: [] }), { code: 'bad-host' });
    await assert.rejects(
      exemptPac('function FindProxyForURL() {}', { hosts: HOSTS, unchangedUrls: ['nowhere'] }),
      { code: 'bad-url' },
    );
  });

  it('refuses bytes that it could not write back as they were', async () => {
    const script = 'function FindProxyForURL(url, host) { return "PROXY a:1"; }';
    const sources: readonly (readonly [string, Buffer, number])[] = [
      [
        'Latin-1 behind a UTF-8 mark',
        Buffer.from(`\u00ef\u00bb\u00bf/* b\u00fccher */${script}`, 'latin1'),
        7,
      ],
      ['half a letter', Buffer.concat([Buffer.from(`\uFEFF${script}`, 'utf16le'), Buffer.from(' ')]), 120],
      ['half a pair', Buffer.from(`\uFEFF/*\uD800*/${script}`, 'utf16le'), 6],
    ];
    for (const [name, bytes, offset] of sources)
      await assert.rejects(exemptPac(bytes, { hosts: HOSTS }), { code: 'pac-not-patchable', offset }, name);
  });

  it('takes hosts as browsers write them', async () => {
    const source = 'function FindProxyForURL(url, host) { return "PROXY a:1"; }';
    const hosts = ['B\u00fccher.Example.', '127.1', '[2001:DB8:0:0::1]', '*.M\u00fcller.example'];
    const patched = await exemptPac(source, { hosts });
    assert.deepEqual(patched.hosts, [
      '*.xn--mller-kva.example',
      '127.0.0.1',
      '2001:db8::1',
      'xn--bcher-kva.example',
    ]);
    for (const url of ['https://b\u00fccher.example/', 'https://127.0.0.1/', 'https://[2001:db8::1]/']) {
      for (const dialect of ['winhttp', 'node'] as const)
        assert.equal((await decideOnce(patched.text, {}, dialect, url)).compliance, 'direct', url);
    }
    for (const bad of ['a/b', 'a:1', 'user@a', 'a%2eb', '1.2.3.4.5', 'xn--a', '*', '*.', '::1%eth0', ':::'])
      await assert.rejects(exemptPac(source, { hosts: [bad] }), { code: 'bad-host' }, bad);
  });
});
