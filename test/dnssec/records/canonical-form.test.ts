/** Canonical form (RFC 4034 §6, RFC 6840 §5.1) as others have it: their signatures hold over data in mixed case. */
import assert from 'node:assert/strict';
import { formatType, rrType } from '../../../lib/dns/codes.js';
import { formatName } from '../../../lib/dns/name.js';
import { verifyRRset } from '../../../lib/dnssec/signatures/verify.js';
import { duringFixtures, rrsetAt, signedZone } from '../signed-zones.js';

describe('dnssec: canonical form', () => {
  for (const file of [
    'mixed-bind.zone',
    'nsec-bind.zone',
    'root-bind.zone',
    'nsec3-ldns.zone',
    'opt-out-knot.zone',
    'compact-dnspython.zone',
  ])
    describe(`the signatures of ${file}`, () => {
      const zone = signedZone(file);
      for (const rrset of zone.rrsets.filter(({ signatures }) => signatures.length > 0))
        it(`hold for ${formatName(rrset.name)} ${formatType(rrset.type)}`, async () => {
          const verified = await verifyRRset(rrset, zone, duringFixtures());
          assert.deepEqual('reasons' in verified ? verified.reasons : [], []);
          const lower = {
            ...rrset,
            name: rrset.name.map((byte) => (byte > 64 && byte < 91 ? byte + 32 : byte)),
          };
          assert.ok((await verifyRRset(lower, zone, duringFixtures())).verified);
        });
    });

  it('knows names of each type', () => {
    const zone = signedZone('mixed-bind.zone');
    const types = new Set(zone.rrsets.map(({ type }) => type));
    assert.ok(types.size >= 28, String(types.size));
    // In the order received; canonical order is made for signing.
    assert.equal(rrsetAt(zone, 'types.mixed.example.', rrType.PTR).rdata.length, 3);
  });
});
