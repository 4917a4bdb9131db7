import assert from 'node:assert/strict';
import { algorithmNumber } from '../../../lib/dns/codes.js';
import { checkHere, checkOnPool, schemes } from '../../../lib/dnssec/signatures/scheme.js';
import { knownChecks } from '../checks.js';

describe('dnssec/scheme', () => {
  for (const { number, mnemonic, hash, importKey } of schemes.values())
    it(`${mnemonic} has the number that zone files know it by, and a known signature to be held against`, () => {
      assert.equal(algorithmNumber.get(mnemonic), number);
      // 5 and 7 are one algorithm by two numbers (RFC 5155 §2).
      const isAlike = (other: number): boolean =>
        schemes.get(other)?.hash === hash && schemes.get(other)?.importKey === importKey;
      assert.ok(knownChecks.some((known) => known.holds && isAlike(known.number)));
    });
  for (const known of knownChecks)
    it(`algorithm ${known.number}, ${known.what}: ${known.holds ? 'holds' : 'does not hold'}, here and on the pool`, async () => {
      assert.equal(await checkHere(known), known.holds);
      assert.equal(await checkOnPool(known), known.holds);
    });
});
