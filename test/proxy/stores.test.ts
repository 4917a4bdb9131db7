/** What clients do with settings out of their own files: the golden ones, and text made for a point. */
import assert from 'node:assert/strict';
import { readSettings, route, type ProxySettings, type Route } from '../../lib/proxy/index.js';
import { fixture } from './fixtures.js';

const T1C = 'https://t1c.t1t.io:51983/';

function from(fileName: string): ProxySettings[] {
  return readSettings(fixture(fileName), { fileName: fileName.slice(fileName.indexOf('.') + 1) });
}

function text(format: string, ...lines: string[]): ProxySettings[] {
  return readSettings(lines.join('\n'), { format, fileName: 'f' });
}

function brief(one: Route): string {
  const line = one.rule === null ? '-' : (one.rule.line ?? 'binary');
  return [one.via, one.reason, line, one.rule?.text, one.implicit, one.proxy, one.pacUrl]
    .filter((part) => part !== undefined)
    .join(' ');
}

const ROWS: readonly (readonly [
  what: string,
  settings: () => ProxySettings[],
  client: string,
  url: string,
  expected: string,
])[] = [
  [
    'SUSE, switched off',
    () => text('environment', 'PROXY_ENABLED="no"', 'HTTPS_PROXY="http://p:1"'),
    'go',
    T1C,
    'direct no-proxy-for-scheme -',
  ],
  [
    'SUSE, switched on',
    () =>
      text('environment', 'PROXY_ENABLED="yes"', 'HTTPS_PROXY="http://p:1"', 'NO_PROXY="localhost, .t1t.io"'),
    'go',
    T1C,
    'direct bypass-rule 3 .t1t.io',
  ],
  [
    'Chrome policy',
    () => from('chromium-policy.policy.json'),
    'chromium',
    T1C,
    'direct bypass-rule 7 t1c.t1t.io',
  ],
  [
    'Chrome policy, other host',
    () => from('chromium-policy.policy.json'),
    'chromium',
    'https://x.example/',
    'proxy proxy-configured 6 proxy.corp.example:8080',
  ],
  [
    'Chrome policy: the list does nothing for a PAC',
    () => from('chromium-policy.split.json'),
    'chromium',
    T1C,
    'pac pac-configured 1 https://pac.corp.example/proxy.pac',
  ],
  [
    'Firefox policy',
    () => from('firefox-policies.policies.json'),
    'firefox',
    T1C,
    'direct bypass-rule 10 t1c.t1t.io',
  ],
  [
    'Firefox policy, name without a dot',
    () => from('firefox-policies.policies.json'),
    'firefox',
    'http://intranet/',
    'direct bypass-rule 10 <local>',
  ],
  [
    'Firefox prefs',
    () => from('firefox-prefs.prefs.js'),
    'firefox',
    'https://x.example/',
    'proxy proxy-configured 6 proxy.corp.example:8443',
  ],
  [
    'Firefox: the list stands before the PAC',
    () =>
      text(
        'firefox-prefs',
        'user_pref("network.proxy.type", 2);',
        'user_pref("network.proxy.autoconfig_url", "http://x/p");',
        'user_pref("network.proxy.no_proxies_on", ".t1t.io");',
      ),
    'firefox',
    T1C,
    'direct bypass-rule 3 .t1t.io',
  ],
  [
    'Firefox: no proxy',
    () => text('firefox-prefs', 'user_pref("network.proxy.type", 0);'),
    'firefox',
    T1C,
    'direct mode-direct 1',
  ],
  [
    'Firefox: discovery',
    () => text('firefox-prefs', 'user_pref("network.proxy.type", 4);'),
    'firefox',
    T1C,
    'pac auto-detect 1',
  ],
  [
    'Firefox on the system',
    () => [
      ...text('firefox-prefs', 'user_pref("network.proxy.type", 5);'),
      ...text('environment', 'https_proxy=http://p:1'),
    ],
    'firefox',
    T1C,
    'proxy proxy-configured 1 http://p:1',
  ],
  [
    'locked preferences before the user',
    () => from('firefox-prefs.mozilla.cfg'),
    'firefox',
    T1C,
    'pac pac-configured 3 http://pac.corp.example/proxy.pac',
  ],
  ['scutil', () => from('scutil.scutil.txt'), 'cfnetwork', T1C, 'direct bypass-rule 5 t1c.t1t.io'],
  [
    'scutil, name without a dot',
    () => from('scutil.scutil.txt'),
    'cfnetwork',
    'http://intranet/',
    'direct bypass-rule 7 ExcludeSimpleHostnames',
  ],
  [
    'networksetup',
    () => from('networksetup.all.txt'),
    'cfnetwork',
    'http://x.example/',
    'proxy proxy-configured 3 proxy.corp.example:8080',
  ],
  [
    'networksetup, switched off for https',
    () => from('networksetup.all.txt'),
    'cfnetwork',
    'https://x.example/',
    'direct no-proxy-for-scheme -',
  ],
  [
    'a profile without a list',
    () => from('apple-plist.global-proxy.plist'),
    'cfnetwork',
    T1C,
    'proxy proxy-configured binary ***@proxy.corp.example:8080',
  ],
  ['gsettings', () => from('gsettings.gsettings.txt'), 'gnome', T1C, 'direct bypass-rule 2 t1c.t1t.io'],
  [
    'gsettings through Chromium',
    () => from('gsettings.gsettings.txt'),
    'chromium',
    'https://t1t.io/',
    'proxy proxy-configured 13 proxy.corp.example:8443',
  ],
  [
    'dconf, PAC',
    () => from('dconf.dump.ini'),
    'gnome',
    T1C,
    'pac pac-configured 2 http://pac.corp.example/proxy.pac',
  ],
  ['kioslaverc', () => from('kioslaverc.kioslaverc'), 'kde', T1C, 'direct bypass-rule 7 t1c.t1t.io'],
  [
    'kioslaverc: a range makes KDE ask DNS',
    () => from('kioslaverc.kioslaverc'),
    'kde',
    'https://x.example/',
    'unknown resolved-address 7',
  ],
  [
    'kioslaverc reversed',
    () =>
      text(
        'kioslaverc',
        '[Proxy Settings]',
        'ProxyType=1',
        'httpsProxy=http://p 80',
        'NoProxyFor=t1t.io',
        'ReversedException=true',
      ),
    'kde',
    T1C,
    'proxy proxy-configured 3 http://p:80',
  ],
  [
    'kioslaverc reversed through Chromium',
    () =>
      text(
        'kioslaverc',
        '[Proxy Settings]',
        'ProxyType=1',
        'httpsProxy=http://p 80',
        'NoProxyFor=t1t.io',
        'ReversedException=true',
      ),
    'chromium',
    'https://x.example/',
    'direct implicit-bypass - not in the reversed list',
  ],
  [
    'kioslaverc by variables',
    () => [
      ...text(
        'kioslaverc',
        '[Proxy Settings]',
        'ProxyType=4',
        'httpsProxy=https_proxy',
        'NoProxyFor=no_proxy',
      ),
      ...text('environment', 'https_proxy=http://p:1', 'no_proxy=t1t.io'),
    ],
    'kde',
    T1C,
    'direct bypass-rule 2 t1t.io',
  ],
  [
    '.curlrc before the environment',
    () => [...from('curlrc..curlrc'), ...text('environment', 'no_proxy=t1c.t1t.io')],
    'curl',
    T1C,
    'proxy proxy-configured 2 http://***:***@proxy.corp.example:8080',
  ],
  [
    'wgetrc adds to the variable',
    () => [
      ...text('wgetrc', 'https_proxy = http://p:1', 'no_proxy = x'),
      ...text('environment', 'no_proxy=.t1t.io'),
    ],
    'wget',
    T1C,
    'direct bypass-rule 1 .t1t.io',
  ],
  [
    'wgetrc switched off',
    () => text('wgetrc', 'https_proxy = http://p:1', 'use_proxy = off'),
    'wget',
    T1C,
    'direct switched-off 2',
  ],
  ['git, the URL of the name', () => from('gitconfig..gitconfig'), 'git', T1C, 'direct host-exception 7'],
  [
    'git, another host',
    () => from('gitconfig..gitconfig'),
    'git',
    'https://x.example/',
    'proxy proxy-configured 5 http://***:***@proxy.corp.example:8080',
  ],
  [
    'git with no_proxy',
    () => [...from('gitconfig..gitconfig'), ...text('environment', 'no_proxy=x.example')],
    'git',
    'https://x.example/',
    'direct bypass-rule 1 x.example',
  ],
  ['npmrc', () => from('npmrc..npmrc'), 'npm', T1C, 'direct bypass-rule 6 t1c.t1t.io'],
  [
    'pip knows no exceptions of its own',
    () => [...from('pip.pip.conf'), ...text('environment', 'no_proxy=t1c.t1t.io')],
    'pip',
    T1C,
    'proxy proxy-configured 3 http://***:***@proxy.corp.example:8080',
  ],
  ['Maven', () => from('maven.settings.xml'), 'java', T1C, 'direct bypass-rule 20 t1c.t1t.io'],
  ['Gradle', () => from('java-properties.gradle.properties'), 'java', T1C, 'direct bypass-rule 7 *.t1t.io'],
  [
    'Java without a list: loopback only',
    () => text('java-properties', 'https.proxyHost=p'),
    'java',
    'https://127.0.0.1/',
    'direct implicit-bypass - 127.*',
  ],
  [
    'Java with an empty list: nothing',
    () => text('java-properties', 'https.proxyHost=p', 'http.nonProxyHosts='),
    'java',
    'https://127.0.0.1/',
    'proxy proxy-configured 1 p',
  ],
  [
    'Java on the system',
    () => text('java-properties', 'java.net.useSystemProxies=true'),
    'java',
    T1C,
    'unknown depends-on-system 1',
  ],
  [
    'docker daemon',
    () => from('docker-daemon.daemon.json'),
    'docker',
    T1C,
    'proxy proxy-configured 5 http://***:***@proxy.corp.example:8080',
  ],
  ['containers', () => from('docker-client.config.json'), 'curl', T1C, 'direct bypass-rule 7 t1c.t1t.io'],
  [
    'apt for one host',
    () => from('apt-conf.apt.conf'),
    'apt',
    'https://t1c.t1t.io/',
    'direct host-exception 7',
  ],
  [
    'apt for another',
    () => from('apt-conf.apt.conf'),
    'apt',
    'https://x.example/',
    'proxy proxy-configured 6 http://proxy.corp.example:8080/',
  ],
  [
    'kubectl',
    () => from('kubeconfig.kubeconfig'),
    'kubectl',
    'https://k8s.corp.example:6443/',
    'proxy proxy-configured 6 http://***:***@proxy.corp.example:8080',
  ],
  [
    'netsh show, in German',
    () => from('netsh-winhttp.show.txt'),
    'winhttp',
    T1C,
    'proxy proxy-configured 4 proxy.corp.example:8080',
  ],
  ['netsh show, direct', () => from('netsh-winhttp.direct.txt'), 'winhttp', T1C, 'direct switched-off 4'],
  ['netsh dump', () => from('netsh-winhttp.dump.txt'), 'winhttp', T1C, 'direct bypass-rule 8 t1c.t1t.io'],
  [
    'reg query: the binary value',
    () => from('reg-query.reg-query.txt'),
    'wininet',
    T1C,
    'proxy proxy-configured 10 proxy.corp.example:8080',
  ],
  [
    '.NET splits the list itself',
    () =>
      text(
        'reg',
        'REGEDIT4',
        '[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]',
        '"ProxyEnable"=dword:1',
        '"ProxyServer"="p:1"',
        '"ProxyOverride"="*.t1t.io"',
      ),
    'dotnet-windows',
    T1C,
    'direct bypass-rule 5 *.t1t.io',
  ],
  [
    'reqwest deletes *.',
    () =>
      text(
        'reg',
        'REGEDIT4',
        '[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]',
        '"ProxyEnable"=dword:1',
        '"ProxyServer"="p:1"',
        '"ProxyOverride"="*.t1t.io"',
      ),
    'rust-reqwest',
    'https://t1t.io/',
    'direct bypass-rule 5 t1t.io',
  ],
  [
    'one proxy for the machine',
    () => [
      ...from('registry-pol.registry.pol'),
      ...from('reg.internet-settings.reg'),
      ...text(
        'reg',
        'REGEDIT4',
        '[HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]',
        '"ProxyEnable"=dword:1',
        '"ProxyServer"="machine:1"',
      ),
    ],
    'wininet',
    T1C,
    'proxy proxy-configured 4 machine:1',
  ],
  [
    'libproxy: the list before the PAC',
    () =>
      text(
        'gsettings',
        "org.gnome.system.proxy mode 'auto'",
        "org.gnome.system.proxy autoconfig-url 'http://x/p'",
        "org.gnome.system.proxy ignore-hosts ['t1t.io']",
      ),
    'libproxy',
    T1C,
    'direct bypass-rule 3 t1t.io',
  ],
  [
    'fetch() only when it is switched on',
    () => text('environment', 'https_proxy=http://p:1', 'NODE_USE_ENV_PROXY=0'),
    'node-fetch',
    T1C,
    'direct switched-off 2',
  ],
  [
    'https.request likewise',
    () => text('environment', 'https_proxy=http://p:1', 'NODE_USE_ENV_PROXY=1'),
    'node-https',
    T1C,
    'proxy proxy-configured 1 http://p:1',
  ],
];

