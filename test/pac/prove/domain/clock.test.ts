/** What is known of a clock after each question, held against the language's own calendar, moment by moment. */
import assert from 'node:assert/strict';
import {
  calendarOptions,
  instantOptions,
  type Instant,
} from '../../../../lib/pac/prove/domain/clock-questions.js';
import {
  ANY_MOMENT,
  during,
  fieldSet,
  isClockAtom,
  isPossible,
  kindOf,
  narrowed,
  possibleIndexes,
  withJoint,
  workingDay,
  zoneOf,
  type ClockFacts,
  type Zone,
} from '../../../../lib/pac/prove/domain/clock.js';
import { NOTHING_KNOWN } from '../../../../lib/pac/prove/domain/known.js';

const DAY = 86_400_000;
/** Moments at the ends of days, months and years, and within them. */
const MOMENTS: readonly number[] = [
  0, 12, 31, 59, 364, 789, 10_956, 20_000, 20_789, 20_790, 20_791, 30_001, 47_481,
].flatMap((day) =>
  [0, 999, 1_000, 59_999, 3_599_000, 8 * 3_600_000, 45_296_000, 86_399_000, DAY - 1].map(
    (ms) => day * DAY + ms,
  ),
);

/** Whether a zone's clock may show this moment. */
function allows(clock: ClockFacts, zone: Zone, ms: number): boolean {
  const { days, seconds, first, last } = clock.zones[zone];
  const day = Math.floor(ms / DAY);
  const second = Math.floor((ms - day * DAY) / 1000);
  const isIn = (set: typeof days, value: number): boolean =>
    set === null || set.some(([low, high]) => low <= value && value <= high);
  return (
    first <= ms &&
    ms <= last &&
    isIn(days, day) &&
    isIn(seconds, second) &&
    !clock.exceptions.some((one) => one.zone === zone && one.ms === ms)
  );
}

