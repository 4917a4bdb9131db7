/**
 * A row for each target of `generate`: a fault, and how its artefact is put into place. What is no file of the evidence is put
 * there by a reader of the artefact that is written here and knows nothing of the target's own reading back.
 */
import { parse as parsePlist } from 'plist';
import type { Evidence } from '../../lib/evidence/types.js';
import { artefactBytes, type Artefact } from '../../lib/generate/index.js';
import type { Profile } from '../../lib/profile/index.js';
import { readRegistry } from '../../lib/proxy/index.js';
import { failing, see, throughProxy } from '../audits/distribution/shared/seen.js';
import { base64, testProfile } from '../audits/case.js';
import { placesEvidence } from '../audits/lab-evidence.js';

type Parts = Partial<Evidence>;

export interface Row {
  /** Id of the finding that is open before, and not after. */
  readonly finding: string;
  readonly fault: () => Parts | Promise<Parts>;
  readonly profile?: Partial<Profile>;
  /** Absent: the evidence holds the file, and the fix is planned, merged and tried as `--fix-dir` does it. */
  readonly apply?: (artefact: Artefact, fault: Parts) => Parts | Promise<Parts>;
  /** The finding names other targets: this one goes beside them, or is for those who know what they run. */
  readonly unnamed?: true;
}

/** No audit sees what these are for; the interop test holds them against the program itself. */
export interface ShownByInterop {
  readonly interop: string;
  readonly holds: RegExp;
}

const { name } = testProfile;

const settings = (source: string, text: string): Parts => ({
  proxySettings: [{ source, bytes: base64(text) }],
});
const proxied = 'proxy/settings-bypass:proxied';
const all = (...clients: string[]): Partial<Profile> => ({ proxy: { clients } });

/** A settings file that sends the name to a proxy, as the named client reads it. */
function inFile(client: string, source: string, text: string): Row {
  return { finding: proxied, profile: all(client), fault: () => settings(source, text) };
}

const environment = 'http_proxy=http://p:1\nhttps_proxy=http://p:1\nno_proxy=a\n';
const key = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const query = (list: string): string =>
  `HKEY_CURRENT_USER\\${key}\r\n    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    p:1\r\n    ProxyOverride    REG_SZ    ${list}\r\n`;
const quoted = (text: string, line: RegExp): string[] =>
  [...(line.exec(text)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, host = '']) => host);

/** The list that the script leaves, in what `reg query` then prints. */
function byPowerShell({ text }: Artefact): Parts {
  return settings('reg-query.txt', query(['a', ...quoted(text, /^\$wanted = @\((.*)\)\r?$/m)].join(';')));
}

const macos = (hosts: readonly string[]): string =>
  `-getwebproxy Wi-Fi\nEnabled: Yes\nServer: p.example\nPort: 1\nAuthenticated Proxy Enabled: 0\n-getsecurewebproxy Wi-Fi\nEnabled: Yes\nServer: p.example\nPort: 1\nAuthenticated Proxy Enabled: 0\n-getautoproxyurl Wi-Fi\nURL: (null)\nEnabled: No\n-getproxyautodiscovery Wi-Fi\nAuto Proxy Discovery: Off\n-getproxybypassdomains Wi-Fi\n${hosts.join('\n')}\n`;

type Browser = 'chrome' | 'edge' | 'firefox';
const versions: Readonly<Record<Browser, string>> = { chrome: '150.0.1', edge: '150.0.1', firefox: '153.0' };

function browserWith(browser: Browser, policies: ReadonlyMap<string, readonly string[]>): Parts {
  return {
    browserPolicies: {
      browsers: [{ browser, version: versions[browser] }],
      unread: [],
      policies: [...policies].map(([policy, value]) => ({
        browser,
        name: policy,
        value,
        level: 'mandatory',
        scope: 'machine',
        source: 'policy',
      })),
    },
  };
}

/** Lists of text at any depth, under the names that browsers show them by. */
function listsIn(value: unknown, path: readonly string[] = []): [string, string[]][] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return [[path.filter((part) => !/^\d+$|^policies$|^PayloadContent$/.test(part)).join('.'), value]];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([inner, one]) => listsIn(one, [...path, inner]))
    : [];
}

