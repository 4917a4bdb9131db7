import assert from 'node:assert/strict';
import { readTypeBitmap, writeTypeBitmap } from '../../lib/dns/type-bitmap.js';
import { ParseError } from '../../lib/errors.js';

const bytes = (length: number, last = 1): number[] => [...new Array<number>(length - 1).fill(0), last];

describe('dns/type-bitmap', () => {
  // The first is the example of RFC 4034 §4.3; the bytes of the others follow from §4.1.2.
  const cases: readonly [types: readonly number[], wire: readonly number[]][] = [
    [
      [1, 15, 46, 47, 1234],
      [0, 6, 0x40, 1, 0, 0, 0, 3, 4, 27, ...bytes(27, 0x20)],
    ],
    [[], []],
    [[0], [0, 1, 0x80]],
    [
      [7, 8],
      [0, 2, 1, 0x80],
    ],
    [[255], [0, 32, ...bytes(32)]],
    [[256], [1, 1, 0x80]],
    [[65_535], [255, 32, ...bytes(32)]],
  ];
  for (const [types, wire] of cases)
    it(`reads and writes ${types.join(' ') || 'none'}`, () => {
      assert.deepEqual([...readTypeBitmap(Uint8Array.from(wire))], types);
      assert.deepEqual([...writeTypeBitmap(types)], wire);
      assert.deepEqual([...writeTypeBitmap([...types, ...types].reverse())], wire);
    });

  it('reads a window that ends in zeros', () => {
    assert.deepEqual([...readTypeBitmap(Uint8Array.of(0, 2, 0x40, 0, 1, 1, 0))], [1]);
  });

  const refused: readonly [what: string, wire: readonly number[]][] = [
    ['a window without a length', [0]],
    ['an empty window', [0, 0]],
    ['a window of 33 bytes', [0, 33, ...bytes(33)]],
    ['a window cut short', [0, 3, 1, 1]],
    ['a window without its bytes', [0, 1]],
    ['a second window cut short', [0, 1, 1, 1, 2, 1]],
    ['the same window twice', [1, 1, 1, 1, 1, 1]],
    ['windows out of order', [2, 1, 1, 1, 1, 1]],
  ];
  for (const [what, wire] of refused)
    it(`refuses ${what}`, () => {
      assert.throws(
        () => readTypeBitmap(Uint8Array.from(wire)),
        (error) => error instanceof ParseError && error.code === 'bad-bitmap',
      );
    });
});
