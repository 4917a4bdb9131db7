/** Single lines of the models, each held by a case of its own: what a change there would do to a route. */
import assert from 'node:assert/strict';
import { bypassRule, clients, readSettings, route, type ProxySettings } from '../../../lib/proxy/index.js';

const T1C = 'https://t1c.t1t.io:51983/';
const IPV6 = 'http://[2001:db8::1]/';

const RULES: readonly (readonly [client: string, rules: string, url: string, text: string | null])[] = [
  // The port of a rule that is an address.
  ['chromium', '10.1.2.3:80', 'http://10.1.2.3/', '10.1.2.3:80'],
  ['chromium', '10.1.2.3:81', 'http://10.1.2.3/', null],
  ['chromium', '10.1.2.3:0', 'http://10.1.2.3/', '10.1.2.3:0'],
  ['chromium', '10.1.2.3:65536', 'http://10.1.2.3/', null],
  ['chromium', '[2001:db8::1]:81', IPV6, null],
  ['chromium', '[2001:db8::1]:80', IPV6, '[2001:db8::1]:80'],
  ['chromium', 'http://10.1.2.3:80', 'http://10.1.2.3/', 'http://10.1.2.3:80'],
  ['chromium', 'https://10.1.2.3:80', 'http://10.1.2.3/', null],
  ['chromium', '10.0.0.0/8', 'http://[::ffff:10.1.2.3]/', '10.0.0.0/8'],
  ['chromium', '::ffff:0:0/96', 'http://10.1.2.3/', '::ffff:0:0/96'],
  ['chromium', '10.0.0.0/0', 'http://10.1.2.3/', '10.0.0.0/0'],
  ['chromium', '10.0.0.0/8/8', 'http://10.1.2.3/', null],
  ['chromium', '', 'http://[febf::1]/', 'link-local address'],
  ['chromium', '', 'http://[fec0::1]/', null],
  ['chromium', '', 'http://169.255.0.1/', null],
  ['chromium', '', 'http://[::ffff:169.254.1.1]/', 'link-local address'],
  ['chromium', '', 'http://[::ffff:128.0.0.1]/', null],
  ['chromium', '<-loopback>', 'http://169.254.1.2/', null],
  ['chromium', 'x://', 'https://x/', null],
  // <local> is no IPv6 literal, which has no dot either.
  ['chromium', '<local>', IPV6, null],
  ['firefox', '<local>', IPV6, null],
  ['wininet', '<local>', IPV6, null],
  ['winhttp', '<local>', IPV6, null],
  ['dotnet-windows', '<local>', IPV6, null],
  ['libproxy', '<local>', IPV6, null],
  ['libproxy@0.4.18', '<local>', IPV6, null],
  ['kde', '<local>', IPV6, '<local>'],
  ['libproxy', 'io', 'https://x.io/', null],
  ['libproxy', 'com', 'https://x.com/', 'com'],
  ['libproxy', '.io', 'https://x.io/', '.io'],
  ['libproxy', '.t1t.io', 'https://t1t.io/', '.t1t.io'],
  ['libproxy', '*.t1t.io', 'https://t1t/', '*.t1t.io'],
  ['libproxy', 't1c.t1t.io:', 'https://t1c.t1t.io/', null],
  ['dotnet-windows', '<local>', 'http://[::1]/', '<local>'],
  ['dotnet-windows', '<local>', 'http://127.0.0.1/', 'loopback host'],
  ['dotnet-windows', '<local>', 'http://loopback/', '<local>'],
  ['dotnet-windows', 'https://t1c.t1t.io blank', T1C, 't1c.t1t.io'],
  ['dotnet-windows', '*.io;t1c.*', T1C, '*.io'],
  ['dotnet-windows', '[2001:db8::1]', IPV6, '2001:db8::1'],
  ['wininet', '<-loopback>', 'http://[::1]/', null],
  ['wininet', '', 'http://[::1]/', 'loopback host'],
  ['wininet', '', 'http://loopback/', 'loopback host'],
  ['wininet', '', 'http://127.0.0.2/', null],
  ['wininet', 'https://t1c.t1t.io/', T1C, null],
  ['wininet', 'https://t1c.t1t.io', T1C, 'https://t1c.t1t.io'],
  ['firefox', '10.0.0.0/8', 'http://[::ffff:10.1.2.3]/', '10.0.0.0/8'],
  ['firefox', '[2001:db8::]/32:81', IPV6, null],
  ['firefox', '[2001:db8::]/32:80', IPV6, '[2001:db8::]/32:80'],
  ['firefox', 't1c.t1t.io:0', T1C, 't1c.t1t.io:0'],
  ['firefox', '10.1.2.3', 'http://x10.1.2.3.example/', null],
  ['cfnetwork', '10.0/16', 'http://10.0.9.9/', '10.0/16'],
  ['cfnetwork', '10.0/16', 'http://10.1.9.9/', null],
  ['cfnetwork', '[2001:db8::1]', IPV6, '[2001:db8::1]'],
  ['cfnetwork', '2001:db8::/32', IPV6, '2001:db8::/32'],
  ['java', 'x', 'http://0.0.0.0/', '0.0.0.0'],
  ['java', '*.1t.io', T1C, null],
  ['java', 't1c.t1t.*|x', T1C, 't1c.t1t.*'],
  ['aria2', '10.0.0.0/33', 'http://10.0.0.0/', '10.0.0.0/33'],
  ['aria2', '10.0.0.0/33', 'http://10.0.0.1/', null],
  ['aria2', '.2.3', 'http://10.1.2.3/', null],
  ['aria2', '.T1T.io', T1C, null],
  ['apt', 't1t.io,', 'https://x.example/', null],
  ['apt', ' t1t.io', T1C, null],
  ['dotnet-env', '.t1t.io', 'https://t1t.io/', '.t1t.io'],
  ['dotnet-env', '.1t.io', T1C, null],
  ['kde', 't1t.io t1c.other', T1C, 't1t.io'],
  ['kde', 't1c.t1t.io:51983', T1C, 't1c.t1t.io:51983'],
  ['kde', '10.0.0.0/255.0.255.0', 'http://10.1.2.3/', null],
  ['kde', '10.0.0.0/33', 'http://10.0.0.0/', null],
  ['kde', '10.1.', 'http://10.1.9.9/', '10.1.'],
  ['kde', 'fe80::/10', 'http://[febf::1]/', 'fe80::/10'],
  ['perl-lwp@6.68', ',', T1C, null],
  ['curl@7.88.1', '10.0.0.0/-8', 'http://10.0.0.0/', null],
  ['curl@7.88.1', '10.0.0.0/+8', 'http://10.9.9.9/', '10.0.0.0/+8'],
];

