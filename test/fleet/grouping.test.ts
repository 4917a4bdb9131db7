/** Which causes of different machines are one, and what tells machines with it from those without. */
import assert from 'node:assert/strict';
import type { Cause, Report } from '../../lib/audits/finding.js';
import { commonTitle, fleetKeyOf } from '../../lib/fleet/cause-key.js';
import { distinctionsOf, type TraitCount } from '../../lib/fleet/distinctions.js';
import { sampleReport } from '../report/html/sample.js';

const report = (source: string, sha256: string): Report => {
  const sample = sampleReport((field) => field);
  return { ...sample, inputs: { ...sample.inputs, files: [{ kind: 'pac', source, bytes: 1, sha256 }] } };
};
const cause = (key: string, title: string): Cause => {
  const [first] = sampleReport((field) => field).causes;
  assert.ok(first !== undefined);
  return { ...first, key, title };
};

describe('fleet: causes of different machines', () => {
  const digest = 'ab'.repeat(32);
  const cases: readonly (readonly [
    title: string,
    key: string,
    said: string,
    source: string,
    expected: readonly [string, string],
  ])[] = [
    [
      'a PAC under another path is the same by what is in it',
      'pac:C:\\Users\\one\\proxy.pac',
      'proxy.pac has no exemption',
      'C:\\Users\\one\\proxy.pac',
      [`pac:proxy.pac#${digest.slice(0, 16)}`, 'proxy.pac has no exemption'],
    ],
    [
      'a PAC at a URL is the one at that URL',
      'pac:http://wpad.example/wpad.dat',
      'http://wpad.example/wpad.dat has no exemption',
      'http://wpad.example/wpad.dat',
      ['pac:http://wpad.example/wpad.dat', 'http://wpad.example/wpad.dat has no exemption'],
    ],
    [
      'an export has the name of its machine, and the list is the same',
      'list:/exports/pc-17.reg',
      'The Windows bypass list in pc-17.reg does not hold t1c.t1t.io',
      '',
      [
        'list:The Windows bypass list does not hold t1c.t1t.io',
        'The Windows bypass list does not hold t1c.t1t.io',
      ],
    ],
    [
      'a zone is the same for all',
      'zone:t1t.io.:signature-expired',
      'The signatures have ended',
      '',
      ['zone:t1t.io.:signature-expired', 'The signatures have ended'],
    ],
  ];
  for (const [title, key, said, source, [wanted, shown]] of cases)
    it(title, () => {
      assert.deepEqual(fleetKeyOf(cause(key, said), report(source, digest)), { key: wanted, title: shown });
    });

  it('of two files of one name and different text there are two', () => {
    const [one, other] = [digest, 'cd'.repeat(32)].map(
      (sha256) => fleetKeyOf(cause('pac:/etc/proxy.pac', 'x'), report('/etc/proxy.pac', sha256)).key,
    );
    assert.notEqual(one, other);
    // What stands under its name and is no PAC is another file.
    const beside = report('/etc/proxy.pac', digest);
    const settings = {
      kind: 'settings',
      source: '/etc/proxy.pac',
      bytes: 1,
      sha256: 'ef'.repeat(32),
    } as const;
    const both = { ...beside, inputs: { ...beside.inputs, files: [settings, ...beside.inputs.files] } };
    assert.equal(fleetKeyOf(cause('pac:/etc/proxy.pac', 'x'), both).key, one);
  });

  const titles: readonly (readonly [string, string, string])[] = [
    ['12 MB are free', '12 MB are free', '12 MB are free'],
    ['12 MB are free', '90 MB are free', '… MB are free'],
    ['short', 'another wording of it', 'short'],
  ];
  for (const [one, other, common] of titles)
    it(`"${one}" and "${other}" are said as "${common}"`, () => {
      assert.equal(commonTitle(one, other), common);
    });
});

describe('fleet: what tells machines with a cause from the others', () => {
  const of = (value: string, have: number, all: number): TraitCount => ({
    trait: 'pac',
    value,
    have,
    all,
    among: 10,
    known: 50,
  });
  const cases: readonly (readonly [
    title: string,
    counts: readonly TraitCount[],
    values: readonly string[],
  ])[] = [
    ['what all have that have it, and nobody else', [of('a', 10, 10)], ['a']],
    ['not what the others have as well', [of('a', 10, 50)], []],
    ['not what one alone has', [of('a', 1, 1)], []],
    ['the sharpest first', [of('a', 6, 10), of('b', 10, 12)], ['b', 'a']],
    ['nothing where there are no others', [{ ...of('a', 10, 10), known: 10 }], []],
  ];
  for (const [title, counts, values] of cases)
    it(title, () => {
      assert.deepEqual(
        distinctionsOf(counts).map(({ value }) => value),
        values,
      );
    });
});
