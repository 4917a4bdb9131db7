/** What names of many labels cost: queries, and round trips, counted in turns of an exchange that answers together. */
import assert from 'node:assert/strict';
import { createCache, parseAnchors, validate, type Validation } from '../../lib/dnssec/index.js';
import type { Exchange } from '../../lib/dns/index.js';
import { labInMemory, plainWorld, type ZonePlan } from '../../lib/lab/index.js';
import { at } from './forge.js';

const nibbles = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.';
const apex = '8.b.d.0.1.0.0.2.ip6.arpa.';
const deep = `${'a.'.repeat(100)}t1t.io.`;
const signing = plainWorld[0]?.signing;
const plan = (name: string, records: readonly string[], signed = true): ZonePlan => ({
  apex: name,
  isTarget: false,
  records,
  signing: signed ? signing : undefined,
});
const worldOf = (...added: readonly ZonePlan[]): readonly ZonePlan[] => [
  ...plainWorld,
  plan('arpa.', []),
  ...added,
];
const worldWith = (...added: readonly ZonePlan[]): readonly ZonePlan[] =>
  worldOf(plan('ip6.arpa.', []), ...added);
const pointer = `${nibbles} 300 PTR t1c.t1t.io.`;

interface Cost {
  readonly validation: Validation;
  readonly flights: number;
}

/** Every question that is waiting when the turn ends is answered in one flight. */
async function cost(zones: readonly ZonePlan[], name: string, type: string, inspect = false): Promise<Cost> {
  const { exchange, anchors } = labInMemory({ at, zones });
  let flights = 0;
  let waiting: (() => void)[] = [];
  const batched: Exchange = async (query, options) => {
    await new Promise<void>((resolve) => {
      if (waiting.length === 0)
        setImmediate(() => {
          flights += 1;
          const batch = waiting;
          waiting = [];
          for (const release of batch) release();
        });
      waiting.push(resolve);
    });
    return exchange(query, options);
  };
  const validation = await validate(
    { name, type },
    { exchange: batched, anchors: parseAnchors(anchors, at), at, inspect },
  );
  return { validation, flights };
}

describe('dnssec: what a name costs', () => {
  const six = `a.b.c.d.t1t.io.`;
  const rows: readonly (readonly [
    what: string,
    zones: readonly ZonePlan[],
    name: string,
    type: string,
    status: string,
    queriesMost: number,
    flightsMost: number,
  ])[] = [
    ['two labels', plainWorld, 't1t.io.', 'SOA', 'secure', 6, 1],
    ['six labels', plainWorld, six, 'A', 'secure', 14, 1],
    ['a pointer under ip6.arpa', worldWith(plan(apex, [pointer])), nibbles, 'PTR', 'secure', 20, 2],
    [
      'a pointer in an unsigned zone',
      worldWith(plan(apex, [pointer], false)),
      nibbles,
      'PTR',
      'insecure',
      20,
      2,
    ],
    ['a pointer in ip6.arpa itself', worldOf(plan('ip6.arpa.', [pointer])), nibbles, 'PTR', 'secure', 14, 1],
    ['102 labels that are not there', plainWorld, deep, 'A', 'secure', 14, 1],
  ];
  for (const [what, zones, name, type, status, queriesMost, flightsMost] of rows)
    it(`${what}: up to ${queriesMost} queries in ${flightsMost} flights`, async () => {
      const { validation, flights } = await cost(zones, name, type);
      assert.equal(validation.status, status, JSON.stringify(validation.reasons));
      assert.ok(validation.cost.queries <= queriesMost, `${validation.cost.queries} queries`);
      assert.ok(flights <= flightsMost, `${flights} flights`);
    });

  for (const [what, name, flightsMost] of [
    ['a host of the zone', 't1c.t1t.io.', 1],
    ['the zone itself', 't1t.io.', 1],
    ['a host two labels below the zone', 'a.b.t1t.io.', 2],
  ] as const)
    it(`what a child asks of its parent, for ${what}: ${flightsMost} flights in all`, async () => {
      const { validation, flights } = await cost(plainWorld, name, 'A', true);
      assert.ok(flights <= flightsMost, `${flights} flights`);
      assert.equal(validation.status, 'secure', JSON.stringify(validation.reasons));
    });

  it('a second pointer of the zone, with a cache: what is between, and no key again', async () => {
    const second = nibbles.replace(/^1/, '2');
    const { exchange, anchors } = labInMemory({
      at,
      zones: worldWith(plan(apex, [pointer, pointer.replace(/^1/, '2')])),
    });
    const options = { exchange, anchors: parseAnchors(anchors, at), at, cache: createCache() };
    await validate({ name: nibbles, type: 'PTR' }, options);
    const { status, cost: spent } = await validate({ name: second, type: 'PTR' }, options);
    assert.equal(status, 'secure');
    assert.equal(spent.queries, 1);
  });
});