describe('pac/prove/domain/clock', () => {
  for (const [day, expected] of [
    ['2026-11-27', '2026-11-27'],
    ['2026-11-28T23:59:59.999Z', '2026-11-30'],
    ['2026-11-29', '2026-11-30'],
    ['2026-11-30T23:59:59.999Z', '2026-11-30'],
    ['2026-12-04', '2026-12-04'],
    ['2026-12-05', '2026-12-07'],
    // Within the days there are, a day from their ends.
    ['1969-01-01', '1970-01-02'],
    ['1970-01-01', '1970-01-02'],
    ['2099-12-23', '2099-12-23'],
    ['2099-12-31', '2099-12-23'],
    ['2150-01-01', '2099-12-23'],
  ] as const)
    it(`the working day of ${day} is ${expected}`, () => {
      assert.equal(new Date(workingDay(new Date(day)) * DAY).toISOString().slice(0, 10), expected);
    });

  const FIELDS: readonly (readonly [field: string, of: (date: Date) => number])[] = [
    ['hour', (date) => date.getUTCHours()],
    ['minute', (date) => date.getUTCMinutes()],
    ['second', (date) => date.getUTCSeconds()],
    ['weekday', (date) => date.getUTCDay()],
    ['day', (date) => date.getUTCDate() - 1],
    ['month', (date) => date.getUTCMonth()],
    ['year', (date) => date.getUTCFullYear() - 1970],
  ];

  for (const zone of ['L', 'G'] as const)
    for (const [field, of] of FIELDS)
      it(`${zone}:${field} is what Date has`, () => {
        const atom = `${zone}:${field}`;
        assert.deepEqual([isClockAtom(atom), zoneOf(atom)], [true, zone]);
        assert.ok(possibleIndexes(ANY_MOMENT, atom).every((one) => one === 1));
        for (const sought of new Set(MOMENTS.map((ms) => of(new Date(ms))))) {
          const set = fieldSet([atom], ([index]) => index === sought);
          assert.deepEqual([set.zone, set.kind], [zone, kindOf(atom)]);
          for (const want of [true, false]) {
            assert.equal(isPossible(ANY_MOMENT, set, want), true);
            const now = narrowed(ANY_MOMENT, set, want);
            assert.equal(now.asked, true);
            for (const ms of MOMENTS) {
              assert.equal(allows(now, zone, ms), (of(new Date(ms)) === sought) === want, `${sought} ${ms}`);
              assert.equal(allows(now, zone === 'L' ? 'G' : 'L', ms), true);
            }
            assert.equal(isPossible(now, set, want), true);
            assert.equal(isPossible(now, set, !want), false);
            const left = [...possibleIndexes(now, atom)].flatMap((one, index) => (one === 1 ? [index] : []));
            const size = possibleIndexes(now, atom).length;
            assert.deepEqual(
              left,
              want
                ? [sought]
                : Array.from({ length: size }, (_, index) => index).filter((index) => index !== sought),
            );
          }
        }
      });

  it('atoms are of a clock by how they begin alone', () => {
    assert.deepEqual(['x/L:1', 'L', 'r0:2', 'myIp/3'].map(isClockAtom), [false, false, false, false]);
    assert.deepEqual(
      ['hour', 'minute', 'second', 'weekday', 'day', 'month', 'year'].map((one) => kindOf(`G:${one}`)),
      ['seconds', 'seconds', 'seconds', 'days', 'days', 'days', 'days'],
    );
  });

  it('several fields at once, told apart by all of their values', () => {
    for (const [atoms, test] of [
      [['L:hour', 'L:minute', 'L:second'], ([h = 0, m = 0, s = 0]) => (h * 60 + m) * 60 + s === 45_296],
      [['G:year', 'G:month', 'G:day'], ([y = 0, m = 0, d = 0]) => `${y}/${m}/${d}` === '56/10/30'],
      [['G:weekday', 'G:day'], ([w, d]) => w === 1 && d === 29],
    ] as const satisfies readonly (readonly [readonly string[], (indexes: readonly number[]) => boolean])[]) {
      const zone = zoneOf(atoms[0]);
      const now = narrowed(ANY_MOMENT, fieldSet(atoms, test), true);
      for (const ms of MOMENTS) {
        const indexes = atoms.map(
          (atom) => FIELDS.find(([field]) => atom.endsWith(`:${field}`))?.[1](new Date(ms)) ?? -1,
        );
        assert.equal(allows(now, zone, ms), test(indexes), `${atoms.join()} ${ms}`);
      }
    }
  });

  it('between two moments, both of them in it, and never where that is never', () => {
    const [from, to] = [20_789 * DAY + 500, 20_791 * DAY];
    const now = during(ANY_MOMENT, 'L', from, to);
    assert.ok(now !== null);
    for (const ms of [...MOMENTS, from - 1, from, to, to + 1])
      assert.equal(allows(now, 'L', ms), from <= ms && ms <= to);
    assert.deepEqual([now.asked, now.zones.G], [true, ANY_MOMENT.zones.G]);
    assert.notEqual(during(now, 'L', to, Infinity), null);
    assert.notEqual(during(now, 'L', from, from), null);
    assert.equal(during(now, 'L', to + 1, Infinity), null);
    assert.equal(during(now, 'L', -Infinity, from - 1), null);
    assert.notEqual(during(now, 'G', to + 1, Infinity), null);
    // Wednesdays alone, of which 20,789 is one.
    const wednesdays = narrowed(
      ANY_MOMENT,
      fieldSet(['L:weekday'], ([index]) => index === 3),
      true,
    );
    assert.equal(during(wednesdays, 'L', from + DAY, to), null);
    assert.deepEqual(during(wednesdays, 'L', from, to)?.zones.L.days, [[20_789, 20_789]]);
  });

  it('what is common to the same sets is the same each time, however many there were', () => {
    const set = fieldSet(['L:month'], ([index]) => index === 1);
    const first = narrowed(ANY_MOMENT, set, false);
    const other = fieldSet(['L:weekday'], ([index]) => index === 1);
    for (let round = 0; round < 600; round++)
      assert.ok(during(first, 'L', round * DAY, 40_000 * DAY)?.zones.L.days?.[0]?.[0] !== undefined);
    assert.deepEqual(narrowed(first, other, true), narrowed(narrowed(ANY_MOMENT, set, false), other, true));
    assert.equal(narrowed(first, other, true).zones.L.days, narrowed(first, other, true).zones.L.days);
  });
});

