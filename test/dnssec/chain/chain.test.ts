import assert from 'node:assert/strict';
import { sign, type KeyObject } from 'node:crypto';
import { allAlgorithms, createCache, validate, type ValidateOptions } from '../../../lib/dnssec/index.js';
import { rrType } from '../../../lib/dns/codes.js';
import type { RRset } from '../../../lib/dns/rrset.js';
import { formatBase32Hex } from '../../../lib/dns/base32hex.js';
import { parseName } from '../../../lib/dns/name.js';
import { readDnskey } from '../../../lib/dnssec/records/dnskey.js';
import { nsec3Hash } from '../../../lib/dnssec/denial/nsec3.js';
import { signingAlgorithms } from '../../../lib/lab/signing-algorithms.js';
import { makeKey } from '../../../lib/lab/zone-key.js';
import { at, ForgedZone, rrsetOf, tableExchange, unsigned, type TableEntry } from '../forge.js';

const root = new ForgedZone('.');
const zone = new ForgedZone('example.');
const www = zone.signed('www.example. 300 A 127.0.0.1');
const chain: Readonly<Record<string, TableEntry>> = {
  '. DNSKEY': { answer: [root.dnskeys] },
  'example. DS': { answer: [root.dsFor(zone)] },
  'example. DNSKEY': { answer: [zone.dnskeys] },
  'www.example. A': { answer: [www] },
};
const run = (
  table: Readonly<Record<string, TableEntry>>,
  options: Partial<ValidateOptions> = {},
  name = 'www.example',
  type = 'A',
) =>
  validate(
    { name, type },
    { exchange: tableExchange({ ...chain, ...table }), anchors: [root.anchor], at, ...options },
  );

