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
});
