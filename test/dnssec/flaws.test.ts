/** Each flaw found in other validators (facts of 2023 to 2026), asked of ours. */
import assert from 'node:assert/strict';
import { formatBase32Hex } from '../../lib/dns/base32hex.js';
import { rrType } from '../../lib/dns/codes.js';
import { parseName } from '../../lib/dns/name.js';
import type { RRset } from '../../lib/dns/rrset.js';
import { validate, type Limits, type Validation } from '../../lib/dnssec/index.js';
import {
  collectDenialRecords,
  proveNoDs,
  proveNoData,
  proveNxDomain,
} from '../../lib/dnssec/denial/denial.js';
import { readDnskey } from '../../lib/dnssec/records/dnskey.js';
import { LimitError } from '../../lib/dnssec/limits.js';
import { nsec3Hash } from '../../lib/dnssec/denial/nsec3.js';
import { verifyRRset } from '../../lib/dnssec/signatures/verify.js';
import {
  at,
  collidingKey,
  contextWith,
  ForgedZone,
  rrsetOf,
  tableExchange,
  unsigned,
  type TableEntry,
} from './forge.js';

const root = new ForgedZone('.');
const zone = new ForgedZone('example.');
const child = new ForgedZone('child.example.');

/** The chain to both zones, and whatever the case adds. */
const chain: Readonly<Record<string, TableEntry>> = {
  '. DNSKEY': { answer: [root.dnskeys] },
  'example. DS': { answer: [root.dsFor(zone)] },
  'example. DNSKEY': { answer: [zone.dnskeys] },
  'child.example. DS': { answer: [zone.dsFor(child)] },
  'child.example. DNSKEY': { answer: [child.dnskeys] },
};

function check(
  name: string,
  type: string,
  table: Readonly<Record<string, TableEntry>>,
  limits: Partial<Limits> = {},
): Promise<Validation> {
  return validate(
    { name, type },
    { exchange: tableExchange({ ...chain, ...table }), anchors: [root.anchor], at, limits },
  );
}

const codes = (result: Validation): readonly string[] => result.reasons.map((reason) => reason.code);

