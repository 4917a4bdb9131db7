import assert from 'node:assert/strict';
import { formatName, parseName, parseRecord, type Message } from '../../../lib/dns/index.js';
import { addressesAnswered, delegationIn } from '../../../lib/dns/iterate/delegation.js';

interface Given {
  readonly rcode?: number;
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly additional?: readonly string[];
}

function message({ rcode = 0, answer = [], authority = [], additional = [] }: Given): Message {
  const records = (lines: readonly string[]): Message['answer'] => lines.map((line) => parseRecord(line));
  return {
    id: 1,
    opcode: 0,
    rcode,
    response: true,
    authoritative: false,
    truncated: false,
    recursionDesired: false,
    recursionAvailable: false,
    authenticData: false,
    checkingDisabled: false,
    questions: [],
    answer: records(answer),
    authority: records(authority),
    additional: records(additional),
    edns: undefined,
    faults: [],
  };
}

const many = (count: number, line: (index: number) => string): string[] =>
  Array.from({ length: count }, (_item, index) => line(index));

/** A server of `example.` answers a question for `www.child.example.`: zone, and each server with its addresses. */
const cases: readonly [what: string, given: Given, zone: string | undefined, servers?: readonly string[]][] =
  [
    [
      'the zone below, with its servers',
      { authority: ['child.example. NS ns.child.example.', 'child.example. NS ns.other.'] },
      'child.example.',
      ['ns.child.example.', 'ns.other.'],
    ],
    [
      'the name itself',
      { authority: ['www.child.example. NS ns.other.'] },
      'www.child.example.',
      ['ns.other.'],
    ],
    ['one told in the answer', { answer: ['child.example. NS ns.other.'] }, 'child.example.', ['ns.other.']],
    ['one in another case', { authority: ['CHILD.Example. NS ns.other.'] }, 'CHILD.Example.', ['ns.other.']],
    ['none: the zone itself (a referral to oneself)', { authority: ['example. NS ns.other.'] }, undefined],
    ['none: a zone above', { authority: ['. NS ns.other.'] }, undefined],
    ['none: a zone beside', { authority: ['other.example. NS ns.other.'] }, undefined],
    ['none: a zone elsewhere', { authority: ['child.test. NS ns.other.'] }, undefined],
    ['none: a zone below the name', { authority: ['x.www.child.example. NS ns.other.'] }, undefined],
    ['none: no NS', { authority: ['child.example. SOA ns.other. x.other. 1 2 3 4 5'] }, undefined],
    ['none: NXDOMAIN', { rcode: 3, authority: ['child.example. NS ns.other.'] }, undefined],
    [
      'the first of two zones',
      {
        authority: [
          'child.example. NS ns.other.',
          'www.child.example. NS ns.third.',
          'CHILD.example. NS ns2.other.',
        ],
      },
      'child.example.',
      ['ns.other.', 'ns2.other.'],
    ],
    [
      'glue, IPv4 first, whatever its case',
      {
        authority: ['child.example. NS ns.child.example.'],
        additional: [
          'ns.child.example. AAAA 2001:db8::1',
          'NS.child.example. A 192.0.2.1',
          'ns2.child.example. A 192.0.2.2',
          'ns.child.example. TXT "192.0.2.3"',
        ],
      },
      'child.example.',
      ['ns.child.example. 192.0.2.1 2001:db8::1'],
    ],
    [
      'no address from outside the zone that answered',
      {
        authority: ['child.example. NS ns.other.', 'child.example. NS ns.example.'],
        additional: ['ns.other. A 192.0.2.1', 'ns.example. A 192.0.2.2'],
      },
      'child.example.',
      ['ns.other.', 'ns.example. 192.0.2.2'],
    ],
    [
      'four addresses of each kind',
      {
        authority: ['child.example. NS ns.child.example.'],
        additional: many(6, (index) => `ns.child.example. A 192.0.2.${index}`),
      },
      'child.example.',
      ['ns.child.example. 192.0.2.0 192.0.2.1 192.0.2.2 192.0.2.3'],
    ],
    [
      'sixteen servers',
      { authority: many(20, (index) => `child.example. NS ns${index}.other.`) },
      'child.example.',
      many(16, (index) => `ns${index}.other.`),
    ],
  ];

describe('dns/iterate/delegation', () => {
  for (const [what, given, zone, servers] of cases)
    it(`reads ${what}`, () => {
      const found = delegationIn(message(given), parseName('example.'), parseName('www.child.example.'));
      assert.equal(found && formatName(found.zone), zone);
      assert.deepEqual(
        found?.servers.map(({ name, addresses }) => [formatName(name), ...addresses].join(' ')),
        servers,
      );
    });

  it('reads the addresses a response answers with, four at most', () => {
    const lines = [
      'a.example. CNAME b.example.',
      'b.example. A 192.0.2.1',
      'b.example. AAAA 2001:db8::1',
      ...many(4, (index) => `b.example. A 192.0.2.${index + 2}`),
    ];
    assert.deepEqual(addressesAnswered(message({ answer: lines })), [
      '192.0.2.1',
      '2001:db8::1',
      '192.0.2.2',
      '192.0.2.3',
    ]);
  });
});
