/** Machines one after the other, and what is told of all of them: counts, causes in their order, and who fails nothing. */
import assert from 'node:assert/strict';
import { fleetData } from '../../lib/fleet/data.js';
import { Fleet, type Former } from '../../lib/fleet/fleet.js';
import type { JudgedMachine, SeenCause } from '../../lib/fleet/row.js';
import type { CauseStatus, FleetData } from '../../lib/fleet/types.js';
import { testProfile } from '../audits/case.js';

const cause = (key: string, status: CauseStatus = 'fail', more: Partial<SeenCause> = {}): SeenCause => ({
  key,
  title: `title of ${key}`,
  effect: 'leaves',
  owner: 'network team',
  status,
  decides: false,
  ...more,
});
const machine = (name: string, more: Partial<JudgedMachine> = {}): JudgedMachine => ({
  machine: name,
  source: `${name}.json`,
  at: '2026-11-24T08:00:00.000Z',
  verdict: 'NO',
  but: false,
  isOpen: false,
  causes: [],
  findings: [],
  traits: {},
  ...more,
});
const fleetOf = (machines: readonly JudgedMachine[], since?: string): Fleet => {
  const fleet = new Fleet(since === undefined ? undefined : new Date(since));
  for (const one of machines) fleet.add(one);
  return fleet;
};
const dataOf = (machines: readonly JudgedMachine[], former?: Former): FleetData =>
  fleetData(fleetOf(machines), testProfile, former);

describe('fleet: of a machine the newest evidence', () => {
  const at = (hour: number, verdict: JudgedMachine['verdict']): JudgedMachine =>
    machine('pc', { at: `2026-11-24T0${hour}:00:00.000Z`, verdict });
  for (const [title, machines, verdict] of [
    ['in order', [at(1, 'NO'), at(2, 'YES')], 'YES'],
    ['the newest first', [at(2, 'YES'), at(1, 'NO')], 'YES'],
    ['of one moment that which came later', [at(1, 'NO'), at(1, 'YES')], 'YES'],
  ] as const)
    it(title, () => {
      const fleet = fleetOf(machines);
      assert.deepEqual([fleet.size, fleet.superseded, fleet.rows[0]?.verdict], [1, 1, verdict]);
    });

  it('and for the state of then what was there at that very moment', () => {
    const state = (since: string): string | undefined =>
      fleetOf([at(1, 'NO'), at(2, 'UNKNOWN'), at(3, 'YES')], since)
        .formerState()
        ?.machines.get('pc')?.verdict;
    assert.equal(state('2026-11-24T00:59:59.999Z'), undefined);
    assert.equal(state('2026-11-24T01:00:00.000Z'), 'NO');
    assert.equal(state('2026-11-24T02:00:00.000Z'), 'UNKNOWN');
    assert.equal(state('2026-11-24T09:00:00.000Z'), 'YES');
    assert.equal(fleetOf([at(1, 'NO')]).formerState(), undefined);
  });
});

describe('fleet: the outcome', () => {
  const former = (
    verdict: JudgedMachine['verdict'],
    ...causes: readonly (readonly [string, CauseStatus])[]
  ): Former => ({
    since: '',
    machines: new Map([['pc', { machine: 'pc', verdict, but: false, causes: new Map(causes) }]]),
    titles: new Map(),
  });
  const yes = machine('pc', { verdict: 'YES' });
  const cases: readonly (readonly [
    title: string,
    one: JudgedMachine | null,
    before: Former | undefined,
    expected: string,
  ])[] = [
    ['no machine', null, undefined, 'open'],
    ['nothing wrong', yes, undefined, 'passed'],
    ['a failure', machine('pc', { causes: [cause('a')] }), undefined, 'failed'],
    ['an error', machine('pc', { causes: [cause('a', 'error')] }), undefined, 'open'],
    ['a warning', machine('pc', { causes: [cause('a', 'warn')] }), undefined, 'passed'],
    [
      'an error before a failure',
      machine('pc', { causes: [cause('a', 'error'), cause('b')] }),
      undefined,
      'failed',
    ],
    [
      'a failure that was there',
      machine('pc', { causes: [cause('a')] }),
      former('NO', ['a', 'fail']),
      'passed',
    ],
    [
      'one that was an error',
      machine('pc', { causes: [cause('a')] }),
      former('NO', ['a', 'error']),
      'failed',
    ],
    [
      'an error that was a failure',
      machine('pc', { causes: [cause('a', 'error')] }),
      former('NO', ['a', 'fail']),
      'passed',
    ],
    [
      'another than was there',
      machine('pc', { causes: [cause('b')] }),
      former('NO', ['a', 'fail']),
      'failed',
    ],
    ['what nobody could tell', { ...yes, isOpen: true }, undefined, 'open'],
    ['what nobody could tell then either', { ...yes, isOpen: true }, former('UNKNOWN'), 'passed'],
    ['what could be told then', { ...yes, isOpen: true }, former('YES'), 'open'],
  ];
  for (const [title, one, before, expected] of cases)
    it(`${title}: ${expected}`, () => {
      assert.equal(fleetOf(one === null ? [] : [one]).outcome(before), expected);
    });

  it('is open where a file was skipped; reasons are kept of a thousand', () => {
    const fleet = fleetOf([yes]);
    for (let index = 0; index <= 1000; index += 1) fleet.skip(`f${index}`, 'no');
    assert.equal(fleet.outcome(undefined), 'open');
    assert.deepEqual([fleet.skippedCount, fleet.skipped.length], [1001, 1000]);
  });
});

