import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Finding, Report, Verdict } from '../../lib/audits/finding.js';
import { groupByCause, verdictOf } from '../../lib/causes/index.js';
import { annotations, escapeForTerminal, render } from '../../lib/report/index.js';
import { testProfile } from '../audits/case.js';

const finding: Finding = {
  id: 'proxy/settings-bypass:proxied',
  key: 'proxy/settings-bypass:proxied@chromium',
  audit: 'proxy/settings-bypass',
  status: 'fail',
  title: 'Proxy settings let the name bypass the proxy',
  message: 'would go to proxy.corp.example:8080.',
  subject: 'chromium',
  location: { file: 'proxy.reg', line: 7, key: 'ProxyOverride' },
  details: ['ProxyOverride holds <local>, which covers names without a dot only.'],
  fix: { advice: 'Add t1c.t1t.io to the bypass list', targets: ['windows-reg'] },
  references: ['https://example.org/'],
};

function reportOf(...all: Finding[]): Report {
  const summary = { pass: 0, fail: 0, warn: 0, 'not-applicable': 0, 'not-collected': 0, error: 0 };
  for (const { status } of all) summary[status] += 1;
  const told = all.map((each, index) => ({ finding: { ...each, key: `${each.id}#${index}` }, data: {} }));
  const { findings, causes } = groupByCause(told, testProfile);
  return {
    schemaVersion: 1,
    tool: { name: 'staylocal', version: '1.2.3' },
    profile: { id: 'trust1connector', title: 'Trust1Connector', name: 't1c.t1t.io' },
    at: '2026-01-02T03:04:05.000Z',
    verdict: verdictOf(causes, findings, testProfile),
    causes,
    findings,
    inputs: { evidenceSha256: '0'.repeat(64), resolvers: [], references: [], files: [] },
    chains: [],
    pacs: [],
    routes: [],
    summary,
  };
}

describe('report: text', () => {
  it('begins with the answer, the cause and what to do', () => {
    assert.equal(
      render(reportOf({ ...finding, id: 'proxy/pac-bypass:never', audit: 'proxy/pac-bypass' }), 'text'),
      `✖ NO  t1c.t1t.io does not stay on this device
  proxy.reg has no exemption for t1c.t1t.io: ProxyOverride holds <local>, which covers names without a dot only.
  → Add t1c.t1t.io to the bypass list (network team)

  ? address  →  ? proof  →  ✖ way  →  ? program  →  ? around it

✖ 1  proxy.reg has no exemption for t1c.t1t.io
     proxy.reg:7 ProxyOverride
     → Add t1c.t1t.io to the bypass list (network team)
     $ staylocal generate windows-reg --profile test --merge proxy.reg --out bypass.reg

1 failed
? Not tried: the fix of 1
  --verbose                           the finding, and why
  staylocal explain proxy/pac-bypass  what 1 is about
Trust1Connector, as of 2026-01-02T03:04:05.000Z, staylocal 1.2.3, profile trust1connector
`,
    );
  });

  it('says the same thing once, whoever says it', () => {
    const text = render(reportOf(finding, finding, { ...finding, subject: 'firefox' }), 'text');
    assert.equal(text.match(/→ Add/g)?.length, 2, 'in the answer and below the one cause');
    assert.match(text, /^1 failed$/m);
    assert.match(text, /--verbose .*all 3 findings, and why/);
  });

  it('breaks a command before its options, as a shell reads on', () => {
    const file = `${'a-long-folder/'.repeat(5)}it’s here.reg`;
    const report = reportOf({ ...finding, location: { file } });
    assert.match(
      render(report, 'text', { columns: 60 }),
      /\$ staylocal generate windows-reg --profile test \\\n {9}--merge 'a-long[^\n]*here\.reg' \\\n {9}--out bypass\.reg\n/,
    );
  });

  const words: readonly (readonly [Verdict['word'], boolean, readonly Finding[]])[] = [
    ['NO', false, [{ ...finding, id: 'proxy/pac-bypass:never', audit: 'proxy/pac-bypass' }]],
    ['UNKNOWN', false, [{ ...finding, id: 'dns/outage:silent', audit: 'dns/outage', status: 'error' }]],
    ['UNKNOWN', false, [{ ...finding, id: 'dns/ttl:ok', audit: 'dns/ttl', status: 'pass' }]],
    ['YES', false, [{ ...finding, status: 'pass' }]],
    ['YES', false, [{ ...finding, status: 'warn', id: 'proxy/settings-bypass:proxied-elsewhere' }]],
    [
      'YES',
      true,
      [
        { ...finding, status: 'pass' },
        { ...finding, id: 'disk/free-space:too-little', audit: 'disk/free-space' },
      ],
    ],
  ];
  for (const [word, but, findings] of words) {
    it(`answers ${word}${but ? ', but' : ''} to ${findings.map(({ id, status }) => `${id} ${status}`).join(', ')}`, () => {
      const { verdict } = reportOf(...findings);
      assert.deepEqual([verdict.word, verdict.but], [word, but], JSON.stringify(verdict));
    });
  }

  const many = [
    { ...finding, id: 'dns/a:ok', audit: 'dns/a', title: 'A holds', status: 'pass' as const },
    { ...finding, id: 'dns/a:ok', audit: 'dns/a', title: 'A holds', status: 'pass' as const },
    { ...finding, id: 'os/b:ok', audit: 'os/b', title: 'B holds', status: 'pass' as const },
    finding,
    { ...finding, id: 'dns/c:bad', audit: 'dns/c', title: 'C holds', message: 'is bad.' },
    ...['agent/d', 'agent/e', 'disk/f'].map((audit) => ({
      ...finding,
      id: `${audit}:not-collected`,
      audit,
      status: 'not-collected' as const,
    })),
    {
      ...finding,
      id: 'agent/g:own',
      audit: 'agent/g',
      message: 'own words.',
      status: 'not-collected' as const,
    },
    { ...finding, id: 'os/h:switched-off', audit: 'os/h', status: 'not-applicable' as const },
    { ...finding, id: 'os/i:not-asked', audit: 'os/i', status: 'not-applicable' as const },
  ];

  it('stays short with many audits: causes, counts, and what nobody looked at', () => {
    const text = render(reportOf(...many), 'text');
    assert.ok(!text.includes('A holds'), text);
    assert.match(text, /^\? Not looked at: The program on this machine \(--agent\); Disk space \(--here\)$/m);
    const verbose = render(reportOf(...many), 'text', { verbose: true });
    assert.match(verbose, /\? The program on this machine \(2 audits\): --agent probes/);
    assert.match(verbose, /\? Disk space \(1 audit\): --here/);
    assert.match(verbose, /\? The program on this machine: chromium own words\./);
    assert.match(verbose, /^Not applicable: os\/i$/m);
    assert.match(verbose, /^Switched off by the profile: os\/h$/m);
  });

  it('counts causes beyond eight', () => {
    const causes = Array.from({ length: 11 }, (_, index) => ({
      ...finding,
      id: `os/${index}:bad`,
      audit: `os/${index}`,
    }));
    assert.match(render(reportOf(...causes), 'text'), /^ {2}and 3 more: --verbose$/m);
    assert.match(render(reportOf(...causes), 'text', { verbose: true }), /^✖ 11 /m);
  });

  it('shows every finding in full when told to', () => {
    const text = render(reportOf(...many), 'text', { verbose: true });
    assert.equal(text.match(/^ {4}[✖✔?–] /gm)?.length, many.length);
  });

  it('breaks lines at the width of the terminal, and no word', () => {
    const long = `${'word '.repeat(60)}https://example.org/${'x'.repeat(120)}`;
    const report = reportOf({ ...finding, message: long, details: [long], fix: { advice: long } }, ...many);
    const lines = render(report, 'text', { columns: 80 }).split('\n');
    assert.deepEqual(
      lines.filter((line) => line.length > 80 && !line.includes('xxx') && !line.includes('settings-bypass')),
      [],
    );
    assert.ok(lines.some((line) => line.includes('x'.repeat(120))));
  });

  it('never says passed of what nobody looked at', () => {
    const text = render(reportOf({ ...finding, status: 'not-collected' }), 'text');
    assert.match(text, /^! UNKNOWN {2}/);
    assert.doesNotMatch(text, /[Pp]assed|✔/);
  });

  it('colours only when asked', () => {
    assert.ok(!render(reportOf(finding), 'text').includes('\u001b'));
    assert.ok(render(reportOf(finding), 'text', { color: true }).includes('\u001b[31m✖'));
  });

  it('lets no control character of the evidence through', () => {
    const hostile = '\u001b[2J\r\u202eevil\u0085\nnext';
    const text = render(
      reportOf({
        ...finding,
        message: hostile,
        subject: hostile,
        details: [hostile],
        location: { file: hostile },
      }),
      'text',
      { verbose: true },
    );
    for (const unsafe of ['\u001b', '\r', '\u202e', '\u0085']) assert.ok(!text.includes(unsafe));
    assert.match(text, /\\u\{1b\}\[2J\\u\{d\}\\u\{202e\}evil\\u\{85\}\\u\{a\}next/);
  });

  it('is one line for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => !/[\p{Cc}\u2028\u2029\u202a-\u202e]/u.test(escapeForTerminal(text)),
      ),
    );
  });
});

