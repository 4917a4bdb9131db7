/**
 * Which of the classes of a table a variable of the environment is in: an octet, a field of the clock, a draw.
 */
import { withOctet } from './addresses.js';
import { fieldSet, isClockAtom, isPossible, narrowed } from './clock.js';
import { between, drawOf, withDraw } from './draws.js';
import { addressOf, type Known } from './known.js';
import { matches, v4Options, type Option } from './questions.js';

/** Characters of the shortest address, `::`. */
const SHORTEST = 2;

export interface Split {
  readonly atom: string;
  /** The class of each of the variable's values. */
  readonly classes: readonly number[];
  /** Of a draw: where each value begins. */
  readonly cuts: readonly number[] | null;
}

/** Milliseconds past the second. */
export const MILLISECONDS = 'ms';

/** Which of the classes a variable's value is in. */
export function splits(known: Known, split: Split): Option<number>[] {
  const { atom, classes, cuts } = split;
  const wanted = [...new Set(classes)];
  const holds = (one: number): boolean[] => classes.map((own) => own === one);
  if (cuts !== null) return drawSplits(known, split, wanted, cuts);
  if (atom === MILLISECONDS)
    return wanted
      .map((one) => ({
        answer: one,
        fractions: holds(one).map((is, ms) => is && known.fractions?.[ms] !== false),
      }))
      .filter(({ fractions }) => fractions.includes(true))
      .map(({ answer, fractions }) => ({ answer, known: { ...known, fractions } }));
  if (isClockAtom(atom))
    return wanted.flatMap((one) => {
      const set = fieldSet([atom], ([index]) => classes[index ?? 0] === one);
      return isPossible(known.clock, set, true)
        ? [{ answer: one, known: { ...known, clock: narrowed(known.clock, set, true) } }]
        : [];
    });
  const slash = atom.lastIndexOf('/');
  const sym = atom.slice(0, slash);
  if (atom.endsWith('/length'))
    return wanted.flatMap((one) => {
      const lengths = classes.flatMap((own, index) => (own === one ? [`[^]{${index + SHORTEST}}`] : []));
      const options = matches(known, sym, `^(?:${lengths.join('|')})$`, '') ?? [];
      return options.filter(({ answer }) => answer).map((option) => ({ answer: one, known: option.known }));
    });
  const { v4 } = addressOf(known, sym);
  const at = Number(atom.slice(slash + 1));
  return v4Options(
    known,
    sym,
    wanted.map((one) => [one, withOctet(v4, at, Uint8Array.from(holds(one), Number))] as const),
  );
}

function drawSplits(
  known: Known,
  { atom, classes }: Split,
  wanted: readonly number[],
  cuts: readonly number[],
): Option<number>[] {
  const before = drawOf(known.draws, atom);
  return wanted.flatMap((one) => {
    const left = classes.flatMap((own, index) =>
      own === one ? between(before, cuts[index] ?? 0, cuts[index + 1] ?? 1) : [],
    );
    return left.length === 0
      ? []
      : [{ answer: one, known: { ...known, draws: withDraw(known.draws, atom, left) } }];
  });
}