describe('dnssec/chain', () => {
  it('tells each link: DS, keys with tags, what signed what, windows and TTLs', async () => {
    const result = await run({});
    assert.equal(result.status, 'secure');
    const [top, link] = result.chain;
    assert.equal(top?.by, 'anchor');
    assert.equal(link?.by, 'ds');
    assert.equal(link.parent, '.');
    assert.deepEqual(
      link.ds.map(({ keyTag, use }) => [keyTag, use]),
      [[zone.key.keyTag, 'matched']],
    );
    assert.deepEqual(
      link.keys.map(({ keyTag, used, bits }) => [keyTag, used, bits]),
      [[zone.key.keyTag, true, 256]],
    );
    assert.deepEqual(
      link.proofs.map(({ type, signerName }) => [type, signerName]),
      [
        ['DS', '.'],
        ['DNSKEY', 'example.'],
      ],
    );
    assert.equal(result.answer[0]?.ttlSeconds, 300);
  });

  it('takes no opt-out span above an island of trust for a sign that it is unsigned', async () => {
    const island = new ForgedZone('inner.example.');
    const name = 'www.inner.example';
    const beside = (text: string, step: number): Buffer => {
      const hash = Buffer.from(nsec3Hash(parseName(text), new Uint8Array(), 0));
      hash.writeUInt8((hash.at(-1) ?? 0) + step, hash.length - 1);
      return hash;
    };
    const nsec3 = (from: Buffer, to: Buffer, types: string): RRset =>
      zone.signed(`${formatBase32Hex(from)}.example. 300 NSEC3 1 1 0 - ${formatBase32Hex(to)} ${types}`);
    const proof = [
      nsec3(beside('example.', 0), beside('example.', 1), 'SOA NS RRSIG'),
      nsec3(beside('inner.example.', -1), beside('inner.example.', 1), 'NS'),
    ];
    const table = {
      'inner.example. DNSKEY': { answer: [island.dnskeys] },
      'inner.example. DS': { authority: proof },
      'www.inner.example. A': { authority: proof },
      'www.inner.example. DS': {
        authority: [island.signed('www.inner.example. 300 NSEC inner.example. A RRSIG NSEC')],
      },
    };
    assert.equal((await run(table, {}, name)).status, 'insecure');
    assert.equal((await run(table, { anchors: [root.anchor, island.anchor] }, name)).status, 'bogus');
  });

  it('starts at the closest anchor: an island of trust below an unsigned or broken parent', async () => {
    const result = await run({ '. DNSKEY': {}, 'example. DS': {} }, { anchors: [root.anchor, zone.anchor] });
    assert.equal(result.status, 'secure');
    assert.deepEqual(
      result.chain.map((link) => link.zone),
      ['example.'],
    );
  });

  it('lets no signature that names an insecure zone above lead out of an island of trust', async () => {
    const named = (rrset: RRset): RRset => root.sign({ ...rrset, signatures: [] });
    const island = { negativeAnchors: ['.'], anchors: [zone.anchor] };
    const forgeries: Readonly<Record<string, TableEntry>> = {
      'an address': { answer: [named(unsigned('www.example. 300 A 192.0.2.66'))] },
      'an alias': { answer: [named(unsigned('www.example. 300 CNAME evil.test.'))] },
      'no such name': {
        rcode: 3,
        authority: [named(unsigned('. 300 SOA . . 1 1 1 1 1')), named(unsigned('. 300 NSEC . NS SOA'))],
      },
      'no such type': { authority: [named(unsigned('www.example. 300 NSEC . TXT'))] },
    };
    for (const [what, forgery] of Object.entries(forgeries)) {
      const noCut = { authority: [zone.signed('www.example. 60 NSEC x.example. A NSEC RRSIG')] };
      const result = await run({ 'www.example. A': forgery, 'www.example. DS': noCut }, island);
      // That the zone above is insecure is no reason: the anchor stands below it.
      const codes = result.reasons.map(({ code }) => code);
      assert.deepEqual(
        [result.status, ...codes],
        ['bogus', what.startsWith('no') ? 'denial-missing' : 'signature-foreign'],
        what,
      );
    }
  });

  it('stops at a negative anchor, unless a closer anchor stands below it', async () => {
    const broken = {
      'www.example. A': { answer: [unsigned('www.example. 300 A 192.0.2.1')] },
      'www.example. DS': { authority: [zone.signed('www.example. 60 NSEC x.example. A NSEC RRSIG')] },
    };
    const result = await run(broken, { negativeAnchors: ['example'] });
    assert.equal(result.status, 'insecure');
    assert.deepEqual(
      result.reasons.map((reason) => reason.code),
      ['negative-anchor'],
    );
    const closer = await run(broken, { negativeAnchors: ['.'], anchors: [zone.anchor] });
    assert.equal(closer.status, 'bogus');
  });

  it('lets pre-published and double-signing keys be', async () => {
    const next = new ForgedZone('example.');
    const both = rrsetOf(zone.zone, rrType.DNSKEY, [zone.key.rdata, next.key.rdata]);
    const prePublished = await run({ 'example. DNSKEY': { answer: [zone.sign(both)] } });
    assert.equal(prePublished.status, 'secure');
    const doubleSigned = await run({
      'example. DNSKEY': { answer: [next.sign(zone.sign(both))] },
      'www.example. A': { answer: [next.sign(www)] },
    });
    assert.equal(doubleSigned.status, 'secure');
  });

  it('trusts no revoked key and none without the zone flag', async () => {
    for (const [flags, code] of [
      [0x0181, 'key-revoked'],
      [0x0001, 'key-not-for-zone'],
    ] as const) {
      const made = makeKey('ECDSAP256SHA256', 'ksk');
      const rdata = Uint8Array.from(made.rdata);
      rdata.set([flags >> 8, flags & 0xff]);
      const tag = rdata.reduce((sum, byte, index) => sum + (index % 2 === 0 ? byte * 256 : byte), 0);
      const odd = new ForgedZone('example.', { ...made, rdata, keyTag: (tag + (tag >>> 16)) & 0xffff });
      const result = await run({
        'example. DS': { answer: [root.dsFor(odd)] },
        'example. DNSKEY': { answer: [odd.dnskeys] },
      });
      assert.equal(result.status, 'bogus');
      assert.ok(
        result.reasons.some((reason) => reason.code === code),
        JSON.stringify(result.reasons),
      );
    }
  });

  it('passes a SHA-1 digest over beside a stronger one (RFC 4509 §3)', async () => {
    const right = root.dsFor(zone).rdata[0]!;
    const wrong = Uint8Array.from(right, (byte, index) => (index === 12 ? byte ^ 1 : byte));
    const { createHash } = await import('node:crypto');
    const sha1 = createHash('sha1').update(zone.zone).update(zone.key.rdata).digest();
    const weak = Buffer.concat([right.subarray(0, 3), Buffer.of(1), sha1]);
    const set = root.sign(rrsetOf(zone.zone, rrType.DS, [wrong, weak]));
    assert.equal((await run({ 'example. DS': { answer: [set] } })).status, 'bogus');
    assert.equal(
      (await run({ 'example. DS': { answer: [set] } }, { allowWeakerDigest: true })).status,
      'secure',
    );
    const alone = root.sign(rrsetOf(zone.zone, rrType.DS, [weak]));
    const result = await run({ 'example. DS': { answer: [alone] } });
    assert.equal(result.status, 'secure');
    assert.ok(result.warnings.some((warning) => warning.code === 'sha1-ds'));
  });

  it('takes a zone with only unknown digests for insecure', async () => {
    const odd = Uint8Array.from(root.dsFor(zone).rdata[0]!, (byte, index) => (index === 3 ? 3 : byte));
    const result = await run({
      'example. DS': { answer: [root.sign(rrsetOf(zone.zone, rrType.DS, [odd]))] },
    });
    assert.equal(result.status, 'insecure');
    assert.deepEqual(
      result.reasons.map(({ code, ede }) => [code, ede]),
      [['unsupported-digest', 2]],
    );
  });

  it('takes a zone signed with SHA-1 for insecure by default, and verifies it where told to (RFC 9905)', async () => {
    for (const number of [5, 7]) {
      const algorithm = {
        ...signingAlgorithms.RSASHA256,
        number,
        sign: (key: KeyObject, data: Uint8Array) => sign('sha1', data, key),
      };
      const made = makeKey('RSASHA256', 'ksk');
      const rdata = Uint8Array.from(made.rdata, (byte, index) => (index === 3 ? number : byte));
      const old = new ForgedZone('example.', { ...made, algorithm, rdata, keyTag: readDnskey(rdata).keyTag });
      const table = {
        'example. DS': { answer: [root.dsFor(old)] },
        'example. DNSKEY': { answer: [old.dnskeys] },
        'www.example. A': { answer: [old.signed('www.example. 300 A 127.0.0.1')] },
      };
      const byDefault = await run(table);
      assert.equal(byDefault.status, 'insecure');
      assert.deepEqual(
        byDefault.reasons.map((reason) => reason.code),
        ['distrusted-algorithm'],
      );
      const told = await run(table, { algorithms: allAlgorithms });
      assert.equal(told.status, 'secure', JSON.stringify(told.reasons));
      assert.ok(told.warnings.some((warning) => warning.code === 'sha1-signature'));
    }
  });

  it('does not let unsigned or foreign extras in an answer matter', async () => {
    const extras = [unsigned('www.example. 60 TXT "x"'), unsigned('bank.other. 60 A 192.0.2.66')];
    const result = await run({
      'www.example. A': { answer: [www, ...extras], authority: [unsigned('example. 60 NS evil.other.')] },
    });
    assert.equal(result.status, 'secure');
    assert.deepEqual(
      result.answer.map((rrset) => rrset.name),
      ['www.example.'],
    );
  });

  it('bounds aliases and tells a loop', async () => {
    const loop = await run({
      'www.example. A': {
        answer: [
          zone.signed('www.example. 60 CNAME a.example.'),
          zone.signed('a.example. 60 CNAME www.example.'),
        ],
      },
    });
    assert.equal(loop.status, 'indeterminate');
    assert.ok(loop.reasons.some((reason) => reason.code === 'alias-loop'));
    const many = Array.from({ length: 20 }, (_item, index) =>
      zone.signed(`${index === 0 ? 'www' : `a${index}`}.example. 60 CNAME a${index + 1}.example.`),
    );
    const long = await run({ 'www.example. A': { answer: many } });
    assert.equal(long.status, 'indeterminate');
    assert.ok(long.reasons.some((reason) => reason.code === 'limit-aliases'));
  });

  it('follows a DNAME, and not a CNAME that it does not make', async () => {
    const dname = zone.signed('old.example. 60 DNAME new.example.');
    const target = zone.signed('x.new.example. 60 A 192.0.2.1');
    const table = (made: string): Readonly<Record<string, TableEntry>> => ({
      'x.old.example. A': { answer: [dname, unsigned(`x.old.example. 60 CNAME ${made}`), target] },
    });
    const right = await run(table('x.new.example.'), {}, 'x.old.example');
    assert.equal(right.status, 'secure', JSON.stringify(right.reasons));
    assert.deepEqual(
      right.answer.map((rrset) => rrset.type),
      ['DNAME', 'CNAME', 'A'],
    );
    const wrong = await run(table('y.new.example.'), {}, 'x.old.example');
    assert.equal(wrong.status, 'bogus');
  });

  it('clamps TTLs to the original and to what the signature has left', async () => {
    const long = zone.signed('www.example. 9000 A 127.0.0.1', { originalTtlSeconds: 600 });
    assert.equal((await run({ 'www.example. A': { answer: [long] } })).answer[0]?.ttlSeconds, 600);
    const ending = zone.signed('www.example. 9000 A 127.0.0.1', {
      expirationSeconds: at.getTime() / 1_000 + 120,
    });
    const result = await run({ 'www.example. A': { answer: [ending] } });
    assert.equal(result.answer[0]?.ttlSeconds, 120);
    assert.deepEqual(
      result.warnings.map((warning) => warning.code),
      ['signature-expires-soon', 'ttl-beyond-signature'],
    );
  });

  it('allows the stated skew and no more', async () => {
    const seconds = at.getTime() / 1_000;
    const signed = (expirationSeconds: number) => ({
      'www.example. A': { answer: [zone.signed('www.example. 60 A 127.0.0.1', { expirationSeconds })] },
    });
    const within = await run(signed(seconds - 200));
    assert.equal(within.status, 'secure');
    assert.ok(within.warnings.some((warning) => warning.code === 'signature-in-skew'));
    assert.equal((await run(signed(seconds - 400))).status, 'bogus');
    const strict = { limits: { clockSkewSeconds: { minimum: 0, maximum: 0 } } };
    assert.equal((await run(signed(seconds - 1), strict)).status, 'bogus');
  });

  it('validates across the year 2106, when the 32 bits of time run over', async () => {
    const turn = new Date(2 ** 32 * 1_000 + 60_000);
    const after = turn.getTime() / 1_000;
    const window = { inceptionSeconds: after - 3_600, expirationSeconds: (after + 3_600) % 2 ** 32 };
    const resign = (rrset: typeof www, signer: ForgedZone) =>
      signer.sign({ ...rrset, signatures: [] }, window);
    const result = await validate(
      { name: 'www.example', type: 'A' },
      {
        exchange: tableExchange({
          'example. DNSKEY': { answer: [resign(zone.dnskeys, zone)] },
          'www.example. A': { answer: [resign(www, zone)] },
        }),
        anchors: [zone.anchor],
        at: turn,
      },
    );
    assert.equal(result.status, 'secure', JSON.stringify(result.reasons));
  });
});

