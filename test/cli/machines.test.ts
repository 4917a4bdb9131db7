/** One machine is one machine: files given together are judged each on its own, or together where they are named as of one. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Report } from '../../lib/audits/finding.js';
import { parseEvidence } from '../../lib/evidence/index.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

const internetSettings = 'Microsoft\\Windows\\CurrentVersion\\Internet Settings]\r\n';
const head = 'Windows Registry Editor Version 5.00\r\n\r\n';
const proxied = '"ProxyEnable"=dword:00000001\r\n"ProxyServer"="p:1"\r\n';
const exempt = '"ProxyOverride"="t1c.t1t.io;localhost"\r\n';

const contents: Readonly<Record<string, string>> = {
  'bad.reg': `${head}[HKEY_CURRENT_USER\\Software\\${internetSettings}${proxied}`,
  'chrome.json':
    '{"ProxySettings":{"ProxyMode":"fixed_servers","ProxyServer":"p:1","ProxyBypassList":"t1c.t1t.io"}}',
  environment: 'https_proxy=http://p:1\nhttp_proxy=http://p:1\nno_proxy=t1c.t1t.io\n',
  'squid.conf': 'http_port 3128\nhttp_access allow all\n',
  'user.reg': `${head}[HKEY_CURRENT_USER\\Software\\${internetSettings}${proxied}${exempt}`,
  'machine.reg': `${head}[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${internetSettings}"ProxySettingsPerUser"=dword:00000000\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\${internetSettings}${proxied}`,
};

function orders<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, at) =>
    orders(list.filter((_, index) => index !== at)).map((rest) => [one, ...rest]),
  );
}

describe('cli: settings of several machines', () => {
  const files = scratch();
  const look = ['audit', '--offline', '--no-env', '--only', 'proxy/', '--json'];

  before(async () => {
    for (const [name, text] of Object.entries(contents)) await files.write(name, text);
  });

  /** What is said; the list of what was looked at has the files in the order of the command line. */
  async function report(words: readonly string[]): Promise<Report> {
    const { stdout, stderr } = await runCli([...look, ...words]);
    assert.notEqual(stdout, '', stderr);
    return { ...(JSON.parse(stdout) as Report), inputs: undefined } as unknown as Report;
  }

  it('says the same whatever the order', async () => {
    const names = ['bad.reg', 'chrome.json', 'environment', 'squid.conf'];
    const told = new Set<string>();
    for (const order of orders(names))
      told.add(JSON.stringify(await report(order.flatMap((name) => ['--proxy', files.path(name)]))));
    assert.equal(told.size, 1);
  }).timeout(60_000);

  it('judges each as it would be judged alone', async () => {
    const names = ['bad.reg', 'chrome.json', 'environment', 'squid.conf'];
    const marks = ({ findings }: Report): string[] =>
      findings
        .filter(({ status }) => status === 'fail' || status === 'warn')
        .map(({ id, subject, location, message }) => JSON.stringify([id, subject, location, message]))
        .sort();
    const together = marks(await report(names.flatMap((name) => ['--proxy', files.path(name)])));
    const alone = await Promise.all(
      names.map(async (name) => marks(await report(['--proxy', files.path(name)]))),
    );
    assert.deepEqual(together, [...new Set(alone.flat())].sort());
  });

  it('takes a file that is given twice for one', async () => {
    const once = await report(['--proxy', files.path('bad.reg')]);
    const twice = await report(['--proxy', files.path('bad.reg'), '--proxy', files.path('bad.reg')]);
    assert.deepEqual(twice, once);
  });

  it('judges files together that are named as of one machine, in any order', async () => {
    const parts = [files.path('user.reg'), files.path('machine.reg')];
    const [user, machine] = parts;
    const apart = await report(['--proxy', user ?? '', '--proxy', machine ?? '']);
    const wininet = ({ findings }: Report): string[] =>
      findings
        .filter(({ subjects }) => subjects?.[0]?.startsWith('WinINET'))
        .map(({ id }) => id)
        .sort();
    assert.ok(wininet(apart).includes('proxy/settings-bypass:direct'));
    const told = await Promise.all(
      orders(parts).flatMap(([one = '', other = '']) => [
        report(['--machine', `laptop 7=${one}`, other]),
        report(['--machine', `laptop 7=${one}`, '--machine', `laptop 7=${other}`]),
      ]),
    );
    // On the one machine the policy makes its own settings count, which have no exception.
    assert.ok(wininet(told[0] ?? apart).includes('proxy/settings-bypass:proxied'));
    assert.equal(new Set(told.map((each) => JSON.stringify(each))).size, 1);
    assert.match(JSON.stringify(told[0]), /On laptop 7\./);
  });

  it('cannot say what holds where files of one machine contradict each other', async () => {
    const other = await files.write('other.sh', 'export https_proxy=http://p:1\nexport no_proxy=localhost\n');
    const pair = [files.path('environment'), other];
    for (const [one = '', two = ''] of orders(pair)) {
      const { findings, verdict } = await report(['--machine', `pc=${one}`, two]);
      assert.ok(findings.some(({ id }) => id === 'proxy/settings-bypass:files-differ'));
      assert.equal(verdict.word, 'UNKNOWN');
    }
    const alike = await report(['--machine', `pc=${files.path('environment')}`, files.path('user.reg')]);
    assert.ok(!JSON.stringify(alike).includes('files-differ'));
  });

  it('routes each file on its own, and those of one machine together', async () => {
    interface Told {
      readonly routes: readonly { client: string; via: string; machine?: string }[];
    }
    const [user = '', machine = '', environment = ''] = ['user.reg', 'machine.reg', 'environment'].map(
      (name) => files.path(name),
    );
    const told = async (...words: string[]): Promise<readonly string[]> => {
      const { stdout } = await runCli(['proxy', '--json', '--url', 'https://t1c.t1t.io:51983/', ...words]);
      const { routes } = JSON.parse(stdout) as Told;
      return routes
        .filter(({ client }) => /^(?:wininet|curl)(?:@|$)/.test(client))
        .map(({ client, via, machine: of }) => `${client.replace(/@.*/, '')} ${via} ${of ?? ''}`)
        .sort();
    };
    const apart = await told(user, machine, environment);
    assert.ok(apart.includes(`wininet direct ${user}`), apart.join());
    assert.ok(apart.includes(`wininet proxy ${machine}`), apart.join());
    assert.ok(apart.includes(`curl direct ${environment}`), apart.join());
    assert.deepEqual(await told('--machine', `pc=${user}`, machine), ['wininet proxy pc']);
    const { stdout } = await runCli(['proxy', user, environment]);
    assert.match(stdout, /^[^\n]*user\.reg\n┌/);
    assert.match(stdout, /\n\n[^\n]*environment\n┌/);
  });

  it('keeps the variables of this process apart from the files', async () => {
    const words = ['audit', '--offline', '--only', 'proxy/', '--json', '--proxy', files.path('user.reg')];
    const { stdout } = await runCli(words, { env: { https_proxy: 'http://q:2' } });
    const { findings } = JSON.parse(stdout) as Report;
    const chromium = findings.filter(
      ({ subjects, audit }) => audit === 'proxy/settings-bypass' && subjects?.[0]?.startsWith('Chromium'),
    );
    assert.deepEqual(
      new Set(chromium.map(({ location }) => location?.file.replace(/.*[\\/]/, ''))),
      new Set(
        ['user.reg', '(environment)', undefined].filter((file) =>
          chromium.some(({ location }) => location?.file.replace(/.*[\\/]/, '') === file),
        ),
      ),
    );
    assert.ok(
      chromium.some(({ status, location }) => status === 'fail' && location?.file === '(environment)'),
    );
    assert.ok(
      chromium.some(
        ({ status, location }) => status === 'pass' && location?.file.endsWith('user.reg') === true,
      ),
    );
  });

  it('refuses a machine without a file', async () => {
    const { code, stderr } = await runCli(['audit', '--machine', files.path('user.reg')]);
    assert.equal(code, 2);
    assert.match(stderr, /It must be NAME=FILE/);
  });

  const labels: readonly (readonly [words: readonly string[], label: string | undefined])[] = [
    [[], 'pc-17'],
    [['--label', 'Anna’s desk'], 'Anna’s desk'],
    [['--no-label'], undefined],
  ];
  for (const [words, label] of labels) {
    it(`calls the machine ${label ?? 'nothing'} with ${words.join(' ') || 'no option'}`, async () => {
      const saved = files.path('evidence.json');
      const live = await report([...words, '--save', saved]);
      assert.equal(live.label, label);
      assert.equal(parseEvidence(await readFile(saved, 'utf8')).label, label);
      const { stdout } = await runCli(['audit', '--evidence', saved, '--only', 'proxy/', '--json']);
      assert.equal((JSON.parse(stdout) as Report).label, label);
    });
  }

  it('refuses a label that shows as something else', async () => {
    for (const label of ['a\u202eb', 'x'.repeat(254)])
      assert.equal((await runCli(['audit', '--offline', '--no-env', '--label', label])).code, 2);
  });
});
