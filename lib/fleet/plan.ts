/**
 * Which change helps most machines first. A machine is right once all that keeps it from being so is changed: of a NO what
 * decides it, else all that failed. The next change is the one that most machines still wait for.
 */
import type { FleetChange } from './types.js';

/** More changes than this are not put in order. */
const maxChanges = 50;

export interface Need {
  /** Indexes of causes. */
  readonly causes: readonly number[];
}

/** `keys` by the index of the cause. */
export function planOf(needs: readonly Need[], keys: readonly string[]): readonly FleetChange[] {
  let left = needs.filter(({ causes }) => causes.length > 0).map(({ causes }) => new Set(causes));
  const total = left.length;
  const changes: FleetChange[] = [];
  while (left.length > 0 && changes.length < maxChanges) {
    const counts = new Map<number, { machines: number; last: number }>();
    for (const causes of left)
      for (const cause of causes) {
        const count = counts.get(cause) ?? { machines: 0, last: 0 };
        counts.set(cause, {
          machines: count.machines + 1,
          last: count.last + (causes.size === 1 ? 1 : 0),
        });
      }
    const [next] = [...counts].sort(
      ([one, a], [other, b]) =>
        b.machines - a.machines || b.last - a.last || ((keys[one] ?? '') < (keys[other] ?? '') ? -1 : 1),
    );
    if (next === undefined) break;
    const [cause, { machines }] = next;
    for (const causes of left) causes.delete(cause);
    left = left.filter(({ size }) => size > 0);
    changes.push({ cause: keys[cause] ?? '', machines, right: total - left.length });
  }
  return changes;
}
