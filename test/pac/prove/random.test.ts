import assert from 'node:assert/strict';
import { contradictionText, holdClaim } from './random-claims.js';

/** A claim of each kind is among them; `npm run conformance -- pac-random N SEED` runs more. */
const SCRIPTS = 300;

describe('prove, held against environments and histories of random scripts', () => {
  it(`${SCRIPTS} scripts, in the plain engine and in node:vm`, async function () {
    this.timeout(120_000);
    const claims = { always: 0, never: 0, sometimes: 0, unknown: 0 };
    for (let seed = 1; seed <= SCRIPTS; seed++) {
      const held = await holdClaim(seed);
      claims[held.verdict]++;
      assert.equal(contradictionText(held), '');
    }
    assert.ok(claims.always > 10 && claims.never > 10 && claims.sometimes > 10, JSON.stringify(claims));
  });
});
