import assert from 'node:assert/strict';
import { formatBase32Hex, parseBase32Hex } from '../../lib/dns/base32hex.js';

describe('dns/base32hex', () => {
  // RFC 4648 §10, without the padding; the last from RFC 5155 appendix A.
  for (const [bytes, text] of [
    ['', ''],
    ['f', 'CO'],
    ['fo', 'CPNG'],
    ['foo', 'CPNMU'],
    ['foob', 'CPNMUOG'],
    ['fooba', 'CPNMUOJ1'],
    ['foobar', 'CPNMUOJ1E8'],
    ['\xff\xff\xff', 'VVVVU'],
    ['\0\0', '0000'],
  ] as const)
    it(`reads and writes ${JSON.stringify(bytes)}`, () => {
      const raw = Buffer.from(bytes, 'latin1');
      assert.equal(formatBase32Hex(raw), text);
      assert.deepEqual(parseBase32Hex(text), Uint8Array.from(raw));
      assert.deepEqual(parseBase32Hex(text.toLowerCase()), Uint8Array.from(raw));
    });

  for (const text of [
    'W0',
    '0W',
    'CO======',
    'C O',
    '-',
    'é0',
    'ß0',
    '0ß',
    '0',
    'CP0',
    'C1',
    'VV',
    'CPNMUOH',
    'CPNMUOJ1E',
  ])
    it(`refuses ${text}`, () => {
      assert.equal(parseBase32Hex(text), undefined);
    });
});
