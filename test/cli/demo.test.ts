import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Finding, Report } from '../../lib/audits/finding.js';
import { faults, startLab } from '../../lib/lab/index.js';
import { now, runCli } from './run-cli.js';
import { scratch } from './scratch.js';

async function demo(...argv: string[]): Promise<{ code: number; before: Report; after: Report }> {
  const result = await runCli(['demo', '--json', '--quiet', ...argv]);
  return { code: result.code, ...(JSON.parse(result.stdout) as { before: Report; after: Report }) };
}

/** Ids of what is wrong with DNS, in the audit after the proxies were exempted. */
function broken(findings: readonly Finding[]): string[] {
  return [
    ...new Set(findings.filter(({ status }) => status === 'fail' || status === 'error').map(({ id }) => id)),
  ].sort();
}

/** Each fault of the lab, and all that the audits say of it. */
const named: Readonly<Record<string, readonly string[]>> = {
  'expired-signature': ['dnssec/chain-secure:bogus'],
  'not-yet-valid': ['dnssec/chain-secure:bogus'],
  'wrong-ds': ['dnssec/chain-secure:bogus'],
  'missing-dnskey': ['dnssec/chain-secure:bogus'],
  'unsigned-delegation': ['dnssec/chain-secure:insecure'],
  'no-ds': ['dnssec/chain-secure:no-ds'],
  'bad-nsec': ['dnssec/chain-secure:bogus'],
  'extra-address': ['dns/address-expected:record-extra'],
  'wrong-address': ['dns/address-expected:record-elsewhere'],
  'other-loopback': ['dns/address-expected:other-loopback'],
  'stripped-signatures': ['dnssec/chain-secure:unfit-resolver'],
  'no-edns': ['dnssec/chain-secure:unfit-resolver'],
  'edns-formerr': ['dns/caa:no-answer', 'dnssec/chain-secure:unfit-resolver'],
  'edns-dropped': ['dns/caa:no-answer', 'dnssec/chain-secure:unfit-resolver'],
  'ad-without-signatures': ['dnssec/chain-secure:unfit-resolver'],
  'ignores-cd': [
    'dns/address-expected:servfail',
    'dns/caa:no-answer',
    'dns/outage:fails-for-name',
    'dnssec/chain-secure:unfit-resolver',
  ],
  'hides-bogus': [
    'dns/address-expected:servfail',
    'dns/caa:no-answer',
    'dns/outage:fails-for-name',
    'dnssec/chain-secure:unfit-resolver',
  ],
  'drops-ds': ['dnssec/chain-secure:unfit-resolver'],
  'drops-dnskey': ['dnssec/chain-secure:unfit-resolver'],
  'empty-dnskey': ['dnssec/chain-secure:unfit-resolver'],
  'denies-ds': ['dnssec/chain-secure:unfit-resolver'],
  'tcp-closed': ['dnssec/chain-secure:unfit-resolver'],
  'flipped-byte': ['dnssec/chain-secure:bogus'],
  'rebinding-filter': [
    'dns/address-expected:stripped',
    'dns/rebinding-protection:probably',
    'dnssec/chain-secure:bogus',
  ],
  nxdomain: ['dns/address-expected:name-denied', 'dns/blocklist:name-denied', 'dnssec/chain-secure:bogus'],
  nodata: ['dns/address-expected:stripped', 'dns/rebinding-protection:probably', 'dnssec/chain-secure:bogus'],
  servfail: [
    'dns/address-expected:servfail',
    'dns/outage:fails-for-name',
    'dnssec/chain-secure:indeterminate',
  ],
  'blocklist-address': [
    'dns/address-expected:block-address',
    'dns/blocklist:blocked',
    'dnssec/chain-secure:bogus',
  ],
  refused: ['dns/address-expected:refused', 'dns/outage:refuses-all', 'dnssec/chain-secure:indeterminate'],
  timeout: ['dns/address-expected:no-response', 'dns/outage:silent', 'dnssec/chain-secure:indeterminate'],
  'truncated-always': [],
  'rebinding-nxdomain': [
    'dns/address-expected:name-denied',
    'dns/rebinding-protection:probably',
    'dnssec/chain-secure:bogus',
  ],
  'rebinding-refused': [
    'dns/address-expected:refused',
    'dns/rebinding-protection:probably',
    'dnssec/chain-secure:indeterminate',
  ],
  'rebinding-servfail': [
    'dns/address-expected:servfail',
    'dns/rebinding-protection:probably',
    'dnssec/chain-secure:indeterminate',
  ],
  'rebinding-ede': [
    'dns/address-expected:stripped',
    'dns/rebinding-protection:probably',
    'dnssec/chain-secure:bogus',
  ],
  'blocklist-ede': ['dns/address-expected:name-denied', 'dns/blocklist:blocked', 'dnssec/chain-secure:bogus'],
  sinkhole: ['dns/address-expected:wrong-address', 'dns/blocklist:blocked', 'dnssec/chain-secure:bogus'],
  'response-policy-zone': [
    'dns/address-expected:stripped',
    'dns/blocklist:blocked',
    'dnssec/chain-secure:bogus',
  ],
  redirected: ['dns/address-expected:wrong-address', 'dns/blocklist:redirected', 'dnssec/chain-secure:bogus'],
  outage: ['dns/address-expected:servfail', 'dns/outage:fails-all', 'dnssec/chain-secure:indeterminate'],
  'denies-everything': [
    'dns/address-expected:name-denied',
    'dns/outage:denies-all',
    'dnssec/chain-secure:unfit-resolver',
  ],
  'drops-name': [
    'dns/address-expected:no-response',
    'dns/outage:silent-for-name',
    'dnssec/chain-secure:indeterminate',
  ],
  'no-validation': [],
  'vouches-for-bogus': [
    'dns/address-expected:wrong-address',
    'dns/blocklist:redirected',
    'dnssec/chain-secure:bogus',
    'dnssec/resolver-validates:vouches-for-bogus',
  ],
  'short-ttl': [],
  'long-ttl': [],
  'alias-elsewhere': ['dnssec/chain-secure:insecure'],
  'caa-forbids': [],
  'caa-other-authority': [],
  'signatures-end-soon': [],
  'cds-differs': [],
  'nsec3-iterations': [],
};

interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly {
    readonly physicalLocation: { readonly region?: { startColumn?: number; endColumn?: number } };
  }[];
}

describe('cli: demo, twice', () => {
  const files = scratch();
  it('says the same: nothing in it depends on where it was played', async () => {
    const reports: string[] = [];
    for (const name of ['one', 'two']) {
      const [sarif, saved] = [files.path(`${name}.sarif`), files.path(`${name}.json`)];
      const page = files.path(`${name}.html`);
      const argv = [
        'demo',
        '--quiet',
        '--at',
        '2026-11-24T08:00:00Z',
        '--output',
        `sarif=${sarif}`,
        '--output',
        `html=${page}`,
        '--save',
        saved,
      ];
      assert.equal((await runCli(argv)).code, 0);
      reports.push(await readFile(sarif, 'utf8'));
      const changes = [
        ...(await readFile(page, 'utf8')).matchAll(
          /<a href="data:application\/octet-stream;base64,([^"]+)" download="cause-\d+\.patch"/g,
        ),
      ].map(([, text = '']) => Buffer.from(text, 'base64').toString('utf8'));
      assert.ok(changes.length >= 2);
      for (const change of changes) assert.match(change, /^--- .*\n\+\+\+ .*\n@@ /);
      const evidence = await readFile(saved, 'utf8');
      assert.match(evidence, /"collectedAt": "2026-11-24T08:00:00\.000Z"/);
      assert.match(evidence, /"source":\s*"demo[\\/]+before[\\/]+proxy\.pac"/);
      assert.ok(!evidence.includes('staylocal-demo-'));
    }
    const prints = reports.map((text) =>
      [...text.matchAll(/"staylocal[^"]*":\s*"([0-9a-f]{16,})"/g)].map(([, one]) => one),
    );
    assert.ok((prints[0]?.length ?? 0) > 0);
    assert.deepEqual(prints[0], prints[1]);
    const { runs } = JSON.parse(reports[0] ?? '') as { runs: { results: SarifResult[] }[] };
    const regions = runs[0]?.results.flatMap(({ ruleId, locations }) =>
      ruleId === 'proxy/settings-bypass' ? locations.map((one) => one.physicalLocation.region) : [],
    );
    assert.ok((regions?.length ?? 0) > 0);
    for (const region of regions ?? []) assert.ok((region?.endColumn ?? 0) > (region?.startColumn ?? 1));
  });
});

