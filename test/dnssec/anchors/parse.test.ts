import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatName, parseName } from '../../../lib/dns/name.js';
import { closestAnchoredZone } from '../../../lib/dnssec/anchors/anchor.js';
import { parseAnchors } from '../../../lib/dnssec/index.js';
import { makeKey } from '../../../lib/lab/zone-key.js';
import { needShared, sharedPath } from '../../shared.js';
import { at } from '../forge.js';

describe('dnssec/anchor-parse', () => {
  const dsLine = '. IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D';
  const key = Buffer.from(makeKey('ECDSAP256SHA256', 'ksk').rdata.subarray(4)).toString('base64');
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<TrustAnchor id="x" source="http://data.iana.org/root-anchors/root-anchors.xml"><Zone>.</Zone>
<KeyDigest id="a" validFrom="2010-07-15T00:00:00+00:00" validUntil="2019-01-11T00:00:00+00:00"><KeyTag>19036</KeyTag><Algorithm>8</Algorithm><DigestType>2</DigestType><Digest>49AAC11D7B6F6446702E54A1607371607A1A41855200FD2CE1CDDE32F24E8FB5</Digest></KeyDigest>
<KeyDigest id="b" validFrom="2017-02-02T00:00:00+00:00"><KeyTag>20326</KeyTag><Algorithm>8</Algorithm><DigestType>2</DigestType><Digest>E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D</Digest></KeyDigest>
</TrustAnchor>`;
  for (const [what, text, count] of [
    ['a DS line', dsLine, 1],
    [
      'Unbound’s root.key with comments',
      `; autotrust trust anchor file\n;;id: . 1\n. 172800 IN DNSKEY 257 3 13 ${key} ;{id = 1 (ksk), size = 256b} ;;state=2 [  VALID  ]\n`,
      1,
    ],
    [
      'a record in parentheses',
      `. IN DNSKEY 257 3 13 (\n  ${key.slice(0, 40)}\n  ${key.slice(40)} ) ; key id = 1\n`,
      1,
    ],
    [
      'BIND’s trust-anchors',
      `trust-anchors {\n  // comment\n  . initial-key 257 3 13 "${key}";\n  "example" static-ds 1 13 2 "${'AB'.repeat(32)}";\n};`,
      2,
    ],
    ['root-anchors.xml', xml, 1],
  ] as const)
    it(`reads ${what}`, () => {
      assert.equal(parseAnchors(text, at).length, count);
    });

  const digest = (validity: string, hex = dsLine.slice(-64)): string =>
    `<TrustAnchor><Zone>.</Zone><KeyDigest ${validity}><KeyTag>20326</KeyTag><Algorithm>8</Algorithm><DigestType>2</DigestType><Digest>${hex}</Digest></KeyDigest></TrustAnchor>`;

  // As BIND's named.conf and Unbound's files have them: zone and key tag of each anchor.
  const DS = `20326 8 2 "${dsLine.slice(-64)}"`;
  const told = (text: string): readonly string[] =>
    parseAnchors(text, at).map((anchor) => {
      const { keyTag } = anchor.kind === 'ds' ? anchor.ds : anchor.key;
      return `${formatName(anchor.zone)} ${anchor.kind} ${keyTag === 20326 ? keyTag : 'ours'}`;
    });
  // The key is another each time, and a test's name is to be the same.
  const titleOf = (text: string): string => `${JSON.stringify(text).replaceAll(key, 'KEY').slice(0, 60)}…`;
  for (const [text, ...anchors] of [
    [`trust-anchors{ .  static-ds ${DS}; };`, '. ds 20326'],
    [`trust-anchors { . static-ds ${DS}; };`, '. ds 20326'],
    [`trust-anchors{."static-ds" }`],
    [`  trust-anchors\t{\n\t"."\tinitial-ds\t20326\t8\t2\t"${dsLine.slice(-64)}" ; };`, '. ds 20326'],
    [
      `options { };\ntrust-anchors {\n . initial-ds   20326  8  2  "${dsLine.slice(-64)}";\n net static-key  257  3  13  "${key}";\n};`,
      '. ds 20326',
      'net. dnskey ours',
    ],
    [`trusted-keys { "example.com."   257 3 13 "${key}"; };`, 'example.com. dnskey ours'],
    [`managed-keys { . initial-key 257 3 13\n"${key.slice(0, 40)}\n ${key.slice(40)}"; };`, '. dnskey ours'],
    [`trust-anchors { # . static-ds ${DS};\n . static-ds ${DS}; };`, '. ds 20326'],
    [`# . static-ds ${DS};\ntrust-anchors { . static-ds ${DS}; };`, '. ds 20326'],
    [`trust-anchors {\n// one . static-ds ${DS};\n . static-ds ${DS}; };`, '. ds 20326'],
    [
      `trust-anchors { /* . static-ds ${DS};\n */ . static-ds ${DS}; /* net static-ds ${DS}; */ };`,
      '. ds 20326',
    ],
    [`# trust-anchors {\n${dsLine}`, '. ds 20326'],
    [`// ours\n${dsLine}\r\n  # and\r\n; so on\r\n${dsLine} ; 20326`, '. ds 20326', '. ds 20326'],
    [`\n\n  ${xml}`, '. ds 20326'],
    [`. IN DS ( 20326\n 8 ; RSASHA256\n 2 ) ${dsLine.slice(-64)}\n${dsLine}`, '. ds 20326', '. ds 20326'],
    [`${dsLine} ;;state=2`, '. ds 20326'],
    [`${dsLine} ;;  state=2  [VALID]`, '. ds 20326'],
    [`. IN DNSKEY 257 3 13 ${key}`, '. dnskey ours'],
  ] as const)
    it(`takes from ${titleOf(text)} ${anchors.join(', ') || 'nothing'}`, () => {
      if (anchors.length === 0) assert.throws(() => parseAnchors(text, at), { name: 'ParseError' });
      else assert.deepEqual(told(text), anchors);
    });

  for (const [text, message] of [
    ['', 'No trust anchor is in the text: write DS or DNSKEY records'],
    [`${dsLine} ;; state=1`, 'No trust anchor in the text counts: line 1 is in the state 1 (RFC 5011 §4.2)'],
    [`${dsLine} ;;state=1`, 'No trust anchor in the text counts: line 1 is in the state 1 (RFC 5011 §4.2)'],
    [`${dsLine} ;;state=1   [  ADDPEND ]`, /line 1 is in the state ADDPEND/],
    [`\n. IN DS 20326 8 (\n 2\n ${dsLine.slice(-64)} ) ;;state=4`, /line 2 is in the state 4/],
    ['trust-anchors {\n\n "." static-ds 1 8 2 "XY";\n};', /^Trust anchors, line 3: /],
    ['trust-anchors {\n/* one\n two */ . static-ds 1 8 2 "XY";\n};', /^Trust anchors, line 3: /],
    ['. IN AAAA ::1', 'Trust anchors, line 1: a trust anchor is a DS or a DNSKEY record'],
    [`<!DOCTYPE a [<!ENTITY d "${dsLine.slice(-64)}">]>${digest('', '&d;')}`, /hexadecimal|digest|RDATA|XML/],
    ['. IN DS 20326 8 2 (', /^Trust anchors, line 1: a parenthesis is not closed/],
    [`. IN DS 20326 8 2 ( ${dsLine.slice(-64)}\n;)`, /^Trust anchors, line 1: a parenthesis is not closed/],
    ['\n. IN DS 20326 8 2', /^Trust anchors, line 2: the record ends before its digest or key/],
    ['. IN DNSKEY 257 3 13', /^Trust anchors, line 1: the record ends before its digest or key/],
    ['trust-anchors { . static-ds 20326 8 2 ""; };', /^Trust anchors, line 1: the record ends before/],
    ['<TrustAnchor', /the XML/],
    ['<a', /the XML/],
    ['<TrustAnchor><Zone>.</Zone></TrustAnchor>', /the XML has no TrustAnchor with Zone and KeyDigest/],
    ['<TrustAnchor><KeyDigest/></TrustAnchor>', /the XML has no TrustAnchor with Zone and KeyDigest/],
    [
      Array.from({ length: 7 }, () => `${dsLine} ;;state=1`).join('\n'),
      /: line 1 is [^;]*; line 2 [^;]*; line 3 [^;]*; line 4 [^;]*; line 5 [^;]*$/,
    ],
  ] as const)
    it(`says what is amiss in ${titleOf(text)}`, () => {
      assert.throws(() => parseAnchors(text, at), { name: 'ParseError', message });
    });

  it('reads no more than a mebibyte', () => {
    const most = 1 << 20;
    assert.equal(parseAnchors(`${dsLine}\n${' '.repeat(most - dsLine.length - 1)}`, at).length, 1);
    assert.throws(() => parseAnchors(`${dsLine}\n${' '.repeat(most - dsLine.length)}`, at), {
      code: 'too-long',
    });
  });

  it('finds the deepest zone at or above a name that has an anchor', () => {
    const anchors = ['.', 'example.', 'b.example.', 'c.b.example.', 'test.'].flatMap((zone) =>
      parseAnchors(`${zone} IN DS ${dsLine.slice(8)}`, at),
    );
    for (const given of [anchors, [...anchors].reverse()])
      for (const [name, zone] of [
        ['www.b.example.', 'b.example.'],
        ['b.example.', 'b.example.'],
        ['xb.example.', 'example.'],
        ['net.', '.'],
        ['.', '.'],
        ['x.c.b.example.', 'c.b.example.'],
      ] as const)
        assert.equal(formatName(closestAnchoredZone(given, parseName(name)) ?? parseName('none.')), zone);
    assert.equal(closestAnchoredZone(anchors.slice(1), parseName('net.')), undefined);
  });

  it('leaves out what root-anchors.xml says is no longer valid', () => {
    const [only, ...others] = parseAnchors(xml, at);
    assert.equal(others.length, 0);
    assert.equal(only?.kind === 'ds' && only.ds.keyTag, 20326);
  });

  for (const text of [
    '',
    '; only a comment',
    '. IN A 127.0.0.1',
    '. IN DS 1 2',
    '<html></html>',
    '<TrustAnchor><Zone>.</Zone></TrustAnchor>',
    'nonsense',
  ])
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseAnchors(text, at), { name: 'ParseError' });
    });

  /** A key as Unbound keeps it. */
  const kept = (state: number, name: string): string =>
    `; autotrust trust anchor file\n;;id: . 1\n. 172800 IN DNSKEY 257 3 13 ${key} ;{id = 1 (ksk), size = 256b} ;;state=${state} [${name}] ;;count=0 ;;lastchange=1795000000\n`;
  for (const [state, name, counts] of [
    [0, '  START  ', false],
    [1, ' ADDPEND ', false],
    [2, '  VALID  ', true],
    [3, ' MISSING ', true],
    [4, ' REVOKED ', false],
    [5, ' REMOVED ', false],
    [22, '  VALID  ', false],
  ] as const)
    it(`takes a key in Unbound’s state ${state} for ${counts ? 'an anchor' : 'none'}`, () => {
      if (counts) assert.equal(parseAnchors(kept(state, name), at).length, 1);
      else
        assert.throws(() => parseAnchors(kept(state, name), at), {
          code: 'no-anchors',
          message: `No trust anchor in the text counts: line 3 is in the state ${name.trim()} (RFC 5011 §4.2)`,
        });
      assert.equal(parseAnchors(`${kept(state, name)}${dsLine}`, at).length, counts ? 2 : 1);
    });

  for (const [what, text] of [
    ['a line', `. IN DNSKEY 385 3 13 ${key}`],
    ['BIND’s statement', `trust-anchors { . initial-key 385 3 13 "${key}"; };`],
  ] as const)
    it(`takes a revoked key in ${what} for no anchor`, () => {
      assert.throws(() => parseAnchors(text, at), { code: 'no-anchors', message: /is revoked \(RFC 5011/ });
    });

  for (const [validity, problem] of [
    ['id="a"', undefined],
    ['validFrom="2017-02-02T00:00:00+00:00"', undefined],
    ['validFrom="2026-11-24T14:00:00+02:00"', undefined],
    ['validFrom="2026-11-24T12:00:00"', undefined],
    ['validFrom=" 2017-02-02T00:00:00Z\n"', undefined],
    ['validFrom="2026-11-24T12:00:01"', /key 20326 is valid from 2026-11-24T12:00:01\.000Z on/],
    ['validFrom="2026-11-24T12:00:00.5Z"', /is valid from/],
    ['validUntil="2026-11-24T12:00:01Z"', undefined],
    ['validUntil="2026-11-24T12:00:00Z"', /key 20326 was valid until 2026-11-24T12:00:00\.000Z/],
    ['validFrom="2010-07-15T00:00:00+00:00" validUntil="2019-01-11T00:00:00+00:00"', /was valid until 2019/],
    ['validUntil="never"', /^Trust anchors: validUntil "never" is no date and time$/],
    ['validUntil="2019"', /is no date and time/],
    ['validUntil=""', /is no date and time/],
    ['validFrom="2026-13-01T00:00:00Z"', /is no date and time/],
  ] as const)
    it(`holds ${validity} against the time`, () => {
      if (problem === undefined) assert.equal(parseAnchors(digest(validity), at).length, 1);
      else assert.throws(() => parseAnchors(digest(validity), at), { name: 'ParseError', message: problem });
    });

  it('reads a digest as digits, also where they could be a number', () => {
    for (const hex of ['1234567890'.repeat(7).slice(0, 64), `${'0'.repeat(61)}1E9`]) {
      const [anchor] = parseAnchors(digest('', hex), at);
      assert.equal(anchor?.kind === 'ds' && Buffer.from(anchor.ds.digest).toString('hex'), hex.toLowerCase());
    }
  });

  const found = sharedPath('field', 'dnssec');
  for (const name of ['addpend.key', 'expired.xml', 'revoked.key'])
    it(`trusts no anchor of ${name}`, function () {
      const file = join(found, name);
      needShared(this, file);
      assert.throws(() => parseAnchors(readFileSync(file, 'utf8'), at), { code: 'no-anchors' });
    });

  it('names the line', () => {
    assert.throws(() => parseAnchors(`${dsLine}\n\n. IN DS 1 8 2 XYZ`, at), { line: 3 });
  });
});
