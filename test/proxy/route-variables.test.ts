/**
 * Which of several variables a program takes, in which spelling, and what it refuses. The rows are what the programs were
 * seen to do: Python 3.8 to 3.13, requests 2.28 and 2.34, httpx 0.28, undici 6 to 8, proxy-from-env 1.1 and 2.1, LWP 6.68, curl
 * 8.21.
 */
import assert from 'node:assert/strict';
import { readSettings, route } from '../../lib/proxy/index.js';

const T1C = 'https://t1c.t1t.io:51983/';
const HTTP = 'http://t1c.t1t.io/';

/** Client, variables apart by `|`, URL; then `via`, and the key or the reason. */
const ROWS: readonly (readonly [client: string, variables: string, url: string, expected: string])[] = [
  ['python-urllib', 'Https_Proxy=http://p:1', T1C, 'proxy Https_Proxy'],
  ['python-urllib', 'HTTPS_proxy=http://a:1|https_proxy=http://b:1', T1C, 'proxy https_proxy'],
  ['python-urllib', 'https_proxy=|HTTPS_PROXY=http://p:1', T1C, 'direct no-proxy-for-scheme'],
  ['python-urllib', 'HTTPS_PROXY=http://p:1|No_Proxy=t1c.t1t.io', T1C, 'direct No_Proxy'],
  ['python-urllib', 'HTTP_PROXY=http://p:1|REQUEST_METHOD=', HTTP, 'direct no-proxy-for-scheme'],
  ['python-urllib', 'http_proxy=http://p:1|REQUEST_METHOD=GET', HTTP, 'proxy http_proxy'],
  ['python-urllib', 'HTTPS_PROXY=http://p:1|REQUEST_METHOD=GET', T1C, 'proxy HTTPS_PROXY'],
  ['python-requests', 'https_proxy=|all_proxy=http://p:1', T1C, 'proxy all_proxy'],
  [
    'python-requests',
    'HTTP_PROXY=http://a:1|ALL_PROXY=http://b:1|REQUEST_METHOD=GET',
    HTTP,
    'proxy ALL_PROXY',
  ],
  ['python-requests', 'https_proxy=http://p:1|no_proxy=|NO_PROXY=t1c.t1t.io', T1C, 'direct NO_PROXY'],
  ['python-requests', 'https_proxy=http://p:1|No_Proxy=t1c.t1t.io', T1C, 'direct No_Proxy'],
  ['python-httpx', 'HTTPS_PROXY=|all_proxy=http://p:1', T1C, 'proxy all_proxy'],
  ['python-httpx', 'https_proxy=http://p:1|no_proxy=a,fd00::/8', T1C, 'unknown unusable-value'],
  ['python-httpx', 'no_proxy=[::1]', T1C, 'unknown unusable-value'],
  ['python-httpx', 'https_proxy=http://p:1|no_proxy=fd00::/8,*', T1C, 'direct no_proxy'],
  ['python-httpx', 'https_proxy=http://p:1|no_proxy=127.0.0.0/8,::1,localhost', T1C, 'proxy https_proxy'],
  ['python-httpx', 'https_proxy=http://p:1|no_proxy=bücher.example', T1C, 'unknown unusable-value'],
  ['python-httpx@0.23.3', 'https_proxy=http://p:1|no_proxy=fd00::/8', T1C, 'proxy https_proxy'],
  ['node-undici', 'http_proxy=|HTTP_PROXY=http://p:1', HTTP, 'direct no-proxy-for-scheme'],
  ['node-undici', 'https_proxy=|HTTPS_PROXY=http://a:1|http_proxy=http://b:1', T1C, 'proxy http_proxy'],
  ['node-undici', 'https_proxy=|HTTPS_PROXY=http://a:1', T1C, 'direct no-proxy-for-scheme'],
  ['node-proxy-from-env@1.1.0', 'npm_config_proxy=http://p:1', T1C, 'proxy npm_config_proxy'],
  ['node-proxy-from-env@2.1.0', 'npm_config_proxy=http://p:1', T1C, 'direct no-proxy-for-scheme'],
  ['node-proxy-agent@6.5.0', 'npm_config_proxy=http://p:1', T1C, 'proxy npm_config_proxy'],
  ['node-proxy-agent@8.0.2', 'npm_config_proxy=http://p:1', T1C, 'direct no-proxy-for-scheme'],
  ['perl-lwp', 'Https_Proxy=http://p:1', T1C, 'proxy Https_Proxy'],
  ['perl-lwp', 'https_proxy=http://a:1|HTTPS_PROXY=http://b:1', T1C, 'proxy HTTPS_PROXY'],
  [
    'perl-lwp',
    'HTTP_PROXY=http://a:1|CGI_HTTP_PROXY=http://b:1|REQUEST_METHOD=GET',
    HTTP,
    'proxy CGI_HTTP_PROXY',
  ],
  ['perl-lwp', 'https_proxy=0', T1C, 'direct no-proxy-for-scheme'],
  ['curl', 'http_proxy=http://p:1', 'ws://t1c.t1t.io/', 'proxy http_proxy'],
  ['curl', 'HTTP_PROXY=http://p:1', 'ws://t1c.t1t.io/', 'direct no-proxy-for-scheme'],
  ['curl', 'HTTPS_PROXY=http://p:1', 'wss://t1c.t1t.io/', 'proxy HTTPS_PROXY'],
  ['curl', 'WSS_PROXY=http://a:1|https_proxy=http://b:1', 'wss://t1c.t1t.io/', 'proxy WSS_PROXY'],
  ['go', 'https_proxy=http://p:1', 'wss://t1c.t1t.io/', 'unknown url-refused'],
  ['node-undici', 'http_proxy=http://p:1', 'http://[fe80::1%25eth0]/', 'unknown url-refused'],
  ['node-https', 'https_proxy=http://p:1', 'ftp://t1c.t1t.io/', 'unknown url-refused'],
  ['ruby', 'http_proxy=http://p:1', 'http://bücher.example/', 'unknown url-refused'],
];

describe('proxy/route: which variable', () => {
  for (const [client, variables, url, expected] of ROWS) {
    it(`${client}: ${variables} ${url} → ${expected}`, () => {
      const settings = readSettings(variables.replaceAll('|', '\n'), { format: 'environment' });
      const { via, reason, rule } = route(settings, client, url);
      const isNamed = reason === 'proxy-configured' || reason === 'bypass-rule';
      assert.equal(`${via} ${isNamed ? (rule?.key ?? '') : reason}`, expected);
    });
  }

  it('the later file of two that say something of one variable', () => {
    const files = ['http://first:1', 'http://second:2'].map((proxy, index) =>
      readSettings(`https_proxy=${proxy}`, { format: 'environment', fileName: `${index}.env` }),
    );
    for (const [order, expected] of [
      [files, 'http://second:2'],
      [[...files].reverse(), 'http://first:1'],
    ] as const)
      assert.equal(route(order.flat(), 'curl', T1C).proxy, expected);
  });
});
