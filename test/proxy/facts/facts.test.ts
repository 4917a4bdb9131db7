/** Facts worth a finding, each on settings that show it and on settings that do not. */
import assert from 'node:assert/strict';
import {
  clients,
  proxyFacts,
  readSettings,
  squidAnswer,
  type ProxyFact,
  type ProxySettings,
} from '../../../lib/proxy/index.js';
import { fixture } from '../fixtures.js';

const T1C = 'https://t1c.t1t.io:51983/';

function environment(...lines: string[]): ProxySettings[] {
  return readSettings(lines.join('\n'), { format: 'environment', fileName: 'env' });
}

function facts(settings: readonly ProxySettings[], ...ids: string[]): ProxyFact[] {
  return proxyFacts(settings, { clients: ids, urls: [T1C] });
}

const codes = (found: readonly ProxyFact[]): string[] =>
  found.map(({ code, text, detail }) => [code, text, detail].filter((part) => part !== undefined).join(' '));

describe('proxy/facts rules', () => {
  const rows: readonly (readonly [client: string, list: string, expected: readonly string[]])[] = [
    ['curl', 't1c.t1t.io', []],
    ['curl', '*', ['rule-too-wide * everything']],
    ['curl', 'io', ['rule-too-wide io top-level']],
    ['curl', '.t1t.io', ['rule-too-wide .t1t.io domain']],
    [
      'curl',
      'localhost,127.0.0.0/8',
      ['rule-without-effect localhost another-name', 'rule-without-effect 127.0.0.0/8 literals-only'],
    ],
    ['curl', '*.t1t.io', ['rule-without-effect *.t1t.io wildcard']],
    ['curl', 't1c.t1t.io:51983', ['rule-without-effect t1c.t1t.io:51983 port']],
    ['curl', 'a t1c.t1t.io', ['rule-without-effect t1c.t1t.io separator']],
    ['go', '.t1c.t1t.io', ['rule-without-effect .t1c.t1t.io subdomains-only']],
    ['go', 't1c.t1t.io.', ['rule-without-effect t1c.t1t.io. trailing-dot']],
    ['node-https', 't1t.io', ['rule-without-effect t1t.io exact-only']],
    ['npm', 'T1C.t1t.io', ['rule-without-effect T1C.t1t.io case']],
    ['curl', 'other.example', []],
  ];
  for (const [client, list, expected] of rows) {
    it(`${client} no_proxy=${list}`, () => {
      const found = facts(
        environment('https_proxy=http://p:1', 'http_proxy=http://p:1', `no_proxy=${list}`),
        client,
      );
      assert.deepEqual(codes(found), expected);
      for (const fact of found)
        assert.deepEqual([fact.origin?.file, fact.origin?.line, fact.clients], ['env', 3, [client]]);
    });
  }

  it('tells the same fact of several clients once', () => {
    const found = facts(
      environment('https_proxy=http://p:1', 'http_proxy=http://p:1', 'no_proxy=127.0.0.1'),
      'curl',
      'go',
      'wget',
    );
    assert.deepEqual(
      found.map(({ code, clients: ids }) => [code, ids]),
      [['rule-without-effect', ['curl', 'go', 'wget']]],
    );
  });

  it('sees a list that would do, and does not count', () => {
    const proxies = ['https_proxy=http://p:1', 'http_proxy=http://p:1'];
    assert.deepEqual(codes(facts(environment(...proxies, 'NO_PROXY=t1c.t1t.io'), 'wget')), [
      'rule-not-read NO_PROXY',
    ]);
    const both = facts(environment(...proxies, 'no_proxy=x', 'NO_PROXY=t1c.t1t.io'), 'curl', 'go');
    assert.deepEqual(
      both
        .filter(({ code }) => code === 'rule-not-read')
        .map(({ origin, clients: ids }) => [origin?.line, ids]),
      [[4, ['curl']]],
    );
  });

  it('sees http and https go two ways', () => {
    assert.deepEqual(codes(facts(environment('http_proxy=http://p:1'), 'curl')), [
      'http-https-differ http proxy, https direct',
    ]);
    assert.deepEqual(codes(facts(environment('all_proxy=http://p:1'), 'curl')), []);
  });

  it('asks nothing of clients that read none of the settings', () => {
    assert.deepEqual(facts(environment('http_proxy=http://p:1'), 'wininet', 'java'), []);
  });

  it('says that a direct request of Chromium falls under Local Network Access', () => {
    const found = facts(
      readSettings(fixture('chromium-policy.policy.json'), { fileName: 'policy.json' }),
      'chromium',
    );
    assert.ok(codes(found).includes('local-network-access'), codes(found).join('; '));
  });

  it('answers for every client on every kind of settings', () => {
    const settings = [
      ...environment('http_proxy=http://p:1', 'no_proxy=.t1t.io'),
      ...readSettings(fixture('reg.internet-settings.reg'), { fileName: 'x.reg' }),
    ];
    assert.ok(
      proxyFacts(settings, { clients: clients().map(({ id }) => id), urls: [T1C, 'http://localhost/'] })
        .length > 0,
    );
  });
});

