import assert from 'node:assert/strict';
import { bypasses } from '../../lib/proxy/index.js';
import { parseTarget } from '../../lib/proxy/target.js';

describe('proxy/target', () => {
  const rows: readonly (readonly [
    url: string,
    host: string,
    port: number,
    explicit: number | undefined,
    literal: boolean,
  ])[] = [
    ['https://T1C.t1t.io:51983/x?y#z', 't1c.t1t.io', 51983, 51983, false],
    ['https://t1c.t1t.io', 't1c.t1t.io', 443, undefined, false],
    ['http://t1c.t1t.io:80/', 't1c.t1t.io', 80, 80, false],
    ['https://jo:pw@t1c.t1t.io./', 't1c.t1t.io.', 443, undefined, false],
    ['http://127.1/', '127.0.0.1', 80, undefined, true],
    ['http://[::1]:8080/', '::1', 8080, 8080, true],
    ['http://[fe80::1%25eth0]/', 'fe80::1%25eth0', 80, undefined, false],
    ['https://bücher.example/', 'xn--bcher-kva.example', 443, undefined, false],
    ['http://xn--/', 'xn--', 80, undefined, false],
    ['https://XN--A/', 'xn--a', 443, undefined, false],
    ['wss://t1c.t1t.io/', 't1c.t1t.io', 443, undefined, false],
  ];
  for (const [url, host, port, explicit, literal] of rows) {
    it(url, () => {
      const target = parseTarget(url);
      assert.deepEqual(
        [target.host, target.port, target.explicitPort, target.address !== undefined],
        [host, port, explicit, literal],
      );
    });
  }

  it('takes what encodes nothing for a host of the URL Standard, whatever the runtime says, and a zone id for none', () => {
    for (const [url, standard] of [
      ['https://xn--a/', true],
      ['https://xn--zzzzzzzz.example/', true],
      ['https://bücher.example/', true],
      ['http://[fe80::1%25eth0]/', false],
      ['https://a\u200db.example/', false],
    ] as const)
      assert.equal(parseTarget(url).standard, standard, url);
  });

  for (const url of [
    '',
    't1c.t1t.io',
    'https://',
    'https:///x',
    'https://a b/',
    'https://t1c.t1t.io:99999/',
    'https://t1c.t1t.io:x/',
    `https://${'a'.repeat(9000)}/`,
  ]) {
    it(`refuses ${JSON.stringify(url.slice(0, 40))}`, () => {
      assert.throws(() => bypasses('curl', '', url), { code: 'bad-url' });
    });
  }
});
