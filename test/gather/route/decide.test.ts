import assert from 'node:assert/strict';
import type { PacEvidence, SettingsEvidence } from '../../../lib/evidence/types.js';
import { credentialsFor, decideRoute, proxyUrl } from '../../../lib/gather/route/index.js';

const url = 'https://ds.example/status';
const clients = ['chromium', 'curl', 'wininet'];
const at = new Date('2026-11-24T08:00:00Z');

const environment = (...lines: string[]): SettingsEvidence => ({
  source: 'environment',
  format: 'environment',
  bytes: Buffer.from(lines.join('\n')).toString('base64'),
});

const registry = (...lines: string[]): SettingsEvidence => ({
  source: 'here.reg',
  bytes: Buffer.from(
    [
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]',
      ...lines,
      '',
    ].join('\r\n'),
  ).toString('base64'),
});

const autoConfig = registry('"AutoConfigURL"="http://pac.example/proxy.pac"', '"AutoDetect"=dword:00000000');
const pac = (body: string): PacEvidence => ({
  source: 'http://pac.example/proxy.pac',
  bytes: Buffer.from(`function FindProxyForURL(url, host) { ${body} }`).toString('base64'),
});

const gnomeDirect: SettingsEvidence = {
  source: 'gsettings list-recursively org.gnome.system.proxy',
  bytes: Buffer.from("org.gnome.system.proxy mode 'none'\n").toString('base64'),
};

interface Case {
  readonly title: string;
  readonly settings: readonly SettingsEvidence[] | undefined;
  readonly pac?: readonly PacEvidence[];
  readonly desktop?: boolean;
  /** `via`, and the proxy or a part of the words. */
  readonly takes: readonly [string, (string | RegExp)?];
}

const cases: readonly Case[] = [
  { title: 'nothing is configured', settings: [], takes: ['direct', /no proxy is configured/] },
  { title: 'nobody looked', settings: undefined, takes: ['undecided', /no proxy settings were read/] },
  {
    title: 'a proxy variable, its password left out',
    settings: [environment('https_proxy=http://ann:***@proxy.example:8080')],
    takes: ['proxy', 'http://proxy.example:8080'],
  },
  {
    title: 'no_proxy holds the host',
    settings: [environment('https_proxy=http://proxy.example:8080', 'no_proxy=ds.example')],
    takes: ['direct', /environment:2 no_proxy/],
  },
  {
    title: 'a manual proxy of Windows',
    settings: [registry('"ProxyEnable"=dword:00000001', '"ProxyServer"="proxy.example:3128"')],
    takes: ['proxy', 'http://proxy.example:3128'],
  },
  { title: 'WPAD', settings: [registry('"AutoDetect"=dword:00000001')], takes: ['undecided', /WPAD/] },
  {
    title: 'WPAD that was looked up',
    settings: [registry('"AutoDetect"=dword:00000001')],
    pac: [{ ...pac('return "PROXY found.example:1";'), source: 'http://wpad.example/wpad.dat', wpad: true }],
    takes: ['proxy', 'http://found.example:1'],
  },
  {
    title: 'GNOME’s settings in a desktop',
    settings: [gnomeDirect, environment('https_proxy=http://proxy.example:8080')],
    desktop: true,
    takes: ['direct', /gsettings/],
  },
  {
    title: 'the environment where no desktop runs',
    settings: [gnomeDirect, environment('https_proxy=http://proxy.example:8080')],
    takes: ['proxy', 'http://proxy.example:8080'],
  },
  { title: 'a PAC that was not read', settings: [autoConfig], takes: ['undecided', /was not read/] },
  {
    title: 'a PAC that could not be read',
    settings: [autoConfig],
    pac: [{ source: 'http://pac.example/proxy.pac', error: { code: 'x', message: 'no such host' } }],
    takes: ['undecided', /no such host/],
  },
  {
    title: 'a PAC that says DIRECT',
    settings: [autoConfig],
    pac: [pac('return "DIRECT";')],
    takes: ['direct', /the PAC http:\/\/pac\.example/],
  },
  {
    title: 'the first directive of a PAC',
    settings: [autoConfig],
    pac: [pac('return "PROXY one.example:8080; PROXY two.example:8080; DIRECT";')],
    takes: ['proxy', 'http://one.example:8080'],
  },
  {
    title: 'a proxy reached over TLS',
    settings: [autoConfig],
    pac: [pac('return "HTTPS secure.example:8443";')],
    takes: ['proxy', 'https://secure.example:8443'],
  },
  {
    title: 'SOCKS 5',
    settings: [autoConfig],
    pac: [pac('return "SOCKS5 socks.example:1080";')],
    takes: ['proxy', 'socks5://socks.example:1080'],
  },
  {
    title: 'SOCKS 4, which is not spoken here',
    settings: [autoConfig],
    pac: [pac('return "SOCKS socks.example:1080";')],
    takes: ['undecided', /not spoken here/],
  },
  {
    title: 'a PAC that asks for the host’s address',
    settings: [autoConfig],
    pac: [pac('return dnsResolve(host) == "192.0.2.7" ? "PROXY inside.example:1" : "DIRECT";')],
    takes: ['proxy', 'http://inside.example:1'],
  },
  {
    title: 'a PAC that asks for this machine’s address',
    settings: [autoConfig],
    pac: [pac('return myIpAddress() == "10.1.2.3" ? "PROXY branch.example:1" : "DIRECT";')],
    takes: ['proxy', 'http://branch.example:1'],
  },
  {
    title: 'a PAC that asks for what is no name',
    settings: [autoConfig],
    pac: [pac('dnsResolve({}); dnsResolve(); dnsResolve(function () {}); return "PROXY odd.example:1";')],
    takes: ['proxy', 'http://odd.example:1'],
  },
  {
    title: 'a PAC that asks for more names than are looked up',
    settings: [autoConfig],
    pac: [pac('for (var i = 0; i < 20; i++) dnsResolve("n" + i + ".example"); return "DIRECT";')],
    takes: ['undecided', /more than 16 names/],
  },
  {
    title: 'a PAC that fails',
    settings: [autoConfig],
    pac: [pac('throw new Error("no");')],
    takes: ['undecided', /gives no answer/],
  },
  {
    title: 'settings that cannot be read',
    settings: [{ source: '/etc/x', error: { code: 'not-permitted', message: 'this user may not read it' } }],
    takes: ['undecided', /may not read/],
  },
];

