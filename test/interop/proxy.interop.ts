/**
 * The real programs against a recording proxy, over the whole matrix: on every cell our matcher says what the program
 * did. Needs curl, wget, git, python3 with requests, go, a JDK, chromium, and the npm packages undici (6 and 7).
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bypasses, readSettings, route } from '../../lib/proxy/index.js';
import { browserRulesFor, rulesFor, urlsFor } from './proxy-matrix.js';
import { closedPort, hostAndPort, startRecorder, type Recorder } from './proxy-recorder.js';

const DRIVERS = new URL('../../../test/interop/proxy-drivers/', import.meta.url).pathname;

interface Run {
  readonly stdout: string;
  readonly code: number | null;
}

/** Runs a program; a missing one is a failure, a time limit of a minute ends it. */
function run(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  input = '',
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...env },
      timeout: 60_000,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ stdout, code });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

type Cells = readonly (readonly ('bypass' | 'proxy')[])[];

/** What our matcher says, row by rule and column by URL. */
function ours(client: string, rules: readonly string[], urls: readonly string[]): Cells {
  return rules.map((rule) => urls.map((url) => (bypasses(client, rule, url) ? 'bypass' : 'proxy')));
}

function seen(asked: readonly string[], urls: readonly string[]): ('bypass' | 'proxy')[] {
  return urls.map((url) => (asked.includes(hostAndPort(url)) ? 'proxy' : 'bypass'));
}

/** Splits the record of a driver at its markers. */
function seenByMarkers(asked: readonly string[], rules: readonly string[], urls: readonly string[]): Cells {
  const rows: string[][] = [[]];
  for (const target of asked) {
    if (target.startsWith('MARK ')) rows.push([]);
    else rows.at(-1)?.push(target);
  }
  assert.equal(rows.length, rules.length + 1, 'the driver did not get through the rules');
  return rules.map((_rule, index) => seen(rows[index] ?? [], urls));
}

function agree(client: string, found: Cells, rules: readonly string[], urls: readonly string[]): void {
  const expected = ours(client, rules, urls);
  const differing = rules.flatMap((rule, row) =>
    urls.flatMap((url, column) =>
      found[row]?.[column] === expected[row]?.[column]
        ? []
        : [
            `${JSON.stringify(rule)} ${url}: the program ${found[row]?.[column] ?? '?'}, we ${expected[row]?.[column] ?? '?'}`,
          ],
    ),
  );
  assert.deepEqual(
    differing,
    [],
    `${client}: ${differing.length} of ${rules.length * urls.length} cells differ`,
  );
  assert.ok(found.flat().includes('proxy') && found.flat().includes('bypass'), 'both answers were seen');
}

