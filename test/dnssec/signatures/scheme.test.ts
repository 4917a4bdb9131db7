import assert from 'node:assert/strict';
import { checkHere, checkOnPool } from '../../../lib/dnssec/signatures/scheme.js';
import { knownChecks } from '../checks.js';

describe('dnssec/scheme', () => {
  for (const known of knownChecks)
    it(`algorithm ${known.number}, ${known.what}: ${known.holds ? 'holds' : 'does not hold'}, here and on the pool`, async () => {
      assert.equal(checkHere(known), known.holds);
      assert.equal(await checkOnPool(known), known.holds);
    });
});
