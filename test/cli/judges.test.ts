/** Judges on threads: the same reports as in this one, whichever of them made it, and what a thread refuses is refused here. */
import assert from 'node:assert/strict';
import { audit } from '../../lib/audits/audit.js';
import type { AuditAsked } from '../../lib/batch/index.js';
import { Threads } from '../../lib/cli/judges.js';
import { evidenceWith, testProfile } from '../audits/case.js';

const asked = (index: number, only = 'proxy/pac-bypass'): AuditAsked => ({
  profile: testProfile,
  only: [only],
  evidence: evidenceWith({
    pac: [
      {
        source: `${index}.pac`,
        bytes: Buffer.from(`function FindProxyForURL(u, h) { return "PROXY p${index}:1"; }`).toString(
          'base64',
        ),
      },
    ],
  }),
});

describe('cli: judges on threads', () => {
  let threads: Threads;
  beforeEach(() => {
    threads = new Threads(undefined, 2);
  });
  afterEach(() => threads.close());

  it('give what this thread would, once there is enough for others', async () => {
    let here = 0;
    const judge = threads.report(({ profile, evidence, only }) => {
      here += 1;
      return audit(profile, evidence, { only: only ?? [] });
    });
    const all = Array.from({ length: 14 }, (_, index) => asked(index));
    const reports = await Promise.all(all.map(judge));
    assert.equal(here, 8, 'the first few');
    for (const [index, report] of reports.entries()) {
      const { profile, evidence, only = [] } = all[index]!;
      assert.deepEqual(report, await audit(profile, evidence, { only }));
    }
  });

  it('refuse as it would, and go on', async () => {
    const judge = threads.report(({ profile, evidence, only }) =>
      audit(profile, evidence, { only: only ?? [] }),
    );
    for (let index = 0; index < 8; index += 1) await judge(asked(index));
    await assert.rejects(judge(asked(9, 'no/such-audit')), RangeError);
    assert.equal((await judge(asked(10))).verdict.word, 'NO');
  });
});
