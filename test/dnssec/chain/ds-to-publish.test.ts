/** The DS that is missing, or that would be right, is shown; nothing is shown that no key of the zone signs. */
import assert from 'node:assert/strict';
import { rrType } from '../../../lib/dns/codes.js';
import { parseAnchors, validate, type Reason, type Validation } from '../../../lib/dnssec/index.js';
import { dsToPublish } from '../../../lib/dnssec/chain/ds-to-publish.js';
import { readDnskey } from '../../../lib/dnssec/records/dnskey.js';
import type { RRset } from '../../../lib/dns/rrset.js';
import { makeKey } from '../../../lib/lab/zone-key.js';
import { labInMemory } from '../../../lib/lab/index.js';
import { at, contextWith, ForgedZone, rrsetOf, tableExchange, unsigned } from '../forge.js';

async function inLab(faults: readonly string[], name = 't1c.t1t.io', inspect = false): Promise<Validation> {
  const { exchange, anchors } = labInMemory({ at, faults });
  return validate({ name, type: 'A' }, { exchange, anchors: parseAnchors(anchors, at), at, inspect });
}

/** The reason that carries records. */
function withRecords({ reasons }: Validation): Reason | undefined {
  return reasons.find(({ records }) => records !== undefined);
}

const line = /^t1t\.io\. IN DS \d+ 13 2 [0-9A-F]{64}$/;

