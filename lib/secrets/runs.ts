/**
 * Strings that a program puts together: `"ab" + "cd"`, `"ab".concat("cd")`, `["ab", "cd"].join("")` and lists of
 * character codes. A run is read as one text, and a match in it is placed at the literal in which it starts.
 */
import { offsetsInLiteral } from './places.js';
import type { Token } from './tokens.js';

export interface Piece {
  readonly value: string;
  readonly token: Token;
  /** Whether a comma, not a plus, stands before it. */
  readonly afterComma: boolean;
}

/** One text out of pieces, and where each of its characters stands. */
export class Run {
  readonly text: string;
  readonly #pieces: readonly Piece[];

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    this.text = pieces.length === 1 ? (pieces[0]?.value ?? '') : pieces.map(({ value }) => value).join('');
  }

  get isOnePiece(): boolean {
    return this.#pieces.length === 1;
  }

  /** The source offsets of ascending offsets into `text`. */
  offsets(source: string, indices: readonly number[]): readonly number[] {
    const offsets: number[] = [];
    let next = 0;
    let from = 0;
    for (const { value, token } of this.#pieces) {
      const inside: number[] = [];
      while (next < indices.length && (indices[next] ?? 0) < from + value.length) {
        inside.push((indices[next] ?? 0) - from);
        next += 1;
      }
      if (inside.length > 0)
        offsets.push(
          ...(token.kind === 'string'
            ? offsetsInLiteral(source, token.isQuoted ? token.start : token.start - 1, inside)
            : inside.map(() => token.start)),
        );
      from += value.length;
    }
    return offsets;
  }
}

/** Signs and words that may stand between pieces without ending the run. */
const between = new Set(['+', ',', '(', ')', '[', ']', '.', 'concat', '`', '${', '}', '-']);
/** More pieces than anybody writes a key in; a longer list goes on as a new run that overlaps with nothing. */
const maxPieces = 100_000;

/** Gathers tokens into runs; `flush` gets the pieces of each. */
export class RunReader {
  readonly #flush: (pieces: readonly Piece[]) => void;
  #pieces: Piece[] = [];
  #comma = false;

  constructor(flush: (pieces: readonly Piece[]) => void) {
    this.#flush = flush;
  }

  take(token: Token): void {
    const value = token.kind === 'string' ? token.value : characterOf(token);
    if (value !== undefined) {
      this.#pieces.push({ value, token, afterComma: this.#comma });
      this.#comma = false;
      if (this.#pieces.length >= maxPieces) this.end();
    } else if (!between.has(token.value)) this.end();
    else if (token.value === ',') this.#comma = true;
  }

  end(): void {
    if (this.#pieces.length > 0) this.#flush(this.#pieces);
    this.#pieces = [];
    this.#comma = false;
  }
}

/** A number that may be the code of a printable character. */
function characterOf({ kind, value }: Token): string | undefined {
  if (kind !== 'number') return undefined;
  const code = Number(value);
  return Number.isInteger(code) && code >= 0x20 && code <= 0xffff ? String.fromCharCode(code) : '';
}
