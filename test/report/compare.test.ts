/** What of two reports is the same, what is new or gone, and what a baseline accepts. */
import assert from 'node:assert/strict';
import type { Finding, Report } from '../../lib/audits/finding.js';
import { withBaseline } from '../../lib/report/compare/baseline.js';
import { diffReports, hasNewError, hasNewFailure } from '../../lib/report/compare/diff.js';
import { caused, found, report } from './formats/every-status.js';

const of = (findings: readonly Finding[], more: Partial<Report> = {}): Report => ({
  ...report,
  findings,
  causes: [],
  ...more,
});
const a = found('dns/ttl:short', 'fail', { subject: 's' });

/** New, gone, changed, not looked at, the same. */
function told(before: readonly Finding[], after: readonly Finding[]): string {
  const { new: fresh, gone, changed, notLookedAt, same } = diffReports(of(before), of(after));
  return [fresh.length, gone.length, changed.length, notLookedAt.length, same].join(' ');
}

describe('report: two reports', () => {
  for (const [title, before, after, expected] of [
    ['the same', [a], [a], '0 0 0 0 1'],
    [
      'elsewhere and in other words',
      [a],
      [{ ...a, message: 'm', location: { file: 'f', line: 9 } }],
      '0 0 0 0 1',
    ],
    ['worse', [{ ...a, status: 'warn' }], [a], '0 0 1 0 0'],
    ['another message of the same audit and subject', [a], [{ ...a, id: 'dns/ttl:long' }], '0 0 1 0 0'],
    ['of somebody else', [a], [{ ...a, subject: 't' }], '1 1 0 0 0'],
    ['new', [], [a], '1 0 0 0 0'],
    ['two of a kind, and one', [a, a], [a], '0 1 0 0 1'],
    ['one, and two of a kind', [a], [a, a], '1 0 0 0 1'],
    ['passed', [a], [{ ...a, status: 'pass' }], '0 1 0 0 0'],
    ['not applicable', [a], [{ ...a, status: 'not-applicable' }], '0 1 0 0 0'],
    ['not looked at', [a], [{ ...a, status: 'not-collected' }], '0 0 0 1 0'],
    ['its audit away', [a], [found('dns/caa:allowed', 'pass')], '0 0 0 1 0'],
    ['an error of another subject', [a], [{ ...a, subject: 't', status: 'error' }], '1 0 0 1 0'],
    ['what was not open', [{ ...a, status: 'pass' }], [], '0 0 0 0 0'],
  ] as const satisfies readonly (readonly [string, readonly Finding[], readonly Finding[], string])[])
    it(`${title}: ${expected}`, () => {
      assert.equal(told(before, after), expected);
    });

  it('say what fails now and did not, and what cannot be looked at any more', () => {
    const asked = (before: readonly Finding[], after: readonly Finding[]): readonly boolean[] => {
      const difference = diffReports(of(before), of(after));
      return [hasNewFailure(difference), hasNewError(difference)];
    };
    assert.deepEqual(asked([], [a]), [true, false]);
    assert.deepEqual(asked([], [{ ...a, status: 'error' }]), [false, true]);
    assert.deepEqual(asked([], [{ ...a, status: 'warn' }]), [false, false]);
    assert.deepEqual(asked([{ ...a, status: 'warn' }], [a]), [true, false]);
    assert.deepEqual(asked([a], [a]), [false, false]);
  });
});

describe('report: a baseline', () => {
  const former = (findings: readonly Finding[]): Report => of(findings, { at: '2026-11-01T08:00:00.000Z' });
  const cause = caused('one', 'fail', []);

  it('accepts what it has as well, and nothing that got worse', () => {
    const { findings, baseline } = withBaseline(
      of([a, { ...a, subject: 't' }]),
      former([a, { ...a, subject: 't', status: 'warn' }]),
    );
    assert.deepEqual(
      findings.map(({ known }) => known),
      ['known since 2026-11-01', undefined],
    );
    assert.deepEqual([baseline?.known, baseline?.gone.length, baseline?.notLookedAt], [1, 1, 0]);
  });

  it('keeps its own reason, and tells what is gone and what nobody looked at', () => {
    const known = { ...a, known: 'accepted by Jo' };
    assert.equal(withBaseline(of([a]), former([known])).findings[0]?.known, 'accepted by Jo');
    const { baseline } = withBaseline(
      of([found('dns/ttl:sensible', 'pass')]),
      former([a, found('dns/caa:forbidden', 'fail')]),
    );
    assert.deepEqual(
      [baseline?.known, baseline?.gone, baseline?.notLookedAt],
      [0, ['dns/ttl: s it says fail'], 1],
    );
  });

  for (const [title, own, expected] of [
    ['all of its findings are', [a, { ...a, subject: 't' }], 'known since 2026-11-01'],
    ['one of them is new', [a, { ...a, subject: 'new' }], undefined],
    ['the new one only passes', [a, { ...a, subject: 'new', status: 'pass' }], 'known since 2026-11-01'],
  ] as const satisfies readonly (readonly [string, readonly Finding[], string | undefined])[])
    it(`a cause is known where ${title}: ${expected ?? 'no'}`, () => {
      const findings = own.map((one) => ({ ...one, cause: 'one' }));
      const all = withBaseline(
        of(findings, { causes: [cause, caused('other', 'fail', [])] }),
        former([a, { ...a, subject: 't' }]),
      );
      assert.deepEqual(
        all.causes.map(({ known }) => known),
        [expected, undefined],
      );
    });

  it('says of the verdict how much of what decides it is known', () => {
    const line = (deciding: readonly string[], own: readonly Finding[]): string => {
      const verdict = { ...report.verdict, line: 'L', deciding };
      return withBaseline(of(own, { causes: [cause, caused('two', 'fail', [])], verdict }), former([a]))
        .verdict.line;
    };
    const one = { ...a, cause: 'one' };
    assert.equal(line(['one'], [one]), 'known since 2026-11-01: L');
    assert.equal(
      line(['one', 'two'], [one, { ...a, subject: 'new', cause: 'two' }]),
      '1 of 2 causes are known: L',
    );
    assert.equal(line(['two'], [one, { ...a, subject: 'new', cause: 'two' }]), 'L');
    assert.equal(line([], [one]), 'L');
  });
});