const env = (...lines: string[]): ProxySettings[] =>
  readSettings(lines.join('\n'), { format: 'environment', fileName: 'env' });

/** Client, variables, URL; then via and proxy or reason. */
const ROUTES: readonly (readonly [
  client: string,
  lines: readonly string[],
  url: string,
  expected: string,
])[] = [
  // The order of assignments: the last one counts, and stands last.
  ['python-urllib', ['Https_Proxy=http://a:1', 'HTTPS_PROXY=http://b:1'], T1C, 'proxy http://b:1'],
  [
    'python-urllib',
    ['Https_Proxy=http://a:1', 'HTTPS_PROXY=http://b:1', 'Https_Proxy=http://c:1'],
    T1C,
    'proxy http://c:1',
  ],
  [
    'npm',
    ['HTTPS_PROXY=http://a:1', 'Https_Proxy=http://b:1', 'HTTPS_PROXY=http://c:1'],
    T1C,
    'proxy http://c:1',
  ],
  ['curl', ['https_proxy=http://a:1', 'https_proxy=http://b:1'], T1C, 'proxy http://b:1'],
  ['curl', ['https_proxy=http://a:1', 'export X=1', 'unset https_proxy'], T1C, 'direct no-proxy-for-scheme'],
  ['curl', ['https_proxy=http://a:1', 'no_proxy=t1c.t1t.io', 'no_proxy=other'], T1C, 'proxy http://a:1'],
  // Firefox under the environment: tails, and ports.
  ['firefox', ['https_proxy=http://p:1', 'no_proxy=t1c.t1t.io:443'], T1C, 'proxy http://p:1'],
  ['firefox', ['https_proxy=http://p:1', 'no_proxy=t1c.t1t.io:51983'], T1C, 'direct bypass-rule'],
  ['firefox', ['https_proxy=http://p:1', 'no_proxy="x, *.t1t.io"'], T1C, 'direct bypass-rule'],
  ['firefox', ['https_proxy=http://p:1', 'no_proxy=1t.io'], T1C, 'direct bypass-rule'],
  ['firefox', ['https_proxy=http://p:1', 'no_proxy=T1T.IO'], T1C, 'direct bypass-rule'],
  ['firefox', ['https_proxy=http://p:1', 'no_proxy=*'], T1C, 'direct bypass-rule'],
  ['firefox', ['https_proxy=http://p:1', 'no_proxy=a,*'], T1C, 'proxy http://p:1'],
  ['firefox', ['https_proxy=http://p:1', 'no_proxy=,'], T1C, 'proxy http://p:1'],
  ['firefox', ['HTTPS_PROXY=http://p:1'], T1C, 'direct no-proxy-for-scheme'],
  ['firefox', ['all_proxy=http://p:1'], T1C, 'proxy http://p:1'],
  // Chromium under the environment.
  ['chromium', ['all_proxy=http://a:1', 'https_proxy=http://b:1'], T1C, 'proxy http://a:1'],
  ['chromium', ['all_proxy=', 'https_proxy=http://b:1'], T1C, 'direct no-proxy-for-scheme'],
  ['chromium', ['https_proxy=', 'SOCKS_SERVER=s:1'], T1C, 'proxy s:1'],
  ['chromium', ['HTTPS_PROXY=http://b:1'], 'wss://t1c.t1t.io/', 'proxy http://b:1'],
  ['chromium', ['http_proxy=http://a:1'], 'wss://t1c.t1t.io/', 'proxy http://a:1'],
  ['chromium', ['http_proxy=http://a:1'], T1C, 'direct no-proxy-for-scheme'],
  ['chromium', ['https_proxy=http://a:1', 'no_proxy=1t.io'], T1C, 'direct bypass-rule'],
  ['chromium', ['https_proxy=http://a:1', 'no_proxy=*c.t1t.io'], T1C, 'direct bypass-rule'],
  [
    'chromium',
    ['auto_proxy=http://w/p.pac', 'https_proxy=http://a:1', 'no_proxy=t1t.io'],
    T1C,
    'pac http://w/p.pac',
  ],
  ['chromium', ['auto_proxy='], T1C, 'pac auto-detect'],
  ['chromium', ['auto_proxy=http://w/p.pac'], 'http://127.0.0.1/', 'direct implicit-bypass'],
  ['chromium', ['no_proxy=x'], T1C, 'direct no-proxy-for-scheme'],
  // Values that are no proxy.
  ['rust-reqwest', ['HTTPS_PROXY=ftp://a:1', 'ALL_PROXY=http://b:1'], T1C, 'proxy http://b:1'],
  [
    'rust-reqwest',
    ['HTTPS_PROXY=', 'https_proxy=http://a:1', 'ALL_PROXY=http://b:1'],
    T1C,
    'proxy http://b:1',
  ],
  ['rust-reqwest', ['HTTPS_PROXY="http://a b:1"'], T1C, 'direct unusable-value'],
  ['rust-reqwest', ['HTTPS_PROXY=socks4a://a:1'], T1C, 'proxy socks4a://a:1'],
  ['rust-reqwest', ['HTTPS_PROXY=a:1'], T1C, 'proxy a:1'],
  ['rust-reqwest', ['HTTPS_PROXY=http://a:1', 'REQUEST_METHOD=GET'], T1C, 'direct no-proxy-for-scheme'],
  ['axios', ['https_proxy=ftp://a:1'], T1C, 'proxy ftp://a:1'],
  ['axios', ['http_proxy=ftp://a:1'], 'http://t1c.t1t.io/', 'unknown unusable-value'],
  ['axios', ['https_proxy=a:99999'], T1C, 'unknown unusable-value'],
  ['axios', ['http_proxy=a:1'], 'http://t1c.t1t.io/', 'proxy a:1'],
  ['axios', ['https_proxy=http://a:1', 'no_proxy=t1t.io'], T1C, 'proxy http://a:1'],
  ['axios', ['https_proxy=http://a:1', 'no_proxy=[t1c.t1t.io]'], T1C, 'direct bypass-rule'],
  [
    'axios',
    ['NODE_USE_ENV_PROXY=1', 'https_proxy=http://a:1', 'no_proxy=[t1c.t1t.io]'],
    T1C,
    'proxy http://a:1',
  ],
  [
    'axios@1.18.0',
    ['NODE_USE_ENV_PROXY=1', 'https_proxy=http://a:1', 'no_proxy=[t1c.t1t.io]'],
    T1C,
    'direct bypass-rule',
  ],
  ['axios@1.13.0', ['npm_config_proxy=http://a:1'], T1C, 'proxy http://a:1'],
  ['axios', ['npm_config_proxy=http://a:1'], T1C, 'direct no-proxy-for-scheme'],
  ['axios', ['ftp_proxy=http://a:1'], 'ftp://t1c.t1t.io/', 'unknown url-refused'],
  ['vscode', ['https_proxy=http://a:1', 'no_proxy=t1t.io'], T1C, 'direct bypass-rule'],
  ['vscode', ['http_proxy=http://a:1'], T1C, 'proxy http://a:1'],
  ['vscode', ['all_proxy=http://a:1', 'https_proxy=x+http://b:1'], T1C, 'proxy http://a:1'],
  ['vscode', ['https_proxy=a:1', 'http_proxy=http://b:1'], T1C, 'proxy a:1'],
  [
    'dotnet-env',
    ['HTTP_PROXY=http://a:1', 'REQUEST_METHOD=GET'],
    'http://t1c.t1t.io/',
    'direct no-proxy-for-scheme',
  ],
  ['dotnet-env', ['HTTP_PROXY=http://a:1'], 'ws://t1c.t1t.io/', 'proxy http://a:1'],
  ['dotnet-env', ['ALL_PROXY=http://a:1'], 'wss://t1c.t1t.io/', 'proxy http://a:1'],
  ['go', ['https_proxy=http://a:1', 'HTTPS_PROXY=http://b:1'], T1C, 'proxy http://b:1'],
  ['apt', ['http_proxy=http://a:1'], T1C, 'proxy http://a:1'],
  ['apt', ['http_proxy=DIRECT'], T1C, 'direct host-exception'],
  ['apt', ['http_proxy=false'], T1C, 'direct host-exception'],
  ['apt', ['https_proxy=http://b:1', 'http_proxy=http://a:1', 'no_proxy=io'], T1C, 'direct bypass-rule'],
  ['apt', ['HTTP_PROXY=http://a:1'], T1C, 'direct no-proxy-for-scheme'],
  ['go', ['HTTP_PROXY=http://a:1', 'REQUEST_METHOD=GET'], 'http://t1c.t1t.io/', 'unknown cgi-refused'],
  ['go', ['HTTPS_PROXY=http://a:1', 'REQUEST_METHOD=GET'], T1C, 'proxy http://a:1'],
  ['libproxy', ['http_proxy=http://a:1'], T1C, 'proxy http://a:1'],
  ['libproxy', ['https_proxy=', 'HTTPS_PROXY=http://b:1', 'http_proxy=http://a:1'], T1C, 'proxy http://b:1'],
  ['libproxy', ['https_proxy=http://a:1', 'no_proxy=', 'NO_PROXY=t1c.t1t.io'], T1C, 'proxy http://a:1'],
  ['libproxy', ['X_Y=1', 'no_proxy=a'], T1C, 'direct no-proxy-for-scheme'],
];

