import assert from 'node:assert/strict';
import { contradictionText, holdClaim } from './random-claims.js';

/** Some of each verdict are among them; `npm run conformance -- pac-random N SEED` runs more. */
const SCRIPTS = 60;

describe('prove, held against environments and histories of random scripts', () => {
  it(`${SCRIPTS} scripts, in the plain engine and in node:vm`, async function () {
    this.timeout(120_000);
    const claims = { always: 0, never: 0, sometimes: 0, unknown: 0 };
    for (let seed = 1; seed <= SCRIPTS; seed++) {
      const held = await holdClaim(seed);
      claims[held.verdict]++;
      assert.equal(contradictionText(held), '');
    }
    assert.ok(claims.always > 3 && claims.never > 3 && claims.sometimes > 3, JSON.stringify(claims));
  });
});