describe('proxy/facts settings', () => {
  it('binary and loose Windows values that disagree', () => {
    const [drift] = facts(readSettings(fixture('reg.internet-settings.reg'), { fileName: 'x.reg' })).filter(
      ({ code }) => code === 'binary-drift',
    );
    assert.equal(drift?.detail, 'ProxyServer, ProxyOverride, AutoConfigURL');
    assert.deepEqual([drift.origin?.line, drift.other?.line], [12, 4]);
  });

  it('discovery without a server', () => {
    assert.deepEqual(codes(facts(readSettings(fixture('reg.ansi.reg'), { fileName: 'a.reg' }))), [
      'wpad-without-server',
    ]);
    const withPac = readSettings(
      'REGEDIT4\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n"AutoDetect"=dword:1\n"AutoConfigURL"="http://x/p"\n',
    );
    assert.deepEqual(codes(facts(withPac)), []);
  });

  it('credentials, ranges in Windows lists, variables in two spellings', () => {
    assert.deepEqual(codes(facts(environment('https_proxy=http://jo:x@p:1'))), [
      'proxy-credentials http://***:***@p:1',
    ]);
    const list = readSettings(
      'REGEDIT4\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n"ProxyOverride"="127.0.0.0/8;<local>"\n',
    );
    assert.deepEqual(codes(facts(list)), ['range-in-windows-list 127.0.0.0/8']);
    assert.deepEqual(codes(facts(environment('no_proxy=a', 'NO_PROXY=b'))), ['case-conflict no_proxy']);
    assert.deepEqual(codes(facts(environment('no_proxy=a', 'NO_PROXY=a'))), []);
  });
});

