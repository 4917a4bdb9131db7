/** Words that somebody may have meant who wrote another: what to say in place of a list of all. */

/** What is longer than this is no slip of the pen. */
const maxLength = 80;
/** More suggestions than this are a list again. */
const maxSuggestions = 3;
/** Within a word this much is recognised, e.g. `pac`. */
export const minFragment = 3;

/** Up to three of `known`, nearest first; `distance`: where another measure than that of the letters is right. */
export function nearest(
  written: string,
  known: readonly string[],
  distance: (word: string, wanted: string) => number = wordDistance,
): readonly string[] {
  const wanted = written.toLowerCase().slice(0, maxLength);
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  return known
    .map((word) => ({ word, distance: distance(word, wanted) }))
    .filter((one) => one.distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, maxSuggestions)
    .map(({ word }) => word);
}

/** `did you mean A or B? ` before how to list all; the list alone where nothing is near. */
export function didYouMean(near: readonly string[], listing: string): string {
  return near.length === 0 ? listing : `did you mean ${near.join(' or ')}? ${listing}`;
}

/** A fragment is near, and less so than a word with one slip in it; so are the same parts in another order. */
function wordDistance(word: string, wanted: string): number {
  if (wanted.length >= minFragment && word.includes(wanted)) return 2;
  const parts = wanted.split('-').filter((part) => part.length >= minFragment);
  if (parts.length > 1 && parts.every((part) => word.includes(part))) return 2;
  return editDistance(word, wanted);
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Infinity;
      row[j] = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
