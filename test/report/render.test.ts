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

Proxy settings let the name bypass the proxy proxy/settings-bypass
  ✖ chromium: would go to proxy.corp.example:8080.
      at proxy.reg:7 ProxyOverride
      ProxyOverride holds <local>, which covers names without a dot only.
      → Add t1c.t1t.io to the bypass list (staylocal generate windows-proxy-reg)

1 failed
`,
    );
  });

  it('puts failures first and shows no fix for what passed', () => {
    const text = render(reportOf({ ...finding, status: 'pass', message: 'fine.' }, finding), 'text');
    assert.ok(text.indexOf('✖') < text.indexOf('✔'));
    assert.equal(text.match(/→/g)?.length, 1);
    assert.match(text, /1 failed, 1 passed\n$/);
  });

  it('never says passed of what nobody looked at', () => {
    const text = render(reportOf({ ...finding, status: 'not-collected' }), 'text');
    assert.match(text, /^ {2}\? /m);
    assert.doesNotMatch(text, /passed|✔/);
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

  it('has a schema that refuses a status it does not know', () => {
    assert.ok(
      !validate(
        JSON.parse(render(reportOf(), 'json').replace('"findings": []', '"findings": [{"status":"ok"}]')),
      ),
    );
  });
});
