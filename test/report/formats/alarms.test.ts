/** What Nagios and GitHub are told of every status, place and cause. */
import assert from 'node:assert/strict';
import type { Cause, Report } from '../../../lib/audits/finding.js';
import { caused, found, report, write } from './every-status.js';

const perfdata =
  'failed=2;;0;0 could_not_look=1;;;0 to_heed=1;0;;0 passed=1;;;0 not_looked_at=1;;;0 known=1;;;0';

describe('report/formats: nagios', () => {
  it('counts what is known apart, and times in seconds', async () => {
    assert.equal(
      await write('nagios'),
      `STAYLOCAL CRITICAL - NO: requests leave: by a PAC \\u{7c} of the company | ${perfdata} time=1.234s;;;0\n`,
    );
  });

  const known = 'known since 2026-11-01';
  for (const [title, causes, word, state] of [
    ['nothing open', [], 'YES', 'OK'],
    ['a warning', [caused('a', 'warn', [])], 'YES', 'WARNING'],
    ['an error beside it', [caused('a', 'warn', []), caused('b', 'error', [])], 'YES', 'UNKNOWN'],
    ['a failure beside both', [caused('b', 'error', []), caused('a', 'fail', [])], 'UNKNOWN', 'CRITICAL'],
    ['no cause, and no answer', [], 'UNKNOWN', 'UNKNOWN'],
    ['a failure that is known', [caused('a', 'fail', [], { known })], 'NO', 'OK'],
    [
      'a failure that is known, and a warning',
      [caused('a', 'fail', [], { known }), caused('b', 'warn', [])],
      'NO',
      'WARNING',
    ],
    ['an error that is known', [caused('a', 'error', [], { known })], 'YES', 'OK'],
  ] as const satisfies readonly (readonly [string, readonly Cause[], Report['verdict']['word'], string])[])
    it(`${title}: ${state}`, async () => {
      const text = await write('nagios', { ...report, causes, verdict: { ...report.verdict, word } });
      assert.equal(/^STAYLOCAL (\w+) /.exec(text)?.[1], state);
    });
});

describe('report/formats: github', () => {
  it('has one annotation a cause, by its kind and place', async () => {
    assert.equal(
      await write('github'),
      [
        '::error file=/here/a/proxy.pac,line=7,col=3,title=cause one::Add: the name, please (network team)',
        '::error title=cause two::cause two',
        '::warning title=cause three::cause three',
        '::notice title=cause four::known since 2026-11-01',
        '',
      ].join('\n'),
    );
  });

  it('escapes in a value what ends one', async () => {
    const title = 'a, b: 100%';
    const causes = [caused('one', 'warn', ['f@x'], { title })];
    const at = { file: 'C:\\a,b', column: 4 };
    const text = await write('github', {
      ...report,
      causes,
      findings: [found('f', 'warn', { location: at })].map((one) => ({ ...one, key: 'f@x' })),
    });
    // A column without a line is none.
    assert.equal(text, '::warning file=C%3A\\a%2Cb,title=a%2C b%3A 100%25::a, b: 100%25\n');
  });
});
