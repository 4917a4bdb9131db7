/** A result string as clients of the common grammar read it, and for which hosts no script is asked. */
import assert from 'node:assert/strict';
import { DIALECTS, DIALECT_NAMES } from '../../../lib/pac/dialect/dialects.js';
import { complianceOf, parseResult, resultFailure } from '../../../lib/pac/dialect/result.js';
import { scriptInput } from '../../../lib/pac/dialect/script-input.js';
import type { DialectName } from '../../../lib/pac/types.js';

const shown = (name: DialectName, result: string): string => {
  const entries = parseResult(DIALECTS[name], result);
  const failure = resultFailure(DIALECTS[name], result, entries);
  const ways = entries.map(({ scheme, host, port }) =>
    scheme === null ? '?' : [scheme, host, port].filter((part) => part !== null).join(' '),
  );
  return `${failure?.code ?? complianceOf(entries)}: ${ways.join(', ')}`;
};

describe('pac/dialect: results of the common grammar', () => {
  for (const [result, expected] of [
    ['DIRECT', 'direct: DIRECT'],
    ['direct', 'direct: DIRECT'],
    ['DIRECT; DIRECT', 'direct: DIRECT, DIRECT'],
    ['DIRECT; PROXY p:1', 'direct-first: DIRECT, PROXY p 1'],
    ['PROXY p:1; DIRECT', 'proxied: PROXY p 1, DIRECT'],
    ['GARBAGE; DIRECT', 'direct: ?, DIRECT'],
    ['DIRECT x; PROXY p', 'proxied: ?, PROXY p 80'],
    ['PROXY p', 'proxied: PROXY p 80'],
    ['HTTPS p', 'proxied: HTTPS p 443'],
    ['SOCKS p', 'proxied: SOCKS p 1080'],
    ['SOCKS4 p', 'proxied: SOCKS4 p 1080'],
    ['SOCKS5 p', 'proxied: SOCKS5 p 1080'],
    ['QUIC p', 'proxied: QUIC p 443'],
    ['HTTP p', 'no-valid-entry: ?'],
    ['PROXY\tp:1', 'proxied: PROXY p 1'],
    ['PROXY  p:1 ;;', 'proxied: PROXY p 1'],
    ['PROXY p:0', 'proxied: PROXY p 0'],
    ['PROXY p:65535', 'proxied: PROXY p 65535'],
    ['PROXY p:65536', 'no-valid-entry: ?'],
    ['PROXY p:', 'no-valid-entry: ?'],
    ['PROXY p:1x', 'no-valid-entry: ?'],
    ['PROXY [::1]:1', 'proxied: PROXY [::1] 1'],
    ['PROXY [::1]', 'proxied: PROXY [::1] 80'],
    ['PROXY ::1', 'no-valid-entry: ?'],
    ['PROXY a/b', 'no-valid-entry: ?'],
    ['PROXY', 'no-valid-entry: ?'],
    ['', 'empty-result: '],
    [' \n', 'empty-result: '],
    [';;', 'no-valid-entry: '],
    ['DIRECT; PROXY b\u00fccher', 'non-ascii-result: DIRECT, PROXY b\u00fccher 80'],
    // A letter that becomes an I in capitals is none.
    ['D\u0131RECT', 'non-ascii-result: ?'],
  ] as const)
    it(`${JSON.stringify(result)}, to Chromium: ${expected}`, () => {
      assert.equal(shown('chromium', result), expected);
    });

  for (const [name, result, expected] of [
    ['winhttp', 'DIRECT x', 'direct: DIRECT'],
    ['winhttp', 'HTTP p', 'proxied: HTTP p 80'],
    ['winhttp', 'SOCKS5 p', 'no-valid-entry: ?'],
    ['winhttp', 'PROXY b\u00fccher', 'proxied: PROXY b\u00fccher 80'],
    ['node', 'HTTP p', 'proxied: HTTP p 80'],
    ['apple', 'HTTP p', 'no-valid-entry: ?'],
    ['apple', 'D\u0131RECT', 'no-valid-entry: ?'],
  ] as const)
    it(`${JSON.stringify(result)}, to ${name}: ${expected}`, () => {
      assert.equal(shown(name, result), expected);
    });
});

