/** Many machines: evidence and reports in, causes by how many machines each one holds up out. */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FleetData } from '../../lib/fleet/index.js';
import { now, runCli, type CliInput, type CliResult } from './run-cli.js';
import { scratch } from './scratch.js';

const proxied = 'https_proxy=http://p.example:1\n';
const exempt = `${proxied}no_proxy=t1c.t1t.io,localhost\n`;
const pac = 'function FindProxyForURL(url, host) { return "PROXY p.example:1"; }\n';

interface Machine {
  readonly label: string;
  readonly settings?: string;
  readonly pac?: string;
  readonly at?: string;
}

describe('cli: fleet', () => {
  const files = scratch();
  let folder = '';
  before(async () => {
    folder = files.path('fleet');
    await mkdir(folder);
    for (const machine of [
      { label: 'pc-1', settings: proxied, pac },
      { label: 'pc-2', settings: exempt, pac },
      { label: 'pc-3', settings: exempt },
      { label: 'pc-4', settings: proxied },
    ])
      await gathered(machine, join(folder, `${machine.label}.json`));
  });

  /** Evidence of a machine, as `audit --save` writes it. */
  async function gathered({ label, settings, pac: script, at }: Machine, file: string): Promise<void> {
    const own = files.path(label);
    await mkdir(own, { recursive: true });
    const argv = [
      'audit',
      '--offline',
      '--no-env',
      '--quiet',
      '--label',
      label,
      '--save',
      file,
      '--only',
      'proxy/',
    ];
    if (at !== undefined) argv.push('--at', at);
    if (settings !== undefined) {
      // An export has the name of its machine.
      await writeFile(join(own, `${label}.env`), settings);
      argv.push('--proxy', join(own, `${label}.env`));
    }
    if (script !== undefined) {
      await writeFile(join(own, 'proxy.pac'), script);
      argv.push('--pac', join(own, 'proxy.pac'));
    }
    const { code, stderr } = await runCli(argv);
    assert.ok(code === 0 || code === 1, stderr);
  }

  async function fleetOf(
    argv: readonly string[],
    input: CliInput = {},
  ): Promise<CliResult & { fleet: FleetData }> {
    const result = await runCli(['fleet', '--only', 'proxy/', ...argv, '--json', '--quiet'], input);
    assert.notEqual(result.stdout, '', result.stderr);
    return { ...result, fleet: JSON.parse(result.stdout) as FleetData };
  }

  it('tells each cause once, on however many machines it is', async () => {
    const { code, fleet } = await fleetOf([folder]);
    assert.equal(code, 1);
    assert.deepEqual(
      fleet.causes.filter(({ status }) => status === 'fail').map(({ title, machines }) => [title, machines]),
      [
        ['no_proxy does not hold t1c.t1t.io', 2],
        ['proxy.pac has no exemption for t1c.t1t.io', 2],
      ],
    );
    assert.deepEqual(fleet.machines.map(({ machine, verdict }) => [machine, verdict]).sort(), [
      ['pc-1', 'NO'],
      ['pc-2', 'NO'],
      ['pc-3', 'YES'],
      ['pc-4', 'NO'],
    ]);
    assert.deepEqual(
      fleet.changes.map(({ machines, right }) => [machines, right]),
      [
        [2, 1],
        [2, 3],
      ],
    );
    assert.equal(fleet.at, now.toISOString());
  });

  it('tells what machines with a cause have and others have not', async () => {
    const { fleet } = await fleetOf([folder]);
    const [distinction] = fleet.causes.find(({ key }) => key.startsWith('pac:'))?.distinctions ?? [];
    assert.match(distinction?.value ?? '', /^proxy\.pac [0-9a-f]{8}$/);
    assert.deepEqual(
      { ...distinction, value: '' },
      {
        trait: 'pac',
        value: '',
        among: 2,
        have: 2,
        others: 2,
        othersHave: 0,
      },
    );
  });

  it('proves a PAC that many have once', async () => {
    const { judgeOf } = await import('../../lib/fleet/index.js');
    const { SharedProofs } = await import('../../lib/audits/proxy/shared/shared-proofs.js');
    const { loadProfile } = await import('../../lib/profile/index.js');
    const shared = new SharedProofs();
    const judge = judgeOf({
      profile: await loadProfile('trust1connector'),
      shared,
      parseReport: () => assert.fail(),
    });
    await judge(await readFile(join(folder, 'pc-1.json'), 'utf8'), 'one');
    const made = shared.made;
    assert.ok(made > 0);
    await judge(await readFile(join(folder, 'pc-2.json'), 'utf8'), 'two');
    assert.equal(shared.made, made);
  });

  it('takes reports, files, and lines of stdin as well', async () => {
    const report = files.path('report.json');
    await runCli([
      'audit',
      '--evidence',
      join(folder, 'pc-1.json'),
      '--only',
      'proxy/',
      '--output',
      `json=${report}`,
    ]);
    const lines = await Promise.all(
      [report, join(folder, 'pc-3.json')].map(async (file) =>
        JSON.stringify(JSON.parse(await readFile(file, 'utf8'))),
      ),
    );
    const { fleet } = await fleetOf(['-', join(folder, 'pc-4.json')], { stdin: `${lines.join('\n\n')}\n` });
    assert.deepEqual(
      fleet.machines.map(({ machine, source }) => [machine, source.replace(folder, '')]).sort(),
      [
        ['pc-1', 'stdin:1'],
        ['pc-3', 'stdin:3'],
        ['pc-4', '/pc-4.json'],
      ],
    );
  });

  it('takes one text of many lines from stdin, as evidence is written', async () => {
    const { fleet } = await fleetOf(['-'], { stdin: await readFile(join(folder, 'pc-3.json')) });
    assert.deepEqual(
      fleet.machines.map(({ machine }) => machine),
      ['pc-3'],
    );
  });

  const bad: readonly (readonly [title: string, text: string, reason: RegExp])[] = [
    ['no JSON', 'hello', /is no report: it is not JSON/],
    [
      'another version',
      '{"schemaVersion":2,"tool":{"name":"staylocal","version":"9.9.9"},"collectedAt":"x"}',
      /schema version 2 \(written by 9\.9\.9\).*update staylocal/,
    ],
    ['an older version', '{"schemaVersion":0,"collectedAt":"x"}', /schema version 0,.*gather it anew/],
    ['nested too deep', '['.repeat(200), /nested too deep/],
    ['evidence about another name', 'other', /is about other\.example, and the profile about t1c\.t1t\.io/],
  ];
  for (const [title, text, reason] of bad)
    it(`names a file that it cannot judge, and goes on: ${title}`, async () => {
      const good = await readFile(join(folder, 'pc-3.json'), 'utf8');
      const file = await files.write(
        'bad.json',
        text === 'other' ? good.replaceAll('t1c.t1t.io', 'other.example') : text,
      );
      const { code, stdout } = await runCli([
        'fleet',
        '--only',
        'proxy/',
        file,
        join(folder, 'pc-3.json'),
        '--quiet',
      ]);
      assert.equal(code, 3);
      assert.match(stdout, /1 YES\n/);
      assert.match(stdout, /^Skipped, and not judged$/m);
      assert.match(stdout, reason);
    });

  it('fails nothing where nobody could be looked at', async () => {
    assert.equal((await runCli(['fleet', '--only', 'proxy/', files.path('none.json'), '--quiet'])).code, 3);
    assert.equal((await runCli(['fleet', '--only', 'proxy/', join(folder, 'pc-3.json'), '--quiet'])).code, 0);
  });

  it('shows what moved since a baseline, and lets pass what a machine had then', async () => {
    const baseline = files.path('baseline.json');
    await runCli(['fleet', '--only', 'proxy/', folder, '--quiet', '--output', `json=${baseline}`]);
    assert.equal((await fleetOf([folder, '--baseline', baseline])).code, 0);
    const later = files.path('later');
    await mkdir(later);
    await gathered({ label: 'pc-1', settings: exempt }, join(later, 'a.json'));
    await gathered({ label: 'pc-3', settings: proxied }, join(later, 'b.json'));
    await gathered({ label: 'pc-9', settings: exempt }, join(later, 'c.json'));
    const { code, fleet } = await fleetOf([later, '--baseline', baseline]);
    assert.equal(code, 1);
    assert.deepEqual(
      { ...fleet.movement, goneCauses: fleet.movement?.goneCauses.length },
      {
        since: now.toISOString(),
        better: ['pc-1'],
        worse: ['pc-3'],
        new: ['pc-9'],
        gone: ['pc-2', 'pc-4'],
        same: 0,
        goneCauses: 1,
      },
    );
    assert.deepEqual(
      fleet.causes
        .filter(({ status }) => status === 'fail')
        .map(({ machines, before }) => [machines, before]),
      [[1, 2]],
    );
  });

  it('refuses a baseline that is none', async () => {
    const { code, stderr } = await runCli([
      'fleet',
      '--only',
      'proxy/',
      folder,
      '--baseline',
      join(folder, 'pc-1.json'),
    ]);
    assert.equal(code, 3);
    assert.match(stderr, /is no fleet/);
  });

  it('takes of several of one machine the newest, and with --since compares with the one of then', async () => {
    const over = files.path('over');
    await mkdir(over);
    await gathered(
      { label: 'pc-5', settings: proxied, at: '2026-11-01T00:00:00Z' },
      join(over, 'z-old.json'),
    );
    await gathered({ label: 'pc-5', settings: exempt, at: '2026-11-20T00:00:00Z' }, join(over, 'a-new.json'));
    const { code, fleet } = await fleetOf([over, '--since', '2026-11-10T00:00:00Z']);
    assert.equal(code, 0);
    assert.deepEqual(fleet.counts, {
      machines: 1,
      no: 0,
      unknown: 0,
      but: 0,
      yes: 1,
      superseded: 1,
      skipped: 0,
    });
    assert.deepEqual(fleet.movement?.better, ['pc-5']);
  });

  for (const format of ['csv', 'html', 'markdown', 'ndjson', 'sarif'])
    it(`writes ${format}`, async () => {
      const file = files.path(`fleet.${format}`);
      const { code, stderr } = await runCli([
        'fleet',
        '--only',
        'proxy/',
        folder,
        '--output',
        `${format}=${file}`,
      ]);
      assert.equal(code, 1, stderr);
      assert.match(await readFile(file, 'utf8'), /no\\?_proxy/);
    });

  it('shows a person the answer, what helps most, the causes and the machines', async () => {
    const { stdout } = await runCli(['fleet', '--only', 'proxy/', folder, '--quiet', '--no-color'], {
      terminal: true,
      columns: 80,
    });
    assert.match(stdout, /^✖ {2}On 3 of 4 machines t1c\.t1t\.io does not stay local$/m);
    assert.match(stdout, /^What helps most machines first$/m);
    assert.match(stdout, /pc-1 +NO +✖ +✖/);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
    for (const line of stdout.matchAll(/→ (.*)$/gm))
      assert.equal(stdout.split(line[1] ?? '').length, 2, 'the advice is said once');
  });

  it('says why nobody can say, where no cause does', async () => {
    const dark = files.path('dark.json');
    await runCli(['audit', '--offline', '--no-env', '--only', 'dns/', '--label', 'pc-9', '--save', dark]);
    const argv = ['fleet', dark, join(folder, 'pc-3.json'), '--only', 'dns/', '--quiet'];
    const { stdout } = await runCli([...argv, '--no-color']);
    assert.match(
      stdout,
      /^UNKNOWN, and no cause above says why\n {2}! 2 machines: Nobody looked at DNS.* \(pc-/m,
    );
    const { fleet } = await fleetOf([dark]);
    assert.match(fleet.machines[0]?.why ?? '', /^Nobody looked at/);
    const page = (await runCli([...argv, '--output', 'html'])).stdout;
    assert.match(page, /no cause above says why[^]*<strong>2 machines<\/strong>: Nobody looked at DNS/);
  });
});
