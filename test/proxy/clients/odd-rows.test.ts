/** Rows that only one client knows: what the matrix does not reach. */
import assert from 'node:assert/strict';
import { bypasses } from '../../../lib/proxy/index.js';

const T1C = 'https://t1c.t1t.io:51983/';

const ROWS: readonly (readonly [client: string, rules: string, url: string, expected: 'bypass' | 'proxy'])[] =
  [
    ['firefox', '[2001:db8::1]:80', 'http://[2001:db8::1]/', 'bypass'],
    ['firefox', '[2001:db8::]/32', 'http://[2001:db8::1]/', 'bypass'],
    ['firefox', '2001:db8::1', 'http://[2001:db8::1]/', 'proxy'],
    ['firefox', 't1c.t1t.io/24', T1C, 'bypass'],
    ['perl-lwp@6.68', 'a,,b', T1C, 'bypass'],
    ['perl-lwp@6.68', 'a,b,,', T1C, 'proxy'],
    ['perl-lwp@6.70', '.t1t.io', T1C, 'proxy'],
    ['perl-lwp', '.t1t.io', T1C, 'bypass'],
    ['java', 'x|*t1c*', T1C, 'bypass'],
    ['java', 't*c.t1t.io', T1C, 'proxy'],
    ['java', 'x', 'http://127.0.0.1/', 'bypass'],
    ['java', 'x', 'http://[::1]/', 'bypass'],
    ['java', '', 'http://127.0.0.1/', 'proxy'],
    ['node-https', '10.0.0.0-10.0.0.9', 'http://10.0.0.5/', 'bypass'],
    ['node-https', '10.0.0.0-10.0.0.9', 'http://10.0.0.15/', 'proxy'],
    ['node-https@24.5.0', '.1t.io', T1C, 'bypass'],
    ['node-https', '.1t.io', T1C, 'proxy'],
    ['node-undici@8.13.1', '*.t1c.t1t.io', T1C, 'proxy'],
    ['node-undici@8.13.1', '*:51983', T1C, 'bypass'],
    ['node-undici@8.13.1', '*:443', T1C, 'proxy'],
    ['node-undici', 't1c.t1t.io:80', 'http://t1c.t1t.io:0/', 'bypass'],
    ['node-proxy-from-env', 't1c.t1t.io:80', 'http://t1c.t1t.io:0/', 'bypass'],
    ['go', 't1c.t1t.io:80', 'http://t1c.t1t.io:0/', 'proxy'],
    ['curl', 'fe80::1', 'http://[fe80::1%25eth0]/', 'bypass'],
    ['curl@7.88.1', 'fe80::1', 'http://[fe80::1%25eth0]/', 'bypass'],
    ['curl', 'fe80::/10', 'http://[fe80::1%25eth0]/', 'bypass'],
    ['curl@7.88.1', '10.0.0.0/8', 'http://10.1.2.3./', 'proxy'],
    ['curl@7.88.1', '10.1.2.3.', 'http://10.1.2.3./', 'bypass'],
    ['curl', '10.0.0.0/8', 'http://10.1.2.3./', 'bypass'],
    ['curl', '10.1.2.3.', 'http://10.1.2.3./', 'proxy'],
    ['curl@7.88.1', '::ffff:10.1.2.3', 'http://[::ffff:10.1.2.3]/', 'bypass'],
    ['curl@7.88.1', '::ffff:a01:203', 'http://[::ffff:a01:203]/', 'bypass'],
    ['curl@7.88.1', '2001:db8::1', 'http://[2001:DB8:0:0::1]/', 'bypass'],
    ['curl', '127.0.0.0/8', 'http://0x7f.1/', 'bypass'],
    ['go', '10.0.0.0/08', 'http://10.1.2.3/', 'bypass'],
    ['go', '.test:80', 'https://t1c.test:00080/', 'proxy'],
    ['go', 'bücher.test/', 'https://bücher.test/', 'proxy'],
    ['go', 'fe80::1%eth0', 'http://[fe80::1%25eth0]/', 'bypass'],
    ['python-urllib', 't1c.t1t.io', 'https://user:pw@t1c.t1t.io/', 'proxy'],
    ['python-urllib', 't1t.io', 'https://user:pw@t1c.t1t.io/', 'bypass'],
    ['python-urllib', 't1c.t1t.io', 'https://t1c.t1t.io:/', 'bypass'],
    ['python-urllib', '[fe80::1%eth0]', 'http://[fe80::1%25eth0]/', 'bypass'],
    ['python-urllib', 't1c.t1t.io:80', 'http://t1c.t1t.io:0080/', 'proxy'],
    ['python-requests', 't1c.t1t.io', 'https://user:pw@t1c.t1t.io/', 'bypass'],
    ['python-aiohttp', '127.0.0.1', 'http://127.1/', 'proxy'],
    ['python-aiohttp', '127.1', 'http://127.1/', 'bypass'],
    ['python-aiohttp', 'bücher.test', 'https://xn--bcher-kva.test/', 'bypass'],
    ['python-aiohttp', 'xn--bcher-kva.test', 'https://xn--bcher-kva.test/', 'proxy'],
    ['python-httpx', 'xn--bcher-kva.test', 'https://xn--bcher-kva.test/', 'proxy'],
    ['python-httpx', '127.0.0.1', 'http://127.1/', 'proxy'],
    ['python-httpx', '/8', 'http://10.1.2.3/', 'proxy'],
    ['python-httpx', ':443', 'https://t1c.t1t.io:443/', 'proxy'],
    ['python-httpx', ':51983', T1C, 'bypass'],
    ['python-httpx', 'u@t1c.t1t.io', T1C, 'bypass'],
    ['python-httpx', '2001:DB8:0:0::1', 'http://[2001:DB8:0:0::1]/', 'bypass'],
    ['node-undici@8.10.0', 't1c.t1t.io.', T1C, 'proxy'],
    ['node-undici@8.10.0', '2001:db8::1', 'http://[2001:db8::1]/', 'bypass'],
    ['node-undici@8.10.1', 't1c.t1t.io.', T1C, 'bypass'],
    ['node-undici@8.13.1', '.*', T1C, 'bypass'],
    ['node-undici', 't1c.t1t.io:443', 'wss://t1c.t1t.io/', 'proxy'],
    ['node-https', '.', 'https://t1c.t1t.io./', 'bypass'],
    ['node-https@24.15.0', '.1t.io', T1C, 'bypass'],
    ['node-https@24.16.0', '.1t.io', T1C, 'proxy'],
    ['node-https@26.0.0', '.1t.io', T1C, 'bypass'],
    ['node-fetch@24.14.0', 't1t.io', T1C, 'proxy'],
    ['node-fetch@24.14.1', 't1t.io', T1C, 'bypass'],
    ['node-fetch@25.7.0', 't1t.io', T1C, 'proxy'],
    ['node-proxy-from-env@1.1.0', '127.0.0.1', 'http://127.1/', 'proxy'],
    ['node-proxy-from-env@2.1.0', '127.0.0.1', 'http://127.1/', 'bypass'],
    ['perl-lwp', 't1c.t1t.io', 'https://t1c.t1t.io:/', 'proxy'],
    ['perl-lwp', 'a,\u00a0t1c.t1t.io', T1C, 'proxy'],
    ['ruby', 'a,\u00a0t1c.t1t.io', T1C, 'proxy'],
    ['ruby', '10.0.0.0/8', 'http://10.1.2.3./', 'proxy'],
    ['ruby', '', 'http://0x7f.1/', 'bypass'],
    ['node-undici', '[2001:db8::1]:80', 'http://[2001:db8::1]/', 'bypass'],
    ['kde', 'http://t1c.t1t.io', T1C, 'bypass'],
    ['kde', '10.1', 'http://10.1.2.3/', 'bypass'],
    ['kde', '10.0.0.0/255.0.0.0', 'http://10.1.2.3/', 'bypass'],
    ['kde', '<local>', 'http://intranet/', 'bypass'],
    ['libproxy', '<local>', 'http://intranet/', 'bypass'],
    ['libproxy', 't1c.t1t.io:443', 'https://t1c.t1t.io/', 'proxy'],
    ['libproxy', 't1c.t1t.io:443', 'https://t1c.t1t.io:443/', 'bypass'],
    ['cfnetwork', '10/8', 'http://10.1.2.3/', 'bypass'],
    ['cfnetwork', '169.254/16', 'http://169.254.9.9/', 'bypass'],
    ['dotnet-windows', '<local>', 'http://127.0.0.1/', 'bypass'],
    ['dotnet-windows', '<local>', 'http://intranet/', 'bypass'],
    ['dotnet-windows', 'http://t1c.t1t.io', T1C, 'bypass'],
    ['gnome', "['localhost', '.t1t.io']", T1C, 'bypass'],
    ['gnome', '10.1.2.3/8', 'http://10.1.2.3/', 'proxy'],
    ['python-requests', '10/8', 'http://0.1.2.3/', 'bypass'],
    ['python-httpx', 'http://t1c.t1t.io', 'http://t1c.t1t.io/', 'bypass'],
    ['python-httpx', 'http://t1c.t1t.io', T1C, 'proxy'],
    ['ruby', '10.0.0.0/8', 'http://10.1.2.3/', 'bypass'],
    ['ruby', '.t1t.io', 'https://t1t.io/', 'proxy'],
    ['go', '*', 'http://10.1.2.3/', 'bypass'],
    ['rust-reqwest', '10.0.0.0/8', 'http://10.1.2.3/', 'bypass'],
    ['wget', 'a,.io', T1C, 'bypass'],
    ['apt', 'T1T.io', T1C, 'bypass'],
  ];

describe('proxy/clients odd rows', () => {
  for (const [client, rules, url, expected] of ROWS) {
    it(`${client} ${JSON.stringify(rules)} ${url} → ${expected}`, () => {
      assert.equal(bypasses(client, rules, url) ? 'bypass' : 'proxy', expected);
    });
  }

  it('hostile rules take no time', () => {
    const started = performance.now();
    for (const client of [
      'chromium',
      'wininet',
      'dotnet-windows',
      'cfnetwork',
      'kde',
      'perl-lwp',
      'curl',
      'firefox',
      'libproxy',
      'node-undici',
      'python-httpx',
    ]) {
      bypasses(client, '*a'.repeat(50_000), `https://${'a.'.repeat(120)}io/`);
      bypasses(client, `${','.repeat(100_000)}x`, T1C);
    }
    assert.ok(performance.now() - started < 5000, `${performance.now() - started} ms`);
  });

  it('refuses a rule string longer than any client takes', () => {
    assert.throws(() => bypasses('curl', 'a'.repeat(1024 * 1024 + 1), T1C), { code: 'rules-too-long' });
  });
});