describe('pac/prove/domain/clock-questions', () => {
  const compare: Readonly<Record<Instant['operator'], (a: number, b: number) => boolean>> = {
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
    '==': (a, b) => a === b,
  };

  for (const operator of ['<', '<=', '>', '>=', '=='] as const)
    for (const factor of [1, -1, 2, -2, 0.001])
      for (const [g, l] of [
        [factor, 0],
        [0, factor],
      ] as const)
        it(`${factor} x ${g === 0 ? 'local' : 'Greenwich'} ${operator}: each moment in one answer, the right one`, () => {
          const zone = g === 0 ? 'L' : 'G';
          for (const edge of [20_790 * DAY, 20_790 * DAY + 0.5, 1, -3 * DAY, 60_000 * DAY]) {
            const c = -edge * factor;
            const options = instantOptions(NOTHING_KNOWN, { g, l, c, operator });
            for (const ms of [...MOMENTS, ...[-2, -1, 0, 1, 2].map((more) => Math.floor(edge) + more)]) {
              if (!allows(ANY_MOMENT, zone, ms) || ms < 0 || ms >= 47_482 * DAY) continue;
              const right = compare[operator](factor * ms + c, 0);
              const answers = options
                .filter(({ known }) => allows(known.clock, zone, ms))
                .map(({ answer }) => answer);
              assert.deepEqual(answers, [right], `edge ${edge}, at ${ms}`);
            }
            for (const { known } of options)
              assert.ok(MOMENTS.every((ms) => allows(known.clock, zone === 'L' ? 'G' : 'L', ms)));
          }
        });

  it('both clocks: a test of the two', () => {
    for (const operator of ['<', '<=', '>', '>=', '=='] as const) {
      const options = instantOptions(NOTHING_KNOWN, { g: 2, l: -3, c: 5, operator });
      assert.deepEqual(
        options.map(({ answer }) => answer),
        [true, false],
      );
      for (const { answer, known } of options) {
        const [joint, ...others] = known.clock.joints;
        assert.deepEqual([others, joint?.want, known.clock.asked], [[], answer, true]);
        for (const [local, greenwich] of [
          [1, -1],
          [3, 2],
          [5, 5],
          [7, 8],
          [7, 7.5],
        ] as const)
          assert.equal(joint?.test(local, greenwich), compare[operator](2 * greenwich - 3 * local + 5, 0));
      }
    }
  });

  it('neither clock: what is known is the answer', () => {
    for (const operator of ['<', '<=', '>', '>=', '=='] as const)
      for (const c of [-1, 0, 1])
        assert.deepEqual(instantOptions(NOTHING_KNOWN, { g: 0, l: 0, c, operator }), [
          { answer: compare[operator](c, 0), known: NOTHING_KNOWN },
        ]);
  });

  it('a moment that it is not is asked of the clock', () => {
    const [is, isNot] = instantOptions(NOTHING_KNOWN, { g: 1, l: 0, c: -DAY, operator: '==' });
    assert.deepEqual([is?.answer, isNot?.answer, isNot?.known.clock.asked], [true, false, true]);
    assert.deepEqual(isNot?.known.clock.exceptions, [{ zone: 'G', ms: DAY }]);
  });

  it('a set of days or seconds: the answers that are possible', () => {
    const set = fieldSet(['L:hour'], ([index]) => index === 8);
    const both = calendarOptions(NOTHING_KNOWN, set);
    assert.deepEqual(
      both.map(({ answer }) => answer),
      [true, false],
    );
    for (const { answer, known } of both) {
      assert.equal(allows(known.clock, 'L', 8 * 3_600_000), answer);
      assert.deepEqual(
        calendarOptions(known, set).map((one) => one.answer),
        [answer],
      );
    }
    const test = (): boolean => true;
    const joint = calendarOptions(NOTHING_KNOWN, { kind: 'joint', test });
    assert.deepEqual(
      joint.map(({ known }) => known.clock),
      [withJoint(ANY_MOMENT, test, true), withJoint(ANY_MOMENT, test, false)],
    );
    assert.deepEqual(joint[0]?.known.clock.joints, [{ test, want: true }]);
  });
});
