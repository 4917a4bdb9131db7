/** What tells the machines with a cause from those without: values of traits that are much more frequent among them. */
import type { Distinction, TraitId } from './types.js';

/** Values that fewer machines of a cause have tell nothing. */
const leastHave = 2;
/** By how much the shares of machines with the value differ, at least. */
const leastDifference = 0.3;
const maxDistinctions = 3;

export interface TraitCount {
  readonly trait: TraitId;
  readonly value: string;
  /** Machines with the value, and among those of the cause. */
  readonly all: number;
  readonly have: number;
  /** Machines of which the trait is known at all, and among those of the cause. */
  readonly known: number;
  readonly among: number;
}

export function distinctionsOf(counts: readonly TraitCount[]): readonly Distinction[] {
  return counts
    .map(({ trait, value, all, have, known, among }) => ({
      trait,
      value,
      among,
      have,
      others: known - among,
      othersHave: all - have,
    }))
    .filter((one) => one.have >= leastHave && one.others > 0 && difference(one) >= leastDifference)
    .sort(
      (one, other) =>
        difference(other) - difference(one) || other.have - one.have || (one.value < other.value ? -1 : 1),
    )
    .slice(0, maxDistinctions);
}

function difference({ among, have, others, othersHave }: Distinction): number {
  return have / among - othersHave / others;
}
