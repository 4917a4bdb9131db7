/** One audit with a finding of every status, and what each format for programs writes of it. */
import assert from 'node:assert/strict';
import type { Cause, Finding, Report, Status } from '../../../lib/audits/finding.js';
import { formats, type AuditDocument } from '../../../lib/report/formats/index.js';
import { sampleReport } from '../html/sample.js';

export const found = (id: string, status: Status, more: Partial<Finding> = {}): Finding => ({
  id,
  key: `${id}@x`,
  audit: id.split(':')[0] ?? '',
  title: `Title of ${id}`,
  status,
  message: `it says ${status}`,
  references: ['see RFC 1', 'https://example.org/1'],
  ...more,
});
export const caused = (
  key: string,
  status: Cause['status'],
  findings: readonly string[],
  more: Partial<Cause> = {},
): Cause => ({
  key,
  status,
  effect: 'leaves',
  title: `cause ${key}`,
  why: [`because of ${key}`],
  where: [],
  affected: [],
  consequences: [],
  findings,
  owner: 'network team',
  check: `staylocal audit --check ${key}`,
  ...more,
});

export const findings: readonly Finding[] = [
  found('proxy/pac-bypass:never', 'fail', {
    subject: 'chromium',
    location: { file: '/here/a/proxy.pac', line: 7, column: 3, endLine: 7, endColumn: 9, key: 'return' },
    details: ['First detail', 'Second one.'],
    fix: { advice: 'Add the name' },
    cause: 'one',
  }),
  found('proxy/settings-bypass:proxied', 'fail', {
    locations: Array.from({ length: 12 }, (_, index) => ({ file: `/etc/f${index}`, line: index + 1 })),
    cause: 'one',
    because: true,
  }),
  found('dns/outage:silent', 'error', { subject: 'resolver', cause: 'two' }),
  found('dns/ttl:short', 'warn', {
    location: { file: 'https://pac.example/x.pac', line: 2 },
    cause: 'three',
  }),
  found('dns/ttl:sensible', 'pass'),
  found('os/vendor-support:ended', 'fail', { known: 'known since 2026-11-01', cause: 'four' }),
  found('agent/listening:not-collected', 'not-collected'),
  found('agent/listening:none', 'not-applicable'),
];

export const report: Report = {
  ...sampleReport(() => 'x'),
  profile: { id: 'p', title: 'P', name: 't1c.t1t.io' },
  at: '2026-11-24T08:00:00.250Z',
  label: 'pc-1',
  verdict: {
    ...sampleReport(() => 'x').verdict,
    word: 'NO',
    headline: 'requests leave',
    line: 'by a PAC | of the company',
  },
  findings,
  causes: [
    caused('one', 'fail', ['proxy/pac-bypass:never@x'], {
      first: 'Add: the name, please',
      where: ['/here/a/proxy.pac:7'],
      command: 'staylocal generate pac',
    }),
    caused('two', 'error', ['dns/outage:silent@x']),
    caused('three', 'warn', ['dns/ttl:short@x']),
    caused('four', 'fail', ['os/vendor-support:ended@x'], { known: 'known since 2026-11-01' }),
  ],
  inputs: { ...sampleReport(() => 'x').inputs, durationMs: 1234 },
};
const document: AuditDocument = {
  kind: 'audit',
  report,
  sources: [],
  rules: [{ id: 'proxy/pac-bypass', title: 'The PAC', why: 'It decides!', references: [] }],
};
export const write = (id: string, of: Report = report): Promise<string> => {
  const format = formats.find((one) => one.id === id);
  assert.ok(format !== undefined);
  return format.write({ ...document, report: of }, { color: false, verbose: false, folder: '/here' });
};
