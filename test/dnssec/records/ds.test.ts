/** A DS and its key: RFC 4034 §5.4 and its appendix B.1, RFC 4509 §2.3. */
import assert from 'node:assert/strict';
import { parseName } from '../../../lib/dns/name.js';
import { rrType } from '../../../lib/dns/codes.js';
import { parseRdata } from '../../../lib/dns/rdata-parse.js';
import { keyBits } from '../../../lib/dnssec/signatures/algorithms.js';
import { isRevoked, isSep, isZoneKey, readDnskey } from '../../../lib/dnssec/records/dnskey.js';
import { defaultDigests, dsMatchesKey, readDs } from '../../../lib/dnssec/records/ds.js';

const owner = parseName('dskey.example.com.');
const key = readDnskey(
  parseRdata(
    rrType.DNSKEY,
    '256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==',
  ),
);
const SHA1 = '2BB183AF5F22588179A53B0A98631FAD1A292118';
const SHA256 = 'D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A';

describe('dnssec/ds', () => {
  it('reads the key of RFC 4034', () => {
    assert.deepEqual(
      [key.keyTag, key.algorithm, isZoneKey(key), isSep(key), isRevoked(key)],
      [60_485, 5, true, false, false],
    );
    assert.equal(keyBits(key.algorithm, key.publicKey), 1024);
  });

  for (const [text, matches] of [
    [`60485 5 1 ${SHA1}`, true],
    [`60485 5 2 ${SHA256}`, true],
    [`60485 5 2 ${SHA256.slice(0, -2)}0B`, false],
    [`60485 5 2 ${SHA256}00`, false],
    [`60485 5 1 ${SHA256}`, false],
    // The digest fits, and yet it speaks of another key.
    [`60486 5 2 ${SHA256}`, false],
    [`60485 8 2 ${SHA256}`, false],
    [`60486 8 2 ${SHA256}`, false],
    // A digest that is not known.
    [`60485 5 3 ${SHA256}`, false],
  ] as const)
    it(`${text.slice(0, 24)}…: ${matches ? 'fits' : 'does not fit'}`, () => {
      const ds = readDs(parseRdata(rrType.DS, text));
      assert.equal(dsMatchesKey(ds, owner, key, defaultDigests), matches);
      // The name is part of what is hashed, its case is not.
      assert.equal(dsMatchesKey(ds, parseName('DSKEY.Example.COM.'), key, defaultDigests), matches);
      assert.equal(dsMatchesKey(ds, parseName('example.com.'), key, defaultDigests), false);
    });

  it('takes the tag of an RSA/MD5 key from its modulus: the upper 16 of its last 24 bits', () => {
    const rdata = Uint8Array.from(key.rdata);
    rdata.set([0xab, 0xcd, 0xef], rdata.length - 3);
    assert.notEqual(readDnskey(rdata).keyTag, 0xabcd);
    rdata[3] = 1;
    assert.equal(readDnskey(rdata).keyTag, 0xabcd);
  });

  for (const [flags, protocol, zone, sep, revoked] of [
    [256, 3, true, false, false],
    [257, 3, true, true, false],
    [385, 3, true, true, true],
    [384, 3, true, false, true],
    [1, 3, false, true, false],
    [0xfe7e, 3, false, false, false],
    [257, 2, false, true, false],
  ] as const)
    it(`knows flags ${flags} and protocol ${protocol}`, () => {
      const of = readDnskey(Buffer.of(flags >> 8, flags & 0xff, protocol, 13, 1));
      assert.deepEqual([isZoneKey(of), isSep(of), isRevoked(of)], [zone, sep, revoked]);
    });

  for (const [algorithm, text, bits] of [
    [13, '', 256],
    [14, '', 384],
    [15, '', 256],
    [16, '', 456],
    [8, `03010001${'80'.padEnd(256, '0')}`, 1024],
    [8, `03010001${'40'.padEnd(256, '0')}`, 1023],
    // Zeros before the modulus are no part of it (RFC 3110 §2), and the exponent's length may take three bytes.
    [10, `0301000100${'01'.padEnd(256, '0')}`, 1017],
    [7, `000003010001${'ff'.padEnd(512, '0')}`, 2048],
    [8, '', 0],
    [8, '03010001', 0],
    [8, '0301000100', 0],
    [253, '03010001ff', 0],
  ] as const)
    it(`tells that a key of algorithm ${algorithm} and ${text.length / 2} bytes has ${bits} bits`, () => {
      assert.equal(keyBits(algorithm, Buffer.from(text, 'hex')), bits);
    });
});