describe('dnssec: flaws of other validators', () => {
  it('refuses an RRSIG with fewer labels than its signer (CVE-2026-11721, 2026-52688, 2026-44690)', async () => {
    const forged = child.signed('www.child.example. 60 A 192.0.2.1', {
      labels: 1,
      signedOwner: '*.example.',
    });
    const cover = child.signed('child.example. 60 NSEC zzz.child.example. A NSEC RRSIG');
    const result = await check('www.child.example', 'A', {
      'www.child.example. A': { answer: [forged], authority: [cover] },
    });
    assert.equal(result.status, 'bogus');
    assert.ok(codes(result).includes('signature-labels'));
  });

  it('takes no proof by the child for the parent’s (CVE-2026-10723)', async () => {
    // The child's apex says: no DS here. Only its parent may.
    const apex = child.signed('child.example. 60 NSEC www.child.example. NS SOA RRSIG NSEC DNSKEY');
    const result = await check('www.child.example', 'A', {
      'child.example. DS': { authority: [apex] },
      'www.child.example. A': { answer: [unsigned('www.child.example. 60 A 192.0.2.1')] },
    });
    assert.equal(result.status, 'bogus');
    // Nor does the parent's own record of an apex count for a name below it.
    const byParent = await collectDenialRecords(
      [zone.signed('child.example. 60 NSEC x.example. NS SOA RRSIG NSEC')],
      zone,
      contextWith(),
    );
    assert.equal(proveNoDs(byParent, parseName('child.example.')), undefined);
  });

  it('takes no NSEC whose Next lies outside the zone (CVE-2026-13321)', async () => {
    const records = await collectDenialRecords(
      [child.signed('a.child.example. 60 NSEC zzz.example. A NSEC RRSIG')],
      child,
      contextWith(),
    );
    assert.equal(records.nsecs.length, 1);
    assert.equal(proveNxDomain(records, parseName('m.child.example.')), undefined);
    assert.equal(proveNoDs(records, parseName('m.child.example.')), undefined);
  });

  it('counts the signatures of negative proofs, too (CVE-2026-11605)', async () => {
    const forged = Array.from({ length: 60 }, (_item, index) => {
      const rrset = child.signed(`n${index}.child.example. 60 NSEC z.child.example. A NSEC RRSIG`);
      return {
        ...rrset,
        signatures: rrset.signatures.map((signature) =>
          signature.map((byte, place) => (place === 60 ? byte ^ 1 : byte)),
        ),
      };
    });
    const table = { 'www.child.example. A': { rcode: 3, authority: forged } };
    const result = await check('www.child.example', 'A', table);
    assert.equal(result.status, 'bogus');
    assert.ok(result.cost.signatureChecks <= 20, String(result.cost.signatureChecks));
    assert.ok(result.reasons.length <= 20);
    const short = await check('www.child.example', 'A', table, { signatureChecks: 10 });
    assert.equal(short.status, 'bogus');
    assert.deepEqual(codes(short), ['limit-signatures']);
  });

  it('bounds NSEC3 hashing (CVE-2023-50868, CVE-2026-42923)', async () => {
    const hash = '0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM';
    const record = child.signed(`${hash}.child.example. 60 NSEC3 1 0 100 AABB ${hash} A`);
    const context = contextWith({ nsec3Hashes: 10 });
    const records = await collectDenialRecords([record], child, context);
    const deep = parseName(`${'a.'.repeat(60)}child.example.`);
    assert.throws(() => proveNoData(records, deep, rrType.A), LimitError);
    assert.equal(context.budget.nsec3Hashes, 10);
  });

  it('hashes nothing at too many iterations, delegations included (CVE-2026-1519)', async () => {
    const hash = '0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM';
    const record = zone.signed(`${hash}.example. 60 NSEC3 1 1 2500 AABB ${hash} A`);
    const result = await check('www.other.example', 'A', {
      'other.example. DS': { authority: [record] },
      'www.other.example. A': { answer: [unsigned('www.other.example. 60 A 192.0.2.1')] },
    });
    assert.equal(result.status, 'insecure');
    assert.deepEqual(codes(result), ['nsec3-iterations']);
    assert.equal(result.reasons[0]?.ede, 27);
    assert.equal(result.cost.nsec3Hashes, 0);
  });

  it('bounds checks for keys of one tag, invalid ones counted (KeyTrap CVE-2023-50387, CVE-2025-8677)', async () => {
    const bad = Array.from({ length: 60 }, (_item, index) =>
      readDnskey(collidingKey(child.key.rdata, index)),
    );
    assert.ok(bad.every((key) => key.keyTag === child.key.keyTag));
    const good = child.signed('www.child.example. 60 A 192.0.2.1');
    const wrong = Array.from({ length: 60 }, (_item, index) => {
      const signature = Uint8Array.from(good.signatures[0]!);
      signature[signature.length - 1 - index] = (signature.at(-1 - index) ?? 0) ^ 1;
      return signature;
    });
    const context = contextWith();
    const result = await verifyRRset({ ...good, signatures: wrong }, child.with(bad), context);
    assert.equal(result.verified, false);
    assert.equal(context.budget.signatureChecks, context.budget.limits.signatureChecksPerRRset);
    assert.ok(result.reasons.some((reason) => reason.code === 'limit-signatures'));
  });

  it('finds the right key among a few that share its tag', async () => {
    const keys = [0, 1, 2].map((index) => readDnskey(collidingKey(child.key.rdata, index)));
    const result = await verifyRRset(
      child.signed('www.child.example. 60 A 192.0.2.1'),
      child.with([...keys, ...child.keys]),
      contextWith(),
    );
    assert.equal(result.verified, true);
  });

  it('keeps counting over aliases and fresh questions (CVE-2026-50045)', async () => {
    const names = Array.from({ length: 8 }, (_item, index) => `a${index}.child.example.`);
    const table = Object.fromEntries(
      names.map((name, index) => [
        `${name} A`,
        { answer: [child.signed(`${name} 60 CNAME ${names[index + 1] ?? 'www.child.example.'}`)] },
      ]),
    );
    table['www.child.example. A'] = { answer: [child.signed('www.child.example. 60 A 192.0.2.1')] };
    const whole = await check('a0.child.example', 'A', table);
    assert.equal(whole.status, 'secure');
    const cut = await check('a0.child.example', 'A', table, {
      signatureChecks: whole.cost.signatureChecks - 1,
    });
    assert.equal(cut.status, 'bogus');
    assert.deepEqual(codes(cut), ['limit-signatures']);
  });

  it('wants the proof of a wildcard CNAME (CVE-2026-52686)', async () => {
    const made = child.signed('x.child.example. 60 CNAME www.child.example.', {
      labels: 2,
      signedOwner: '*.child.example.',
    });
    const target = child.signed('www.child.example. 60 A 192.0.2.1');
    const proof = child.signed('www.child.example. 60 NSEC zz.child.example. A NSEC RRSIG');
    const without = await check('x.child.example', 'A', { 'x.child.example. A': { answer: [made, target] } });
    assert.equal(without.status, 'bogus');
    const proven = await check('x.child.example', 'A', {
      'x.child.example. A': { answer: [made, target], authority: [proof] },
    });
    assert.equal(proven.status, 'secure', JSON.stringify(proven.reasons));
    assert.equal(proven.answer[0]?.proof?.wildcard, '*.child.example.');
  });

  it('keeps to its DS limit when many DS name a key and fit none', async () => {
    const ds = zone.dsFor(child);
    const wrong = Array.from({ length: 30 }, (_item, index) =>
      Uint8Array.from(ds.rdata[0]!, (byte, place) => (place === 10 ? byte ^ (index + 1) : byte)),
    );
    const set = zone.sign(rrsetOf(child.zone, rrType.DS, wrong));
    const result = await check('www.child.example', 'A', { 'child.example. DS': { answer: [set] } });
    assert.equal(result.status, 'indeterminate');
    const answered = await check('www.child.example', 'A', {
      'child.example. DS': { answer: [set] },
      'www.child.example. A': { answer: [child.signed('www.child.example. 60 A 192.0.2.1')] },
    });
    assert.equal(answered.status, 'bogus');
    assert.ok(codes(answered).includes('limit-ds'));
  });

  it('takes no DS and no proof of absence that a wildcard made', async () => {
    const made = zone.sign(
      { ...zone.dsFor(child), signatures: [] },
      { labels: 1, signedOwner: '*.example.' },
    );
    const result = await check('www.child.example', 'A', {
      'child.example. DS': { answer: [made] },
      'www.child.example. A': { answer: [child.signed('www.child.example. 60 A 192.0.2.1')] },
    });
    assert.equal(result.status, 'bogus');
    assert.ok(codes(result).includes('signature-wildcard'));
  });

  it('takes no denial of every type for a name that has some', async () => {
    const hash = formatBase32Hex(nsec3Hash(parseName('www.child.example.'), new Uint8Array(), 0));
    const owner = `${hash}.child.example.`;
    const proofs = (types: string): readonly RRset[] => [
      child.signed(`www.child.example. 60 NSEC zz.child.example. ${types} RRSIG NSEC`),
      child.signed(`${owner} 60 NSEC3 1 0 0 - 0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM ${types} RRSIG`),
    ];
    for (const [types, status] of [
      ['A', 'bogus'],
      ['MX TXT', 'bogus'],
      ['', 'secure'],
    ] as const)
      for (const proof of proofs(types)) {
        const result = await check('www.child.example', 'ANY', {
          'www.child.example. ANY': { authority: [proof] },
          'www.child.example. DS': { authority: [proof] },
        });
        assert.equal(result.status, status, `${types}: ${JSON.stringify(result.reasons)}`);
      }
  });
});