describe('proxy matchers against the real programs', function () {
  this.timeout(180_000);
  let recorder: Recorder;
  let folder: string;
  let RULES: readonly string[];
  let URLS: readonly string[];
  let BROWSER_RULES: readonly string[];
  before(async () => {
    recorder = await startRecorder();
    const port = await closedPort();
    RULES = rulesFor(port);
    URLS = urlsFor(port);
    BROWSER_RULES = browserRulesFor(port);
    folder = await mkdtemp(join(tmpdir(), 'staylocal-proxy-'));
  });
  after(async () => {
    await recorder.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  });

  const environment = (rule: string): Record<string, string> => ({
    http_proxy: `http://${recorder.address}`,
    https_proxy: `http://${recorder.address}`,
    no_proxy: rule,
  });

  /** One process a rule, the URLs as its arguments. */
  async function byProcess(
    program: string,
    args: readonly string[],
    rules = RULES,
    urls = URLS,
  ): Promise<Cells> {
    const rows: ('bypass' | 'proxy')[][] = [];
    for (const rule of rules) {
      recorder.take();
      await run(program, [...args, ...urls], environment(rule));
      rows.push(seen(recorder.take(), urls));
    }
    return rows;
  }

  async function byDriver(
    program: string,
    args: readonly string[],
    library: string,
  ): Promise<{ cells: Cells; version: string }> {
    recorder.take();
    const input = JSON.stringify({ library, proxy: recorder.address, rules: RULES, urls: URLS });
    const { stdout, code } = await run(program, args, {}, input);
    assert.equal(code, 0, `${program} ended with ${String(code)}`);
    return { cells: seenByMarkers(recorder.take(), RULES, URLS), version: stdout.trim() };
  }

  it('curl', async () => {
    const version = /curl (\S+)/.exec((await run('curl', ['--version'], {})).stdout)?.[1] ?? '';
    agree(
      `curl@${version}`,
      await byProcess('curl', ['-q', '-g', '-s', '-m', '5', '-o', '/dev/null']),
      RULES,
      URLS,
    );
  });

  it('wget', async () => {
    agree(
      'wget',
      await byProcess('wget', ['--no-config', '-q', '-T', '5', '-t', '1', '-O', '/dev/null']),
      RULES,
      URLS,
    );
  });

  it('git', async () => {
    const version = /curl (\S+)/.exec((await run('curl', ['--version'], {})).stdout)?.[1] ?? '';
    const urls = URLS.slice(0, 2);
    const rows: ('bypass' | 'proxy')[][] = [];
    for (const rule of RULES) {
      recorder.take();
      for (const url of urls)
        await run('git', ['ls-remote', url], {
          ...environment(rule),
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_NOSYSTEM: '1',
        });
      rows.push(seen(recorder.take(), urls));
    }
    agree(`git@${version}`, rows, RULES, urls);
  });

  it('Python urllib', async () => {
    agree(
      'python-urllib',
      (await byDriver('/usr/bin/python3', [`${DRIVERS}python.py`], 'urllib')).cells,
      RULES,
      URLS,
    );
  });

  it('Python requests', async () => {
    const { cells, version } = await byDriver('/usr/bin/python3', [`${DRIVERS}python.py`], 'requests');
    agree(`python-requests@${version}`, cells, RULES, URLS);
  });

  it('undici 7', async () => {
    agree(
      'node-undici@7.30.2',
      (await byDriver(process.execPath, [`${DRIVERS}undici.mjs`], 'undici')).cells,
      RULES,
      URLS,
    );
  });

  it('undici 6', async () => {
    agree(
      'node-undici@6.29.1',
      (await byDriver(process.execPath, [`${DRIVERS}undici.mjs`], 'undici-v6')).cells,
      RULES,
      URLS,
    );
  });

  it('proxy-from-env', async () => {
    const input = JSON.stringify({ proxy: recorder.address, rules: RULES, urls: URLS });
    const { stdout } = await run(process.execPath, [`${DRIVERS}proxy-from-env.mjs`], {}, input);
    agree('node-proxy-from-env', JSON.parse(stdout) as Cells, RULES, URLS);
  });

  it('Go', async () => {
    const binary = join(folder, 'drive');
    const built = await run('go', ['build', '-o', binary, `${DRIVERS}drive.go`], {
      GOCACHE: join(folder, 'go'),
      GO111MODULE: 'off',
      GOFLAGS: '-buildvcs=false',
    });
    assert.equal(built.code, 0);
    agree('go', await byProcess(binary, []), RULES, URLS);
  });

  it('Java', async () => {
    const hosts = join(folder, 'hosts');
    await writeFile(hosts, '127.0.0.1 localhost\n');
    const [host = '', port = ''] = recorder.address.split(':');
    const lines = [...RULES.map((rule) => `rule ${rule}`), ...URLS.map((url) => `url ${url}`)].join('\n');
    recorder.take();
    const { code } = await run(
      'java',
      [`-Djdk.net.hosts.file=${hosts}`, `${DRIVERS}Drive.java`, host, port],
      {},
      `${lines}\n`,
    );
    assert.equal(code, 0);
    agree('java', seenByMarkers(recorder.take(), RULES, URLS), RULES, URLS);
  });

  describe('Chromium', () => {
    /** One browser a rule: a page of images, one a URL, and one that always goes to the proxy. */
    async function chromium(args: readonly string[], env: Record<string, string>): Promise<string[]> {
      const profile = await mkdtemp(join(folder, 'profile-'));
      const page = join(profile, 'page.html');
      const images = ['http://always.proxied.test:81/', ...URLS].map((url) => `<img src="${url}">`).join('');
      await writeFile(page, `<!doctype html><title>x</title>${images}`);
      recorder.take();
      const fixed = [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-features=LocalNetworkAccessChecks,HttpsUpgrades',
        `--user-data-dir=${profile}`,
        '--host-resolver-rules=MAP *.test ~NOTFOUND',
      ];
      const { code } = await run('chromium', [...fixed, ...args, '--dump-dom', `file://${page}`], env);
      assert.equal(code, 0, 'chromium ended early');
      const asked = recorder.take();
      assert.ok(asked.includes('always.proxied.test:81'), 'the page was loaded and the proxy asked');
      return asked;
    }

    it('by --proxy-bypass-list', async () => {
      const rules = BROWSER_RULES;
      const rows: ('bypass' | 'proxy')[][] = [];
      for (const rule of rules) {
        const flags = [`--proxy-server=http://${recorder.address}`, `--proxy-bypass-list=${rule}`];
        rows.push(seen(await chromium(flags, {}), URLS));
      }
      agree('chromium', rows, rules, URLS);
    });

    it('by environment variables, where a name rule is a tail', async () => {
      const rules = [
        't1t.test',
        '1t.test',
        '.t1c.t1t.test',
        '*.t1c.t1t.test',
        'a t1c.t1t.test',
        'a,t1c.t1t.test',
        't1c.t1t.test:51983',
        '127.0.0.0/8',
      ];
      for (const rule of rules) {
        const lines = Object.entries(environment(rule)).map(([name, value]) => `${name}=${value}`);
        const settings = readSettings(lines.join('\n'), { format: 'environment' });
        const expected = URLS.map((url) =>
          route(settings, 'chromium', url).via === 'proxy' ? 'proxy' : 'bypass',
        );
        assert.deepEqual(seen(await chromium([], environment(rule)), URLS), expected, rule);
      }
    });
  });

  it('Firefox, headless', async () => {
    const rules = BROWSER_RULES;
    const rows: ('bypass' | 'proxy')[][] = [];
    const [host = '', port = ''] = recorder.address.split(':');
    for (const rule of rules) {
      const profile = await mkdtemp(join(folder, 'firefox-'));
      const prefs = {
        ...FIREFOX_PREFS,
        'network.proxy.no_proxies_on': rule,
        'network.proxy.http': host,
        'network.proxy.http_port': Number(port),
        'network.proxy.ssl': host,
        'network.proxy.ssl_port': Number(port),
      };
      await writeFile(
        join(profile, 'user.js'),
        Object.entries(prefs)
          .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
          .join(''),
      );
      const page = join(profile, 'page.html');
      await writeFile(
        page,
        `<!doctype html><title>x</title>${['http://always.proxied.test:81/', ...URLS].map((url) => `<img src="${url}">`).join('')}`,
      );
      recorder.take();
      await run(
        'firefox-esr',
        [
          '--headless',
          '--no-remote',
          '--profile',
          profile,
          '--screenshot',
          join(profile, 'x.png'),
          `file://${page}`,
        ],
        { HOME: profile },
      );
      const asked = recorder.take();
      assert.ok(asked.includes('always.proxied.test:81'), 'the page was loaded and the proxy asked');
      rows.push(seen(asked, URLS));
    }
    agree('firefox', rows, rules, URLS);
  });
});

/** A manual proxy, and nothing that would ask for more than the page does. */
const FIREFOX_PREFS: Readonly<Record<string, string | number | boolean>> = {
  'network.proxy.type': 1,
  'network.lna.enabled': false,
  'dom.security.https_first': false,
  // An image by http would be asked for by https, which is another row of the matrix.
  'security.mixed_content.upgrade_display_content': false,
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'services.settings.server': '',
  'extensions.update.enabled': false,
};
