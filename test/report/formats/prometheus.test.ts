/** What of an audit's findings raises an alarm. */
import assert from 'node:assert/strict';
import type { Finding, Status } from '../../../lib/audits/finding.js';
import { writePrometheus } from '../../../lib/report/formats/prometheus.js';
import { auditDocument } from './documents.js';
import { report, write } from './every-status.js';

/** The series of one audit with these findings, each as `[status, known]`. */
async function valueOf(
  found: readonly (readonly [status: Status, known?: string])[],
): Promise<string | undefined> {
  const document = auditDocument('a');
  if (document.kind !== 'audit') throw new Error('no audit');
  const sample = document.report.findings.find(({ known }) => known === undefined);
  if (sample === undefined) throw new Error('no finding');
  const findings = found.map(([status, known]): Finding => ({
    ...sample,
    audit: 'proxy/pac-bypass',
    status,
    ...(known === undefined ? {} : { known }),
  }));
  const text = await writePrometheus({ ...document, report: { ...document.report, findings } });
  return /^staylocal_audit_status\{[^}]*audit="proxy\/pac-bypass"[^}]*\} (.*)$/m.exec(text)?.[1];
}

describe('report/formats: prometheus, the status of an audit', () => {
  for (const [found, value] of [
    [[['fail']], '3'],
    [[['error']], '2'],
    [[['warn']], '1'],
    [[['pass']], '0'],
    [[['not-collected']], '-1'],
    [[['not-applicable']], '-2'],
    [[['pass'], ['warn'], ['not-collected']], '1'],
    [[['fail', 'known since 2026-11-01']], '0'],
    [[['fail', 'known since 2026-11-01'], ['warn']], '1'],
    [[['warn', 'known since 2026-11-01'], ['fail']], '3'],
  ] as const satisfies readonly (readonly [Parameters<typeof valueOf>[0], string])[])
    it(`${found.map((one) => one.join(', ')).join('; ')}: ${value}`, async () => {
      assert.equal(await valueOf(found), value);
    });
});

describe('report/formats: prometheus, the other series', () => {
  it('has times in seconds, and findings by status, the known ones apart', async () => {
    const text = await write('prometheus');
    const labels = 'name="t1c.t1t.io",kind="audit",profile="p",machine="pc-1"';
    const series = (name: string, more = ''): string | undefined =>
      text
        .split('\n')
        .find((line) => line.startsWith(`${name}{${labels}${more}} `))
        ?.split(' ')
        .at(-1);
    assert.equal(series('staylocal_stays_local'), '0');
    assert.equal(series('staylocal_report_timestamp_seconds'), '1795507200.25');
    assert.equal(series('staylocal_gathering_seconds'), '1.234');
    const counts = ['fail', 'error', 'warn', 'pass', 'not-collected', 'not-applicable'].map((status) =>
      ['no', 'yes']
        .map((known) => series('staylocal_findings', `,status="${status}",known="${known}"`))
        .join(' '),
    );
    assert.deepEqual(counts, ['2 1', '1 0', '1 0', '1 0', '1 0', '1 0']);
  });

  it('escapes a backslash and a quote in a label', async () => {
    const text = await write('prometheus', { ...report, label: 'a\\b"c' });
    assert.ok(text.includes('machine="a\\\\b\\"c"'), text);
  });
});
