import assert from 'node:assert/strict';
import { formatType } from '../../lib/dns/codes.js';
import type { ResourceRecord } from '../../lib/dns/message.js';
import { formatName } from '../../lib/dns/name.js';
import { parseRecord } from '../../lib/dns/rdata-parse.js';
import { groupRRsets, type RRset } from '../../lib/dns/rrset.js';

const records = (lines: readonly string[]): ResourceRecord[] => lines.map((line) => parseRecord(line));
const rrsig = (owner: string, covers: string, more: { ttl?: number; tag?: number } = {}): string =>
  `${owner} ${more.ttl ?? 60} RRSIG ${covers} 8 1 60 20260926134150 20260829134150 ${more.tag ?? 1} example. AQID`;

/** `name TYPE ttl records+signatures`. */
const shown = (rrsets: readonly RRset[]): string[] =>
  rrsets.map(
    ({ name, type, ttlSeconds, rdata, signatures }) =>
      `${formatName(name)} ${formatType(type)} ${ttlSeconds} ${rdata.length}+${signatures.length}`,
  );

const many = (count: number, line: (index: number) => string): string[] =>
  Array.from({ length: count }, (_item, index) => line(index));

describe('dns/rrset', () => {
  const cases: readonly [
    what: string,
    lines: readonly string[],
    elsewhere: readonly string[],
    rrsets: readonly string[],
  ][] = [
    ['nothing', [], [], []],
    [
      'owners and types apart, in the order received',
      ['b. 60 A 192.0.2.1', 'a. 60 A 192.0.2.1', 'b. 60 TXT x', 'B. 60 A 192.0.2.2'],
      [],
      ['b. A 60 2+0', 'a. A 60 1+0', 'b. TXT 60 1+0'],
    ],
    ['the least TTL', ['a. 60 A 192.0.2.1', 'a. 30 A 192.0.2.2', 'a. 90 A 192.0.2.3'], [], ['a. A 30 3+0']],
    ['a signature’s TTL, if less', ['a. 60 A 192.0.2.1', rrsig('a.', 'A', { ttl: 20 })], [], ['a. A 20 1+1']],
    ['a signature’s TTL, if more', ['a. 60 A 192.0.2.1', rrsig('a.', 'A', { ttl: 90 })], [], ['a. A 60 1+1']],
    [
      'signatures before what they cover, in another case',
      [rrsig('A.', 'TXT'), rrsig('A.', 'A'), 'a. 60 A 192.0.2.1', 'a. 60 TXT x'],
      [],
      ['a. A 60 1+1', 'a. TXT 60 1+1'],
    ],
    [
      'a signature of a type above 255',
      ['a. 60 TYPE65281 \\# 1 00', 'a. 60 TYPE1 \\# 4 C0000201', rrsig('a.', 'TYPE65281')],
      [],
      ['a. TYPE65281 60 1+1', 'a. A 60 1+0'],
    ],
    [
      'signatures that cover nothing here, as RRsets of their own',
      [rrsig('a.', 'A', { ttl: 60 }), rrsig('a.', 'TXT', { ttl: 30 }), rrsig('b.', 'A')],
      [],
      ['a. RRSIG 30 2+0', 'b. RRSIG 60 1+0'],
    ],
    [
      'signatures of another section, if they cover something here',
      ['a. 60 A 192.0.2.1'],
      [rrsig('a.', 'A', { ttl: 10 }), rrsig('b.', 'A')],
      ['a. A 10 1+1'],
    ],
    [
      'each record and signature once',
      [
        'a. 60 A 192.0.2.1',
        'a. 60 A 192.0.2.1',
        rrsig('a.', 'A'),
        rrsig('a.', 'A'),
        rrsig('a.', 'A', { tag: 2 }),
      ],
      [rrsig('a.', 'A')],
      ['a. A 60 1+2'],
    ],
    [
      'names in RDATA once, whatever their case, and text by its case',
      ['a. 60 NS NS.', 'a. 60 NS ns.', 'a. 60 TXT X', 'a. 60 TXT x'],
      [],
      ['a. NS 60 1+0', 'a. TXT 60 2+0'],
    ],
    [
      'many records once each',
      [
        ...many(12, (index) => `a. 60 NS ns${index}.`),
        ...many(12, (index) => `a. 60 NS NS${index}.`),
        'a. 60 NS another.',
      ],
      [],
      ['a. NS 60 13+0'],
    ],
    ...[3, 4, 5].map((count): [string, string[], string[], string[]] => [
      `${count} records, each twice`,
      [...many(count, (index) => `a. 60 NS n${index}.`), ...many(count, (index) => `a. 60 NS N${index}.`)],
      [],
      [`a. NS 60 ${count}+0`],
    ]),
  ];
  for (const [what, lines, elsewhere, rrsets] of cases)
    it(`groups ${what}`, () => {
      assert.deepEqual(shown(groupRRsets(records(lines), records(elsewhere))), rrsets);
    });

  it('keeps classes apart, and signatures in their class', () => {
    const [a, signature] = records(['a. 60 A 192.0.2.1', rrsig('a.', 'A')]) as [
      ResourceRecord,
      ResourceRecord,
    ];
    const chaos = { ...a, class: 3 };
    assert.deepEqual(
      groupRRsets([a, chaos, { ...signature, class: 3 }]).map((rrset) => [
        rrset.class,
        rrset.signatures.length,
      ]),
      [
        [1, 0],
        [3, 1],
      ],
    );
  });

  it('keeps records as they came, in their order', () => {
    const given = records(['a. 60 NS B.', 'a. 60 NS A.']);
    const [rrset] = groupRRsets(given);
    assert.deepEqual(
      rrset?.rdata,
      given.map(({ rdata }) => rdata),
    );
  });

  it('takes a signature that is cut short for one of nothing', () => {
    const [a, signature] = records(['a. 60 TYPE1 \\# 4 C0000201', rrsig('a.', 'A')]) as [
      ResourceRecord,
      ResourceRecord,
    ];
    for (const size of [0, 1]) {
      const cut = { ...signature, rdata: signature.rdata.subarray(0, size) };
      assert.deepEqual(shown(groupRRsets([a, cut])), ['a. A 60 1+0', 'a. RRSIG 60 1+0']);
    }
  });
});
