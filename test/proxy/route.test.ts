/** What each client does under settings that were read from text; and which value decided. */
import assert from 'node:assert/strict';
import { readSettings, route, type ProxySettings, type Route } from '../../lib/proxy/index.js';
import { fixture } from './fixtures.js';

const T1C = 'https://t1c.t1t.io:51983/';

function environment(...lines: string[]): ProxySettings[] {
  return readSettings(lines.join('\n'), { format: 'environment', fileName: 'env' });
}

/** `via reason file:line rule` */
function brief(one: Route): string {
  const rule = one.rule === null ? '-' : `${one.rule.file}:${one.rule.line ?? '?'}`;
  return [one.via, one.reason, rule, one.rule?.text, one.implicit, one.proxy, one.pacUrl]
    .filter((part) => part !== undefined)
    .join(' ');
}

describe('proxy/route by environment', () => {
  const rows: readonly (readonly [string, string, string, string])[] = [
    ['curl', '', T1C, 'direct no-proxy-for-scheme -'],
    ['curl', 'https_proxy=http://p:1', T1C, 'proxy proxy-configured env:1 http://p:1'],
    ['curl', 'HTTPS_PROXY=http://p:1', T1C, 'proxy proxy-configured env:1 http://p:1'],
    ['curl', 'HTTP_PROXY=http://p:1', 'http://t1c.t1t.io/', 'direct no-proxy-for-scheme -'],
    ['curl', 'http_proxy=http://p:1', T1C, 'direct no-proxy-for-scheme -'],
    ['curl', 'ALL_PROXY=http://p:1', T1C, 'proxy proxy-configured env:1 http://p:1'],
    ['curl', 'https_proxy=http://p:1|no_proxy=a,.t1t.io', T1C, 'direct bypass-rule env:2 .t1t.io'],
    [
      'curl',
      'https_proxy=http://p:1|no_proxy=a|NO_PROXY=t1t.io',
      T1C,
      'proxy proxy-configured env:1 http://p:1',
    ],
    ['curl', 'https_proxy=http://p:1|no_proxy=|NO_PROXY=t1t.io', T1C, 'direct bypass-rule env:3 t1t.io'],
    ['go', 'https_proxy=http://p:1|no_proxy=a|NO_PROXY=t1t.io', T1C, 'direct bypass-rule env:3 t1t.io'],
    ['go', 'ALL_PROXY=http://p:1', T1C, 'direct no-proxy-for-scheme -'],
    ['go', 'http_proxy=http://p:1|REQUEST_METHOD=GET', 'http://t1c.t1t.io/', 'unknown cgi-refused env:2'],
    ['chromium', 'https_proxy=http://p:1|no_proxy=1t.io', T1C, 'direct bypass-rule env:2 1t.io'],
    ['chromium', 'https_proxy=http://p:1', T1C, 'proxy proxy-configured env:1 http://p:1'],
    ['chromium', 'all_proxy=http://p:1', 'http://localhost/', 'direct implicit-bypass - localhost'],
    [
      'chromium',
      'auto_proxy=http://p/pac|https_proxy=http://p:1',
      T1C,
      'pac pac-configured env:1 http://p/pac',
    ],
    ['firefox', 'https_proxy=http://p:1|no_proxy=.t1t.io', T1C, 'direct bypass-rule env:2 .t1t.io'],
  ];
  for (const [client, text, url, expected] of rows) {
    it(`${client}: ${text} ${url}`, () => {
      assert.equal(brief(route(environment(...text.split('|')), client, url)), expected);
    });
  }

  it('says that a proxy has credentials, and shows no password', () => {
    const found = route(environment('https_proxy=http://jo:S3cret@p:1'), 'curl', T1C);
    assert.deepEqual([found.credentials, found.proxy], [true, 'http://***:***@p:1']);
  });

  it('names the version it answers for', () => {
    assert.equal(route([], 'curl@7.88.1', T1C).client, 'curl@7.86.0');
    assert.equal(route([], 'curl', T1C).client, 'curl@8.18.0');
    assert.throws(() => route([], 'curl@7.1', T1C), { code: 'client-version-not-modelled' });
    assert.throws(() => route([], 'nonsense', T1C), { code: 'unknown-client' });
    assert.throws(() => route([], 'curl', 'nonsense'), { code: 'bad-url' });
  });

  it('lists what it was given and does not read', () => {
    const settings = environment('https_proxy=http://p:1', 'no_proxy=a');
    assert.deepEqual(
      route(settings, 'wininet', T1C).ignored.map(({ origin, why }) => [origin.key, why]),
      [
        ['https_proxy', 'not-read-by-this-client'],
        ['no_proxy', 'not-read-by-this-client'],
      ],
    );
    const both = environment('https_proxy=http://p:1', 'no_proxy=a', 'NO_PROXY=b');
    assert.deepEqual(
      route(both, 'curl', T1C).ignored.map(({ origin, why }) => [origin.key, why]),
      [['NO_PROXY', 'overruled']],
    );
    // The environment is one scope, however many files it came from.
    const files = [...environment('https_proxy=http://p:1'), ...environment('http_proxy=http://q:1')];
    assert.deepEqual(route(files, 'curl', T1C).ignored, []);
  });
});

