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
    ['curl', 'fe80::1', 'http://[fe80::1%25eth0]/', 'proxy'],
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
