/** Whether a machine is better or worse off than it was. */
import assert from 'node:assert/strict';
import { Fleet, type FormerMachine, type Row } from '../../lib/fleet/fleet.js';
import { movementOf } from '../../lib/fleet/movement.js';

/** A verdict, and how many causes failed. */
interface State {
  readonly verdict: Row['verdict'];
  readonly but?: boolean;
  readonly failed?: number;
}

const rowOf = ({ verdict, but = false, failed = 0 }: State): Row => ({
  machine: 'm',
  source: 'm.json',
  at: '2026-11-24T08:00:00.000Z',
  verdict,
  but,
  isOpen: false,
  causes: [],
  statuses: Array.from({ length: failed }, () => 0),
  decides: [],
  findings: [],
  traits: {},
});

const formerOf = ({ verdict, but = false, failed = 0 }: State): FormerMachine => ({
  machine: 'm',
  verdict,
  but,
  causes: new Map(Array.from({ length: failed }, (_, index) => [`cause-${index}`, 'fail'])),
});

const CASES: readonly (readonly [was: State, is: State, moved: 'better' | 'worse' | 'same'])[] = [
  [{ verdict: 'YES' }, { verdict: 'YES' }, 'same'],
  [{ verdict: 'YES' }, { verdict: 'YES', but: true }, 'worse'],
  [{ verdict: 'YES', but: true }, { verdict: 'YES' }, 'better'],
  [{ verdict: 'YES', but: true }, { verdict: 'UNKNOWN' }, 'worse'],
  [{ verdict: 'YES', but: true, failed: 10_001 }, { verdict: 'UNKNOWN' }, 'worse'],
  [{ verdict: 'UNKNOWN' }, { verdict: 'NO' }, 'worse'],
  [{ verdict: 'NO' }, { verdict: 'YES', but: true, failed: 5 }, 'better'],
  [{ verdict: 'NO', failed: 2 }, { verdict: 'NO', failed: 1 }, 'better'],
  [{ verdict: 'NO', failed: 1 }, { verdict: 'NO', failed: 2 }, 'worse'],
];

const inWords = ({ verdict, but, failed = 0 }: State): string =>
  `${verdict}${but === true ? ', but' : ''} with ${failed} failed`;

describe('fleet: movement', () => {
  for (const [was, is, moved] of CASES)
    it(`${inWords(was)} → ${inWords(is)}: ${moved}`, () => {
      const former = {
        since: 'then',
        machines: new Map([['m', formerOf(was)]]),
        titles: new Map<string, string>(),
      };
      const { better, worse, same } = movementOf(new Fleet(), [rowOf(is)], former);
      assert.deepEqual(
        { better, worse, same },
        { better: [], worse: [], same: 0, [moved]: moved === 'same' ? 1 : ['m'] },
      );
    });

  it('tells who is new and who is gone', () => {
    const former = {
      since: 'then',
      machines: new Map([['old', formerOf({ verdict: 'NO' })]]),
      titles: new Map<string, string>(),
    };
    const found = movementOf(new Fleet(), [rowOf({ verdict: 'YES' })], former);
    assert.deepEqual([found.new, found.gone, found.same], [['m'], ['old'], 0]);
  });
});
