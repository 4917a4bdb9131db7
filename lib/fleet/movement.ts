/** What became of each machine since an earlier state of the fleet. */
import type { Fleet, Former, FormerMachine, Row } from './fleet.js';
import type { Movement, VerdictWord } from './types.js';

const ranks: Readonly<Record<VerdictWord, number>> = { YES: 0, UNKNOWN: 2, NO: 3 };

/** The verdict first; of two with the same one the number of causes that failed. */
function badness({ verdict, but }: Pick<FormerMachine, 'verdict' | 'but'>, failed: number): number {
  return (ranks[verdict] + (verdict === 'YES' && but ? 1 : 0)) * 10_000 + Math.min(failed, 9_999);
}

export function movementOf(fleet: Fleet, rows: readonly Row[], former: Former): Movement {
  const better: string[] = [];
  const worse: string[] = [];
  const fresh: string[] = [];
  let same = 0;
  for (const row of rows) {
    const before = former.machines.get(row.machine);
    if (before === undefined) {
      fresh.push(row.machine);
      continue;
    }
    const was = badness(before, [...before.causes.values()].filter((status) => status === 'fail').length);
    const is = badness(row, row.statuses.filter((status) => status === 0).length);
    if (is < was) better.push(row.machine);
    else if (is > was) worse.push(row.machine);
    else same += 1;
  }
  const now = new Set(rows.map(({ machine }) => machine));
  return {
    since: former.since,
    better,
    worse,
    new: fresh,
    gone: [...former.machines.keys()].filter((machine) => !now.has(machine)),
    same,
    goneCauses: goneCausesOf(fleet, rows, former),
  };
}

function goneCausesOf(fleet: Fleet, rows: readonly Row[], former: Former): Movement['goneCauses'] {
  const present = new Set(rows.flatMap(({ causes }) => causes.map((cause) => fleet.causes.all[cause]?.key)));
  const counts = new Map<string, number>();
  for (const { causes } of former.machines.values())
    for (const key of causes.keys()) if (!present.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .map(([key, before]) => ({ key, title: former.titles.get(key) ?? key, before }))
    .sort((one, other) => other.before - one.before || (one.key < other.key ? -1 : 1));
}
