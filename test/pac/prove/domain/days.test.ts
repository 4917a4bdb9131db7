/** The days of the model are those of the language's own calendar. */
import assert from 'node:assert/strict';
import {
  DAY_COUNT,
  DAY_MS,
  dayFields,
  FIRST_YEAR,
  LAST_YEAR,
  madeDayFields,
  madeWeekdaySet,
  SECOND_SLOTS,
  weekdaySet,
} from '../../../../lib/pac/prove/domain/days.js';

describe('pac/prove/domain/days', () => {
  it('every day from 1970 to 2099, as Date has it', () => {
    const { year, month, day, weekday } = madeDayFields();
    assert.deepEqual(
      [FIRST_YEAR, LAST_YEAR, DAY_COUNT, DAY_MS, SECOND_SLOTS],
      [1970, 2099, 47_482, 86_400_000, 86_401],
    );
    assert.deepEqual(
      [year.length, month.length, day.length, weekday.length],
      [47_482, 47_482, 47_482, 47_482],
    );
    for (let index = 0; index < DAY_COUNT; index++) {
      const date = new Date(index * 86_400_000);
      const fields = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCDay()];
      assert.deepEqual([year[index], month[index], day[index], weekday[index]], fields);
    }
    assert.equal(dayFields(), dayFields());
  });

  // Sunday first.
  for (const text of ['0000000', '1111111', '1000000', '0000001', '0111110', '1000001', '0101010', '0000100'])
    it(`weekdaySet of ${text}: those days, in the longest runs`, () => {
      const isIn = Array.from(text, (one) => one === '1');
      const runs: [number, number][] = [];
      for (let index = 0; index < DAY_COUNT; index++) {
        if (isIn[new Date(index * 86_400_000).getUTCDay()] !== true) continue;
        const last = runs.at(-1);
        if (last?.[1] === index - 1) last[1] = index;
        else runs.push([index, index]);
      }
      assert.deepEqual(madeWeekdaySet(isIn), runs);
      assert.deepEqual(weekdaySet(isIn), runs);
      // Made once.
      assert.equal(weekdaySet([...isIn]), weekdaySet(isIn));
    });
});
