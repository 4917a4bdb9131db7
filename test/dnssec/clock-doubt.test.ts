/** A clock that is off makes every signature untimely at once: it is named then, and then alone. */
import assert from 'node:assert/strict';
import { parseAnchors, validate, type Validation } from '../../lib/dnssec/index.js';
import { labInMemory } from '../../lib/lab/index.js';
import type { Observation } from '../../lib/dnssec/ask.js';
import { rrType } from '../../lib/dns/codes.js';
import { parseName } from '../../lib/dns/name.js';
import { clockDoubt } from '../../lib/dnssec/clock-doubt.js';
import { at, contextWith, ForgedZone, tableExchange, type SignatureChanges } from './forge.js';

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

  // Made of records as they come, without a validator: whose signatures, and when each holds, in seconds from now.
  const day = 86_400;
  const rows: readonly [
    what: string,
    signatures: readonly [zone: string, from: number, until: number][],
    says: RegExp | undefined,
  ][] = [
    [
      'one of the root, expired',
      [['.', -2 * day, -day]],
      /each of the 1 signatures that came \(of \.\) had expired; all would hold from 2026-11-22T12:00:00.000Z to 2026-11-23T12:00:00.000Z$/,
    ],
    [
      'one of the root, to come',
      [['.', day, 2 * day]],
      /\(of \.\) is yet to begin; all would hold from 2026-11-25T12:00:00.000Z to 2026-11-26T12:00:00.000Z$/,
    ],
    ['one of the root that holds', [['.', -day, day]], undefined],
    ['none', [], undefined],
    [
      'two of one zone',
      [
        ['example.', -2 * day, -day],
        ['EXAMPLE.', -3 * day, -day],
      ],
      undefined,
    ],
    [
      'of two zones',
      [
        ['a.', -9 * day, -day],
        ['b.', -3 * day, -2 * day],
      ],
      /\(of a\., b\.\) had expired; all would hold from 2026-11-21T12:00:00.000Z to 2026-11-22T12:00:00.000Z$/,
    ],
    [
      'of the root and of one below',
      [
        ['b.', -2 * day, -day],
        ['.', -2 * day, -day],
      ],
      /\(of b\., \.\) had expired/,
    ],
    [
      'of five zones',
      ['a.', 'b.', 'c.', 'd.', 'e.'].map((zone) => [zone, -2 * day, -day]),
      /each of the 5 signatures that came \(of a\., b\., c\., d\.\)/,
    ],
    [
      'that never held together',
      [
        ['a.', -4 * day, -3 * day],
        ['b.', -2 * day, -day],
      ],
      /\(of a\., b\.\) had expired$/,
    ],
    [
      'that held together for one moment',
      [
        ['a.', -4 * day, -2 * day],
        ['b.', -2 * day, -day],
      ],
      /from 2026-11-22T12:00:00.000Z to 2026-11-22T12:00:00.000Z$/,
    ],
    [
      'of both sides',
      [
        ['a.', -2 * day, -day],
        ['b.', day, 2 * day],
      ],
      undefined,
    ],
    [
      'one of which holds',
      [
        ['a.', -2 * day, -day],
        ['b.', -day, day],
      ],
      undefined,
    ],
    [
      'that end before they begin',
      [
        ['a.', day, -day],
        ['b.', day, -day],
      ],
      undefined,
    ],
  ];
  for (const [what, signatures, says] of rows)
    for (const section of ['answer', 'authority', 'additional'] as const)
      it(`signatures ${what}, in the ${section}: ${says === undefined ? 'nothing is said' : 'the clock'}`, () => {
        const now = at.getTime() / 1000;
        const records = signatures.map(([apex, from, until]) => {
          const rrset = new ForgedZone(apex).signed(`www.${apex === '.' ? '' : apex} 60 A 192.0.2.1`, {
            inceptionSeconds: now + from,
            expirationSeconds: now + until,
          });
          return {
            name: rrset.name,
            type: rrType.RRSIG,
            class: 1,
            ttlSeconds: 60,
            rdata: rrset.signatures[0]!,
          };
        });
        const other = {
          name: parseName('x.'),
          type: rrType.A,
          class: 1,
          ttlSeconds: 60,
          rdata: Buffer.of(127, 0, 0, 1),
        };
        const cut = { ...other, type: rrType.RRSIG };
        const empty = { answer: [], authority: [], additional: [] };
        const seen = [
          { message: { ...empty, [section]: [other, cut, ...records] } },
          {},
        ] as unknown as Observation[];
        const found = clockDoubt(seen, contextWith());
        if (says === undefined) assert.equal(found, undefined);
        else assert.match(found?.message ?? '', says);
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
