import assert from 'node:assert/strict';
import { NOTHING_KNOWN } from '../../../../lib/pac/prove/domain/known.js';
import { ObstacleError } from '../../../../lib/pac/prove/interpreter/errors.js';
import { Path } from '../../../../lib/pac/prove/unknown/path.js';

const ways =
  (...answers: readonly string[]) =>
  () =>
    answers.map((answer) => ({ answer, known: NOTHING_KNOWN }));

describe('prove: paths', () => {
  it('take every way once, the last decision first', () => {
    const taken: string[] = [];
    for (let path: Path | null = Path.first(NOTHING_KNOWN); path !== null; path = path.next())
      taken.push(path.take('a', 'x', ways('1', '2')) + path.take('b', 'y', ways('3', '4')));
    assert.deepEqual(taken, ['13', '14', '23', '24']);
  });

  for (const [title, site, of] of [
    ['another kind of decision', 'b', 'x'],
    ['a decision about something else', 'a', 'y'],
  ] as const)
    it(`are no parts of one search where the next one comes to ${title}`, () => {
      const first = Path.first(NOTHING_KNOWN);
      first.take('a', 'x', ways('1', '2'));
      const second = first.next();
      assert.throws(() => second?.take(site, of, ways('1', '2')), ObstacleError);
    });
});