describe('dnssec: the DS to publish', () => {
  it('shows it for a signed zone that its parent knows nothing of', async () => {
    for (const inspect of [false, true]) {
      const validation = await inLab(['no-ds'], 't1c.t1t.io', inspect);
      assert.equal(validation.status, 'insecure');
      const told = withRecords(validation);
      assert.equal(told?.code, 'signed-without-ds');
      assert.equal(told.zone, 't1t.io.');
      assert.match(told.records?.join('\n') ?? '', line);
      assert.deepEqual(validation.chain.at(-1)?.reasons[0]?.records, told.records);
    }
  });

  it('shows the right one beside a wrong one, and it leads to the key', async () => {
    const validation = await inLab(['wrong-ds']);
    assert.equal(validation.status, 'bogus');
    const told = withRecords(validation);
    assert.equal(told?.code, 'ds-mismatch');
    assert.match(told.records?.join('\n') ?? '', line);
    // In the lab the last octet of the digest is what is wrong.
    const published = validation.chain.at(-1)?.ds[0]?.digest.toUpperCase() ?? '?';
    const right = told.records?.[0]?.split(' ').at(-1) ?? '';
    assert.equal(right.slice(0, -2), published.slice(0, -2));
    assert.notEqual(right, published);
  });

  it('shows none for an unsigned zone, nor where the signing key is gone', async () => {
    assert.equal(withRecords(await inLab([], 'connector.unsigned.example', true)), undefined);
    assert.equal(withRecords(await inLab(['unsigned-delegation'], 't1c.t1t.io', true)), undefined);
  });

  it('asks for keys only where it is to look closely, or they have come already', async () => {
    const root = new ForgedZone('.');
    const cut = root.signed('example. 60 NSEC zzz. NS RRSIG NSEC');
    const table = {
      '. DNSKEY': { answer: [root.dnskeys] },
      'example. DS': { authority: [cut] },
      'example. DNSKEY': { answer: [new ForgedZone('example.').dnskeys] },
      'example. A': { answer: [unsigned('example. 60 A 192.0.2.1')] },
    };
    const exchange = tableExchange(table);
    const result = await validate({ name: 'example', type: 'A' }, { exchange, anchors: [root.anchor], at });
    assert.equal(result.status, 'insecure');
    assert.deepEqual(exchange.asked.sort(), [...new Set(exchange.asked)].sort());
  });

  const zone = new ForgedZone('example.');
  const other = new ForgedZone('example.');
  const flagged = (flags: number): Uint8Array => {
    const rdata = Uint8Array.from(zone.key.rdata);
    new DataView(rdata.buffer).setUint16(0, flags);
    return rdata;
  };

  // A key without the SEP flag (RFC 4034 §2.1.1), and keys that sign the set though none may be a zone's entry.
  const zsk = new ForgedZone('example.', makeKey('ECDSAP256SHA256', 'zsk'));
  const signedBy = (flags: number): RRset => {
    const key = { ...zone.key, rdata: flagged(flags) };
    const keyTag = readDnskey(key.rdata).keyTag;
    return new ForgedZone('example.', { ...key, keyTag }).sign(
      rrsetOf(zone.zone, rrType.DNSKEY, [key.rdata]),
    );
  };
  const five = Array.from({ length: 5 }, () => new ForgedZone('example.'));
  const keysOf = (zones: readonly ForgedZone[]): RRset => {
    const set = rrsetOf(
      zone.zone,
      rrType.DNSKEY,
      zones.map(({ key }) => key.rdata),
    );
    return zones.reduce((signed, one) => one.sign(signed), set);
  };

  /** A signing key, which alone signs the set, and another. */
  const besides = (rdata: Uint8Array): RRset =>
    zsk.sign(rrsetOf(zone.zone, rrType.DNSKEY, [rdata, zsk.key.rdata]));
  const unknown = Uint8Array.from(flagged(0x0101), (byte, index) => (index === 3 ? 200 : byte));

  for (const [what, rrset, count] of [
    ['a key that signs the set', zone.dnskeys, 1],
    ['a set that nobody signs', { ...zone.dnskeys, signatures: [] }, 0],
    ['a set that another key signs', { ...other.dnskeys, rdata: [zone.key.rdata] }, 0],
    [
      'keys of which one signs',
      zone.sign(rrsetOf(zone.zone, rrType.DNSKEY, [other.key.rdata, zone.key.rdata])),
      1,
    ],
    [
      'keys that both sign',
      other.sign(zone.sign(rrsetOf(zone.zone, rrType.DNSKEY, [other.key.rdata, zone.key.rdata]))),
      2,
    ],
    ['a revoked key', rrsetOf(zone.zone, rrType.DNSKEY, [flagged(0x0181)]), 0],
    ['a key that is none of a zone', rrsetOf(zone.zone, rrType.DNSKEY, [flagged(0x0001)]), 0],
    ['a key that signs, and is revoked', signedBy(0x0181), 0],
    ['a key that signs, and is none of a zone', signedBy(0x0001), 0],
    ['a key that signs, without the flag of an entry', signedBy(0x0100), 1],
    ['a signing key beside an entry', keysOf([zone, zsk]), 1],
    ['two signing keys, no entry', keysOf([zsk, new ForgedZone('example.', makeKey('ED25519', 'zsk'))]), 2],
    ['five entries', keysOf(five), 4],
    ['a signing key beside an entry that is revoked', besides(flagged(0x0181)), 1],
    ['a signing key beside an entry that is none of a zone', besides(flagged(0x0001)), 1],
    ['a signing key beside an entry of an algorithm that is not ours to check', besides(unknown), 1],
  ] as const)
    it(`gives ${count} for ${what}`, async () => {
      assert.equal((await dsToPublish(zone.zone, rrset, contextWith())).length, count);
    });

  it('tells what no limit is', async () => {
    const context = contextWith();
    const broken = {
      ...context,
      algorithms: {
        has: () => true,
        get: () => {
          throw new TypeError('broken');
        },
      },
    };
    await assert.rejects(dsToPublish(zone.zone, zone.dnskeys, broken as never), TypeError);
  });

  it('takes no key of an algorithm that is not ours to check', async () => {
    const context = { ...contextWith(), algorithms: new Map() };
    assert.deepEqual(await dsToPublish(zone.zone, zone.dnskeys, context), []);
  });

  it('costs no verdict where the limit is met', async () => {
    assert.deepEqual(await dsToPublish(zone.zone, zone.dnskeys, contextWith({ signatureChecks: 0 })), []);
  });
});