describe('dnssec/child-signals', () => {
  const dsText = (signer: ForgedZone): Uint8Array => root.dsFor(signer).rdata[0]!;
  const next = new ForgedZone('example.');
  const cds = (rdata: Uint8Array): TableEntry => ({
    answer: [zone.sign(rrsetOf(zone.zone, rrType.CDS, [rdata]))],
  });
  const cdnskey = (rdata: Uint8Array): TableEntry => ({
    answer: [zone.sign(rrsetOf(zone.zone, rrType.CDNSKEY, [rdata]))],
  });
  for (const [what, table, codes] of [
    ['agree', { 'example. CDS': cds(dsText(zone)), 'example. CDNSKEY': cdnskey(zone.key.rdata) }, []],
    ['are not there', {}, []],
    [
      'name another key',
      { 'example. CDS': cds(dsText(next)), 'example. CDNSKEY': cdnskey(next.key.rdata) },
      ['cds-differs', 'cdnskey-differs'],
    ],
    ['ask for the end', { 'example. CDS': cds(Uint8Array.of(0, 0, 0, 0, 0)) }, ['cds-delete']],
    ['are unsigned', { 'example. CDS': { answer: [rrsetOf(zone.zone, rrType.CDS, [dsText(next)])] } }, []],
  ] as const)
    it(`warns as it should where CDS and CDNSKEY ${what}`, async () => {
      const result = await run(table, { inspect: true });
      assert.equal(result.status, 'secure');
      assert.deepEqual(
        result.warnings.map((warning) => warning.code),
        codes,
      );
    });
});

