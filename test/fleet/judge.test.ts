/** A text → one machine: evidence or a report, about the profile's name and no other. */
import assert from 'node:assert/strict';
import { judgeOf } from '../../lib/fleet/judge.js';
import type { Report } from '../../lib/audits/finding.js';
import { evidenceWith, testProfile } from '../audits/case.js';
import { report } from '../report/formats/every-status.js';

const named = (name: string): Report => ({ ...report, profile: { ...report.profile, name } });
const judge = judgeOf({
  profile: testProfile,
  selection: { only: ['os/'] },
  parseReport: (text) => JSON.parse(text) as Report,
});

describe('fleet: the text of a machine', () => {
  for (const [title, text, expected] of [
    ['a report', JSON.stringify(named(testProfile.name)), 'pc-1 NO'],
    [
      'a report about another name',
      JSON.stringify(named('other.example')),
      /^f is about other\.example, and the profile about t1c\.t1t\.io\.$/,
    ],
    ['evidence', JSON.stringify(evidenceWith({})), 'f UNKNOWN'],
    [
      'evidence about another name',
      JSON.stringify({ ...evidenceWith({}), profile: { id: 'test', name: 'other.example' } }),
      /^f is about other\.example, and the profile about t1c\.t1t\.io\.$/,
    ],
    ['what is nested too deep', '['.repeat(300), /^f is nested too deep\.$/],
  ] as const)
    it(title, async () => {
      const judged = judge(text, 'f');
      if (typeof expected !== 'string') await assert.rejects(judged, { message: expected });
      else {
        const { machine, verdict } = await judged;
        assert.equal(`${machine} ${verdict}`, expected);
      }
    });
});