describe('fleet: the data', () => {
  it('counts machines by their verdict, the newest evidence, and puts the worst first', () => {
    const data = dataOf([
      machine('yes', { verdict: 'YES', at: '2026-11-20T00:00:00.000Z' }),
      machine('but', { verdict: 'YES', but: true, at: '2026-11-26T00:00:00.000Z' }),
      machine('unknown', { verdict: 'UNKNOWN', why: 'no resolver answered' }),
      machine('no b', { causes: [cause('a')] }),
      machine('no a', { causes: [cause('a')] }),
      machine('no worse', { causes: [cause('a'), cause('b', 'warn')] }),
    ]);
    assert.deepEqual(
      data.machines.map((one) => one.machine),
      ['no worse', 'no a', 'no b', 'unknown', 'but', 'yes'],
    );
    assert.deepEqual(data.counts, {
      machines: 6,
      no: 3,
      unknown: 1,
      but: 1,
      yes: 1,
      superseded: 0,
      skipped: 0,
    });
    assert.equal(data.at, '2026-11-26T00:00:00.000Z');
    assert.deepEqual(
      data.machines.map(({ why }) => why).filter((why) => why !== undefined),
      ['no resolver answered'],
    );
    assert.deepEqual(data.machines[0]?.causes, { a: 'fail', b: 'warn' });
  });

  it('counts of a cause its machines, its failures and what it decides, by their weight', () => {
    const data = dataOf([
      machine('1', {
        causes: [cause('rare', 'fail', { decides: true }), cause('often', 'warn'), cause('two')],
      }),
      machine('2', { causes: [cause('often', 'warn'), cause('two', 'error')] }),
      machine('3', {
        verdict: 'YES',
        but: true,
        causes: [cause('often', 'warn'), cause('undecided', 'fail', { decides: true })],
      }),
      machine('4', {
        causes: [cause('others', 'fail', { effect: 'others' }), cause('alike', 'fail', { effect: 'forged' })],
      }),
    ]);
    assert.deepEqual(
      data.causes.map(({ key, status, machines, failed, decides }) => [
        key,
        status,
        machines,
        failed,
        decides,
      ]),
      [
        ['rare', 'fail', 1, 1, 1],
        // The worst that it is anywhere; of as many machines by what it does, then by its key.
        ['two', 'fail', 2, 1, 0],
        ['undecided', 'fail', 1, 1, 0],
        ['alike', 'fail', 1, 1, 0],
        ['others', 'fail', 1, 1, 0],
        ['often', 'warn', 3, 0, 0],
      ],
    );
  });

  it('tells causes of one title apart by what their keys have of them', () => {
    const titled = (key: string): SeenCause => cause(key, 'fail', { title: 'proxy.pac has no exemption' });
    const data = dataOf([
      machine('1', { causes: [titled('pac:proxy.pac#0123456789abcdef'), titled('pac:other'), cause('c')] }),
    ]);
    assert.deepEqual(data.causes.map(({ title }) => title).sort(), [
      'proxy.pac has no exemption (pac:other)',
      'proxy.pac has no exemption (sha256 01234567…)',
      'title of c',
    ]);
  });

  it('changes of a NO what decides it alone, and of others all that failed', () => {
    const decides = cause('decides', 'fail', { decides: true });
    assert.deepEqual(
      dataOf([machine('1', { causes: [decides, cause('other')] })]).changes.map((one) => one.cause),
      ['decides'],
    );
    assert.deepEqual(
      dataOf([
        machine('1', { verdict: 'YES', but: true, causes: [cause('b'), cause('a'), cause('c', 'warn')] }),
      ]).changes.map((one) => one.cause),
      ['a', 'b'],
    );
  });

  it('counts traits and findings, the most frequent first', () => {
    const seen = (id: string): JudgedMachine['findings'][number] => ({ id, title: id, status: 'fail' });
    const data = dataOf([
      machine('1', { traits: { system: 'b' }, findings: [seen('x'), seen('y')] }),
      machine('2', { traits: { system: 'a' }, findings: [seen('y')], verdict: 'YES' }),
      machine('3', { traits: { system: 'c', pac: 'p' } }),
      machine('4', { traits: { system: 'c' }, verdict: 'YES' }),
    ]);
    assert.deepEqual(data.traits, [
      {
        trait: 'system',
        values: [
          { value: 'c', machines: 2, no: 1 },
          { value: 'a', machines: 1, no: 0 },
          { value: 'b', machines: 1, no: 1 },
        ],
      },
      { trait: 'pac', values: [{ value: 'p', machines: 1, no: 1 }] },
    ]);
    assert.deepEqual(
      data.findings.map(({ id, machines }) => [id, machines]),
      [
        ['y', 2],
        ['x', 1],
      ],
    );
  });

  it('knows of a cause on how many machines it was before, and what became of those', () => {
    const before: Former = {
      since: '2026-11-01',
      machines: new Map(
        ['1', '2'].map(
          (name) =>
            [
              name,
              {
                machine: name,
                verdict: 'NO',
                but: false,
                causes: new Map([
                  ['a', 'fail'],
                  ['gone', 'fail'],
                ]),
              },
            ] as const,
        ),
      ),
      titles: new Map([['gone', 'what is gone']]),
    };
    const data = dataOf([machine('1', { causes: [cause('a'), cause('new')] })], before);
    assert.deepEqual(
      data.causes.map(({ key, before: was }) => [key, was]),
      [
        ['a', 2],
        ['new', 0],
      ],
    );
    assert.deepEqual(data.movement?.goneCauses, [{ key: 'gone', title: 'what is gone', before: 2 }]);
    assert.deepEqual([data.movement.gone, data.movement.same], [['2'], 1]);
  });
});