describe('proxy/route by Windows settings', () => {
  const settings = readSettings(fixture('reg.internet-settings.reg'), { fileName: 'x.reg' });
  const only = (...scopes: string[]): ProxySettings[] =>
    settings.filter(({ scope }) => scopes.includes(scope));

  it('takes the binary value before the loose ones', () => {
    assert.equal(brief(route(settings, 'wininet', T1C)), 'direct bypass-rule x.reg:12 t1c.t1t.io');
  });
  it('lists the values that the deciding one stands before', () => {
    const overruled = route(only('HKCU', 'HKCU DefaultConnectionSettings'), 'wininet', T1C).ignored;
    assert.ok(
      overruled.length > 0 &&
        overruled.every(({ why, origin }) => why === 'overruled' && (origin.line ?? 0) < 12),
    );
    const byPolicy = route(only('HKCU', 'HKLM policy Google\\Chrome'), 'chromium', T1C).ignored;
    assert.ok(byPolicy.length > 0 && byPolicy.every(({ why }) => why === 'overruled'));
  });
  it('takes the loose values where there is no binary one: PAC first, the manual proxy after it', () => {
    const found = route(only('HKCU'), 'wininet', T1C);
    assert.equal(brief(found), 'pac pac-configured x.reg:7 http://wpad.corp.example/proxy.pac');
    assert.equal(found.fallback?.proxy, '***:***@proxy.corp.example:8443');
    assert.equal(found.fallback.credentials, true);
  });
  it('reports discovery, and what follows where it finds nothing', () => {
    const found = route(readSettings(fixture('reg.ansi.reg'), { fileName: 'a.reg' }), 'wininet', T1C);
    assert.deepEqual([found.via, found.reason, found.autoDetect], ['pac', 'auto-detect', true]);
    assert.deepEqual([found.fallback?.via, found.fallback?.reason], ['direct', 'switched-off']);
  });
  it('WinHTTP takes its own value', () => {
    assert.equal(
      brief(route(settings, 'winhttp', T1C)),
      'proxy proxy-configured x.reg:27 proxy.corp.example:8080',
    );
  });
  it('a policy comes before them in Chromium', () => {
    assert.equal(
      brief(route(only('HKCU', 'HKLM policy Google\\Chrome'), 'chromium', T1C)),
      'direct bypass-rule x.reg:32 t1c.t1t.io',
    );
    assert.equal(
      brief(route(only('HKLM policy Microsoft\\Edge'), 'chromium', T1C)),
      'pac pac-configured x.reg:36 https://pac.corp.example/edge.pac',
    );
  });
  it('loopback hosts never reach the PAC in Chromium', () => {
    assert.equal(
      brief(route(only('HKLM policy Microsoft\\Edge'), 'chromium', 'http://localhost:3000/')),
      'direct implicit-bypass - localhost',
    );
  });
});