describe('gather: which way a URL leaves', () => {
  for (const { title, settings, pac: pacs = [], desktop = false, takes } of cases) {
    it(`${title} → ${takes[0]}`, async () => {
      const route = await decideRoute(url, {
        clients,
        settings,
        pac: pacs,
        at,
        desktop,
        lookup: () => Promise.resolve(['192.0.2.7']),
        ownAddresses: ['10.1.2.3'],
      });
      assert.equal(route.via, takes[0], JSON.stringify(route));
      if (typeof takes[1] === 'string') assert.equal(route.via === 'proxy' && route.proxy, takes[1]);
      else if (takes[1] !== undefined) assert.match(JSON.stringify(route), takes[1]);
    });
  }
});

describe('gather: proxies as they are written', () => {
  for (const [text, url_] of [
    ['proxy.example:8080', 'http://proxy.example:8080'],
    ['http://ann:pw@proxy.example:8080/', 'http://proxy.example:8080'],
    ['HTTP://Proxy.Example', 'http://proxy.example'],
    ['socks5h://p:1', 'socks5://p:1'],
    ['[2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
    ['socks4://p:1', undefined],
    ['http://', undefined],
  ] as const) {
    it(`${text} → ${url_ ?? 'none that is spoken to'}`, () => {
      assert.equal(proxyUrl(text), url_);
    });
  }

  it('the password of a variable goes to its own proxy only', () => {
    const env = { HTTPS_PROXY: 'http://ann:s%3Acret@proxy.example:8080', NO_PROXY: 'x' };
    assert.deepEqual(credentialsFor('http://proxy.example:8080', env), { user: 'ann', password: 's:cret' });
    assert.equal(credentialsFor('http://other.example:8080', env), undefined);
    assert.equal(
      credentialsFor('http://proxy.example:8080', { https_proxy: 'http://proxy.example:8080' }),
      undefined,
    );
  });
});
