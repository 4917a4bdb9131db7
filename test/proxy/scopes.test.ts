/**
 * A rule read from a scope that is not the one in force is no rule: single interfaces, other locations, other users, one network's
 * profile, what is only recommended. Where files cannot tell which scope is in force, there is no answer.
 */
import assert from 'node:assert/strict';
import { readSettings, route, type ProxySettings, type Via } from '../../lib/proxy/index.js';

const T1C = 'https://t1c.t1t.io:51983/';
const read = (text: string, fileName: string, format?: string): ProxySettings[] =>
  readSettings(text, { fileName, ...(format === undefined ? {} : { format }) });
const reg = (...lines: string[]): ProxySettings[] =>
  read(['Windows Registry Editor Version 5.00', '', ...lines].join('\n'), 'a.reg');
const plist = (body: string): ProxySettings[] =>
  read(`<!DOCTYPE plist><plist version="1.0"><dict>${body}</dict></plist>`, 'preferences.plist');
const policy = (members: object, fileName: string): ProxySettings[] =>
  read(JSON.stringify(members), fileName, 'chromium-policy');

const INTERNET = String.raw`Software\Microsoft\Windows\CurrentVersion\Internet Settings`;
const PROXIED = ['"ProxyEnable"=dword:00000001', '"ProxyServer"="p.example:1"'];
const EXEMPT = [...PROXIED, '"ProxyOverride"="t1c.t1t.io"'];
const PER_MACHINE = [
  String.raw`[HKEY_LOCAL_MACHINE\Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings]`,
  '"ProxySettingsPerUser"=dword:00000000',
];
const user = (sid: string, values: readonly string[]): string[] => [
  `[HKEY_USERS\\${sid}\\${INTERNET}]`,
  ...values,
];
const machine = (values: readonly string[]): string[] => [`[HKEY_LOCAL_MACHINE\\${INTERNET}]`, ...values];
const own = (values: readonly string[]): string[] => [`[HKEY_CURRENT_USER\\${INTERNET}]`, ...values];

const service = (id: string, exceptions: string, more = ''): string => `<key>${id}</key><dict>
  <key>UserDefinedName</key><string>${id}</string>${more}<key>Proxies</key><dict>
  <key>HTTPSEnable</key><integer>1</integer><key>HTTPSProxy</key><string>p.example</string>
  <key>ExceptionsList</key><array>${exceptions}</array></dict></dict>`;
const NAMED = '<string>t1c.t1t.io</string>';
const services = (...all: string[]): string => `<key>NetworkServices</key><dict>${all.join('')}</dict>`;
const LOCATION = `<key>CurrentSet</key><string>/Sets/L</string><key>Sets</key><dict><key>L</key><dict>
  <key>Network</key><dict><key>Service</key><dict><key>B</key><dict/></dict></dict></dict></dict>`;
const profile = (type: string): ProxySettings[] =>
  plist(`<key>PayloadContent</key><array><dict><key>PayloadType</key><string>${type}</string>
  <key>ProxyType</key><string>Manual</string><key>ProxyServer</key><string>q.example</string></dict></array>`);
const scutil = (inner: string): ProxySettings[] =>
  read(
    `<dictionary> {\n  HTTPSEnable : 1\n  HTTPSProxy : p.example\n  HTTPSPort : 1\n${inner}}\n`,
    'x',
    'scutil',
  );
const EXCEPTIONS = 'ExceptionsList : <array> {\n 0 : t1c.t1t.io\n }\n';

const FIXED = { ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer: 'p.example:1' } };
const FIXED_EXEMPT = { ProxySettings: { ...FIXED.ProxySettings, ProxyBypassList: 't1c.t1t.io' } };
const override = (rule: object, rest: object = FIXED): ProxySettings[] =>
  policy({ ...rest, ProxyOverrideRules: [rule] }, 'policy.json');
const TO_US = { DestinationMatchers: ['t1c.t1t.io'], ProxyList: ['DIRECT'] };

