/**
 * Chromium itself, run headless with a PAC and a proxy that records what it is asked, decides as the `chromium` dialect
 * says: which requests reach the proxy, and which do not. Needs Debian's `chromium`.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPac } from '../../lib/pac/index.js';

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--dump-dom'],
  ...[
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ],
];

/** A forward proxy that answers everything itself and remembers which hosts it was asked for. */
class RecordingProxy {
  readonly asked: Set<string> = new Set<string>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const host = URL.canParse(request.url ?? '') ? new URL(request.url ?? '').hostname : '';
      if (host !== '') this.asked.add(host);
      response.setHeader('content-type', 'text/html');
      response.end(host === 'start.example' ? this.page : '<p>proxied</p>');
    });
    this.#server.on('connect', (request, socket) => {
      this.asked.add((request.url ?? '').replace(/:\d+$/, ''));
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
  }

  page = '';

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function visit(pacUrl: string, url: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'staylocal-chromium-'));
  try {
    const child = spawn(
      'chromium',
      [
        ...FLAGS,
        `--user-data-dir=${profile}`,
        `--proxy-pac-url=${pacUrl}`,
        '--virtual-time-budget=4000',
        url,
      ],
      { stdio: 'ignore' },
    );
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      const timer = setTimeout(() => child.kill('SIGKILL'), 25_000);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 20 });
  }
}

// Each host is one question; a page that the proxy serves asks them all at once.
const body = (text: string, before = ''): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n${text}\n}`;
const returning = (table: Readonly<Record<string, string>>): string =>
  body(
    Object.entries(table)
      .map(([host, expression]) => `if (host == ${JSON.stringify(host)}) return ${expression};`)
      .join('\n'),
  );

interface ChromiumCase {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly source: (proxy: string) => string;
}

/** Scripts, and the hosts to ask them for; `PROXY` stands for the recording proxy. */
const CASES: readonly ChromiumCase[] = [
  {
    name: 'the grammar of results',
    hosts: [
      'a.test',
      'b.test',
      'c.test',
      'd.test',
      'e.test',
      'f.test',
      'g.test',
      'h.test',
      'i.test',
      'j.test',
      'k.test',
      'l.test',
    ],
    source: (proxy) =>
      returning({
        'a.test': `"PROXY ${proxy}"`,
        'b.test': `"DIRECT"`,
        'c.test': `"  proxy   ${proxy} ; DIRECT"`,
        'd.test': `"GARBAGE; PROXY ${proxy}"`,
        'e.test': `"DIRECT x; PROXY ${proxy}"`,
        'f.test': `""`,
        'g.test': `"GARBAGE"`,
        'h.test': `"PROXY ${proxy}; b\\u00fccher"`,
        'i.test': `null`,
        'j.test': `new String("PROXY ${proxy}")`,
        'k.test': `";;PROXY ${proxy};"`,
        'l.test': `"HTTP ${proxy}"`,
      }),
  },
  {
    name: 'the builtins on names',
    hosts: ['evilt1t.test', 'www.t1t.test', 'a1b.test', 'axb.test', 'upper.test', 'throws.test'],
    source: (proxy) =>
      body(`
        if (host == "throws.test") { shExpMatch(host, "("); return "PROXY ${proxy}"; }
        if (dnsDomainIs(host, "t1t.test") && host != "www.t1t.test") return "PROXY ${proxy}";
        if (dnsDomainIs(host, ".t1t.test")) return "PROXY ${proxy}";
        if (shExpMatch(host, "a[0-9]b.test")) return "PROXY ${proxy}";
        if (shExpMatch(host, "UPPER.test")) return "PROXY ${proxy}";
        return "DIRECT";`),
  },
  {
    name: 'an entry point that is no property',
    hosts: ['a.test'],
    source: (proxy) => `const FindProxyForURL = () => "PROXY ${proxy}";`,
  },
  {
    name: 'a syntax error',
    hosts: ['a.test'],
    source: (proxy) => `function FindProxyForURL() { return "PROXY ${proxy}" `,
  },
  {
    name: 'a throw while loading',
    hosts: ['a.test'],
    source: (proxy) => `${body(`return "PROXY ${proxy}";`)}\nnothing();`,
  },
  {
    name: 'state kept between calls',
    hosts: ['a.test', 'b.test'],
    source: (proxy) => body(`seen[host] = 1; return "PROXY ${proxy}";`, 'var seen = {};'),
  },
  {
    name: 'hosts that bypass',
    hosts: ['localhost', 'a.localhost', '127.0.0.9', '169.254.1.1', 'localhost.test'],
    source: (proxy) => body(`return "PROXY ${proxy}";`),
  },
  {
    name: 'what the script is shown of a URL',
    hosts: ['shown.test', 'hidden.test'],
    source: (proxy) =>
      body(`
        if (host == "shown.test") return url.indexOf("/path?query") > 0 && url.indexOf("#") < 0 ? "PROXY ${proxy}" : "DIRECT";
        return url.indexOf("secret") > 0 ? "DIRECT" : "PROXY ${proxy}";`),
  },
  {
    name: 'only FindProxyForURL is called',
    hosts: ['a.test'],
    source: (proxy) =>
      `${body(`return "PROXY ${proxy}";`)}\nfunction FindProxyForURLEx() { return "DIRECT"; }`,
  },
  {
    name: 'time that always holds',
    hosts: ['a.test'],
    source: (proxy) =>
      body(
        `return weekdayRange("SUN", "SAT") && timeRange(0, 23) && timeRange(0, 0, 23, 59) && dateRange(1, 31) ? "PROXY ${proxy}" : "DIRECT";`,
      ),
  },
  {
    name: 'forms of declaration',
    hosts: ['a.test'],
    source: (proxy) =>
      `(function () { this.FindProxyForURL = (url, host) => "PROXY ${proxy}"; }).call(this);`,
  },
];

describe('headless Chromium decides as the chromium dialect', () => {
  for (const { name, hosts, source } of CASES) {
    it(name, async function () {
      this.timeout(60_000);
      const proxy = new RecordingProxy();
      const port = await proxy.listen();
      try {
        const address = `127.0.0.1:${port}`;
        const script = source(address);
        const urls = hosts.map((host) => `http://${host}/path?query`);
        proxy.page = urls.map((url) => `<img src="${url}#fragment">`).join('\n');
        // The page comes from the proxy too, so a wrapper sends its own host there before the script is asked.
        const wrapped = `${script}\n;(function (g) { var f = g.FindProxyForURL; if (typeof f !== "function") return;
          g.FindProxyForURL = function (url, host) { return host == "start.example" ? "PROXY ${address}" : f(url, host); }; })(this);`;
        const loads = (await loadPac(script)).problem === null;
        const used = loads ? wrapped : script;
        const pac = await loadPac(used);
        try {
          const pacUrl = `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(used).toString('base64')}`;
          await visit(pacUrl, loads ? 'http://start.example/' : (urls[0] ?? ''));
          for (const [index, host] of hosts.entries()) {
            const decision = await pac.decide(urls[index] ?? '', { at: new Date('2026-11-24T12:00:00Z') });
            assert.equal(
              proxy.asked.has(host),
              decision.effective === 'proxy',
              `${host}: ${decision.result ?? decision.failure?.code ?? ''}`,
            );
          }
          if (loads) assert.ok(proxy.asked.has('start.example'), 'Chromium ran and used the PAC');
        } finally {
          await pac.close();
        }
      } finally {
        await proxy.close();
      }
    });
  }
});
