/**
 * The requests that Firefox makes under a PAC: whom it asks, in which order, and by which protocol, as the `firefox`
 * dialect says. Needs Debian's `firefox-esr`.
 */
import assert from 'node:assert/strict';
import { loadPac, type Decision } from '../../lib/pac/index.js';
import { Scene } from './generate/support.js';
import { FirefoxResolver } from './pac/firefox-resolver.js';
import { Ways } from './pac/ways.js';

/** `OPEN` answers, `RUDE` hangs up, `NONE` does not listen. */
const RESULTS: readonly string[] = [
  ...['"DIRECT"', '"PROXY OPEN"', '"HTTP OPEN"', '"PROXY OPEN; DIRECT"', '"DIRECT; PROXY OPEN"'],
  ...['"PROXY NONE"', '"PROXY NONE; DIRECT"', '"PROXY NONE; PROXY OPEN; DIRECT"', '"PROXY RUDE; DIRECT"'],
  ...['"PROXY RUDE; PROXY OPEN"', '"HTTPS RUDE"', '"SOCKS RUDE"', '"SOCKS4 RUDE"', '"SOCKS5 RUDE"'],
  ...['" DIRECT; PROXY OPEN"', '"DIRECT;\\nPROXY OPEN"', '"GARBAGE; PROXY OPEN"', '"GARBAGE"', '""', 'null'],
  ...['nothing()', '"PROXY"', '"PROXY; PROXY OPEN"', '"PROXY a b:1; DIRECT"', '"QUIC OPEN; DIRECT"'],
];

/** No one here answers to TLS, and Firefox leaves a way that failed, DIRECT too, out of later lists: one list, at the end. */
const ROWS: Readonly<Record<'http' | 'https', readonly string[]>> = {
  http: RESULTS,
  https: [...RESULTS.filter((result) => !result.includes(';')), '"DIRECT; PROXY OPEN"'],
};
const SCHEMES = ['http', 'https'] as const;

describe('headless Firefox asks whom the firefox dialect says', function () {
  this.timeout(120_000);
  const scene = new Scene();
  const ways = new Ways(scene);
  const hosts: string[] = [];
  let resolver: FirefoxResolver;
  let targetPort = 0;
  let source = '';

  before(async () => {
    targetPort = await ways.listen('target', true);
    const open = `127.0.0.1:${await ways.listen('open', true)}`;
    const cases: string[] = [];
    for (const scheme of SCHEMES) {
      for (const [row, result] of ROWS[scheme].entries()) {
        hosts.push(`${scheme}-${row}.test`);
        cases.push(`case '${scheme}-${row}.test': return ${await named(result)};`);
      }
    }
    source = `function FindProxyForURL(url, host) {
      switch (host) {
        case 'start.test': return 'PROXY ${open}';
        case 'socket.test': return /^wss?:\\/\\/socket\\.test:\\d+\\/$/.test(url) ? 'PROXY ${open}' : 'DIRECT';
        case 'user.test': return url.indexOf('//me:secret@') > 0 ? 'PROXY ${open}' : 'DIRECT';
        ${cases.join('\n')}
      }
    }`;
    resolver = await FirefoxResolver.start(scene, 'UTC', {
      'network.dns.localDomains': [...hosts, 'socket.test', 'user.test'].join(),
      'browser.chrome.site_icons': false,
    });
    await resolver.use(source);
    await resolver.firefox.navigate('http://start.test/');
    ways.take();
  });
  after(() => scene.end());

  /** With addresses: each row has its own, because a proxy that failed is left out of later lists. */
  async function named(result: string): Promise<string> {
    const ports = {
      OPEN: await ways.listen('open', true),
      RUDE: await ways.listen('rude', false),
      NONE: await ways.closed(),
    };
    return result.replace(/OPEN|RUDE|NONE/g, (word) => `127.0.0.1:${ports[word as keyof typeof ports]}`);
  }

  /** A request by the page, and what was seen of it by anyone. */
  async function seen(expression: string): Promise<string[]> {
    await resolver.firefox.evaluate(expression);
    return ways.take();
  }
  const fetching = (url: string): string =>
    `fetch(${JSON.stringify(url)}, { mode: 'no-cors', cache: 'no-store' }).then(() => 'ok', String)`;

  async function decide(url: string): Promise<Decision> {
    await using pac = await loadPac(source, { dialect: 'firefox' });
    return await pac.decide(url);
  }

  /** Whom our decision has asked, one after the other until one answers. */
  function expected({ effective, failure, entries }: Decision, secure: boolean): string[] {
    if (failure !== null) return effective === 'direct' ? [secure ? 'target by TLS' : 'target by path'] : [];
    const asked: string[] = [];
    for (const { scheme, host, port } of entries) {
      if (scheme === null) continue;
      const plain = secure ? 'CONNECT' : 'URL';
      let name = ways.nameOf(port);
      let how: string = scheme === 'HTTPS' ? 'TLS' : scheme === 'SOCKS' ? 'SOCKS4' : scheme;
      if (scheme === 'PROXY' || scheme === 'HTTP') how = plain;
      // Without an address the target is taken for the proxy, where a tunnel is not even asked for.
      if (host === null && secure) how = 'TLS';
      if (scheme === 'DIRECT') how = secure ? 'TLS' : 'path';
      if (host === null) name = 'target';
      if (name === undefined) continue;
      const who = `${name} by ${how}`;
      if (asked.at(-1) !== who) asked.push(who);
      if (!secure && name !== 'rude') break;
    }
    return asked;
  }

  for (const scheme of SCHEMES) {
    it(`by ${scheme}`, async () => {
      const differing: string[] = [];
      for (const [row, result] of ROWS[scheme].entries()) {
        const url = `${scheme}://${scheme}-${row}.test:${targetPort}/path?query`;
        const theirs = await seen(fetching(url));
        const mine = expected(await decide(url), scheme === 'https');
        if (theirs.join() !== mine.join())
          differing.push(`${result}: Firefox asked ${theirs.join(', ')}; we ${mine.join(', ')}`);
      }
      assert.ok(differing.length === 0, differing.join('\n'));
    });
  }

  for (const scheme of ['ws', 'wss'] as const) {
    it(`shows ${scheme}: to the script as such`, async () => {
      const url = `${scheme}://socket.test:${targetPort}/path?query`;
      const opening = `new Promise((done) => { const socket = new WebSocket(${JSON.stringify(url)}); socket.onclose = () => done('closed'); })`;
      assert.deepEqual(await seen(opening), ['open by CONNECT']);
      const [first] = (await decide(url)).entries;
      assert.equal(ways.nameOf(first?.port ?? null), 'open');
    });
  }

  it('shows a name and password that the URL has', async () => {
    const url = `http://me:secret@user.test:${targetPort}/path`;
    const loading = `new Promise((done) => { const image = new Image(); image.onload = image.onerror = done; image.src = ${JSON.stringify(url)}; }).then(() => 'ok')`;
    assert.deepEqual(await seen(loading), ['open by URL']);
    const [first] = (await decide(url)).entries;
    assert.equal(ways.nameOf(first?.port ?? null), 'open');
  });
});
