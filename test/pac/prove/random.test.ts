import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contradictionText, holdClaim } from './random-claims.js';

/** Some of each verdict are among them; `npm run conformance -- pac-random N SEED` runs more. */
const SCRIPTS = 100;
const PROOF_MS = 3000;

describe('prove, held against environments and histories of random scripts', () => {
  it(`${SCRIPTS} scripts, in the plain engine and in node:vm`, async function () {
    this.timeout(600_000);
    const claims = { always: 0, never: 0, sometimes: 0, unknown: 0 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
        const held = await holdClaim(seed, PROOF_MS);
        claims[held.verdict]++;
        assert.equal(contradictionText(held), '');
      }),
      // The same scripts each time; a seed that fails is told, and its script with it.
      { numRuns: SCRIPTS, seed: 1, endOnFailure: true },
    );
    assert.ok(claims.always > 5 && claims.never > 5 && claims.sometimes > 5, JSON.stringify(claims));
  });
});