describe('proxy/route by the files of each program', () => {
  for (const [what, settings, client, url, expected] of ROWS) {
    it(`${what}: ${client} ${url}`, () => {
      assert.equal(brief(route(settings(), client, url)), expected);
    });
  }

  it('Ruby goes by what the name resolves to', () => {
    const settings = text('environment', 'https_proxy=http://p:1', 'no_proxy=10.0.0.0/8');
    assert.equal(brief(route(settings, 'ruby', T1C)), 'unknown resolved-address 1');
    assert.equal(
      brief(route(settings, 'ruby', T1C, { addresses: ['127.0.0.1'] })),
      'direct resolved-address - resolves to loopback',
    );
    assert.equal(
      brief(route(settings, 'ruby', T1C, { addresses: ['10.1.2.3'] })),
      'direct bypass-rule 2 10.0.0.0/8',
    );
    assert.equal(
      brief(route(settings, 'ruby', T1C, { addresses: [] })),
      'proxy proxy-configured 1 http://p:1',
    );
  });

  it('KDE too, where its list has ranges', () => {
    const settings = from('kioslaverc.kioslaverc');
    assert.equal(
      brief(route(settings, 'kde', 'https://x.example/', { addresses: ['127.0.0.1'] })),
      'direct bypass-rule 7 127.0.0.0/8',
    );
    assert.equal(
      brief(route(settings, 'kde', 'https://x.example/', { addresses: ['192.0.2.1'] })),
      'proxy proxy-configured 13 http://proxy.corp.example:8443',
    );
  });
});