describe('pac/dialect: hosts for which no script is asked', () => {
  for (const [host, chromium, firefox] of [
    ['localhost', 'localhost', 'localhost'],
    ['LOCALHOST.', 'localhost', 'localhost'],
    ['a.localhost', '*.localhost', '*.localhost'],
    ['a.localhost.', '*.localhost', '*.localhost'],
    ['alocalhost', null, null],
    ['localhost.example', null, null],
    ['127.0.0.1', '127.0.0.0/8', '127.0.0.0/8'],
    ['127.255.0.3', '127.0.0.0/8', '127.0.0.0/8'],
    ['128.0.0.1', null, null],
    ['127.0.0.1.example', null, null],
    ['[::1]', '[::1]', '[::1]'],
    ['[::2]', null, null],
    ['[1::1]', null, null],
    ['[::ffff:127.1.2.3]', '[::ffff:127.0.0.0]/104', null],
    ['[::ffff:128.1.2.3]', null, null],
    ['[::fffe:127.1.2.3]', null, null],
    ['[1::ffff:127.1.2.3]', null, null],
    ['169.254.1.2', '169.254.0.0/16', null],
    ['169.255.1.2', null, null],
    ['[fe80::1]', '[fe80::]/10', null],
    ['[febf::1]', '[fe80::]/10', null],
    ['[fec0::1]', null, null],
    ['t1c.t1t.io', null, null],
  ] as const)
    it(`${host}: ${chromium ?? 'asked'} in Chromium, ${firefox ?? 'asked'} in Firefox, and asked elsewhere`, () => {
      const bypass = (name: DialectName): string | null =>
        scriptInput(DIALECTS[name], `https://${host}/`).bypass;
      assert.deepEqual([bypass('chromium'), bypass('firefox')], [chromium, firefox]);
      for (const name of ['winhttp', 'apple', 'node'] as const) assert.equal(bypass(name), null);
    });
});

describe('pac/dialect: what a script is shown', () => {
  const URLS = [
    'https://u:w@h.example:8443/a/b?c#d',
    'http://u@h.example/a?c',
    'wss://:w@h.example/a',
    'ws://[::1]:1/a?c',
  ];
  const EXPECTED: Readonly<Record<DialectName, readonly string[]>> = {
    chromium: ['https://h.example:8443/', 'http://h.example/a?c', 'wss://h.example/', 'ws://[::1]:1/a?c'],
    firefox: ['https://u:w@h.example:8443/', 'http://u@h.example/', 'wss://:w@h.example/', 'ws://[::1]:1/'],
    winhttp: [
      'https://h.example:8443/a/b?c',
      'http://h.example/a?c',
      'wss://h.example/a',
      'ws://[::1]:1/a?c',
    ],
    apple: ['https://h.example:8443/', 'http://h.example/a?c', 'wss://h.example/', 'ws://[::1]:1/a?c'],
    node: ['https://h.example:8443/a/b?c', 'http://h.example/a?c', 'wss://h.example/a', 'ws://[::1]:1/a?c'],
  };
  for (const name of DIALECT_NAMES)
    it(`in ${name}`, () => {
      assert.deepEqual(
        URLS.map((url) => scriptInput(DIALECTS[name], url).url),
        EXPECTED[name],
      );
      assert.equal(scriptInput(DIALECTS[name], 'http://[::1]/').host, name === 'node' ? '[::1]' : '::1');
    });

  it('by what each client has and does, where they differ', () => {
    const of = (
      field:
        | 'prefersEx'
        | 'lexicalEntry'
        | 'readsUtf16'
        | 'behindLibrary'
        | 'emptyResult'
        | 'onFailure'
        | 'dnsFamilies'
        | 'myIpFamilies'
        | 'dnsLookups',
    ): string => DIALECT_NAMES.map((name) => String(DIALECTS[name][field])).join(' ');
    assert.equal(DIALECT_NAMES.join(' '), 'chromium firefox winhttp apple node');
    assert.equal(of('prefersEx'), 'false false true false false');
    assert.equal(of('lexicalEntry'), 'false false false true true');
    assert.equal(of('readsUtf16'), 'true false true true true');
    assert.equal(of('behindLibrary'), 'false true false false false');
    assert.equal(of('emptyResult'), 'direct direct unverified unverified direct');
    assert.equal(of('onFailure'), 'direct direct unverified unverified unverified');
    assert.equal(of('dnsFamilies'), 'v4 both v4 both v4');
    assert.equal(of('myIpFamilies'), 'both both v4 both both');
    assert.equal(of('dnsLookups'), '20 Infinity Infinity Infinity Infinity');
  });
});
