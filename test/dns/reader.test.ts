import assert from 'node:assert/strict';
import { formatName, parseName } from '../../lib/dns/name.js';
import { Reader } from '../../lib/dns/reader.js';
import { ParseError } from '../../lib/errors.js';

const code = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof ParseError) return error.code;
    throw error;
  }
  return 'read';
};
const label = (size: number): number[] => [size, ...Array.from({ length: size }, () => 0x61)];

describe('dns/reader', () => {
  it('reads numbers of one, two and four bytes, and no further than its end', () => {
    const bytes = Uint8Array.of(1, 2, 3, 0xff, 0xfe, 0xfd, 0xfc, 9);
    const reader = new Reader(bytes, 0, 7);
    assert.deepEqual([reader.u8(), reader.u16(), reader.u32()], [1, 0x0203, 0xff_fe_fd_fc]);
    assert.equal(reader.remaining, 0);
    for (const read of [() => reader.u8(), () => reader.u16(), () => reader.u32(), () => reader.bytes(1)])
      assert.equal(code(read), 'short');
    assert.equal(reader.offset, 7);
    assert.deepEqual(reader.rest(), new Uint8Array());
    assert.equal(new Reader(bytes, 4, 100).remaining, 4);
    assert.deepEqual([...new Reader(bytes, 5).rest()], [0xfd, 0xfc, 9]);
    const error = ((): unknown => {
      try {
        return new Reader(bytes, 6).u32();
      } catch (thrown) {
        return thrown;
      }
    })();
    assert.ok(error instanceof ParseError);
    assert.equal(error.message, 'DNS message, byte 8: 2 bytes are due, 0 are left');
  });

  // Names at byte 0 of a message, or where `at` says; `end` is the reader's own.
  const names: readonly [
    what: string,
    bytes: readonly number[],
    expected: string,
    at?: number,
    end?: number,
  ][] = [
    ['the root', [0], '.'],
    ['a name', [...label(1), ...label(2), 0], 'a.aa.'],
    ['a label of 63', [...label(63), 0], `${'a'.repeat(63)}.`],
    ['a label of 64', [...label(64), 0], 'bad-label'],
    ['a label type that is not in use', [0x80, 0], 'bad-label'],
    ['one of the type that was', [0x41, 1, 0], 'bad-label'],
    ['255 bytes', [...label(63), ...label(63), ...label(63), ...label(61), 0], 'read'],
    ['256 bytes', [...label(63), ...label(63), ...label(63), ...label(62), 0], 'bad-name'],
    ['a label past the end', [3, 0x61, 0x61], 'short'],
    ['no end', [1, 0x61], 'short'],
    ['nothing', [], 'short'],
    ['half a pointer', [0, 0xc0], 'short', 1],
    ['a pointer backwards', [1, 0x62, 0, 1, 0x61, 0xc0, 0], 'a.b.', 3],
    ['a pointer into a name', [1, 0x62, 1, 0x63, 0, 0xc0, 2], 'c.', 5],
    ['a pointer to itself', [0xc0, 0], 'bad-pointer'],
    ['a pointer forwards', [0xc0, 2, 0], 'bad-pointer'],
    ['a pointer to where the name begins', [1, 0x61, 0xc0, 0], 'bad-pointer'],
    ['a pointer to a pointer', [1, 0x62, 0, 0xc0, 0, 0xc0, 3], 'b.', 5],
    ['two that lead to each other', [0xc0, 2, 0xc0, 0], 'bad-pointer', 2],
    ['a label of a wrong type, by pointer', [0x41, 0, 0xc0, 0], 'bad-label', 2],
    ['a label across the end of its reader', [2, 0x61, 0x61, 0], 'short', 0, 2],
    ['a name across the end of its reader', [1, 0x61, 1, 0x62, 0], 'short', 0, 4],
    // What a pointer leads to may lie anywhere before, and may run on past where it came from.
    ['a name by pointer that runs into the pointer', [2, 0x61, 0x61, 0xc0, 0], 'bad-pointer', 3],
    ['the last label of a message, by pointer', [1, 0x62, 0xc0, 0], 'bad-pointer', 2],
  ];
  for (const [what, bytes, expected, at, end] of names)
    it(`${/^(short|bad)/.test(expected) ? 'refuses' : 'reads'} ${what}`, () => {
      const reader = new Reader(Uint8Array.from(bytes), at, end);
      let read = '';
      const found = code(() => {
        read = formatName(reader.name());
      });
      assert.equal(found === 'read' && expected !== 'read' ? read : found, expected);
    });

  it('stands behind the name, not behind what a pointer leads to', () => {
    const reader = new Reader(Uint8Array.of(1, 0x62, 0, 1, 0x61, 0xc0, 0, 7), 3);
    reader.name();
    assert.equal(reader.u8(), 7);
  });

  it('follows 127 pointers and the last label, and no more than 128', () => {
    // Each pointer leads to the one before it; the first name is the root's.
    const chain = (pointers: number): Reader => {
      const bytes = [0, 0];
      for (let index = 0; index < pointers; index += 1) {
        const to = index === 0 ? 0 : bytes.length - 2;
        bytes.push(0xc0 + (to >> 8), to & 0xff);
      }
      return new Reader(Uint8Array.from(bytes), bytes.length - 2);
    };
    assert.equal(
      code(() => chain(128).name()),
      'read',
    );
    assert.equal(
      code(() => chain(129).name()),
      'bad-pointer',
    );
  });

  it('reads a pointer of fourteen bits', () => {
    const bytes = new Uint8Array(0x1ff + 4);
    bytes.set([1, 0x78, 0], 0x1fc);
    bytes.set([0xc1, 0xfc], 0x1ff);
    assert.deepEqual(new Reader(bytes, 0x1ff).name(), parseName('x.'));
  });
});