describe('dnssec/cache', () => {
  it('asks for a zone once, waits for others who ask, and keeps nothing past its TTL', async () => {
    const names = Array.from({ length: 5 }, (_item, index) => `n${index}.example`);
    const table = Object.fromEntries(
      names.map((name) => [`${name}. A`, { answer: [zone.signed(`${name}. 60 A 127.0.0.1`)] }]),
    );
    const exchange = tableExchange({ ...chain, ...table });
    const options = { exchange, anchors: [root.anchor], at, cache: createCache() };
    const together = await Promise.all(names.map((name) => validate({ name, type: 'A' }, options)));
    assert.ok(together.every((result) => result.status === 'secure'));
    const count = (key: string): number => exchange.asked.filter((asked) => asked === key).length;
    assert.equal(count('. 48'), 1);
    assert.equal(count('example. 48'), 1);
    const again = await validate({ name: 'n0.example', type: 'A' }, options);
    assert.deepEqual(again.cost, { queries: 0, signatureChecks: 0, nsec3Hashes: 0 });
    const later = await validate(
      { name: 'n0.example', type: 'A' },
      { ...options, at: new Date(at.getTime() + 61_000) },
    );
    assert.deepEqual(later.cost, { queries: 3, signatureChecks: 1, nsec3Hashes: 0 });
    await validate({ name: 'n0.example', type: 'A' }, { ...options, at: new Date(at.getTime() + 3_601_000) });
    assert.equal(count('example. 48'), 2);
  });

  it('keeps no failure', async () => {
    const cache = createCache();
    const bad = await run({ 'example. DNSKEY': {} }, { cache });
    assert.equal(bad.status, 'bogus');
    assert.equal((await run({}, { cache })).status, 'secure');
  });
});

describe('dnssec/limits', () => {
  it('ends in time whatever the exchange does', async () => {
    const result = await run({}, { exchange: () => new Promise(() => undefined), limits: { timeoutMs: 20 } });
    assert.equal(result.status, 'indeterminate');
    assert.deepEqual(
      result.reasons.map((reason) => reason.code),
      ['limit-time'],
    );
  });

  it('rejects with the reason of the caller’s signal', async () => {
    const controller = new AbortController();
    const pending = run({}, { exchange: () => new Promise(() => undefined), signal: controller.signal });
    controller.abort(new Error('enough'));
    await assert.rejects(pending, /enough/);
  });

  for (const [limits, code] of [
    [{ queries: 2 }, 'limit-queries'],
    [{ responseBytes: 100 }, 'limit-bytes'],
  ] as const)
    it(`tells ${code}`, async () => {
      const result = await run({}, { limits });
      assert.equal(result.status, 'indeterminate');
      assert.deepEqual(
        result.reasons.map((reason) => reason.code),
        [code],
      );
    });
});
