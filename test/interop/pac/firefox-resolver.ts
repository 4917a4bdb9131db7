/**
 * Firefox's own proxy service: a PAC file served on loopback, and for each URL the list of ways out that the browser
 * made of it, before anything is sent. It is what every channel asks (nsIProtocolProxyService, asyncResolve).
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scene } from '../generate/support.js';
import { openFirefox, type Firefox, type Preferences } from '../support/firefox.js';

const RESOLVE = `
  const [pacUrl, urls] = arguments;
  Services.prefs.setStringPref('network.proxy.autoconfig_url', pacUrl);
  const service = Cc['@mozilla.org/network/protocol-proxy-service;1'].getService(Ci.nsIProtocolProxyService);
  const principal = Services.scriptSecurityManager.getSystemPrincipal();
  const lists = [];
  for (const url of urls) {
    const channel = Services.io.newChannelFromURI(
      Services.io.newURI(url), null, principal, null,
      Ci.nsILoadInfo.SEC_ALLOW_CROSS_ORIGIN_SEC_CONTEXT_IS_NULL, Ci.nsIContentPolicy.TYPE_OTHER,
    );
    lists.push(await new Promise((resolve) => service.asyncResolve(channel, 0, {
      onProxyAvailable(request, channel, first, status) {
        const list = status === 0 ? [] : ['failed ' + status.toString(16)];
        for (let way = first; way; way = way.failoverProxy)
          list.push(way.type === 'direct' ? 'direct' : [way.type, way.host, way.port].join(' '));
        resolve(list);
      },
      QueryInterface: ChromeUtils.generateQI(['nsIProtocolProxyCallback']),
    })));
  }
  return lists;`;

const NAMES = `
  const override = Cc['@mozilla.org/network/native-dns-override;1'].getService(Ci.nsINativeDNSResolverOverride);
  for (const [name, addresses] of Object.entries(arguments[0]))
    for (const address of addresses.length === 0 ? ['N/A'] : addresses) override.addIPOverride(name, address);`;

const PREFERENCES: Preferences = {
  'network.proxy.type': 2,
  'network.lna.enabled': false,
  'dom.security.https_first': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.http.speculative-parallel-limit': 0,
  'services.settings.server': '',
  'extensions.update.enabled': false,
};

export class FirefoxResolver {
  readonly firefox: Firefox;
  readonly #folder: string;
  readonly #files: Uint8Array[];

  private constructor(firefox: Firefox, folder: string, files: Uint8Array[]) {
    this.firefox = firefox;
    this.#folder = folder;
    this.#files = files;
  }

  static async start(
    scene: Scene,
    timeZone: string,
    preferences: Preferences = {},
  ): Promise<FirefoxResolver> {
    const files: Uint8Array[] = [];
    const server = createServer((request, response) => {
      const file = files[Number((request.url ?? '').slice(1))];
      const type = 'application/x-ns-proxy-autoconfig';
      response.writeHead(file === undefined ? 404 : 200, { 'content-type': type }).end(file);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    scene.later(() => {
      server.closeAllConnections();
      server.close();
    });
    const env = { ...process.env, TZ: timeZone };
    const firefox = await openFirefox(
      scene,
      { ...PREFERENCES, ...preferences },
      (program, args) => scene.start(program, args, { env }).child,
    );
    const folder = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new FirefoxResolver(firefox, folder, files);
  }

  /** For each URL its ways out: `http host port`, `https …`, `socks4 …`, `socks …`, `direct`; none is direct, too. */
  async resolve(source: string | Uint8Array, urls: readonly string[]): Promise<readonly string[][]> {
    this.#files.push(Buffer.from(source));
    const pacUrl = `${this.#folder}/${this.#files.length - 1}`;
    const lists = await this.firefox.privileged(RESOLVE, [pacUrl, urls]);
    if (!Array.isArray(lists)) throw new Error(String(lists));
    return lists as string[][];
  }

  /** The same file for the requests that follow. */
  async use(source: string): Promise<void> {
    await this.resolve(source, ['http://start.test/']);
  }

  /** Addresses by name, for the browser's own resolver; none: the name does not resolve. */
  async names(table: Readonly<Record<string, readonly string[]>>): Promise<void> {
    await this.firefox.privileged(NAMES, [table]);
  }
}