function policiesOf(artefact: Artefact): ReadonlyMap<string, readonly string[]> {
  const { fileName, text } = artefact;
  if (fileName.endsWith('.json')) return new Map(listsIn(JSON.parse(text)));
  if (fileName.endsWith('.mobileconfig')) return new Map(listsIn(parsePlist(text)));
  const found = new Map<string, string[]>();
  for (const { path, data } of readRegistry(artefactBytes(artefact), fileName, 'reg').values) {
    const policy = path
      .replace(
        /^SOFTWARE\\Policies\\(?:Google\\Chrome|Microsoft\\Edge|Samsung\\Internet|Mozilla\\Firefox)\\/i,
        '',
      )
      .replaceAll('\\', '.');
    found.set(policy, [...(found.get(policy) ?? []), String(data)]);
  }
  return found;
}

function policy(browser: Browser): Row {
  return {
    finding: 'browser/local-network-access:asks',
    profile: { origins: ['https://app.example'] },
    fault: () => browserWith(browser, new Map()),
    apply: (artefact) => browserWith(browser, policiesOf(artefact)),
  };
}

/** A resolver of the lab that strips loopback addresses, until its configuration names exactly this name. */
function resolver(allowed: RegExp, finding = 'dns/rebinding-protection:filtered'): Row {
  return {
    finding,
    fault: () => placesEvidence(['rebinding-nxdomain'])(),
    apply: ({ text }, fault) => {
      const names = new Set([...text.matchAll(allowed)].map(([, one = '']) => one));
      return names.size === 1 && names.has(name) ? placesEvidence()() : fault;
    },
  };
}

/** A zone of the lab with a fault, until what is published or asked for is what a healthy one has. */
function zone(finding: string, fault: string, published: RegExp, expected: string): Row {
  return {
    finding,
    fault: () => placesEvidence([fault])(),
    apply: ({ text }, before) => (published.exec(text)?.[1] === expected ? placesEvidence()() : before),
  };
}

const pac = 'function FindProxyForURL(url, host) { return "PROXY p:1"; }';
const reg = (path: string, ...values: string[]): string =>
  `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\${path}]\r\n${values.join('\r\n')}\r\n`;
const proxySide = 'generate-proxy-side.interop.ts';
const monitoring = 'generate-monitoring.interop.ts';
const unsigned = 'dnssec/chain-secure:insecure';

