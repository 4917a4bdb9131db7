import assert from 'node:assert/strict';
import { allViews } from '../../../../lib/audits/dns/shared/views.js';
import {
  authoritativeId,
  opinions,
  secondOpinions,
  testimonies,
} from '../../../../lib/audits/dns/shared/witnesses.js';
import type { DnsEvidence } from '../../../../lib/evidence/types.js';
import { collectedAt, testProfile } from '../../case.js';
import { placesEvidence } from '../../lab-evidence.js';

const at = new Date(collectedAt);

async function dnsOf(faults: readonly string[], alone = false): Promise<DnsEvidence> {
  const { dns } = await placesEvidence(faults, { alone })();
  assert.ok(dns !== undefined);
  return dns;
}

describe('audits/dns/shared/witnesses', () => {
  it('the zone’s own servers are believed first, then references, then resolvers', async () => {
    const dns = await dnsOf([]);
    assert.deepEqual(
      secondOpinions(dns).map(({ id }) => id),
      [authoritativeId, 'the reference'],
    );
    assert.deepEqual(
      allViews(dns).map(({ id }) => id),
      [authoritativeId, 'the reference', 'lab'],
    );
    const alone = await dnsOf([], true);
    assert.deepEqual([secondOpinions(alone), allViews(alone).map(({ id }) => id)], [[], ['lab']]);
  });

  /** Of each place: its status, and what it testifies; `-`: nothing. */
  const cases: readonly (readonly [fault: string, said: readonly string[]])[] = [
    ['', ['secure NOERROR 127.0.0.1', 'secure NOERROR 127.0.0.1']],
    // What the resolver does is no matter of the witnesses'.
    ['redirected', ['secure NOERROR 127.0.0.1', 'secure NOERROR 127.0.0.1']],
    ['wrong-address', ['secure NOERROR 192.0.2.66', 'secure NOERROR 192.0.2.66']],
    ['unsigned-delegation', ['insecure NOERROR 127.0.0.1', 'insecure NOERROR 127.0.0.1']],
    ['expired-signature', ['bogus -', 'bogus -']],
  ];
  for (const [fault, expected] of cases) {
    it(`${fault || 'all is well'}: ${expected.join(', ')}`, async () => {
      const dns = await dnsOf(fault === '' ? [] : [fault]);
      const [heard, believed] = await Promise.all([
        opinions(dns, testProfile.name, 'A', at),
        testimonies(dns, testProfile.name, 'A', at),
      ]);
      const said = heard.map(({ id, validation }) => {
        const testimony = believed.find((one) => one.id === id);
        const words = testimony === undefined ? '-' : `${testimony.rcode} ${testimony.addresses.join(' ')}`;
        return `${validation.status} ${words}`;
      });
      assert.deepEqual(said, expected);
    });
  }
});
