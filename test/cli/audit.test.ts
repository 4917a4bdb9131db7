import assert from 'node:assert/strict';
import { chmod, readFile, stat } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { startLab, type Lab } from '../../lib/lab/index.js';
import type { Report } from '../../lib/audits/finding.js';
import { now, runCli } from './run-cli.js';
import { scratch } from './scratch.js';

const directPac = 'function FindProxyForURL(url, host) { return "DIRECT"; }';

describe('cli: audit', () => {
  const files = scratch();
  let lab: Lab | undefined;
  let dns: readonly string[] = [];
  before(async () => {
    lab = await startLab({ at: now });
    dns = [
      ...['--resolver', lab.resolver, '--anchors', await files.write('anchors', `${lab.anchors}\n`)],
      // The profile's servers are the vendor's own: nothing here asks them.
      ...['--skip', 'distribution/'],
    ];
  });
  after(() => lab?.close());

  it('passes where everything is as it must be', async () => {
    const pac = await files.write('direct.pac', directPac);
    const result = await runCli(['audit', ...dns, '--pac', pac], {
      env: { https_proxy: 'http://p:1', no_proxy: 't1c.t1t.io,localhost' },
    });
    assert.equal(result.code, 0, result.stdout);
    assert.match(result.stdout, /^✔ YES {2}t1c\.t1t\.io stays on this device\n.*DNSSEC proves it/);
    assert.match(result.stderr, /^asking udp:\/\/127\.0\.0\.1:/m);
  });

  it('looks for keys and policies in a registry export, and at nothing else of a machine', async () => {
    const reg = 'test/gather/fixtures/windows/export.reg';
    const result = await runCli([
      'audit',
      '--offline',
      '--no-env',
      '--registry',
      reg,
      '--only',
      'registry/',
      '--json',
    ]);
    assert.equal(result.code, 1, result.stderr);
    const { findings } = JSON.parse(result.stdout) as Report;
    assert.deepEqual(
      findings.map(({ id, subject }) => [id, subject]),
      [
        ['registry/keys-present:present', reg],
        ['registry/keys-present:absent', reg],
        ['registry/per-user:not-covered', reg],
      ],
    );
  });

  it('advises no option that was given', async () => {
    const settings = await files.write(
      'environment',
      'https_proxy=http://p.example:1\nno_proxy=t1c.t1t.io\n',
    );
    const argv = [
      'audit',
      '--offline',
      '--no-env',
      '--proxy',
      settings,
      '--only',
      'proxy/',
      '--only',
      'dnssec/',
    ];
    const { stdout } = await runCli(argv);
    assert.match(
      stdout,
      /^\? Not looked at: DNSSEC \(without --offline\); some of Proxy exemption \(--here\)$/m,
    );
    const verbose = (await runCli([...argv, '--verbose'])).stdout;
    assert.match(
      verbose,
      /\? Proxy exemption \(1 audit\): --here reads the settings of this machine; --pac reads a PAC file$/m,
    );
    assert.match(verbose, /\? DNSSEC \(\d audits\): without --offline, resolvers are asked$/m);
  });

  it('says that a registry export could not be read', async () => {
    const result = await runCli([
      'audit',
      '--offline',
      '--registry',
      files.path('none.reg'),
      '--only',
      'registry/',
    ]);
    assert.equal(result.code, 3, result.stdout);
    assert.match(result.stdout, /The export could not be read: .*there is no such file/);
  });

  it('saves evidence that gives the same findings, byte for byte', async () => {
    const pac = await files.write(
      'proxy.pac',
      'function FindProxyForURL(u, h) { return isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") ? "PROXY a:1" : "DIRECT"; }',
    );
    const reg = await files.write('environment', 'https_proxy=http://annemarie:s3cret@p.example:1\n');
    const env = { https_proxy: 'http://rosalind:s3cret@p.example:2', ALL_PROXY: 'leopold@p.example' };
    const saved = await files.write('evidence.json', 'there before, and open to all');
    await chmod(saved, 0o644);
    const argv = ['audit', ...dns, '--pac', pac, '--proxy', reg, '--save', saved, '--json'];
    const live = await runCli(argv, { env });
    assert.equal(live.code, 1);
    const again = await runCli(['audit', '--evidence', saved, '--skip', 'distribution/', '--json']);
    assert.equal(again.stdout, live.stdout);
    assert.equal(again.code, live.code);
    const fromStdin = await runCli(['audit', '--evidence', '-', '--skip', 'distribution/', '--json'], {
      stdin: await readFile(saved),
    });
    assert.equal(fromStdin.stdout, live.stdout);

    const text = await readFile(saved, 'utf8');
    const kept = [...text.matchAll(/"bytes": ?"([^"]*)"/g)].map(([, bytes = '']) =>
      Buffer.from(bytes, 'base64'),
    );
    assert.ok(kept.some((bytes) => bytes.includes('https_proxy=http://***:***@p.example:1')));
    for (const word of ['s3cret', 'annemarie', 'rosalind', 'leopold'])
      for (const held of [live.stdout, live.stderr, text, ...kept])
        assert.ok(!held.includes(word), `${word} in ${String(held).slice(0, 200)}`);
    assert.equal((await stat(saved)).mode & 0o077, 0, 'for its owner only');
  });

  it('prints JSON that is valid by its schema, and nothing else', async () => {
    const validate = new Ajv2020().compile<Report>(
      JSON.parse(await readFile('schemas/report.schema.json', 'utf8')) as object,
    );
    const result = await runCli(['audit', ...dns, '--json', '--quiet']);
    assert.ok(validate(JSON.parse(result.stdout)), JSON.stringify(validate.errors));
    assert.equal(result.stderr, '');
  });

  it('shows what was not looked at as that', async () => {
    const result = await runCli(['audit', '--offline', '--no-env', '--json']);
    assert.equal(result.code, 3, 'nothing was looked at, so nothing passed');
    const report = JSON.parse(result.stdout) as Report;
    assert.equal(report.summary.pass, 0);
    const { 'not-collected': missing, 'not-applicable': moot } = report.summary;
    assert.equal(missing + moot, report.findings.length);
    assert.ok(moot < 5, JSON.stringify(report.summary));
  });

  it('ends with 3 where no resolver answers', async () => {
    const closed = await startLab({ at: now });
    await closed.close();
    const result = await runCli([
      'audit',
      '--resolver',
      closed.resolver,
      '--no-env',
      '--skip',
      'distribution/',
    ]);
    assert.equal(result.code, 3, result.stdout);
    assert.match(result.stdout, /^! UNKNOWN .*\n {2}The resolver udp:\S+ answers nothing at all: /);
  });

  it('refuses evidence that is none', async () => {
    for (const [stdin, message] of [
      ['hello', /is not JSON; evidence is what/],
      ['{"schemaVersion": 1}', /must have required property/],
      [
        '{"schemaVersion": 2}',
        /is evidence of schema version 2, and this version of staylocal reads 1; update/,
      ],
      ['{"schemaVersion": "x"}', /not evidence that this version reads/],
      [
        JSON.stringify({
          schemaVersion: 1,
          tool: { name: 'staylocal', version: '1' },
          collectedAt: '2026-13-40T10:00:00.000Z',
          profile: { id: 'x', name: 'x.example' },
        }),
        /field "collectedAt" must match/,
      ],
    ] as const) {
      const result = await runCli(['audit', '--evidence', '-'], { stdin });
      assert.equal(result.code, 3);
      assert.match(result.stderr, message);
    }
  });

  it('counts warnings only when told to', async () => {
    const path = await files.write(
      'partner.json',
      JSON.stringify({
        ...(JSON.parse((await runCli(['profile', 'show'])).stdout) as object),
        name: 'unsigned.example',
        dnssec: 'advised',
      }),
    );
    const argv = ['audit', ...dns, '--no-env', '--profile', path, '--only', 'dnssec/'];
    assert.equal((await runCli(argv)).code, 0);
    assert.equal((await runCli([...argv, '--strict'])).code, 1);
  });
});
