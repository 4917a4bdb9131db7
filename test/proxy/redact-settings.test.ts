/** Users and passwords in every place of every kind of file: none in what the readers, the routes, the facts and the evidence give. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clients, proxyFacts, readSettings, redactBytes, route } from '../../lib/proxy/index.js';

const T1C = 'https://t1c.t1t.io:51983/';
const USER = 'Zu5erQ';
const PASSWORD = 'Zp4ssQ';
const LONG = 3000;

const credentials = fc
  .tuple(
    fc.constantFrom(USER, `${USER}.x`, `CORP%5C${USER}`, `${USER}%40corp.example`),
    fc.constantFrom('', '%40', ':', '!', '$', '@', 'ü', '+', '&', '*', '=', '~', '(1)'),
    fc.constantFrom('', 'x', '%40', '!', '=', '*', '@b', '(1)', '/x'),
  )
  .map(([user, before, after]) => `${user}:${before}${PASSWORD}${after}`);
const server = fc
  .tuple(
    fc.constantFrom('http://', 'https://', 'socks5h://', 'HTTP://', ''),
    credentials,
    fc.constantFrom('proxy.corp.example:8080', '[2001:db8::1]:8080', '10.1.2.3:3128', 'p.example'),
  )
  .map(([scheme, user, host]) => `${scheme}${user}@${host}`);

const FILES: Readonly<Record<string, (url: string) => string>> = {
  environment: (url) => `export https_proxy="${url}"\nno_proxy=a\n`,
  curlrc: (url) => `proxy = "${url}"\nproxy-user = "${USER}:${PASSWORD}"\n`,
  wgetrc: (url) => `https_proxy = ${url}\nproxy_user = ${USER}\nproxy_password = ${PASSWORD}\n`,
  gitconfig: (url) => `[http "https://${USER}:${PASSWORD}@git.example/"]\n\tproxy = "${url}"\n`,
  npmrc: (url) => `https-proxy=${url}\n//r.example/:_authToken=${PASSWORD}\n`,
  yarnrc: (url) => `httpsProxy: "${url}"\nnpmAuthIdent: "${USER}:${PASSWORD}"\n`,
  pip: (url) => `[global]\nproxy = ${url}\nindex-url = https://${USER}:${PASSWORD}@pypi.example/\n`,
  'docker-daemon': (url) => JSON.stringify({ proxies: { 'https-proxy': url } }),
  kubeconfig: (url) =>
    `apiVersion: v1\nclusters:\n- cluster:\n    server: https://k:6443\n    proxy-url: ${url}\n  name: a\n`,
  'apt-conf': (url) => `Acquire::https::Proxy "${url}";\n`,
  'chromium-policy': (url) =>
    JSON.stringify({
      ProxyMode: 'pac_script',
      ProxyPacUrl: `http://${USER}:${PASSWORD}@w/p.pac`,
      ProxyServer: url,
    }),
  'firefox-prefs': () =>
    `user_pref("network.proxy.type", 2);\nuser_pref("network.proxy.autoconfig_url", "http://${USER}:${PASSWORD}@w/");\nuser_pref("network.proxy.socks_password", "${PASSWORD}");\n`,
  'reg-query': (url) =>
    `HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\r\n    ProxyServer    REG_SZ    ${url}\r\n    AutoConfigURL    REG_SZ    http://${USER}:${PASSWORD}@w/\r\n`,
  scutil: () =>
    `<dictionary> {\n  HTTPUser : ${USER}\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://${USER}:${PASSWORD}@w/p.pac\n}\n`,
  gsettings: () =>
    `org.gnome.system.proxy mode 'auto'\norg.gnome.system.proxy autoconfig-url 'http://${USER}:${PASSWORD}@w/'\n`,
  kioslaverc: () => `[Proxy Settings]\nProxyType=2\nProxy Config Script=http://${USER}:${PASSWORD}@w/\n`,
  squid: () => `acl x url_regex https://${USER}:${PASSWORD}@y/\nhttp_access allow x\n`,
};

function assertClean(what: string, text: string): void {
  assert.ok(!text.includes(USER) && !text.includes(PASSWORD), `${what}: ${text}`);
}

describe('proxy: no user and no password leaves the room', () => {
  for (const [format, file] of Object.entries(FILES)) {
    it(format, () => {
      const ids = clients().map(({ id }) => id);
      fc.assert(
        fc.property(server, fc.constantFrom(...ids), (url, client) => {
          const text = file(url);
          assertClean('evidence', Buffer.from(redactBytes(Buffer.from(text))).toString());
          const settings = readSettings(text, { format });
          assertClean('settings', JSON.stringify(settings));
          assertClean('route', JSON.stringify(route(settings, client, T1C)));
          assertClean('facts', JSON.stringify(proxyFacts(settings, { clients: [client], urls: [T1C] })));
        }),
        { numRuns: 60, seed: 1 },
      );
    });
  }

  /** Tokens that services give out as passwords are longer than what a person types. */
  for (const [format, file] of Object.entries(FILES))
    it(`${format}: a password of ${LONG} characters`, () => {
      const url = `http://${USER}:${PASSWORD.repeat(Math.ceil(LONG / PASSWORD.length))}@proxy.corp.example:8080`;
      const text = file(url);
      assertClean('evidence', Buffer.from(redactBytes(Buffer.from(text))).toString());
      assertClean('settings', JSON.stringify(readSettings(text, { format })));
    });
});
