/** What a browser's own log says is in force stands before every policy; what it says of DNS is kept as entries. */
import assert from 'node:assert/strict';
import { readSettings, redactBytes, route, type ProxySettings, type Via } from '../../lib/proxy/index.js';

const T1C = 'https://t1c.t1t.io:51983/';
const log = (...contexts: object[]): ProxySettings[] =>
  readSettings(JSON.stringify({ constants: {}, events: [{ type: 1 }], polledData: contexts }), {
    fileName: 'net-export-log.json',
  });
const proxy = (original: object, effective = original): object => ({
  proxySettings: { original, effective },
});
const SINGLE = { single_proxy: ['[p.example:8080]'] };
const POLICY = readSettings('{"ProxyMode":"direct"}', { format: 'chromium-policy' });

const CASES: readonly (readonly [title: string, settings: ProxySettings[], via: Via, shows?: string])[] = [
  ['nothing', log(proxy({})), 'direct'],
  ['one proxy for all', log(proxy(SINGLE)), 'proxy', 'p.example:8080'],
  ['one proxy, and an exception', log(proxy({ ...SINGLE, bypass_list: ['t1c.t1t.io'] })), 'direct'],
  [
    'one proxy, for the exceptions alone',
    log(proxy({ ...SINGLE, bypass_list: ['t1c.t1t.io'], reverse_bypass: true })),
    'proxy',
  ],
  [
    'the scheme’s proxy',
    log(proxy({ proxy_per_scheme: { http: ['[a:1]'], https: ['[https://b:2]', '[c:3]'] } })),
    'proxy',
    'https://b:2',
  ],
  [
    'the proxy for what has none',
    log(proxy({ proxy_per_scheme: { http: ['[a:1]'], fallback: ['[socks5://s:1]'] } })),
    'proxy',
    'socks5://s:1',
  ],
  ['no proxy for the scheme', log(proxy({ proxy_per_scheme: { http: ['[a:1]'] } })), 'direct'],
  [
    'a chain: the first of it',
    log(proxy({ single_proxy: ['[https://a:1, https://b:2]'] })),
    'proxy',
    'https://a:1',
  ],
  ['direct in brackets', log(proxy({ single_proxy: ['[direct://]'] })), 'direct'],
  ['a PAC', log(proxy({ pac_url: 'http://w/p.pac' })), 'pac', 'http://w/p.pac'],
  ['discovery', log(proxy({ auto_detect: true })), 'pac'],
  ['two contexts that agree', log(proxy(SINGLE), proxy(SINGLE)), 'proxy'],
  ['two contexts that differ', log(proxy(SINGLE), proxy({})), 'unknown'],
  ['contexts without a proxy section', log({}, proxy(SINGLE)), 'proxy'],
  ['before a policy', [...POLICY, ...log(proxy(SINGLE))], 'proxy'],
  [
    'an old log, with one context',
    readSettings(JSON.stringify({ constants: {}, polledData: proxy(SINGLE) }), { fileName: 'x' }),
    'proxy',
  ],
];

describe('proxy: net-export logs', () => {
  for (const [title, settings, via, shows] of CASES) {
    it(`${title}: ${via}`, () => {
      const found = route(settings, 'chromium', T1C);
      assert.equal(found.via, via);
      if (shows !== undefined) assert.equal(found.proxy ?? found.pacUrl, shows);
    });
  }

  it('a PAC that the browser could not get is told, and one that it has is not', () => {
    const issues = (effective: object): string[] =>
      log(proxy({ pac_url: 'http://w/p.pac' }, effective)).flatMap((one) =>
        one.issues.map(({ code }) => code),
      );
    assert.deepEqual(issues({}), ['pac-not-had']);
    assert.deepEqual(issues({ pac_url: 'http://w/p.pac' }), []);
  });

  it('what the browser’s resolver asks is kept', () => {
    const dns = {
      nameservers: ['10.0.0.53:53'],
      secure_dns_mode: 2,
      doh_config: { servers: [{ template: 'https://d/q' }] },
    };
    const [settings] = log({ ...proxy({}), hostResolverInfo: { dns_config: dns } });
    assert.deepEqual(
      settings?.entries.map(({ key, value }) => `${key.replace(/.*\./, '')} ${value}`),
      ['original direct', 'nameservers 10.0.0.53:53', 'secure_dns_mode secure', 'doh_servers https://d/q'],
    );
  });

  it('a log that was cut is no log without a proxy', () => {
    assert.throws(() => readSettings('{"constants":{},"events":[', { fileName: 'net-export-log.json' }), {
      code: 'truncated',
    });
    assert.equal(log({})[0]?.scope, 'no proxy section');
  });

  it('is kept without its events, and reads the same', () => {
    const text = JSON.stringify({
      constants: {},
      events: [{ cookie: 'S3cret' }],
      polledData: [proxy(SINGLE)],
    });
    const kept = redactBytes(Buffer.from(text), 'net-export-log.json');
    assert.doesNotMatch(Buffer.from(kept).toString(), /S3cret/);
    assert.deepEqual(
      readSettings(kept, { fileName: 'a' }).map((one) => one.servers[0]?.url),
      ['p.example:8080'],
    );
    assert.equal(
      Buffer.from(redactBytes(Buffer.from('{"constants":{},"events":[{"cookie":"S3cret"}'), 'a')).toString(),
      '{"polledData":[]}',
    );
  });
});

describe('proxy: Visual Studio Code', () => {
  const vscode = (members: object): ProxySettings[] =>
    readSettings(JSON.stringify({ 'http.proxySupport': 'override', ...members }), {
      fileName: 'settings.json',
    });
  const variables = (text: string): ProxySettings[] =>
    readSettings(text, { format: 'environment', fileName: 'env' });
  const PROXY = { 'http.proxy': 'http://p:1' };
  for (const [title, settings, via] of [
    ['a proxy', vscode(PROXY), 'proxy'],
    ['a proxy, and an exception', vscode({ ...PROXY, 'http.noProxy': ['a', ' T1T.io '] }), 'direct'],
    ['switched off', vscode({ ...PROXY, 'http.proxySupport': 'off' }), 'direct'],
    ['a proxy without a scheme is none', vscode({ 'http.proxy': 'p:1' }), 'direct'],
    ['the variable’s list', [...vscode(PROXY), ...variables('no_proxy=t1c.t1t.io\n')], 'direct'],
    [
      'the variable’s list, when there is one of its own',
      [...vscode({ ...PROXY, 'http.noProxy': ['a'] }), ...variables('no_proxy=t1c.t1t.io\n')],
      'proxy',
    ],
    [
      'the variable’s proxy',
      [...vscode({ 'http.noProxy': ['a'] }), ...variables('HTTP_PROXY=http://p:1\n')],
      'proxy',
    ],
    ['a variable without a scheme is none', [...vscode({}), ...variables('HTTP_PROXY=p:1\n')], 'direct'],
    [
      'the system’s proxy',
      [
        ...vscode({}),
        ...readSettings("org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.https host 'p'\n", {
          format: 'gsettings',
        }),
      ],
      'proxy',
    ],
  ] as const) {
    it(`${title}: ${via}`, () => {
      assert.equal(route(settings, 'vscode', T1C).via, via);
    });
  }
});