export const rows: Readonly<Record<string, Row | ShownByInterop>> = {
  pac: {
    finding: 'proxy/pac-bypass:never',
    fault: () => ({ pac: [{ source: 'corp.pac', bytes: base64(pac) }] }),
  },
  'windows-powershell': {
    finding: proxied,
    profile: all('wininet'),
    fault: () => settings('reg-query.txt', query('a')),
    apply: byPowerShell,
  },
  'intune-detection': {
    finding: proxied,
    profile: all('wininet'),
    fault: () => settings('reg-query.txt', query('a')),
    // It finds what the remediation beside it then adds.
    apply: byPowerShell,
    unnamed: true,
  },
  'windows-reg': inFile(
    'wininet',
    'user.reg',
    reg(key, '"ProxyEnable"=dword:00000001', '"ProxyServer"="p:1"', '"ProxyOverride"="a"'),
  ),
  winhttp: inFile(
    'winhttp',
    'netsh.txt',
    'pushd winhttp\nset proxy proxy-server="p:1" bypass-list="a"\npopd\n',
  ),
  'macos-networksetup': {
    finding: proxied,
    profile: all('cfnetwork'),
    fault: () => settings('networksetup.txt', macos(['*.local'])),
    apply: ({ text }) =>
      settings('networksetup.txt', macos(['*.local', ...quoted(text, /^ {2}for host in (.*); do$/m)])),
  },
  gnome: inFile(
    'libproxy',
    'dconf.ini',
    "[system/proxy]\nmode='manual'\nignore-hosts=['a']\n\n[system/proxy/https]\nhost='p'\nport=1\n",
  ),
  'gnome-gsettings': inFile(
    'libproxy',
    'gsettings.txt',
    "org.gnome.system.proxy ignore-hosts ['a']\norg.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.https host 'p'\norg.gnome.system.proxy.https port 1\n",
  ),
  kde: inFile('kde', 'kioslaverc', '[Proxy Settings]\nNoProxyFor=a\nProxyType=1\nhttpsProxy=http://p 1\n'),
  'no-proxy': inFile('curl', 'profile.sh', environment.replace(/^/gm, 'export ').replace(/export $/, '')),
  'etc-environment': inFile('curl', '/etc/environment', environment),
  systemd: inFile('curl', 'x.service', `[Service]\nEnvironment="https_proxy=http://p:1" "no_proxy=a"\n`),
  java: inFile('java', 'net.properties', 'https.proxyHost=p\nhttps.proxyPort=1\nhttp.nonProxyHosts=a\n'),
  gradle: inFile(
    'java',
    'gradle.properties',
    'systemProp.https.proxyHost=p\nsystemProp.https.proxyPort=1\nsystemProp.http.nonProxyHosts=a\n',
  ),
  maven: inFile(
    'java',
    'settings.xml',
    '<settings><proxies><proxy><protocol>https</protocol><host>p</host><port>1</port></proxy></proxies></settings>',
  ),
  git: inFile('git', '.gitconfig', '[http]\n\tproxy = http://p:1\n'),
  npm: inFile('npm', '.npmrc', 'https-proxy=http://p:1\nnoproxy=a\n'),
  'docker-client': inFile(
    'curl',
    'config.json',
    '{"proxies":{"default":{"httpsProxy":"http://p:1","noProxy":"a"}}}',
  ),
  'docker-daemon': inFile('docker', 'daemon.json', '{"proxies":{"https-proxy":"http://p:1","no-proxy":"a"}}'),
  'chrome-policy': inFile(
    'chromium',
    'managed.json',
    '{"ProxySettings":{"ProxyMode":"fixed_servers","ProxyServer":"p:1","ProxyBypassList":"a"}}',
  ),
  'chrome-policy-windows': policy('chrome'),
  'chrome-policy-macos': policy('chrome'),
  'edge-policy': policy('edge'),
  'edge-policy-windows': policy('edge'),
  'edge-policy-macos': policy('edge'),
  'firefox-policy': inFile(
    'firefox',
    'policies.json',
    '{"policies":{"Proxy":{"Mode":"manual","HTTPProxy":"p:1","UseHTTPProxyForAllProtocols":true}}}',
  ),
  'firefox-policy-windows': policy('firefox'),
  'firefox-policy-macos': policy('firefox'),
  // No browser of the evidence, which knows Chromium's policies by their names.
  'samsung-internet-windows': { ...policy('chrome'), unnamed: true },
  // No policy at all: what its application grants is for these origins, as the policy would be.
  webview2: {
    ...policy('chrome'),
    apply: ({ text }) =>
      browserWith(
        'chrome',
        new Map([
          [
            'LoopbackNetworkAllowedForUrls',
            [...text.matchAll(/^ {4}(http\S+)$/gm)].map(([, one = '']) => one),
          ],
        ]),
      ),
    unnamed: true,
  },
  // Its lines, put first into the PAC by hand.
  zscaler: {
    finding: 'proxy/pac-bypass:never',
    fault: () => ({ pac: [{ source: 'corp.pac', bytes: base64(pac) }] }),
    apply: ({ text }) => {
      const lines = [...text.matchAll(/^ {2}(?:var|if) .*$/gm)].join('\n');
      return { pac: [{ source: 'corp.pac', bytes: base64(pac.replace('{', `{\n${lines}\n`)) }] };
    },
    unnamed: true,
  },
  squid: {
    finding: 'proxy/settings-facts:proxy-dials-own-loopback',
    fault: () => settings('squid.conf', 'http_port 3128\nhttp_access allow all\n'),
  },
  'squid-page': { interop: proxySide, holds: /write\(folder, 'squid-page'/ },
  haproxy: { interop: proxySide, holds: /write\(folder, 'haproxy'/ },
  'nginx-stream': { interop: proxySide, holds: /generate\('nginx-stream'/ },
  dnsmasq: resolver(/^rebind-domain-ok=\/(.+)\/$/gm),
  openwrt: resolver(/^uci add_list dhcp\.\S+\.rebind_domain='(.+)'$/gm),
  unbound: resolver(/^ *private-domain: "(.+)"$/gm),
  bind: resolver(/except-from \{ "(.+)"; \}/g),
  'knot-resolver': resolver(/todname\('(.+?)'\)/g),
  'knot-resolver-6': resolver(/^ {4}"(.+)":$/gm),
  'pdns-recursor': resolver(/qname:equal\('(.+)'\)/g),
  // Loads the script that the other one goes into.
  'pdns-recursor-yaml': { ...resolver(/^# {3}(\S+)$/gm), unnamed: true },
  'dnscrypt-proxy': resolver(/^=(\S+)$/gm),
  coredns: resolver(/^ {4}(?:except|allow) (\S+)$/gm),
  nextdns: resolver(/^Allowlist: (\S+)$/gm),
  umbrella: resolver(/^Domain allow list: (\S+)$/gm),
  sonicwall: resolver(/^Allowed Domains: (\S+)$/gm),
  pfsense: resolver(/^(?:private-domain: "|rebind-domain-ok=\/)(.+?)["/]$/gm),
  opnsense: resolver(/(?:private-domain: "|^Private Domains: )([\w.-]+)/gm),
  'adguard-home': resolver(/^@@\|\|(.+)\^/gm),
  pihole: resolver(/^rebind-domain-ok=\/(.+)\/$/gm),
  fritzbox: resolver(/^(?!#)(\S+)$/gm),
  // Nothing is to be set there: it says what to ask, and the resolver behind it is the one to change.
  'systemd-resolved': { ...resolver(/^resolvectl query (.+)$/gm), unnamed: true },
  hosts: {
    finding: 'dns/hosts-file:masked',
    fault: () => ({
      hosts: { source: '/etc/hosts', entries: [{ line: 3, address: '10.1.1.1', names: [name] }] },
    }),
  },
  'zone-records': zone('dns/ttl:short', 'short-ttl', /^t1c\.t1t\.io\. (\d+) IN A 127\.0\.0\.1$/m, '3600'),
  'zone-bind': zone(
    unsigned,
    'unsigned-delegation',
    /^zone "(.+)" \{[^}]*dnssec-policy "staylocal";/m,
    't1t.io',
  ),
  'zone-knot': zone(unsigned, 'unsigned-delegation', /domain: "(.+)"\n {4}dnssec-signing: on/m, 't1t.io'),
  'zone-powerdns': zone(
    unsigned,
    'unsigned-delegation',
    /^zone='(.+)'$[^]*pdnsutil secure-zone "\$zone"/m,
    't1t.io',
  ),
  'zone-ds': zone('dnssec/chain-secure:no-ds', 'no-ds', /^zone='(.+)'$[^]*dnssec-dsfromkey/m, 't1t.io'),
  'firewall-csv': {
    finding: 'distribution/proxy-route:proxy-denies',
    fault: () =>
      see({
        route: throughProxy,
        probe: {
          tunnel: { ...failing('proxy-refused'), status: 403, reason: 'Forbidden' },
          tls: null,
          http: null,
        },
      })(),
    apply: ({ text }, fault) =>
      text.split('\n').some((line) => line.startsWith('"allow","devices","ds.example","tcp","443"'))
        ? see({ route: throughProxy, probe: { tunnel: { ms: 4, status: 200 } } })()
        : fault,
  },
  nagios: { interop: monitoring, holds: /write\(folder, 'nagios'/ },
  prometheus: { interop: monitoring, holds: /write\(folder, 'prometheus'/ },
  'github-action': { interop: monitoring, holds: /write\(folder, 'github-action'/ },
};
