/** Matches in JavaScript and JSON: in the text as it stands, in what its strings say, and in how names are used. */
import { matchText } from './literal-text.js';
import type { Needle } from './needles.js';
import { Run, RunReader, type Piece } from './runs.js';
import { eachToken } from './tokens.js';
import type { Match } from './types.js';
import { UsageReader } from './usage.js';

export interface Matches {
  readonly matches: readonly Match[];
  readonly isBroken: boolean;
}

/** What a text may give before the rest is only counted as cut. */
export const maxMatches = 1000;

export function matchCode(text: string, needles: readonly Needle[]): Matches {
  const matches: Match[] = [...matchNeedles(text, needles), ...matchText(text, false)];
  const say = (match: Match): void => {
    if (matches.length <= 2 * maxMatches) matches.push(match);
  };
  const usage = new UsageReader(say);
  const runs = new RunReader((pieces) => {
    for (const match of matchRun(text, pieces, needles)) say(match);
  });
  const isWhole = eachToken(text, (token) => {
    runs.take(token);
    usage.take(token);
  });
  runs.end();
  return { matches, isBroken: !isWhole };
}

/** Every place of every form of the key, as the text stands. */
export function matchNeedles(text: string, needles: readonly Needle[]): Match[] {
  const matches: Match[] = [];
  for (const { text: needle, form } of needles) {
    let start = text.indexOf(needle);
    while (start !== -1 && matches.length <= maxMatches) {
      matches.push({ rule: 'api-key', form, start, end: start + needle.length });
      start = text.indexOf(needle, start + needle.length);
    }
  }
  return matches;
}

/** What the pieces say that the text as it stands does not. */
function matchRun(source: string, pieces: readonly Piece[], needles: readonly Needle[]): Match[] {
  const whole = new Run(pieces);
  const isAsWritten = whole.isOnePiece && isPlain(pieces[0]);
  const found: Match[] = [];
  if (!isAsWritten) {
    for (const match of matchNeedles(whole.text, needles)) {
      const form = whole.isOnePiece ? 'escaped' : 'in pieces';
      found.push({ ...match, form: match.form === 'plain' ? form : (match.form ?? form) });
    }
  }
  const matches = placed(source, whole, found);
  for (const run of sums(pieces)) {
    const isSum = !run.isOnePiece || !isAsWritten;
    const inSum =
      run.text.length < 19
        ? []
        : matchText(run.text, true).filter(
            ({ rule }) => rule === 'token-endpoint' || (isSum && rule !== 'api-key-literal'),
          );
    matches.push(...placed(source, run, inSum));
  }
  return matches;
}

/** A string without escapes: searching the source has found all that is in it. */
function isPlain(piece: Piece | undefined): boolean {
  if (piece?.token.kind !== 'string') return true;
  const { token, value } = piece;
  return token.end - token.start - (token.isQuoted ? 2 : 0) === value.length;
}

/** The parts of a run that a plus, not a comma, puts together. */
function sums(pieces: readonly Piece[]): Run[] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.token.kind === 'number') continue;
    const group = groups.at(-1);
    if (group === undefined || piece.afterComma) groups.push([piece]);
    else group.push(piece);
  }
  return groups.map((group) => new Run(group));
}

function placed(source: string, run: Run, matches: readonly Match[]): Match[] {
  if (matches.length === 0) return [];
  const ascending = [...matches].sort((a, b) => a.start - b.start);
  const starts = run.offsets(
    source,
    ascending.map(({ start }) => start),
  );
  const lasts = run.offsets(
    source,
    ascending.map(({ end }) => end - 1).sort((a, b) => a - b),
  );
  return ascending.map((match, index) => {
    const start = starts[index] ?? 0;
    return { ...match, start, end: Math.max(start, lasts[index] ?? start) + 1 };
  });
}
