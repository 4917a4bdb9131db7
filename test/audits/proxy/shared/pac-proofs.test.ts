/** What was proven of a file is known by the file: a trial that changes another one does not prove it again. */
import assert from 'node:assert/strict';
import type { PacEvidence } from '../../../../lib/evidence/types.js';
import { provenPacs } from '../../../../lib/audits/proxy/shared/pac-proofs.js';
import { base64, testProfile } from '../../case.js';

const file = (source: string, text: string): PacEvidence => ({ source, bytes: base64(text) });
const circumstances = { profile: testProfile, at: new Date('2026-11-30T12:00:00Z'), pacMs: 60_000 };

describe('audits/proxy/pac-proofs', () => {
  it('proves a file once, and one that was changed anew', async () => {
    const kept = file('a.pac', 'function FindProxyForURL(u, h) { return "DIRECT"; }');
    const before = file('b.pac', 'function FindProxyForURL(u, h) { return "PROXY p:1"; }');
    const after = { ...before, bytes: kept.bytes ?? '' };
    const [keptOnce, was] = await provenPacs([kept, before], circumstances);
    const [keptAgain, is] = await provenPacs([kept, after], circumstances);
    assert.equal(keptAgain, keptOnce);
    assert.deepEqual(
      [was, is].map((one) => one?.proofs[0]?.proof.verdict),
      ['never', 'always'],
    );
    const [other] = await provenPacs([kept], { ...circumstances, profile: { ...testProfile, ports: [1] } });
    assert.notEqual(other, keptOnce);
  }).timeout(30_000);

  it('proves one text once, under however many names', async () => {
    const text = 'function FindProxyForURL(u, h) { return "PROXY p:2"; }';
    const named = { ...file('a.pac', text), namedBy: 'gpo.reg:13 ProxyPacUrl' };
    const [one, other, third] = await provenPacs(
      [file('a.pac', text), file('b.pac', text), named],
      circumstances,
    );
    assert.ok(one !== undefined && one.proofs.length > 0);
    for (const again of [other, third])
      assert.ok(again?.proofs.every(({ proof }, at) => proof === one.proofs[at]?.proof));
    assert.deepEqual([one, other, third].map((each) => each?.pac.source).sort(), ['a.pac', 'a.pac', 'b.pac']);
  }).timeout(30_000);
});