describe('cli: demo', () => {
  const files = scratch();
  it('is red before and green after', async () => {
    const { code, before, after } = await demo();
    assert.equal(code, 0, JSON.stringify(broken(after.findings)));
    assert.deepEqual(broken(before.findings), ['proxy/pac-bypass:never', 'proxy/settings-bypass:proxied']);
    assert.deepEqual(broken(after.findings), []);
    assert.equal(after.summary.warn, 0);
    assert.ok(after.summary.pass > 5);
  });

  it('breaks what it is told to, and says so', async () => {
    const { code, after } = await demo('--fault', 'expired-signature');
    assert.equal(code, 1);
    assert.deepEqual(broken(after.findings), named['expired-signature']);
  });

  it('breaks what lies beside DNS, and refuses what it cannot show', async () => {
    const { code, after } = await demo('--fault', 'windows-without-exemption');
    assert.equal(code, 1);
    assert.deepEqual(broken(after.findings), ['proxy/settings-bypass:proxied']);
    const both = await runCli(['demo', '--fault', 'pac-as-html', '--fault', 'pac-never-direct']);
    assert.equal(both.code, 2);
    assert.match(both.stderr, /cannot both be shown/);
    const unknown = await runCli(['demo', '--fault', 'gremlins']);
    assert.equal(unknown.code, 2);
    assert.match(
      unknown.stderr,
      /"gremlins" is not a fault the lab knows; staylocal demo --faults lists all there are\.\n$/,
    );
    assert.match((await runCli(['demo', '--faults'])).stdout, /^proxy: pac-as-html: /m);
  });

  for (const columns of [80, 60])
    it(`says in forty lines what is wrong with the company, ${columns} columns wide`, async () => {
      const { stdout } = await runCli(['demo', '--quiet'], {
        terminal: true,
        columns,
        env: { NO_COLOR: '1' },
      });
      const lines = stdout.split('\n');
      const [first, end] = ['✖ NO  ', '2. The exemptions'].map((start) =>
        lines.findIndex((line) => line.startsWith(start)),
      );
      const report = lines.slice(first, end);
      assert.ok(report.length > 20 && report.length <= (columns === 80 ? 40 : 45), `${report.length} lines`);
      // What has to be copied whole is not broken: a path, an address.
      const wide = lines.filter((line) => line.length > columns && !/\/\S{25}/.test(line));
      assert.deepEqual(wide, []);
      assert.match(report[0] ?? '', /^✖ NO {2}t1c\.t1t\.io does not stay on this device$/);
      assert.match(report[1] ?? '', /^ {2}proxy\.pac has no exemption for t1c\.t1t\.io: /);
      assert.ok(report.some((line) => /^ {2}→ Answer DIRECT for/.test(line)));
    });

  it('shows what a fault does first, and what the company lacks not at all', async () => {
    const { stdout } = await runCli(['demo', '--quiet', '--fault', 'rebinding-filter']);
    const [, line = ''] = stdout.slice(stdout.indexOf('✖ NO')).split('\n');
    assert.match(line, /takes the address of t1c\.t1t\.io away: rebinding protection/);
    assert.ok(!stdout.includes('proxy.pac'), stdout);
    assert.match(stdout, /^1 failed, \d+ passed/m);
  });

  it('says All green only where an audit would end with 0', async () => {
    for (const [fault, code] of [
      ['truncated-always', 0],
      ['disk-unreadable', 3],
      ['agent-not-running', 1],
    ] as const) {
      const result = await runCli(['demo', '--quiet', '--fault', fault]);
      assert.deepEqual([result.code, result.stdout.includes('All green')], [code, code === 0], fault);
    }
  }).timeout(60_000);

  it('keeps the evidence with the profile that fits it', async () => {
    const folder = files.path('kept');
    await runCli(['demo', '--quiet', '--fault', 'wrong-ds', '--keep', folder]);
    const again = await runCli([
      ...['audit', '--profile', `${folder}/profile.json`, '--evidence', `${folder}/evidence.json`],
    ]);
    assert.equal(again.code, 1, again.stderr);
    assert.match(again.stdout, /^✖ NO .*\n {2}No DS at the parent fits a key of the zone t1t\.io\.\n/);
  });

  it('tells its story on stdout', async () => {
    const { code, stdout } = await runCli(['demo']);
    assert.equal(code, 0);
    assert.match(stdout, /1\. A company as it is.*2\. The exemptions.*3\. The same company.*All green/s);
  });
});

/** Only silence runs into the time limit: where something answers, however busy the machine, it is waited for. */
const silent: ReadonlySet<string> = new Set(['timeout', 'drops-name']);

describe('cli: every fault of the lab', () => {
  const files = scratch();
  for (const { id, description } of faults) {
    it(`${id}: ${description}`, async () => {
      const lab = await startLab({ at: now, faults: [id] });
      try {
        const anchors = await files.write('anchors', lab.anchors);
        const argv = [
          'audit',
          '--resolver',
          lab.resolver,
          '--anchors',
          anchors,
          '--only',
          'dns/',
          '--only',
          'dnssec/',
          '--timeout',
          silent.has(id) ? '2000' : '15000',
          '--json',
        ];
        const { stdout } = await runCli(argv);
        assert.deepEqual(broken((JSON.parse(stdout) as Report).findings), named[id]);
      } finally {
        await lab.close();
      }
    });
  }
});
