import assert from 'node:assert/strict';
import { parseType } from '../../lib/dns/codes.js';
import { parseRdata, parseRecord, parseTime } from '../../lib/dns/rdata-parse.js';
import { formatRdata } from '../../lib/dns/rdata-text.js';
import { canonicalRdata } from '../../lib/dns/rdata.js';
import { groupRRsets } from '../../lib/dns/rrset.js';
import { ParseError } from '../../lib/errors.js';

describe('dns/rdata', () => {
  for (const [type, text] of [
    ['A', '127.0.0.1'],
    ['AAAA', '::1'],
    ['AAAA', '2001:db8:0:1::'],
    ['SOA', 'ns.example. host.example. 1 2 3 4 4294967295'],
    ['TXT', '"a \\"quoted\\" \\\\ \\200" ""'],
    ['SRV', '1 2 443 a\\.b.example.'],
    ['NAPTR', '1 2 "s" "SIP" "" x.example.'],
    ['DS', '20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D'],
    ['NSEC', '\\000.example. A NS RRSIG NSEC TYPE1234'],
    ['NSEC3', '1 1 12 AABBCCDD 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A RRSIG'],
    ['TXT', '\\# 0'],
    // A hash of no bytes, which no zone file can write.
    ['NSEC3', '\\# 9 010100000000000140'],
    ['NSEC3PARAM', '1 0 0 -'],
    ['RRSIG', 'A 8 2 3600 20260926134150 20260829134150 2854 example.com. AQID'],
    ['CAA', '0 "issue" "ca.example"'],
    ['A6', '0 2001:db8::1'],
    ['A6', '64 ::1:0:0:5 Subnet.example.'],
    ['A6', '61 ::1:0:0:5 subnet.example.'],
    ['A6', '128 subnet.example.'],
    ['TYPE999', '\\# 2 AB0C'],
    ['A6', '\\# 2 8100'],
    ['A', '\\# 3 7F0000'],
  ] as const)
    it(`reads and writes ${type} ${text}`, () => {
      assert.equal(formatRdata(parseType(type), parseRdata(parseType(type), text)), text);
    });

  for (const [type, text] of [
    ['A', '127.0.0'],
    ['A', '127.0.0.1 5'],
    ['DS', '70000 8 2 AA'],
    ['DS', '1 8 2 ABC'],
    ['DNSKEY', '257 3 8 !!'],
    ['TYPE999', 'x'],
    ['A6', '129 x.example.'],
    ['A6', '64 ::1'],
    ['A6', '0 ::1 x.example.'],
    ['A', '\\# 4 7F'],
    // Stricter than BIND: bytes beyond ASCII have a form of their own, and no signature ends in a leap second.
    ['TXT', '"é"'],
    ['TXT', '"ā"'],
    ['CAA', '0 "issue" "\u{1f600}"'],
    ['RRSIG', 'A 8 2 60 20260926134160 20260829134150 1 example. AQID'],
    ['TYPE999', `\\# 65536 ${'00'.repeat(65_536)}`],
  ] as const)
    it(`refuses ${type} ${text.slice(0, 80)}`, () => {
      assert.throws(() => parseRdata(parseType(type), text), ParseError);
    });

  it('reads a record over lines, with comments, in parentheses', () => {
    const { rdata } = parseRecord('a. 60 IN TXT ( "x;(" ; one )"\n y\\; ) ; two "');
    assert.equal(formatRdata(parseType('TXT'), rdata), '"x;(" "y;"');
    for (const line of [
      'a. MX (5 b.',
      'a. MX 5 b.)',
      'a. MX )5 b.(',
      'a. TXT "b',
      '"a." MX 5 b.',
      'a. TXT b\\',
    ])
      assert.throws(() => parseRecord(line), ParseError, line);
  });

  it('reads times as RFC 4034 §3.2 writes them', () => {
    for (const [text, seconds] of [
      ['19700101000000', 0],
      ['20240229235959', 1_709_251_199],
      ['21060207062815', 0xffff_ffff],
      ['21060207062816', 0],
      ['4294967295', 0xffff_ffff],
    ] as const)
      assert.equal(parseTime(text), seconds, text);
    for (const text of [
      '19691231235959',
      '20230229000000',
      '20230001000000',
      '20230101240000',
      '4294967296',
      '-1',
      '',
    ])
      assert.throws(() => parseTime(text), ParseError, text);
  });

  it('lowers the names that RFC 4034 §6.2 and RFC 6840 §5.1 list, and no others', () => {
    const canonical = (type: string, text: string): string =>
      formatRdata(parseType(type), canonicalRdata(parseType(type), parseRdata(parseType(type), text)));
    assert.equal(canonical('MX', '5 Mail.EXAMPLE.'), '5 mail.example.');
    assert.equal(canonical('A6', '64 ::1:0:0:5 SubNet.EXAMPLE.'), '64 ::1:0:0:5 subnet.example.');
    assert.equal(canonical('A6', '0 2001:db8::1'), '0 2001:db8::1');
    assert.equal(canonical('NSEC', 'B.Example. A'), 'B.Example. A');
    assert.equal(canonical('TXT', '"ABC"'), '"ABC"');
  });

  it('groups records into RRsets, duplicates once, with their signatures', () => {
    const rrsets = groupRRsets(
      [
        'x.example. 60 IN NS Ns.example.',
        'X.example. 30 IN NS ns.EXAMPLE.',
        'x.example. 60 IN RRSIG NS 8 2 60 20260926134150 20260829134150 1 example. AQID',
        'x.example. 60 IN RRSIG A 8 2 60 20260926134150 20260829134150 1 example. AQID',
      ].map((line) => parseRecord(line)),
    );
    assert.deepEqual(
      rrsets.map(({ type, ttlSeconds, rdata, signatures }) => [
        type,
        ttlSeconds,
        rdata.length,
        signatures.length,
      ]),
      [
        [2, 30, 1, 1],
        [46, 60, 1, 0],
      ],
    );
  });
});
