/** A report → the exit code: each line of the decision, plain and as Nagios has them. */
import assert from 'node:assert/strict';
import type { Cause, Report } from '../../lib/audits/finding.js';
import { exitCodeOf, nagiosCodeOf } from '../../lib/cli/exit-code.js';
import { sampleReport } from '../report/html/sample.js';

const sample = sampleReport(() => 'x');
const cause = (key: string, status: Cause['status'], known?: string): Cause => {
  const [one] = sample.causes;
  assert.ok(one !== undefined);
  const made = { ...one, key, status };
  Reflect.deleteProperty(made, 'known');
  return known === undefined ? made : { ...made, known };
};
const [failed, warned, open] = [cause('f', 'fail'), cause('w', 'warn'), cause('e', 'error')];
const accepted = {
  f: cause('f', 'fail', 'since'),
  w: cause('w', 'warn', 'since'),
  e: cause('e', 'error', 'since'),
};

interface Seen {
  readonly causes?: readonly Cause[];
  readonly word?: Report['verdict']['word'];
  readonly asked?: readonly string[];
  readonly deciding?: readonly string[];
  readonly summary?: Partial<Report['summary']>;
}
const unknown = { word: 'UNKNOWN', asked: ['a'] } as const;

const ROWS: readonly (readonly [title: string, seen: Seen, plain: number, strict: number, nagios: number])[] =
  [
    ['nothing open', {}, 0, 0, 0],
    ['a warning', { causes: [warned] }, 0, 1, 1],
    ['a failure', { causes: [failed], word: 'NO' }, 1, 1, 2],
    ['an error', { causes: [open] }, 3, 3, 3],
    ['a failure beside an error', { causes: [open, failed] }, 1, 1, 2],
    ['a warning beside an error', { causes: [warned, open] }, 3, 1, 3],
    ['a failure that is known', { causes: [accepted.f], word: 'NO', deciding: ['f'] }, 0, 0, 0],
    ['a warning that is known', { causes: [accepted.w] }, 0, 0, 0],
    ['an error that is known', { causes: [accepted.e] }, 0, 0, 0],
    ['a warning beside a failure that is known', { causes: [accepted.f, warned] }, 0, 1, 1],
    ['UNKNOWN, and asked for', unknown, 3, 3, 3],
    ['UNKNOWN, and nobody asked', { word: 'UNKNOWN' }, 0, 0, 0],
    ['UNKNOWN for a reason that is known', { ...unknown, causes: [accepted.e], deciding: ['e'] }, 0, 0, 0],
    [
      'UNKNOWN for two, of which one is known',
      { ...unknown, causes: [accepted.e, cause('d', 'warn')], deciding: ['e', 'd'] },
      3,
      1,
      3,
    ],
    ['UNKNOWN, with a failure', { ...unknown, causes: [failed] }, 1, 1, 2],
    ['nothing looked at', { summary: { pass: 0, 'not-collected': 2 } }, 3, 3, 3],
    ['nothing that could be', { summary: { pass: 0, 'not-applicable': 2 } }, 0, 0, 0],
    ['one warning looked at', { summary: { pass: 0, warn: 1, 'not-collected': 2 } }, 0, 0, 0],
    [
      'one failure looked at, which is known',
      { summary: { pass: 0, fail: 1, 'not-collected': 2 }, causes: [accepted.f] },
      0,
      0,
      0,
    ],
    [
      'errors alone, which are known',
      { summary: { pass: 0, error: 1, 'not-collected': 2 }, causes: [accepted.e] },
      3,
      3,
      3,
    ],
  ];

describe('cli: the exit code of a report', () => {
  for (const [
    title,
    { causes = [], word = 'YES', asked = [], deciding = [], summary = {} },
    plain,
    strict,
    nagios,
  ] of ROWS)
    it(`${title}: ${plain}, ${strict} where warnings count, ${nagios} to Nagios`, () => {
      const report: Report = {
        ...sample,
        causes,
        summary: { pass: 1, fail: 0, warn: 0, error: 0, 'not-collected': 0, 'not-applicable': 0, ...summary },
        verdict: { ...sample.verdict, word, asked, deciding },
      };
      assert.deepEqual(
        [exitCodeOf(report, false), exitCodeOf(report, true), nagiosCodeOf(report)],
        [plain, strict, nagios],
      );
    });
});
