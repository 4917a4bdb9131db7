import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Finding, Report } from '../../lib/audits/finding.js';
import { escapeForTerminal, render } from '../../lib/report/index.js';

const finding: Finding = {
  id: 'proxy/settings-bypass:proxied',
  audit: 'proxy/settings-bypass',
  status: 'fail',
  title: 'Proxy settings let the name bypass the proxy',
  message: 'would go to proxy.corp.example:8080.',
  subject: 'chromium',
  location: { file: 'proxy.reg', line: 7, key: 'ProxyOverride' },
  details: ['ProxyOverride holds <local>, which covers names without a dot only.'],
  fix: { advice: 'Add t1c.t1t.io to the bypass list', targets: ['windows-proxy-reg'] },
  references: ['https://example.org/'],
};

function reportOf(...findings: Finding[]): Report {
  const summary = { pass: 0, fail: 0, warn: 0, 'not-applicable': 0, 'not-collected': 0, error: 0 };
  for (const { status } of findings) summary[status] += 1;
  return {
    schemaVersion: 1,
    tool: { name: 'staylocal', version: '1.2.3' },
    profile: { id: 'trust1connector', title: 'Trust1Connector', name: 't1c.t1t.io' },
    at: '2026-01-02T03:04:05.000Z',
    findings,
    summary,
  };
}

describe('report: text', () => {
  it('shows subject, place, detail and fix of a failure', () => {
    assert.equal(
      render(reportOf(finding), 'text'),
      `Trust1Connector: does t1c.t1t.io stay local?
as of 2026-01-02T03:04:05.000Z, staylocal 1.2.3, profile trust1connector

Proxy exemption
  Proxy settings let the name bypass the proxy  proxy/settings-bypass
    ✖ chromium: would go to proxy.corp.example:8080.
        at proxy.reg:7 ProxyOverride
        ProxyOverride holds <local>, which covers names without a dot only.
        → Add t1c.t1t.io to the bypass list (staylocal generate windows-proxy-reg)

1 failed
each audit has a page: docs/audits/ID.md
`,
    );
  });

  it('puts failures first and shows no fix for what passed', () => {
    const text = render(reportOf({ ...finding, status: 'pass', message: 'fine.' }, finding), 'text');
    assert.ok(text.indexOf('✖') < text.indexOf('✔'));
    assert.equal(text.match(/→/g)?.length, 1);
    assert.match(text, /1 failed, 1 passed\n/);
  });

  it('shows a fix once for findings that follow each other', () => {
    const text = render(reportOf(finding, finding, { ...finding, fix: { advice: 'Another' } }), 'text');
    assert.equal(text.match(/→ Add/g)?.length, 1);
    assert.equal(text.match(/→ Another/g)?.length, 1);
  });

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

  it('stays short with many audits: what is open in full, the rest in a line', () => {
    const text = render(reportOf(...many), 'text');
    const order = [
      'C holds  dns/c',
      'settings-bypass',
      'Passed',
      'DNS: A holds (2 times)',
      'B holds',
      'Not looked at',
    ];
    const places = order.map((part) => text.indexOf(part));
    assert.ok(!places.includes(-1), text);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.match(text, /\? The program on this machine, 2 audits: --agent probes/);
    assert.match(text, /\? Disk space, 1 audit: --here/);
    assert.match(text, /\? The program on this machine: chromium own words\./);
    assert.match(text, /^Not applicable: os\/i$/m);
    assert.match(text, /^Switched off by the profile: os\/h$/m);
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
    assert.equal(lines.filter((line) => line.includes('x'.repeat(120))).length, 3);
  });

  it('never says passed of what nobody looked at', () => {
    const text = render(reportOf({ ...finding, status: 'not-collected' }), 'text');
    assert.match(text, /^ {2}\? /m);
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
