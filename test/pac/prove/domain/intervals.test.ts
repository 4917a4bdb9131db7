/** Sets as intervals, held against the same sets as lists of their members: every set of a small world. */
import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import {
  addressNumber,
  addressText,
  complement,
  contains,
  indexFrom,
  intersect,
  isSameSet,
  joined,
  netSet,
  networkAround,
  where,
  type Interval,
  type IntervalSet,
} from '../../../../lib/pac/prove/domain/intervals.js';

const WORLD = 7;
const NUMBERS = Array.from({ length: WORLD }, (_, value) => value);
const members = (set: IntervalSet): number[] =>
  set.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, at) => low + at));

/** The longest runs of some of the numbers, written down without the code under test. */
function runsOf(some: readonly number[]): Interval[] {
  const runs: [number, number][] = [];
  for (const value of some) {
    const last = runs.at(-1);
    if (last?.[1] === value - 1) last[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}
const SETS = Array.from({ length: 2 ** WORLD }, (_, mask) => {
  const list = NUMBERS.filter((value) => Math.floor(mask / 2 ** value) % 2 === 1);
  return { list, set: runsOf(list) };
});

describe('pac/prove/domain/intervals', () => {
  it('where: the longest runs of what a test holds for', () => {
    for (const { list, set } of SETS)
      assert.deepEqual(
        where(WORLD, (value) => list.includes(value)),
        set,
      );
    assert.deepEqual(
      where(0, () => true),
      [],
    );
  });

  it('intersect and isSameSet', () => {
    for (const a of SETS)
      for (const b of SETS) {
        const common = a.list.filter((value) => b.list.includes(value));
        assert.deepEqual(members(intersect(a.set, b.set)), common);
        assert.equal(isSameSet(a.set, b.set), a === b);
      }
    for (const { set } of SETS) assert.ok(isSameSet(set, [...set]));
  });

  it('complement, to the end of the world and to its middle', () => {
    for (const { list, set } of SETS) {
      assert.deepEqual(
        members(complement(set, WORLD - 1)),
        NUMBERS.filter((value) => !list.includes(value)),
      );
      assert.deepEqual(complement(complement(set, WORLD - 1), WORLD - 1), set);
    }
    assert.deepEqual(complement([[0, 0xffffffff]]), []);
    assert.deepEqual(complement([[1, 0xfffffffe]]), [
      [0, 0],
      [0xffffffff, 0xffffffff],
    ]);
    assert.deepEqual(complement([]), [[0, 0xffffffff]]);
  });

  it('contains and indexFrom: the first that ends at a number or after it', () => {
    for (const { list, set } of SETS)
      for (const value of NUMBERS) {
        assert.equal(contains(set, value), list.includes(value));
        assert.equal(indexFrom(set, value), set.filter(([, high]) => high < value).length);
      }
  });

  it('joined leaves what it is given in its order', () => {
    const given: Interval[] = [
      [4, 5],
      [0, 1],
    ];
    joined(given);
    assert.deepEqual(given, [
      [4, 5],
      [0, 1],
    ]);
  });

  it('joined: any parts, in any order, that overlap or touch or lie within one another', () => {
    for (const { list, set } of SETS) {
      const pieces = list.map((value): Interval => [value, value]);
      assert.deepEqual(joined(pieces), set);
      assert.deepEqual(joined([...pieces, ...set].reverse()), set);
    }
    assert.deepEqual(
      joined([
        [4, 4],
        [0, 9],
        [2, 3],
        [11, 12],
        [10, 10],
        [14, 15],
      ]),
      [
        [0, 12],
        [14, 15],
      ],
    );
  });

  it('says and reads an address', () => {
    for (const [text, value] of [
      ['0.0.0.0', 0],
      ['0.0.1.2', 258],
      ['10.0.0.1', 167_772_161],
      ['127.0.0.1', 2_130_706_433],
      ['255.255.255.255', 4_294_967_295],
    ] as const) {
      assert.equal(addressNumber(text), value);
      assert.equal(addressText(value), text);
    }
  });

  // Last column: what Python's ipaddress gives as first and last address of the network.
  for (const [pattern, mask, first, last] of [
    ['10.0.0.0', '255.0.0.0', '10.0.0.0', '10.255.255.255'],
    ['10.1.2.3', '255.255.0.0', '10.1.0.0', '10.1.255.255'],
    ['172.16.0.0', '255.240.0.0', '172.16.0.0', '172.31.255.255'],
    ['192.168.4.9', '255.255.254.0', '192.168.4.0', '192.168.5.255'],
    ['192.0.2.130', '255.255.255.128', '192.0.2.128', '192.0.2.255'],
    ['192.0.2.130', '255.255.255.255', '192.0.2.130', '192.0.2.130'],
    ['192.0.2.130', '255.255.255.254', '192.0.2.130', '192.0.2.131'],
    ['1.2.3.4', '0.0.0.0', '0.0.0.0', '255.255.255.255'],
    ['200.0.0.0', '128.0.0.0', '128.0.0.0', '255.255.255.255'],
  ] as const)
    it(`netSet of ${pattern} ${mask}`, () => {
      assert.deepEqual(netSet(pattern, mask), [[addressNumber(first), addressNumber(last)]]);
    });

  it('netSet of masks with holes: every address that has the fixed bits, and no other', () => {
    for (const [pattern, mask] of [
      ['0.0.0.5', '255.255.255.5'],
      ['0.0.0.128', '255.255.255.129'],
      ['0.0.0.6', '255.255.255.170'],
      ['1.2.3.77', '255.255.255.83'],
    ] as const) {
      const [bits, base] = [Number(mask.split('.')[3]), Number(pattern.split('.')[3])];
      const start = addressNumber(pattern) - base;
      const expected = Array.from({ length: 256 }, (_, low) => low).filter(
        (low) => (low & bits) === (base & bits),
      );
      const set = netSet(pattern, mask) ?? [];
      assert.deepEqual(
        members(set),
        expected.map((low) => start + low),
      );
    }
    // Two to the power of sixteen intervals are built, of seventeen none.
    assert.equal(netSet('0.0.0.1', '255.254.0.1')?.length, 65_536);
    assert.equal(netSet('0.0.0.1', '255.252.0.1'), null);
    assert.equal(netSet('0.0.0.1', '0.0.0.1'), null);
  });

  it('networkAround: the largest network that lies in the set, by node:net', () => {
    for (const [from, to, value, expected] of [
      ['10.0.0.0', '10.255.255.255', '10.1.2.3', '10.0.0.0/8'],
      ['10.0.0.0', '11.255.255.255', '10.1.2.3', '10.0.0.0/7'],
      ['10.0.0.1', '10.255.255.255', '10.0.0.1', '10.0.0.1'],
      ['10.0.0.1', '10.255.255.255', '10.0.0.2', '10.0.0.2/31'],
      ['10.0.0.0', '10.255.255.254', '10.255.255.254', '10.255.255.254'],
      ['10.0.0.0', '10.255.255.254', '10.255.255.253', '10.255.255.252/31'],
      ['192.168.0.0', '192.168.1.127', '192.168.1.5', '192.168.1.0/25'],
      ['0.0.0.0', '255.255.255.255', '8.8.8.8', '0.0.0.0/0'],
      ['7.7.7.7', '7.7.7.7', '7.7.7.7', '7.7.7.7'],
      // Not in the set: itself.
      ['7.7.7.7', '7.7.7.9', '7.7.7.6', '7.7.7.6'],
    ] as const) {
      const set: IntervalSet = [
        [1, 2],
        [addressNumber(from), addressNumber(to)],
      ];
      const network = networkAround(from === '0.0.0.0' ? set.slice(1) : set, addressNumber(value));
      assert.equal(network, expected);
      const [base = '', length = '32'] = network.split('/');
      const list = new BlockList();
      list.addSubnet(base, Number(length));
      assert.ok(list.check(value));
    }
  });
});
