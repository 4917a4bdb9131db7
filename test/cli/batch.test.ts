/** Many items: a line each, a line of result each. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { BatchResult } from '../../lib/batch/index.js';
import { startLab } from '../../lib/lab/index.js';
import { now, runCli } from './run-cli.js';
import { scratch } from './scratch.js';

const isResult = new Ajv2020().compile<BatchResult>(
  JSON.parse(readFileSync('schemas/batch-result.schema.json', 'utf8')) as object,
);

interface Ran {
  readonly code: number;
  readonly stderr: string;
  readonly results: readonly BatchResult[];
}

describe('cli: batch', () => {
  const files = scratch();
  const paths = { direct: '', proxied: '', settings: '', evidence: '' };
  before(async () => {
    paths.direct = await files.write('direct.pac', 'function FindProxyForURL(u, h) { return "DIRECT"; }\n');
    paths.proxied = await files.write(
      'proxied.pac',
      'function FindProxyForURL(u, h) { return "PROXY p.example:1"; }\n',
    );
    paths.settings = await files.write('environment', 'https_proxy=http://user:secret@p.example:1\n');
    paths.evidence = files.path('evidence.json');
    await runCli([
      'audit',
      '--offline',
      '--no-env',
      '--quiet',
      '--pac',
      paths.proxied,
      '--only',
      'proxy/',
      '--save',
      paths.evidence,
    ]);
  });

  async function batch(items: readonly (object | string)[], ...argv: readonly string[]): Promise<Ran> {
    const stdin = items.map((item) => `${typeof item === 'string' ? item : JSON.stringify(item)}\n`).join('');
    const { code, stdout, stderr } = await runCli(
      ['batch', ...(argv.includes('--resolver') ? [] : ['--resolver', '192.0.2.1']), ...argv],
      { stdin },
    );
    const results = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
    for (const result of results) assert.ok(isResult(result), JSON.stringify(isResult.errors));
    return { code, stderr, results: results as readonly BatchResult[] };
  }

  it('judges a PAC, settings and evidence, in the order of the lines', async () => {
    const { code, results } = await batch([
      { id: 'a', pac: paths.direct },
      { pac: paths.proxied },
      { settings: paths.settings },
      { evidence: paths.evidence },
      { evidence: JSON.parse(await readFile(paths.evidence, 'utf8')) as object },
    ]);
    assert.equal(code, 1);
    assert.deepEqual(
      results.map(({ line, id, task, status }) => [line, id, task, status]),
      [
        [1, 'a', 'pac', 'pass'],
        [2, undefined, 'pac', 'fail'],
        [3, undefined, 'settings', 'fail'],
        [4, undefined, 'evidence', 'fail'],
        [5, undefined, 'evidence', 'fail'],
      ],
    );
    assert.match(results[1]?.message ?? '', /proxied\.pac has no exemption for t1c\.t1t\.io/);
    assert.doesNotMatch(JSON.stringify(results), /secret/);
  });

  it('takes a profile with an item', async () => {
    const profile = {
      schemaVersion: 1,
      id: 'acme',
      title: 'Acme',
      kind: 'partner',
      name: 'connector.partner.example',
      expect: { a: ['127.0.0.1'], addressClass: 'loopback' },
      ports: [9443],
      dnssec: 'none',
    };
    const script =
      'function FindProxyForURL(u, h) { return h == "connector.partner.example" || h == "localhost" ? "DIRECT" : "PROXY p:1"; }';
    const pac = await files.write('partner.pac', script);
    const { results } = await batch([{ pac }, { pac, profile }]);
    assert.deepEqual(
      results.map(({ status }) => status === 'fail'),
      [true, false],
    );
  });

  const bad: readonly (readonly [title: string, line: string, reason: RegExp])[] = [
    ['no JSON', 'nonsense', /not JSON/],
    ['no object', '[1]', /must be object/],
    ['nothing asked', '{"id":"x"}', /asks for nothing/],
    ['two things asked', '{"name":"a.example","pac":"b"}', /pac and name; an item asks for one thing/],
    ['an unknown field', '{"nam":"a.example"}', /additional properties \(nam\)/],
    ['a name that is none', '{"name":"a..example"}', /./],
    ['an unknown profile', '{"pac":"x","profile":"nobody"}', /No profile "nobody"/],
    ['evidence that is not there', '{"evidence":"/nowhere/e.json"}', /nowhere/],
  ];
  for (const [title, line, reason] of bad)
    it(`reports a bad line with its number, and goes on: ${title}`, async () => {
      const { code, results, stderr } = await batch(['', line, { pac: paths.direct }]);
      assert.deepEqual(
        results.map(({ line: number, status }) => [number, status]),
        [
          [2, 'error'],
          [3, 'pass'],
        ],
      );
      assert.match(results[0]?.message ?? '', reason);
      assert.equal(code, 3);
      if (results[0]?.task === 'none') assert.match(stderr, /^line 2: /m);
    });

  it('could not look where a file is not there, and where there is no item', async () => {
    const { results, code } = await batch([{ pac: files.path('none.pac') }]);
    assert.deepEqual([results[0]?.status, code], ['error', 3]);
    assert.equal((await batch([])).code, 3);
  });

  it('validates names, asks for parents once, and tells fewer queries than names', async () => {
    const lab = await startLab({ at: now, faults: [] });
    try {
      const anchors = await files.write('anchors', lab.anchors);
      const items = [
        ...Array.from({ length: 30 }, () => ({ name: 't1c.t1t.io' })),
        { name: 'nobody.t1t.io', type: 'AAAA' },
      ];
      const { results, code } = await batch(items, '--resolver', lab.resolver, '--anchors', anchors);
      assert.deepEqual(new Set(results.map(({ dnssec }) => dnssec?.status)), new Set(['secure']));
      assert.equal(results.at(-1)?.dnssec?.rcode, 'NXDOMAIN');
      assert.equal(code, 0);
    } finally {
      await lab.close();
    }
  });

  it('with a journal does nothing twice, and tells everything again', async () => {
    const journal = files.path('journal');
    const items = [{ pac: paths.direct }, { pac: paths.proxied }];
    const first = await batch(items.slice(0, 1), '--journal', journal);
    assert.equal(first.results.length, 1);
    const second = await batch(items, '--journal', journal);
    assert.deepEqual(
      second.results.map(({ status }) => status),
      ['pass', 'fail'],
    );
    assert.match(second.stderr, /2 items, 1 of them from the journal/);
    const other = await batch([items[1] ?? {}], '--journal', journal);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /Line 1 of the input is another/);
    const profile = await batch(items, '--journal', journal, '--profile', 'localtest-me');
    assert.match(profile.stderr, /other options/);
  });

  it('writes nothing on stderr with --quiet', async () => {
    assert.equal((await batch([{ pac: paths.direct }], '--quiet')).stderr, '');
  });
});
