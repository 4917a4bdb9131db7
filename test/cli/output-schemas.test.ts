/** What each command writes as JSON and as NDJSON is what its schema says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { startLab } from '../../lib/lab/index.js';
import { now, runCli } from './run-cli.js';
import { scratch } from './scratch.js';

const schemaOf = (name: string) =>
  new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object,
  );

const pac = `function FindProxyForURL(url, host) {
  if (isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")) return "DIRECT";
  return dnsDomainIs(host, "corp.example") ? "DIRECT" : "PROXY p.example:1";
}
`;
const broken = 'function FindProxyForURL(url, host) {';
const settings = 'https_proxy=http://p.example:1\nno_proxy=localhost,*.t1t.io\n';

describe('cli: schemas of what is written', () => {
  const files = scratch();

  async function check(name: string, argv: readonly string[], stdin?: string): Promise<void> {
    const lines = files.path('lines.ndjson');
    const { stdout, stderr } = await runCli([...argv, '--output', 'json', '--output', `ndjson=${lines}`], {
      ...(stdin === undefined ? {} : { stdin }),
    });
    assert.notEqual(stdout, '', stderr);
    const isValid = schemaOf(name);
    assert.ok(isValid(JSON.parse(stdout)), JSON.stringify(isValid.errors));
    const isLine = schemaOf('ndjson');
    for (const line of readFileSync(lines, 'utf8').trimEnd().split('\n'))
      assert.ok(isLine(JSON.parse(line)), `${line} ${JSON.stringify(isLine.errors)}`);
  }

  const pacs: readonly (readonly string[])[] = [[], ['--lint'], ['--decide'], ['--dialect', 'firefox']];
  for (const options of pacs)
    it(`pac ${options.join(' ')}`, async () => {
      await check('pac', ['pac', '-', ...options], pac);
      await check('pac', ['pac', '-', ...options], broken);
    });

  it('proxy', () => check('proxy', ['proxy', '-'], settings));

  for (const fault of ['', 'expired-signature', 'unsigned-delegation', 'timeout'])
    it(`dnssec, ${fault === '' ? 'secure' : fault}`, async () => {
      const lab = await startLab({ at: now, faults: fault === '' ? [] : [fault] });
      try {
        const anchors = await files.write('anchors', lab.anchors);
        await check('dnssec', [
          'dnssec',
          't1c.t1t.io',
          '--resolver',
          lab.resolver,
          '--anchors',
          anchors,
          '--timeout',
          '1500',
        ]);
      } finally {
        await lab.close();
      }
    });

  it('audit', () => check('report', ['audit', '--offline', '--no-env', '--quiet', '--proxy', '-'], settings));
});
