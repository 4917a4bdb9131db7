import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packChecks, unpackChecks } from '../../../lib/dnssec/signatures/check-batch.js';

const bytes = fc.uint8Array({ maxLength: 600 });
const check = fc.record(
  {
    number: fc.nat({ max: 255 }),
    publicKey: bytes,
    signature: bytes,
    data: fc.uint8Array({ maxLength: 70_000 }),
  },
  { noNullPrototype: true },
);

describe('dnssec/check-batch', () => {
  it('brings over what was packed', () => {
    fc.assert(
      fc.property(fc.array(check, { maxLength: 9 }), (checks) => {
        assert.deepEqual(unpackChecks(packChecks(checks)), checks);
      }),
      { numRuns: 50 },
    );
  });
});