const CASES: readonly (readonly [title: string, client: string, settings: ProxySettings[], via: Via])[] = [
  [
    'exceptions of one interface',
    'cfnetwork',
    scutil(`__SCOPED__ : <dictionary> {\n en0 : <dictionary> {\n ${EXCEPTIONS} }\n }\n`),
    'proxy',
  ],
  ['exceptions of all', 'cfnetwork', scutil(EXCEPTIONS), 'direct'],
  [
    'exceptions of all, after those of one interface',
    'chromium',
    scutil(`__SCOPED__ : <dictionary> {\n en0 : <dictionary> {\n X : 1\n }\n }\n${EXCEPTIONS}`),
    'direct',
  ],
  [
    'two services that differ',
    'cfnetwork',
    plist(services(service('A', ''), service('B', NAMED))),
    'unknown',
  ],
  [
    'two services that agree',
    'cfnetwork',
    plist(services(service('A', NAMED), service('B', NAMED))),
    'direct',
  ],
  [
    'the services of the location alone',
    'cfnetwork',
    plist(LOCATION + services(service('A', ''), service('B', NAMED))),
    'direct',
  ],
  [
    'a service that is off',
    'chromium',
    plist(services(service('A', ''), service('B', NAMED, '<key>__INACTIVE__</key><integer>1</integer>'))),
    'proxy',
  ],
  [
    'a profile of one Wi-Fi network, beside what is in force',
    'cfnetwork',
    [...profile('com.apple.wifi.managed'), ...scutil(EXCEPTIONS)],
    'direct',
  ],
  [
    'a profile for all networks, beside what is in force',
    'cfnetwork',
    [...profile('com.apple.proxy.http.global'), ...scutil(EXCEPTIONS)],
    'proxy',
  ],
  [
    'a profile of one Wi-Fi network, beside a service',
    'cfnetwork',
    [...profile('com.apple.wifi.managed'), ...plist(services(service('A', NAMED)))],
    'unknown',
  ],
  [
    'two services in one output',
    'cfnetwork',
    read(
      'networksetup -getsecurewebproxy Wi-Fi\nEnabled: Yes\nServer: p\nPort: 1\nnetworksetup -getproxybypassdomains Ethernet\nt1c.t1t.io\n',
      'a.txt',
    ),
    'unknown',
  ],
  [
    'one service in one output',
    'cfnetwork',
    read(
      'networksetup -getsecurewebproxy Wi-Fi\nEnabled: Yes\nServer: p\nPort: 1\nnetworksetup -getproxybypassdomains Wi-Fi\nt1c.t1t.io\n',
      'a.txt',
    ),
    'direct',
  ],
  ['settings of a service account alone', 'wininet', reg(...user('.DEFAULT', PROXIED)), 'direct'],
  [
    'settings of a service account after a user',
    'wininet',
    reg(...user('S-1-5-21-1', PROXIED), ...user('S-1-5-18', EXEMPT)),
    'proxy',
  ],
  [
    'the machine’s for all: read',
    'wininet',
    reg(...PER_MACHINE, ...own(PROXIED), ...machine(EXEMPT)),
    'direct',
  ],
  [
    'the machine’s for all: read, the other way',
    'chromium',
    reg(...PER_MACHINE, ...own(EXEMPT), ...machine(PROXIED)),
    'proxy',
  ],
  ['the machine’s for all: not read', 'wininet', reg(...PER_MACHINE, ...own(EXEMPT)), 'unknown'],
  ['the machine’s for all: nothing read', 'firefox', reg(...PER_MACHINE), 'unknown'],
  ['the machine’s for all: not read, .NET', 'dotnet-windows', reg(...PER_MACHINE, ...own(EXEMPT)), 'unknown'],
  ['each user their own', 'wininet', reg(...own(EXEMPT), ...machine(PROXIED)), 'direct'],
  [
    'a mandatory policy before a recommended one',
    'chromium',
    [
      ...policy(FIXED_EXEMPT, '/etc/opt/chrome/policies/recommended/a.json'),
      ...policy(FIXED, '/etc/opt/chrome/policies/managed/a.json'),
    ],
    'proxy',
  ],
  [
    'a recommended policy alone',
    'chromium',
    policy(FIXED_EXEMPT, '/etc/opt/chrome/policies/recommended/a.json'),
    'direct',
  ],
  [
    'the machine’s policy before the user’s',
    'chromium',
    reg(
      String.raw`[HKEY_CURRENT_USER\Software\Policies\Google\Chrome]`,
      '"ProxyMode"="direct"',
      String.raw`[HKEY_LOCAL_MACHINE\Software\Policies\Google\Chrome]`,
      '"ProxyMode"="fixed_servers"',
      '"ProxyServer"="p:1"',
    ),
    'proxy',
  ],
  [
    'a mandatory value in the registry before a recommended one',
    'chromium',
    reg(
      String.raw`[HKEY_LOCAL_MACHINE\Software\Policies\Google\Chrome]`,
      '"ProxyMode"="fixed_servers"',
      '"ProxyServer"="p:1"',
      String.raw`[HKEY_LOCAL_MACHINE\Software\Policies\Google\Chrome\Recommended]`,
      '"ProxyMode"="direct"',
    ),
    'proxy',
  ],
  [
    'Chrome’s and Edge’s policies that differ',
    'chromium',
    [
      ...policy(FIXED, '/etc/opt/chrome/policies/managed/a.json'),
      ...policy(FIXED_EXEMPT, '/etc/opt/edge/policies/managed/a.json'),
    ],
    'unknown',
  ],
  ['an override rule that sends us direct', 'chromium', override(TO_US), 'unknown'],
  ['an override rule that says what is so anyway', 'chromium', override(TO_US, FIXED_EXEMPT), 'direct'],
  [
    'an override rule for another host',
    'chromium',
    override({ ...TO_US, DestinationMatchers: ['*.example'] }),
    'proxy',
  ],
  [
    'an override rule with an exception for us',
    'chromium',
    override({ ...TO_US, ExcludeDestinationMatchers: ['.t1t.io'] }),
    'proxy',
  ],
  [
    'an override rule that sends us to a proxy',
    'chromium',
    override({ ...TO_US, ProxyList: ['PROXY q:1'] }, FIXED_EXEMPT),
    'unknown',
  ],
  [
    'an override rule for the same proxy',
    'chromium',
    override({ ...TO_US, ProxyList: ['PROXY p.example:1'] }),
    'proxy',
  ],
  ['an override rule without proxies', 'chromium', override({ DestinationMatchers: ['*'] }), 'proxy'],
  [
    'an override rule and nothing else',
    'chromium',
    override({ ...TO_US, ProxyList: ['HTTPS q:1'] }, {}),
    'unknown',
  ],
  [
    'WinHTTP: one user’s advanced proxy before the machine’s',
    'winhttp',
    [
      ...read(
        'set advproxy setting-scope=user settings={"Proxy":"p:1","ProxyBypass":"t1c.t1t.io"}',
        'netsh.txt',
      ),
      ...read('set proxy proxy-server="p:1"', 'netsh2.txt'),
    ],
    'unknown',
  ],
  [
    'WinHTTP: the machine’s alone',
    'winhttp',
    read('set proxy proxy-server="p:1" bypass-list="t1c.t1t.io"', 'netsh.txt'),
    'direct',
  ],
  ['reqwest: macOS without its exceptions', 'rust-reqwest', scutil(EXCEPTIONS), 'proxy'],
  [
    'reqwest: IPv4 stars are ranges, names are not',
    'rust-reqwest',
    reg(...own([...PROXIED, '"ProxyOverride"="10.*;t1c.*"'])),
    'proxy',
  ],
  [
    'reqwest 0.1.20: servers for each scheme are no proxy',
    'rust-reqwest@0.1.20',
    reg(...own([PROXIED[0] ?? '', '"ProxyServer"="https=p:1"'])),
    'direct',
  ],
  [
    'reqwest: servers for each scheme',
    'rust-reqwest',
    reg(...own([PROXIED[0] ?? '', '"ProxyServer"="https=p:1"'])),
    'proxy',
  ],
  [
    'Docker: the proxies of one daemon beside the default',
    'go',
    read(
      '{"proxies":{"default":{"httpsProxy":"http://p:1"},"tcp://x":{"httpsProxy":"http://p:1","noProxy":"t1c.t1t.io"}}}',
      'config.json',
    ),
    'proxy',
  ],
  [
    'Docker: the proxies of one daemon alone',
    'go',
    read('{"proxies":{"tcp://x":{"httpsProxy":"http://p:1","noProxy":"t1c.t1t.io"}}}', 'config.json'),
    'direct',
  ],
];

