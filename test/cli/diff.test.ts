/** Over time: what is new, gone, changed; and what a baseline accepts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFile, writeFile } from 'node:fs/promises';
import type { Report } from '../../lib/audits/finding.js';
import { runCli, type CliResult } from './run-cli.js';
import { scratch } from './scratch.js';

const offline = ['audit', '--offline', '--no-env', '--quiet', '--only', 'proxy/settings-bypass'] as const;
const proxied = 'https_proxy=http://p.example:1\n';
const exempt = `${proxied}no_proxy=t1c.t1t.io,localhost\n`;

describe('cli: diff and --baseline', () => {
  const files = scratch();
  /** The report on settings of this text, kept as a file. The settings' file has the same name each time. */
  async function reportOn(
    name: string,
    text: string,
    ...more: string[]
  ): Promise<CliResult & { file: string }> {
    const settings = await files.write('environment', text);
    const file = files.path(`${name}.json`);
    const argv = [...offline, '--proxy', settings, '--output', `json=${file}`, ...more];
    return { ...(await runCli(argv)), file };
  }
  const read = async (file: string): Promise<Report> => JSON.parse(await readFile(file, 'utf8')) as Report;

  it('tells what is new with exit code 1, and what is gone with 0', async () => {
    const good = (await reportOn('good', exempt)).file;
    const bad = (await reportOn('bad', proxied)).file;
    const worse = await runCli(['diff', good, bad]);
    assert.equal(worse.code, 1, worse.stderr);
    assert.match(worse.stdout, /^YES .* → NO /);
    assert.match(worse.stdout, /^(?:New|Changed):\n {2}✖ proxy\/settings-bypass: /m);
    const better = await runCli(['diff', bad, good, '--json']);
    assert.equal(better.code, 0);
    const { gone, new: fresh } = JSON.parse(better.stdout) as { gone: unknown[]; new: unknown[] };
    assert.deepEqual([gone.length > 0, fresh.length], [true, 0]);
    const same = await runCli(['diff', bad, bad, '--format', 'markdown']);
    assert.equal(same.code, 0);
    assert.match(same.stdout, /^## NO as of .*\n\nNothing is new, gone or changed\.\n$/);
  });

  it('does not take what nobody looked at now for gone', async () => {
    const bad = (await reportOn('bad', proxied)).file;
    const dark = files.path('dark.json');
    await runCli([...offline, '--output', `json=${dark}`]);
    const { stdout } = await runCli(['diff', bad, dark]);
    assert.match(stdout, /Open before, and not looked at now:/);
    assert.doesNotMatch(stdout, /Gone:/);
  });

  it('audits evidence first', async () => {
    const settings = await files.write('environment', proxied);
    const evidence = files.path('evidence.json');
    await runCli([...offline, '--proxy', settings, '--save', evidence]);
    const { code, stdout } = await runCli(['diff', evidence, evidence]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /Nothing is new, gone or changed/);
  });

  it('lets what a baseline holds pass, with its reason, and says so in the verdict', async () => {
    const bad = (await reportOn('bad', proxied)).file;
    const known = await reportOn('known', proxied, '--baseline', bad);
    assert.equal(known.code, 0, known.stdout);
    assert.match(known.stdout, /^✖ NO /, 'what is accepted is still so');
    assert.match(known.stdout, /^ {2}known since 2026-11-24: /m);
    const { baseline, findings, causes } = await read(known.file);
    assert.ok(baseline !== undefined && baseline.known > 0 && baseline.gone.length === 0);
    assert.ok(causes.every((cause) => cause.known !== undefined));
    assert.ok(findings.filter(({ status }) => status === 'fail').every((one) => one.known !== undefined));
  });

  it('keeps the reason that the baseline itself gives', async () => {
    const bad = await reportOn('bad', proxied);
    const edited = JSON.stringify(await read(bad.file)).replaceAll('"because":true,', '');
    const reasoned = JSON.parse(edited) as { findings: object[] };
    reasoned.findings = reasoned.findings.map((one) => ({ ...one, known: 'accepted until the spring' }));
    await writeFile(files.path('reasoned.json'), JSON.stringify(reasoned));
    const { stdout } = await reportOn('again', proxied, '--baseline', files.path('reasoned.json'));
    assert.match(stdout, /accepted until the spring/);
  });

  it('never hides what is new, and tells what is gone', async () => {
    const bad = (await reportOn('bad', proxied)).file;
    const good = (await reportOn('good', exempt)).file;
    const fresh = await reportOn('fresh', proxied, '--baseline', good);
    assert.equal(fresh.code, 1);
    assert.doesNotMatch(fresh.stdout, /known since/);
    const gone = await reportOn('gone', exempt, '--baseline', bad);
    assert.equal(gone.code, 0);
    assert.match(gone.stderr, /^known, and gone: proxy\/settings-bypass: /m);
  });

  it('writes JSON as its schema says', async () => {
    const [bad, good] = [(await reportOn('bad', proxied)).file, (await reportOn('good', exempt)).file];
    const schemaNamed = (name: string): object =>
      JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object;
    const schemas = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
    const isDiff = schemas.addSchema(schemaNamed('report')).compile(schemaNamed('diff'));
    for (const [from, to] of [
      [bad, good],
      [good, bad],
      [bad, bad],
    ] as const) {
      const { stdout } = await runCli(['diff', from, to, '--json']);
      assert.ok(isDiff(JSON.parse(stdout)), JSON.stringify(isDiff.errors));
    }
  });

  it('takes nothing else for a report', async () => {
    for (const text of ['', '{}', '[]', '{"schemaVersion":1}', '['.repeat(1000)]) {
      const file = await files.write('other.json', text);
      const { code, stderr } = await runCli(['diff', file, file]);
      assert.equal(code, 3);
      assert.match(stderr, /is no report: /);
    }
  });

  it('has the exit codes of Nagios where they are asked for', async () => {
    const codes = async (text: string, ...more: string[]): Promise<number> =>
      (await reportOn('nagios', text, '--exit-codes', 'nagios', ...more)).code;
    assert.equal(await codes(proxied), 2);
    assert.equal(await codes(exempt), 0);
    assert.equal((await runCli([...offline, '--exit-codes', 'nagios'])).code, 3, 'nobody looked');
    assert.equal(await codes(exempt, '--nothing-of-the-kind'), 3, 'a mistake is UNKNOWN');
  });
});
