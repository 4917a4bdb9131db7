import assert from 'node:assert/strict';
import { hasCredentials, redactSource, redactUrl, redactValue } from '../../lib/proxy/index.js';
import { redactServer } from '../../lib/proxy/redact.js';
import { workOf } from '../work.js';

describe('proxy/redact', () => {
  const urls: readonly (readonly [string, string])[] = [
    ['http://proxy:8080', 'http://proxy:8080'],
    ['http://user:S3cret@proxy:8080', 'http://***:***@proxy:8080'],
    ['http://***:***@proxy:8080', 'http://***:***@proxy:8080'],
    ['http://user@proxy:8080', 'http://***@proxy:8080'],
    ['http://user@proxy', 'http://***@proxy'],
    ['http://user:S3@cret@proxy:8080/', 'http://***:***@proxy:8080/'],
    ['http://user:S3:cret@proxy:8080/', 'http://***:***@proxy:8080/'],
    ['socks5h://:S3cret@proxy', 'socks5h://:***@proxy'],
    ['user:S3cret@proxy:8080', '***:***@proxy:8080'],
    ['user@proxy:8080', '***@proxy:8080'],
    [':S3cret@proxy:8080', ':***@proxy:8080'],
    ['http=user@p.example:80;https=user@[::1]:443', 'http=***@p.example:80;https=***@[::1]:443'],
    ['https_proxy=user@proxy.example', 'https_proxy=***@proxy.example'],
    ['DOMAIN\\user:S3cret@proxy:8080', '***:***@proxy:8080'],
    ['http=user:S3cret@p:80;https=user:S3cret@p:443', 'http=***:***@p:80;https=***:***@p:443'],
    ['http://a:S3cret@p:1 http://b:S3cret@p:2', 'http://***:***@p:1 http://***:***@p:2'],
    ['mail ann@corp.example about it', 'mail ann@corp.example about it'],
    ['[::1]:8080', '[::1]:8080'],
    ['//user:S3cret@proxy:8080', '//***:***@proxy:8080'],
    ['http://user:@@@@@@@@@@@S3cret@@@proxy:8080', 'http://***:***@proxy:8080'],
    ...['http://', ''].flatMap((scheme) =>
      ['', '/', ':'].map(
        (odd) =>
          [
            `proxy = ${scheme}user:S3${odd}c${'x'.repeat(3000)}t@proxy:8080`,
            `proxy = ${scheme}***:***@proxy:8080`,
          ] as const,
      ),
    ),
    ['http://user:S3/cret@proxy:8080', 'http://***:***@proxy:8080'],
    ["http://user:S3'cret@proxy:8080", 'http://***:***@proxy:8080'],
    ['http://user:#S3cret?x@proxy', 'http://***:***@proxy'],
    ['http://user:S3 cret@proxy', 'http://***:***@proxy'],
    ['user:S3/cret@proxy:8080', '***:***@proxy:8080'],
    ['proxy = user:S3,cret@proxy', 'proxy = ***:***@proxy'],
    ['proxy-url: user@proxy', 'proxy-url: ***@proxy'],
    ['https://registry.example/@scope/x', 'https://registry.example/@scope/x'],
    ['http://proxy:8080/a@b', 'http://proxy:8080/a@b'],
    ['http://[::1]:8080/a@b', 'http://[::1]:8080/a@b'],
    ['{"a":"http://p:8080","b":"x@y.example"}', '{"a":"http://p:8080","b":"x@y.example"}'],
    ['http_proxy=http://h:$P list=a@b', 'http_proxy=http://h:$P list=a@b'],
    ['registry:5000/image@sha256', 'registry:5000/image@sha256'],
  ];
  for (const [url, expected] of urls) {
    it(`${url} → ${expected}`, () => {
      assert.equal(redactUrl(url), expected);
    });
  }

  it('hides the user of what is known to be a server, without a scheme or port as well', () => {
    for (const [url, expected] of [
      ['ann@proxy.example', '***@proxy.example'],
      ['ann:S3cret@proxy.example', '***:***@proxy.example'],
      ['socks5://ann@proxy.example/', 'socks5://***@proxy.example/'],
      ['proxy.example:8080/a@b', 'proxy.example:8080/a@b'],
      ['ann:S3;cr,et@proxy.example', '***:***@proxy.example'],
      ['http://ann:S3 c/r#et@proxy.example:1', 'http://***:***@proxy.example:1'],
    ] as const)
      assert.equal(redactServer(url), expected);
  });

  it('says whether a URL carries credentials', () => {
    assert.ok(hasCredentials('http://user:x@p') && hasCredentials('user@p:80'));
    assert.ok(!hasCredentials('http://p:80/@x') && !hasCredentials('p:80'));
  });

  // RFC 3986 §3.2: what stands before the last @ of the authority is the user information.
  for (const [server, expected] of [
    ['proxy.example', undefined],
    ['//proxy.example:8080', undefined],
    ['//ann@proxy.example', '//***@proxy.example'],
    ['//@proxy.example', '//@proxy.example'],
    ['@proxy.example', '@proxy.example'],
    ['http://ann@proxy.example?x', 'http://***@proxy.example?x'],
    ['ann@proxy.example/a@b', '***@proxy.example/a@b'],
    ['http://ann@proxy.example/a@b', 'http://***@proxy.example/a@b'],
    ['http://proxy.example/a@b', undefined],
    ['http://proxy.example?a@b', undefined],
    ['http://proxy.example#a@b', undefined],
    ['http://proxy.example:80/a@b', undefined],
    ['http://proxy.example:80?a@b', undefined],
    ['http://ann:80/S3@proxy.example', undefined],
    ['http://ann:S3/c@proxy.example', 'http://***:***@proxy.example'],
    ['http://ann:123456/c@proxy.example', 'http://***:***@proxy.example'],
    ['ann:line\nS3@proxy.example', '***:***@proxy.example'],
    ['ann:S3:c:r@proxy.example', '***:***@proxy.example'],
    ['ann:@proxy.example', '***:@proxy.example'],
    [':S3@proxy.example', ':***@proxy.example'],
    ['socks5h://ann:S3@[::1]:1080', 'socks5h://***:***@[::1]:1080'],
  ] as const)
    it(`${JSON.stringify(server)} as a server: ${expected ?? 'nobody’s'}`, () => {
      const has = expected !== undefined && expected !== server;
      assert.equal(redactServer(server), expected ?? server);
      if (has) assert.ok(hasCredentials(server));
      if (expected === undefined) assert.ok(!hasCredentials(server));
    });

  // The key, its value, and what may be shown of it.
  for (const [key, value, shown] of [
    [
      'ProxyServer',
      'http=ann@p;https=ann:S3@q;ftp=r;socks= bo@s',
      'http=***@p;https=***:***@q;ftp=r;socks=***@s',
    ],
    ['ProxyServer', ' https=ann@p ; http=q', ' https=***@p ; http=q'],
    ['ProxyServer', 'p:80;socks=ann@q', 'p:80;socks=***@q'],
    ['ProxyServer', 'ftp=ann@p', 'ftp=***@p'],
    ['ProxyServer', 'socks=ann@p', 'socks=***@p'],
    ['ProxyServer', 'HTTP=ann@p', 'HTTP=***@p'],
    ['ProxyServer', 'ann@p', '***@p'],
    ['https_proxy', 'ann@p', '***@p'],
    ['proxy-server', 'ann@p', '***@p'],
    ['AutoConfigUrl', 'http://ann@p/x', 'http://***@p/x'],
    ['ProxyAutoConfigURLString', 'http://ann@p/x', 'http://***@p/x'],
    ['no_proxy', 'ann@p', 'ann@p'],
    ['NoProxy', 'ann@p', 'ann@p'],
    ['mail', 'ann@p', 'ann@p'],
    ['mail', 'http://ann:S3@p', 'http://***:***@p'],
    ['password', '', ''],
    ['password', 'x', '***'],
    ['Passwords', 'x', '***'],
    ['PASSWD', 'x', '***'],
    ['bypassword', 'x', 'x'],
    ['password-file', 'x', 'x'],
    [`${'x'.repeat(100)}password`, 'x', '***'],
    ['proxy_user', 'ann', '***'],
    ['http.proxyUserPwd', 'ann:x', '***'],
    ['client-key-data', 'x', '***'],
    ['_auth', 'x', '***'],
    ['host', 'p', 'p'],
  ] as const)
    it(`${key.slice(-24)}: ${value} → ${shown}`, () => {
      assert.equal(redactValue(key, value), shown);
    });

  it('keeps the quotes of a secret, and none that are not there', () => {
    assert.equal(redactSource('password = "S3"'), 'password = "***"');
    assert.equal(redactSource("password='S3'"), "password='***'");
    assert.equal(redactSource('password=S3"x'), 'password=***"x');
    assert.equal(redactSource('password: S3, next: 1'), 'password: ***, next: 1');
  });

  it('hides the whole value of a password key, and not that of a bypass list', () => {
    assert.equal(redactValue('https.proxyPassword', 'S3cret'), '***');
    assert.equal(redactValue('ProxyBypass', 'a;b'), 'a;b');
  });

  const sources = [
    'proxy_password = S3cret',
    'user_pref("network.proxy.socks_password", "S3cret");',
    '    ProxyPass    REG_SZ    S3cret',
    'cache_peer p parent 3128 0 login=S3cret:S3cret',
    'npmAuthIdent: "S3cret:S3cret"',
    'user = "S3cret:S3cret"',
    '-U S3cret:S3cret',
    'proxy_user = S3cret',
    "authentication-user='S3cret'",
    '<username>S3cret</username>',
    '<key>ProxyUsername</key><string>S3cret</string>',
    '  HTTPUser : S3cret',
    '//registry.example/:username=S3cret',
    '-Djava.net.socks.username=S3cret',
    'https_proxy=http://S3cret@proxy.example',
    'export all_proxy="S3cret@proxy.example"',
    '"ProxyServer"="http=S3cret@p:80;https=p:80"',
    'proxy-user = "jo:S3cret"',
    'proxyPassword: S3cret',
    '"password": "S3cret with blank"',
    "password='S3cret'",
    '<password>S3cret</password>',
    '<key>ProxyPassword</key>\n\t<string>S3cret</string>',
    '//registry.example/:_authToken=S3cret',
    '-Dhttp.proxyPassword=S3cret -Dhttp.proxyHost=p',
    'curl --proxy-user jo:S3cret',
    'export https_proxy="http://jo:S3cret@proxy:8080"',
    'https_proxy=jo:S3cret@proxy:8080',
    'Acquire::http::Proxy "http://jo:S3cret@proxy:8080";',
    '"ProxyServer"="http=jo:S3cret@p:80;https=jo:S3cret@p:80"',
    'passwd=S3cret',
    '"auth": "S3cret"',
    '"identitytoken": "S3cret"',
    '"registrytoken" : "S3cret"',
    ...['Bearer', 'Digest', 'Negotiate', 'NTLM'].map((way) => `Proxy-Authorization: ${way} S3cret`),
    'https_proxy=:S3cret@proxy:8080',
    '    ProxyPass    REG_EXPAND_SZ    S3cret',
    'proxy-header = "Proxy-Authorization: Basic S3cret"',
  ];
  for (const source of sources) {
    it(`source: ${source.split('\n')[0] ?? ''}`, () => {
      const shown = redactSource(source);
      assert.doesNotMatch(shown, /S3cret/);
      assert.match(shown, /\*\*\*/);
      assert.equal(shown.split('\n').length, source.split('\n').length);
    });
  }

  it('finds a password inside the binary values of the registry, and keeps their layout', () => {
    const pairs = (text: string): string[] =>
      [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0'));
    const row = pairs('F\0\0\0http://jo:S3cret@proxy:80\0');
    const reg = `"DefaultConnectionSettings"=hex:${row.slice(0, 9).join(',')},\\\r\n  ${row.slice(9).join(',')}\r\n`;
    const shown = redactSource(reg);
    assert.ok(
      !shown.includes(pairs('S3cret').join(',')) && shown.includes(pairs('**:******@proxy').join(',')),
      shown,
    );
    assert.equal(shown.length, reg.length);
    const query = `    X    REG_BINARY    ${row.join('').toUpperCase()}`;
    assert.ok(!redactSource(query).includes(pairs('S3cret').join('').toUpperCase()));
    const clean = '"a"=hex:46,00,00,00,3c,00,00,00,3c,00,00,00,3c,00,00,00,\\\r\n  00\r\n';
    assert.equal(redactSource(clean), clean);
  });

  it('writes two digits of each byte that it hides', () => {
    const hex = (text: string): string => Buffer.from(text, 'utf16le').toString('hex');
    const shown = redactSource(`x REG_BINARY ${hex('http://jo:\u0416\u0436@proxy.example:1')}`);
    assert.equal(shown, `x REG_BINARY ${hex('http://**:**@proxy.example:1')}`);
  });

  it('hides long values whole', () => {
    const long = 'S3cret'.repeat(1000);
    const sources = [
      `_authToken=${long}\n`,
      `"password": "${long}"\n`,
      `password '${long}'\n`,
      `<key>ProxyPassword</key><string>${long}</string>`,
      `<password>${long}</password>`,
      `proxy-user = ${long}\n`,
      `--user "${long}"\n`,
      `cache_peer p parent 1 2 login=u:${long}\n`,
      `{"auth": "${long.repeat(3)}"}`,
      `Proxy-Authorization: Bearer ${long.repeat(3)}\n`,
    ];
    for (const source of sources)
      assert.doesNotMatch(redactSource(source), /S3cret|3cret/, source.slice(0, 40));
  });

  it('leaves other text as it is', () => {
    const source = 'no_proxy=localhost,.t1t.io\nProxyBypassList: "a,b"\nnetwork.proxy.no_proxies_on\n';
    assert.equal(redactSource(source), source);
  });

  it('takes long lines in linear time', () => {
    const { units } = workOf(() => {
      for (const filler of [
        'a',
        'a:',
        '=a:',
        '//a:b',
        'pass="\\',
        "pass='",
        'a:b@',
        ':@a',
        '://',
        'a@',
        'pass ',
        'http://',
        '<key>password</key> ',
      ]) {
        redactSource(filler.repeat(Math.floor(1_000_000 / filler.length)));
      }
    });
    assert.ok(units < 200, `${units} units`);
  });
});
