/**
 * IPv6 addresses to show a path with: of every length a text of one can have, with digits that differ.
 */

const VARIANTS = 16;
const SHORTEST = 2;
const LONGEST = 39;
const LONGEST_WITH_GAP = 31;

/** Digits of a group, none of them leading zeros; the same ones each time. */
function group(length: number, seed: number): string {
  let text = '';
  for (let at = 0; at < length; at++) {
    const digit = ((seed + 1) * (at + 3) * 7919 + seed * 31 + at * 5) % 15;
    text += (at === 0 ? digit + 1 : digit).toString(16);
  }
  return text;
}

/** Lengths of `count` groups that come to `total` digits. */
function lengthsOf(count: number, total: number): number[] {
  let left = total;
  return Array.from({ length: count }, (_, index) => {
    const length = Math.min(4, left - (count - index - 1));
    left -= length;
    return length;
  });
}

function sample(length: number, variant: number): string {
  const isFull = length > LONGEST_WITH_GAP;
  const count = isFull ? 8 : Math.ceil(Math.max(0, length - 1) / 5);
  const lengths = isFull ? lengthsOf(8, length - 7) : lengthsOf(count, length - 1 - count);
  if (length === SHORTEST) return '::';
  const groups = lengths.map((digits, index) => group(digits, variant * 13 + index * 3 + length));
  if (isFull) return groups.join(':');
  const before = variant % 2 === 0 || count < 2 ? 0 : 1 + (variant % (count - 1));
  return `${groups.slice(0, before).join(':')}::${groups.slice(before).join(':')}`;
}

const makeTexts = (): readonly string[] => [
  '2001:db8::1',
  'fe80::1',
  'fd00::1',
  ...Array.from({ length: (LONGEST - SHORTEST + 1) * VARIANTS }, (_, index) =>
    sample(SHORTEST + Math.floor(index / VARIANTS), index % VARIANTS),
  ),
];

let texts: readonly string[] | undefined;

/** The same list each time. */
export function wideTexts(): readonly string[] {
  texts ??= makeTexts();
  return texts;
}
