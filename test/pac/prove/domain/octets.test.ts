/** The octets of an address, settled one after another, are those of the addresses that fit, and no others. */
import assert from 'node:assert/strict';
import {
  ANY_V4,
  inNetworks,
  matching,
  withOctet,
  type V4Facts,
} from '../../../../lib/pac/prove/domain/addresses.js';
import { Automaton } from '../../../../lib/pac/prove/domain/automaton.js';
import { addressNumber, addressText, type IntervalSet } from '../../../../lib/pac/prove/domain/intervals.js';
import { hasAllowed, octetVariables, plainVariable } from '../../../../lib/pac/prove/domain/octets.js';
import { nonNull } from '../../../../lib/pac/non-null.js';

const span = (first: string, last: string): IntervalSet => [[addressNumber(first), addressNumber(last)]];
const mask = (test: (octet: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, octet) => Number(test(octet)));

interface Facts {
  readonly networks: readonly (readonly [first: string, last: string])[];
  readonly octets?: readonly (readonly [at: number, test: (octet: number) => boolean])[];
  readonly rules?: readonly (readonly [source: string, want: boolean])[];
}

function factsOf({ networks, octets = [], rules = [] }: Facts): V4Facts {
  let facts = inNetworks(
    ANY_V4,
    networks.flatMap(([first, last]) => [...span(first, last)]),
    true,
  );
  for (const [at, test] of octets) facts = withOctet(facts, at, mask(test));
  for (const [source, want] of rules) facts = matching(facts, nonNull(Automaton.of(source, '')), want);
  return facts;
}

/** All addresses that can be settled, as the search does it. */
function settled(facts: V4Facts): string[] {
  const variables = octetVariables('me', facts);
  const found: string[] = [];
  const from = (level: number, octets: readonly number[]): void => {
    if (level === 4) {
      found.push(octets.join('.'));
      return;
    }
    const variable = nonNull(variables[level]);
    for (let octet = 0; octet < 256; octet++) {
      if (variable.allowed?.[octet] === 0 || !variable.fits(octet, octet) || !variable.settle(octet))
        continue;
      from(level + 1, [...octets, octet]);
      variable.unsettle();
    }
  };
  from(0, []);
  return found;
}

const near = {
  networks: [
    ['10.0.0.250', '10.0.1.7'],
    ['10.2.0.0', '10.2.0.1'],
    ['192.168.0.0', '192.168.0.2'],
  ],
} as const;
const CASES: readonly (readonly [string, Facts])[] = [
  ['in networks', near],
  ['with a last octet that is even', { ...near, octets: [[3, (octet) => octet % 2 === 0]] }],
  ['with a second octet that leaves none', { ...near, octets: [[1, (octet) => octet > 200]] }],
  ['whose text matches', { ...near, rules: [['^10\\.0\\.[01]\\.2', true]] }],
  ['whose text does not', { ...near, rules: [['^10\\.', false]] }],
  [
    'by two expressions',
    {
      ...near,
      rules: [
        ['0\\.[0-9]+\\.[0-9]$', true],
        ['[17]$', false],
      ],
    },
  ],
  [
    'by two that leave none',
    {
      ...near,
      rules: [
        ['^10', true],
        ['0', false],
      ],
    },
  ],
  [
    'by an octet and an expression',
    {
      ...near,
      octets: [
        [2, (octet) => octet === 1],
        [0, (octet) => octet < 20],
      ],
      rules: [['[135]$', true]],
    },
  ],
];

describe('pac/prove/domain/octets', () => {
  for (const [title, given] of CASES)
    it(`an address ${title}`, () => {
      const facts = factsOf(given);
      const expected: string[] = [];
      for (const [first, last] of given.networks)
        for (let value = addressNumber(first); value <= addressNumber(last); value++) {
          const text = addressText(value);
          const octets = text.split('.').map(Number);
          const fits =
            (given.octets ?? []).every(([at, test]) => test(nonNull(octets[at]))) &&
            (given.rules ?? []).every(([source, want]) => new RegExp(source).test(text) === want);
          if (fits) expected.push(text);
        }
      assert.deepEqual(settled(facts), expected);
      // Once more: nothing is left over of the first search.
      assert.deepEqual(settled(facts), expected);
    });

  it('after ::ffff:, where an expression begins with that', () => {
    const facts = { ...factsOf({ ...near, rules: [['^10\\.2', true]] }), prefix: '::ffff:' };
    assert.deepEqual(settled(facts), []);
    const begun = matching(
      { ...factsOf(near), prefix: '::ffff:' },
      nonNull(Automaton.of('^::ffff:10\\.2', '')),
      true,
    );
    assert.deepEqual(settled(begun), ['10.2.0.0', '10.2.0.1']);
  });

  it('a value that no rest can follow does not fit, at the octet that decides it', () => {
    const [first] = octetVariables(
      'me',
      factsOf({ networks: [['0.0.0.0', '255.255.255.255']], rules: [['^10\\.', true]] }),
    );
    assert.deepEqual(
      [9, 10, 11].map((octet) => {
        const fits = first?.settle(octet);
        if (fits === true) first?.unsettle();
        return fits;
      }),
      [false, true, false],
    );
  });

  it('ranges of an octet, by the octets before it', () => {
    const [first, second] = octetVariables('me', factsOf({ ...near, octets: [[1, (octet) => octet !== 1]] }));
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual([first.name, second.name, first.size, first.isOpen], ['me/0', 'me/1', 256, false]);
    assert.deepEqual([first.preferred, second.preferred], [[10, 192, 172], []]);
    for (const [low, high, fits] of [
      [0, 255, true],
      [0, 9, false],
      [11, 191, false],
      [10, 10, true],
      [0, 10, true],
      [11, 192, true],
      [193, 255, false],
    ] as const)
      assert.equal(first.fits(low, high), fits, `${low}-${high}`);
    assert.ok(first.settle(10));
    for (const [low, high, fits] of [
      [0, 0, true],
      [1, 1, false],
      [1, 2, true],
      [3, 255, false],
      [2, 2, true],
    ] as const)
      assert.equal(second.fits(low, high), fits, `10.${low}-${high}`);
    first.unsettle();
    assert.ok(first.settle(192));
    assert.deepEqual([second.fits(0, 2), second.fits(168, 168)], [false, true]);
  });

  it('which values are allowed between two, both of them among them', () => {
    const allowed = Uint8Array.from([0, 0, 1, 0, 2]);
    assert.deepEqual(
      (
        [
          [0, 1],
          [0, 2],
          [2, 2],
          [3, 3],
          [3, 4],
          [4, 3],
        ] as const
      ).map(([low, high]) => hasAllowed(allowed, low, high)),
      [false, true, true, false, true, false],
    );
    assert.equal(hasAllowed(null, 3, 3), true);
    const plain = plainVariable('r', 5, allowed);
    assert.deepEqual(
      [plain.name, plain.size, plain.isOpen, plain.settle(0), plain.fits(0, 1), plain.fits(1, 2)],
      ['r', 5, false, true, false, true],
    );
    assert.equal(plainVariable('r', 5, null, true).isOpen, true);
  });
});