const OWN = '[http "https://t1c.t1t.io:51983"]';
const OTHER = '[http "https://t1c.t1t.io:443"]';

/** Lines of a configuration of git's → what `git config --get-urlmatch http.proxy URL` of git 2.39 says of it. */
const GIT: readonly (readonly [lines: readonly string[], proxy: string])[] = [
  [['[http]', 'proxy = http://a:1', 'proxy = http://b:1'], 'http://b:1'],
  [[OWN, 'proxy = http://a:1', OWN, 'proxy = http://b:1'], 'http://b:1'],
  [[OWN, 'proxy = http://a:1', '[http]', 'proxy = http://b:1'], 'http://a:1'],
  [['[http]', 'proxy = http://a:1', OWN, 'proxy = http://b:1'], 'http://b:1'],
  [['[http]', 'proxy = http://a:1', OTHER, 'proxy = http://b:1'], 'http://a:1'],
];

describe('proxy/clients: single lines', () => {
  for (const [lines, proxy] of GIT)
    it(`git ${lines.join(' ')} → ${proxy}`, () => {
      const settings = readSettings(lines.join('\n'), { format: 'gitconfig', fileName: '.gitconfig' });
      assert.equal(route(settings, 'git', T1C).proxy, proxy);
    });

  for (const [client, rules, url, text] of RULES)
    it(`${client} ${JSON.stringify(rules)} ${url} → ${text ?? 'proxy'}`, () => {
      assert.equal(bypassRule(client, rules, url)?.text ?? null, text);
    });

  for (const [client, lines, url, expected] of ROUTES)
    it(`${client} ${lines.join(' ')} ${url} → ${expected}`, () => {
      const { via, proxy, pacUrl, reason } = route(env('export LANG=C', ...lines), client, url);
      assert.equal(`${via} ${proxy ?? pacUrl ?? reason}`, expected);
    });

  it('no rule for a domain covers a name that only begins with it, in any version of any client', () => {
    for (const { id, versions } of clients())
      for (const version of versions)
        for (const rules of ['t1c.t1t.io', '.t1t.io', '*.t1t.io', 't1t.io', 't1c.t1t.io:443'])
          for (const url of ['https://t1c.t1t.io.other.example/', 'https://t1t.io.x/', 'https://xt1t.io.x/'])
            assert.equal(
              bypassRule(`${id}@${version}`, rules, url),
              null,
              `${id}@${version} ${rules} ${url}`,
            );
  });

  it('a direct route has no password and waits for no discovery', () => {
    const found = route(env('https_proxy=http://u:p@a:1', 'no_proxy=*'), 'curl', T1C);
    assert.deepEqual([found.via, found.credentials, found.autoDetect], ['direct', false, false]);
  });

  it('a policy that names a PAC without a mode has nothing to fall back on', () => {
    const policy = readSettings('{"ProxyPacUrl":"http://w/p.pac"}', { format: 'chromium-policy' });
    const { via, fallback } = route(policy, 'chromium', T1C);
    assert.deepEqual([via, fallback], ['pac', undefined]);
  });

  it('a hidden variable is told as ignored, and an empty one is not', () => {
    const hidden = (...lines: string[]): string[] =>
      route(env(...lines), 'curl', T1C).ignored.map(({ origin, why }) => `${origin.key} ${why}`);
    assert.deepEqual(hidden('https_proxy=http://a:1', 'HTTPS_PROXY=http://b:1', 'ALL_PROXY=http://c:1'), [
      'HTTPS_PROXY overruled',
      'ALL_PROXY overruled',
    ]);
    assert.deepEqual(hidden('https_proxy=http://a:1', 'HTTPS_PROXY='), []);
    assert.deepEqual(hidden('https_proxy=http://a:1', 'no_proxy=a', 'NO_PROXY=b'), ['NO_PROXY overruled']);
  });
});