describe('proxy/facts squid', () => {
  const answer = (text: string, url = 'https://t1c.t1t.io/'): string => {
    const side = readSettings(text, { format: 'squid', fileName: 'squid.conf' })[0]?.proxySide;
    assert.ok(side !== undefined);
    const found = squidAnswer(side, url);
    return `${found.answer} ${found.origin?.line ?? '-'}`;
  };
  const head = 'acl localnet src 10.0.0.0/8\nacl SSL_ports port 443\nhttp_access deny CONNECT !SSL_ports\n';
  const rows: readonly (readonly [what: string, text: string, url: string, expected: string])[] = [
    [
      'to_localhost denied',
      `${head}http_access deny to_localhost\nhttp_access allow localnet\n`,
      'https://t1c.t1t.io/',
      'deny 4',
    ],
    [
      'to_localhost left out, as in the default of 5.7',
      `${head}http_access allow localnet\nhttp_access deny all\n`,
      'https://t1c.t1t.io/',
      'allow 4',
    ],
    ['a port that is no SSL port', `${head}http_access allow localnet\n`, T1C, 'deny 3'],
    [
      'the opposite of the last line',
      `${head}http_access deny localhost\n`,
      'https://t1c.t1t.io/',
      'allow 4',
    ],
    ['no rule at all', 'http_port 3128\n', 'https://t1c.t1t.io/', 'deny -'],
    [
      'a destination by name',
      `acl x dstdomain .t1t.io\nhttp_access deny x\nhttp_access allow all\n`,
      'https://t1c.t1t.io/',
      'deny 2',
    ],
    [
      'a destination by address',
      `acl x dst 127.0.0.0/8\nhttp_access deny x\nhttp_access allow all\n`,
      'https://t1c.t1t.io/',
      'deny 2',
    ],
    [
      'an acl of another kind',
      `acl x external y\nhttp_access deny x\nhttp_access allow all\n`,
      'https://t1c.t1t.io/',
      'unknown 2',
    ],
    [
      'an acl in another file',
      `acl x dstdomain "/etc/squid/x"\nhttp_access deny x\nhttp_access allow all\n`,
      'https://t1c.t1t.io/',
      'unknown 2',
    ],
    [
      'a manager line is about another method',
      `http_access allow localhost manager\nhttp_access deny all\n`,
      'https://t1c.t1t.io/',
      'deny 2',
    ],
  ];
  for (const [what, text, url, expected] of rows) {
    it(what, () => {
      assert.equal(answer(text, url), expected);
    });
  }

  const included = (
    pattern: string,
    fileName: string,
    text: string,
  ): { pattern: string; fileName: string; bytes: Uint8Array } => ({
    pattern,
    fileName,
    bytes: Buffer.from(text),
  });
  const main = 'acl n dstdomain t1c.t1t.io\ninclude conf.d/*.conf\nhttp_access allow all\n';

  it('takes the rules of included files where they are included, with their own places', () => {
    const settings = readSettings(main, {
      format: 'squid',
      fileName: 'squid.conf',
      included: [
        included('conf.d/*.conf', 'conf.d/a.conf', '# first\ninclude more.conf\n'),
        included('conf.d/*.conf', 'conf.d/b.conf', 'http_access allow all\n'),
        included('more.conf', 'conf.d/more.conf', '\nhttp_access deny n\n'),
      ],
    });
    const [{ proxySide } = {}] = settings;
    assert.ok(proxySide !== undefined);
    assert.deepEqual(squidAnswer(proxySide, T1C), {
      answer: 'deny',
      origin: { file: 'conf.d/more.conf', line: 2, key: 'http_access' },
    });
    assert.deepEqual(settings[0]?.issues, []);
  });

  it('does not know the answer where an included file was not read', () => {
    const settings = readSettings(main, { format: 'squid', fileName: 'squid.conf' });
    assert.equal(squidAnswer(settings[0]?.proxySide ?? { acls: [], access: [] }, T1C).answer, 'unknown');
    assert.deepEqual(
      settings[0]?.issues.map(({ code, message, origin }) => [code, message, origin.line]),
      [['file-not-read', 'conf.d/*.conf is included and was not read.', 2]],
    );
    assert.deepEqual(proxyFacts(settings, { clients: [], urls: [T1C] }), []);
  });

  it('ends where files include each other', () => {
    const text = 'include a\ninclude a\n';
    const settings = readSettings(`${text}http_access allow all\n`, {
      format: 'squid',
      fileName: 'squid.conf',
      included: [included('a', 'a', text)],
    });
    assert.equal(squidAnswer(settings[0]?.proxySide ?? { acls: [], access: [] }, T1C).answer, 'unknown');
  });

  it('is a fact with the line that decides', () => {
    const settings = readSettings(fixture('squid.squid.conf'), { fileName: 'squid.conf' });
    assert.deepEqual(
      proxyFacts(settings, { clients: [], urls: ['https://t1c.t1t.io/', T1C] }).map(({ code, origin }) => [
        code,
        origin?.line,
      ]),
      [
        ['proxy-dials-own-loopback', 9],
        ['proxy-refuses', 6],
      ],
    );
  });
});
