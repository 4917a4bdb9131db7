import assert from 'node:assert/strict';
import { audit } from '../../../lib/audits/audit.js';
import type { ReportChain } from '../../../lib/audits/finding.js';
import { evidenceWith, testProfile } from '../case.js';
import { labEvidence } from '../lab-evidence.js';

async function chainOf(fault?: string): Promise<ReportChain> {
  const gathered = fault === undefined ? labEvidence() : labEvidence(fault);
  const { chains } = await audit(testProfile, evidenceWith(await gathered()));
  const chain = chains.find(({ type }) => type === 'A');
  assert.ok(chain !== undefined);
  return chain;
}

describe('audits: the chain of trust in the report', () => {
  it('holds keys, the signatures over them and over the answer', async () => {
    const { zones, answer, status } = await chainOf();
    assert.equal(status, 'secure');
    assert.deepEqual(
      zones.map(({ zone, by, for: names }) => [zone, by, names]),
      [
        ['.', 'anchor', ['t1c.t1t.io.']],
        ['io.', 'ds', ['t1c.t1t.io.']],
        ['t1t.io.', 'ds', ['t1c.t1t.io.']],
      ],
    );
    const own = zones.at(-1);
    assert.ok(own !== undefined);
    assert.ok(own.keys.some(({ used, claimed, bits }) => used && !claimed && bits > 0));
    assert.ok(own.ds.every(({ digest }) => /^[0-9A-F]{64}$/i.test(digest)));
    const [record] = answer;
    assert.deepEqual([record?.data, record?.attempts], [['127.0.0.1'], []]);
    assert.ok(own.keys.some(({ keyTag }) => keyTag === record?.proof?.keyTag));
  });

  it('names the key that would sign, and each signature that did not hold', async () => {
    const { zones, answer } = await chainOf('expired-signature');
    const own = zones.at(-1);
    assert.equal(own?.zone, 't1t.io.');
    assert.ok(own.attempts.length > 0);
    assert.ok(own.attempts.every(({ code, type }) => code === 'signature-expired' && type === 'DNSKEY'));
    const [record] = answer;
    assert.equal(record?.proof, undefined);
    const claimed = own.keys.filter((key) => key.claimed).map(({ keyTag }) => keyTag);
    assert.ok(claimed.includes(record?.attempts[0]?.keyTag ?? -1));
    assert.ok(own.keys.every(({ used }) => !used));
  });

  it('shows the keys of a zone without a DS', async () => {
    const { zones, status } = await chainOf('no-ds');
    const own = zones.at(-1);
    assert.deepEqual([status, own?.by, own?.codes], ['insecure', 'no-ds', ['signed-without-ds']]);
    assert.ok(own !== undefined && own.keys.length > 0);
    assert.ok(own.denial?.mechanism.startsWith('NSEC'));
  });

  it('tells which zones are needed for which name of an alias', async () => {
    const { zones, answer } = await chainOf('alias-elsewhere');
    assert.equal(answer[0]?.type, 'CNAME');
    const names = new Set(zones.flatMap((zone) => zone.for));
    assert.ok(names.size > 1, [...names].join());
    assert.ok(zones.some((zone) => zone.for.length === 1 && zone.for[0] !== 't1c.t1t.io.'));
    assert.ok(zones.find(({ zone }) => zone === 't1t.io.')?.for.includes('t1c.t1t.io.'));
  });
});