describe('report: annotations', () => {
  const pac = { ...finding, id: 'proxy/pac-bypass:never', audit: 'proxy/pac-bypass' };
  it('are one a cause, at its line', () => {
    assert.equal(
      annotations(reportOf(pac, pac)),
      '::error file=proxy.reg,line=7,title=proxy.reg has no exemption for t1c.t1t.io::Add t1c.t1t.io to the bypass list (network team)\n',
    );
  });

  it('end no value and no command that they hold', () => {
    const file = 'a,title=x::y%0A\n::error::z';
    const text = annotations(reportOf({ ...pac, status: 'warn', location: { file } }));
    assert.match(
      text,
      /^::warning file=a%2Ctitle=x%3A%3Ay%250A\\u\{a\}%3A%3Aerror%3A%3Az,title=[^:,]*::[^\n]*\n$/,
    );
  });

  it('name no file where there is none', () => {
    const text = annotations(reportOf({ ...pac, location: { file: 'http://p/a.pac', line: 3 } }));
    assert.match(text, /^::error title=http%3A\/\/p\/a\.pac has no exemption/);
  });
});

describe('report: json', () => {
  const validate = new Ajv2020().compile(
    JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')) as object,
  );

  it('is the report, whole, and valid by its schema', () => {
    const report = reportOf(finding, { ...finding, status: 'warn' });
    const parsed: unknown = JSON.parse(render(report, 'json'));
    assert.deepEqual(parsed, report);
    assert.ok(validate(parsed), JSON.stringify(validate.errors));
  });

  it('shows no character that a terminal would obey, and the same values', () => {
    const report = reportOf({ ...finding, message: '\u001b[2J\u009b31m\u202e\u2028\ufeff\n' });
    const text = render(report, 'json');
    assert.ok(!/(?!\n)[\p{Cc}\u2028\u202e\ufeff]/u.test(text), text);
    assert.deepEqual(JSON.parse(text), report);
  });

  it('has a schema that refuses a status it does not know', () => {
    assert.ok(
      !validate(
        JSON.parse(render(reportOf(), 'json').replace('"findings": []', '"findings": [{"status":"ok"}]')),
      ),
    );
  });
});
