/** A clock that is off makes every signature untimely at once: it is named then, and then alone. */
import assert from 'node:assert/strict';
import { parseAnchors, validate, type Validation } from '../../lib/dnssec/index.js';
import { labInMemory } from '../../lib/lab/index.js';
import { at, ForgedZone, tableExchange, type SignatureChanges } from './forge.js';

const daysMs = 86_400_000;

async function seenLater(
  days: number,
  faults: readonly string[] = [],
  name = 't1c.t1t.io',
): Promise<Validation> {
  const { exchange, anchors } = labInMemory({ at, faults });
  return validate(
    { name, type: 'A' },
    { exchange, anchors: parseAnchors(anchors, at), at: new Date(at.getTime() + days * daysMs) },
  );
}

const firstCode = ({ reasons }: Validation): string | undefined => reasons[0]?.code;

describe('dnssec: the clock before a zone’s signatures', () => {
  for (const [what, days, says] of [
    [
      'a year ahead',
      365,
      /^At 2027-11-24T12:00:00.000Z each of the \d+ signatures .* had expired; all would hold from/,
    ],
    [
      'three weeks ahead',
      21,
      /had expired; all would hold from 2026-11-23T12:00:00.000Z to 2026-12-08T12:00:00.000Z$/,
    ],
    ['a week behind', -7, /is yet to begin; all would hold from/],
    ['in 1970', -56 * 365, /^At 1970.*is yet to begin/],
  ] as const)
    it(`names a clock that is ${what}`, async () => {
      const validation = await seenLater(days);
      assert.equal(validation.status, 'bogus');
      assert.equal(firstCode(validation), 'clock-wrong');
      assert.match(validation.reasons[0]?.message ?? '', says);
      assert.match(validation.reasons[0]?.fix ?? '', /clock of this machine/);
      assert.ok(validation.reasons.some(({ code }) => code.startsWith('signature-')));
    });

  it('does not name it where one zone was not signed again', async () => {
    for (const fault of ['expired-signature', 'not-yet-valid']) {
      const validation = await seenLater(0, [fault]);
      assert.equal(validation.status, 'bogus');
      assert.ok(!validation.reasons.some(({ code }) => code === 'clock-wrong'), fault);
    }
  });

  it('does not name it for one zone alone that is no root, nor for signatures of both sides', async () => {
    const zone = new ForgedZone('example.');
    const past: SignatureChanges = { inceptionSeconds: 1, expirationSeconds: 2 };
    const keys = zone.sign({ ...zone.dnskeys, signatures: [] }, past);
    const address = zone.signed('www.example. 60 A 192.0.2.1', past);
    const ask = (root: ForgedZone | undefined): Promise<Validation> =>
      validate(
        { name: 'www.example', type: 'A' },
        {
          exchange: tableExchange({
            'example. DNSKEY': { answer: [keys] },
            'www.example. A': { answer: [address] },
            ...(root === undefined
              ? {}
              : { '. DNSKEY': { answer: [root.dnskeys] }, 'example. DS': { answer: [root.dsFor(zone)] } }),
          }),
          anchors: [root?.anchor ?? zone.anchor],
          at,
        },
      );
    assert.equal(firstCode(await ask(undefined)), 'signature-expired');
    assert.equal(firstCode(await ask(new ForgedZone('.'))), 'signature-expired');
  });
});
