import assert from 'node:assert/strict';
import { formatExtendedError, formatType, parseType } from '../../lib/dns/codes.js';

describe('dns/codes', () => {
  // Numbers from the RFCs that made the types.
  for (const [text, number] of [
    ['A', 1],
    ['aaaa', 28],
    ['NSAP-PTR', 23],
    ['NID', 104],
    ['L32', 105],
    ['L64', 106],
    ['LP', 107],
    ['EUI48', 108],
    ['eui64', 109],
    ['NXNAME', 128],
    ['ANY', 255],
    ['*', 255],
    ['AMTRELAY', 260],
    ['RESINFO', 261],
    ['DSYNC', 66],
    ['TYPE108', 108],
    ['type0', 0],
    ['108', 108],
    ['65535', 65_535],
    ['TYPE65535', 65_535],
  ] as const)
    it(`reads the type ${text}`, () => {
      assert.equal(parseType(text), number);
    });

  for (const text of [
    '',
    'ADDRESS',
    '65536',
    'TYPE65536',
    '-1',
    '1.5',
    '0x1c',
    'TYPE',
    ' 1',
    '1e2',
    'constructor',
  ])
    it(`refuses the type ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseType(text), { name: 'ParseError', code: 'bad-type' });
    });

  it('reads every type as it writes it', () => {
    for (let number = 0; number <= 0xffff; number += 1) assert.equal(parseType(formatType(number)), number);
  });

  for (const [code, text] of [
    [15, 'EDE 15 (blocked)'],
    [28, 'EDE 28 (unable to conform to policy)'],
    [30, 'EDE 30 (invalid query type)'],
    [33, 'EDE 33 (negative trust anchor)'],
    [49_152, 'EDE 49152'],
  ] as const)
    it(`names ${text}`, () => {
      assert.equal(formatExtendedError(code), text);
    });
});
