import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as name from '../../lib/dns/name.js';
import { ParseError } from '../../lib/errors.js';

const label = fc.uint8Array({ minLength: 1, maxLength: 12 });
const names = fc
  .array(label, { maxLength: 6 })
  .map((labels) => Uint8Array.from([...labels.flatMap((bytes) => [bytes.length, ...bytes]), 0]));

describe('dns/name', () => {
  it('orders names canonically (the example of RFC 4034 §6.1)', () => {
    const ordered = [
      'example.',
      'a.example.',
      'yljkjljk.a.example.',
      'Z.a.example.',
      'zABC.a.EXAMPLE.',
      'z.example.',
      '\\001.z.example.',
      '*.z.example.',
      '\\200.z.example.',
    ].map(name.parseName);
    const shuffled = [...ordered].reverse().sort(name.compareNames);
    assert.deepEqual(shuffled.map(name.formatName), ordered.map(name.formatName));
  });

  for (const [text, expected] of [
    ['t1c.t1t.io', 't1c.t1t.io.'],
    ['.', '.'],
    ['a\\.b.example.', 'a\\.b.example.'],
    ['\\255x.example', '\\255x.example.'],
    ['bücher.example', 'xn--bcher-kva.example.'],
    ['_443._tcp.BÜCHER。example.', '_443._tcp.xn--bcher-kva.example.'],
    ['*.faß.example', '*.xn--fa-hia.example.'],
    // In ASCII a name is asked for as it stands: DNS has labels that encode nothing.
    ['xn--a.example', 'xn--a.example.'],
  ] as const)
    it(`reads ${text}`, () => {
      assert.equal(name.formatName(name.parseName(text)), expected);
    });

  for (const text of [
    '',
    '..',
    'a..b',
    '.a',
    'x'.repeat(64),
    'a\u200db.example',
    'a\u0378b.example',
    'ü\\.x.example',
    'ü／x.example',
    'ü＼046x.example',
    'ü x.example',
    'ü'.repeat(2_000),
    `${'ü'.repeat(63)}.example`,
    '\\300.example',
    'a.'.repeat(128),
  ])
    it(`refuses ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.throws(() => name.parseName(text), ParseError);
    });

  it('keeps every byte of every label through text', () => {
    fc.assert(
      fc.property(names, (bytes) => {
        assert.deepEqual(name.parseName(name.formatName(bytes)), bytes);
      }),
    );
  });

  it('orders totally and compares without regard to case', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        assert.equal(Math.sign(name.compareNames(a, b)) + Math.sign(name.compareNames(b, a)), 0);
        assert.equal(name.compareNames(a, b) === 0, name.equalNames(a, b));
        assert.equal(name.compareNames(a, name.lowerName(a)), 0);
        const shared = name.commonAncestor(a, b);
        assert.ok(name.isSubdomain(a, shared) && name.isSubdomain(b, shared));
      }),
    );
  });

  it('does not take a name that merely ends in the same bytes for a subdomain', () => {
    assert.equal(name.isSubdomain(name.parseName('badexample.'), name.parseName('example.')), false);
    // The label "a\003com" ends with the bytes of "com." and is no subdomain of it.
    assert.equal(name.isSubdomain(name.parseName('a\\003com.'), name.parseName('com.')), false);
  });

  const sized = (bytes: number): Uint8Array => {
    // Labels of 63 bytes, and one for what is left.
    const full = Math.floor((bytes - 1) / 64);
    const rest = bytes - 1 - full * 64;
    const labels = [...new Array<number>(full).fill(63), ...(rest > 0 ? [rest - 1] : [])];
    return Uint8Array.from([...labels.flatMap((size) => [size, ...new Array<number>(size).fill(0x61)]), 0]);
  };

  it('replaces an ending, up to 255 bytes and no further (RFC 6672 §2.2)', () => {
    const [from, to] = [name.parseName('old.'), name.parseName('new.example.')];
    const renamed = (text: string): string | undefined => {
      const made = name.replaceSuffix(name.parseName(text), from, to);
      return made && name.formatName(made);
    };
    assert.equal(renamed('www.old.'), 'www.new.example.');
    assert.equal(renamed('old.'), 'new.example.');
    for (const [kept, most] of [
      [255 - to.length, true],
      [256 - to.length, false],
    ] as const) {
      const long = Uint8Array.from([...sized(kept + 1).subarray(0, kept), ...from]);
      assert.equal(name.replaceSuffix(long, from, to)?.length, most ? 255 : undefined);
    }
  });

  it('puts a label before a name, up to 63 and 255 bytes', () => {
    const made = (label: number, parent: number): number | undefined =>
      name.prependLabel(new Uint8Array(label).fill(0x61), sized(parent))?.length;
    assert.equal(made(63, 1), 65);
    assert.equal(made(64, 1), undefined);
    assert.equal(made(0, 1), undefined);
    assert.equal(made(1, 253), 255);
    assert.equal(made(1, 254), undefined);
    assert.deepEqual(name.wildcardOf(name.parseName('a.example.')), name.parseName('*.a.example.'));
    assert.equal(name.wildcardOf(sized(254)), undefined);
  });

  it('takes names apart', () => {
    const whole = name.parseName('a.b.example.');
    const show = (given: Uint8Array | undefined): string | undefined => given && name.formatName(given);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((count) => show(name.lastLabels(whole, count))),
      ['.', 'example.', 'b.example.', 'a.b.example.', 'a.b.example.'],
    );
    assert.equal(name.labelCount(whole), 3);
    assert.equal(name.labelCount(name.rootName), 0);
    assert.equal(name.labelCount(name.parseName('*.example.')), 2);
    assert.equal(show(name.parentName(whole)), 'b.example.');
    assert.equal(show(name.parentName(name.parseName('example.'))), '.');
    assert.equal(name.parentName(name.rootName), undefined);
  });

  it('tells what lies below what', () => {
    const rows: readonly [of: string, ancestor: string, subdomain: boolean, below: boolean][] = [
      ['a.example.', 'example.', true, true],
      ['A.EXAMPLE.', 'example.', true, true],
      ['example.', 'Example.', true, false],
      ['example.', '.', true, true],
      ['.', '.', true, false],
      ['.', 'example.', false, false],
      ['example.', 'a.example.', false, false],
      ['b.example.', 'a.example.', false, false],
      ['aaexample.', 'example.', false, false],
    ];
    for (const [of, ancestor, subdomain, below] of rows) {
      assert.equal(
        name.isSubdomain(name.parseName(of), name.parseName(ancestor)),
        subdomain,
        `${of} ${ancestor}`,
      );
      assert.equal(name.isBelow(name.parseName(of), name.parseName(ancestor)), below, `${of} ${ancestor}`);
    }
    for (const [text, wildcard] of [
      ['*.example.', true],
      ['*.', true],
      ['a.example.', false],
      ['**.example.', false],
      ['.', false],
      ['a.*.example.', false],
    ] as const)
      assert.equal(name.isWildcard(name.parseName(text)), wildcard, text);
  });

  it('finds what two names share, in the first one’s case', () => {
    for (const [a, b, shared] of [
      ['x.b.Example.', 'y.B.example.', 'b.Example.'],
      ['b.example.', 'x.b.example.', 'b.example.'],
      ['x.b.example.', 'b.example.', 'b.example.'],
      ['a.b.example.', 'a.c.example.', 'example.'],
      ['a.test.', 'a.example.', '.'],
      ['.', 'a.example.', '.'],
    ] as const)
      assert.equal(name.formatName(name.commonAncestor(name.parseName(a), name.parseName(b))), shared);
  });

  it('compares and keys names by letters alone', () => {
    for (const [a, b] of [
      ['@', '`'],
      ['[', '{'],
    ] as const) {
      assert.equal(name.equalNames(name.parseName(`\\${a}.`), name.parseName(`\\${b}.`)), false);
      assert.notEqual(name.nameKey(name.parseName(`\\${a}.`)), name.nameKey(name.parseName(`\\${b}.`)));
    }
    assert.equal(name.nameKey(name.parseName('AZaz.')), '\x04azaz\0');
    assert.equal(name.equalNames(name.parseName('ab.'), name.parseName('abc.')), false);
    const lower = name.parseName('already.lower.');
    assert.equal(name.lowerName(lower), lower);
    assert.equal(name.latin1(new Uint8Array(300).fill(0xe9)), 'é'.repeat(300));
    assert.equal(name.latin1(Uint8Array.of(0xe9, 0).subarray(0, 1)), 'é');
    assert.equal(name.latin1(new Uint8Array(600).fill(0xe9).subarray(300)), 'é'.repeat(300));
  });

  it('reads and shows what has to be escaped, and nothing else', () => {
    const every = Uint8Array.from({ length: 63 }, (_item, index) => index + 32);
    const text = '\\032!\\"#\\$%&\'\\(\\)*+,-\\./0123456789:\\;<=>?\\@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^.';
    assert.equal(name.formatName(Uint8Array.from([63, ...every, 0])), text);
    assert.deepEqual([...name.parseName(text)], [63, ...every, 0]);
    assert.equal(name.formatName(Uint8Array.of(4, 0x7e, 0x7f, 0x80, 0xff, 0)), '~\\127\\128\\255.');
    assert.equal(name.formatName(Uint8Array.of(3, 0x5f, 0x2d, 0x2a, 1, 0x39, 0)), '_-*.9.');
    assert.deepEqual([...name.parseName('\\0011')], [2, 1, 0x31, 0]);
    // RFC 1035 §5.1: a backslash comes before three digits, or before what is no digit.
    for (const bad of ['\\256.example', 'a\\', 'a\\é', 'a\\0b.', 'a\\12', '\\1.23.'])
      assert.throws(() => name.parseName(bad), ParseError, bad);
  });

  it('reads labels of 63 and names of 255 bytes, and none longer', () => {
    assert.equal(name.parseName(name.formatName(sized(255))).length, 255);
    const label = 'x'.repeat(63);
    assert.equal(name.parseName(`${label}.`).length, 65);
    for (const [text, offset, message] of [
      ['a..b', 2, '"a..b": a label takes 1 to 63 bytes, not 0'],
      [`${label}x.b`, 64, `"${label}x.b": a label takes 1 to 63 bytes, not 64`],
    ] as const)
      assert.throws(
        () => name.parseName(text),
        (error) => error instanceof ParseError && error.message === message && error.offset === offset,
      );
    assert.throws(() => name.parseName(`${label}.${label}.${label}.${label}`), /longer than the 255 bytes/);
    assert.throws(() => name.parseName(''), /the root is written "\."/);
  });
});
