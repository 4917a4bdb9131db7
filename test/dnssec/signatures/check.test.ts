import assert from 'node:assert/strict';
import { runCheck } from '../../../lib/dnssec/signatures/check.js';
import { knownChecks } from '../checks.js';

describe('dnssec/check', () => {
  it('gives the same verdicts for one check and for so many that a thread is started for them', async () => {
    for (const known of knownChecks) assert.equal(await runCheck(known), known.holds, known.what);
    for (let round = 0; round < 3; round += 1)
      assert.deepEqual(
        await Promise.all(knownChecks.map((known) => runCheck(known))),
        knownChecks.map(({ holds }) => holds),
      );
  });
});