describe('proxy: settings of several scopes', () => {
  for (const [title, client, settings, via] of CASES) {
    it(`${title}: ${client} ${via}`, () => {
      assert.equal(route(settings, client, T1C).via, via);
    });
  }

  it('an override rule names itself as what is not known', () => {
    const found = route(override(TO_US), 'chromium', T1C);
    assert.deepEqual(
      [found.reason, found.rule?.key, found.rule?.text],
      ['override-rules', 'ProxyOverrideRules', 'DIRECT'],
    );
  });

  it('two scopes that differ are both kept out of the answer', () => {
    const found = route(plist(services(service('A', ''), service('B', NAMED))), 'cfnetwork', T1C);
    assert.equal(found.reason, 'differs-by-scope');
  });

  it('reqwest on Windows: 10.* covers an address, and did not before', () => {
    const settings = reg(...own([...PROXIED, '"ProxyOverride"="10.*;192.168.*.*;300.*;1.*.2;1.2.3.4.*;*"']));
    const via = (client: string, url: string): Via => route(settings, client, url).via;
    assert.equal(via('rust-reqwest', 'http://10.9.9.9/'), 'direct');
    assert.equal(via('rust-reqwest', 'http://192.168.7.7/'), 'direct');
    assert.equal(via('rust-reqwest', 'http://192.169.7.7/'), 'proxy');
    assert.equal(via('rust-reqwest', 'http://1.2.3.4/'), 'proxy');
    assert.equal(via('rust-reqwest@0.1.20', 'http://10.9.9.9/'), 'proxy');
  });

  it('the policies of Internet Explorer lock dialogs and change no route', () => {
    const settings = reg(
      String.raw`[HKEY_CURRENT_USER\Software\Policies\Microsoft\Internet Explorer\Control Panel]`,
      '"Proxy"=dword:00000001',
      ...own(EXEMPT),
    );
    assert.equal(settings[0]?.entries.length, 1);
    assert.equal(route(settings, 'wininet', T1C).via, 'direct');
  });

  it('Edge’s addresses for myIpAddress() are told', () => {
    const [settings] = policy({ PacMyIpAddressIPv4ProbeAddress: '10.0.0.1' }, 'edge/policies/managed/a.json');
    assert.deepEqual(
      settings?.issues.map(({ code }) => code),
      ['pac-address-probe'],
    );
  });
});
