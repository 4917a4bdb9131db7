/**
 * Places in a bundle → places before bundling, by the `mappings` of its source map (ECMA-426 §4): one pass over the
 * base64 VLQ text, nothing kept but the answers. Limits: no index maps; a line whose columns are not in order gives none.
 */
import type { SourceMapText } from './source-map.js';
import type { OriginalPlace, Place } from './types.js';

interface Segment {
  readonly column: number;
  readonly source?: number;
  readonly line?: number;
  readonly originalColumn?: number;
}

/** For each place the original one, or undefined where the map has none. */
export function originalPlaces(
  places: readonly Place[],
  { mappings, names }: Pick<SourceMapText, 'mappings' | 'names'>,
): readonly (OriginalPlace | undefined)[] {
  const order = [...places.keys()].sort((a, b) => compare(places[a], places[b]));
  const answers: (OriginalPlace | undefined)[] = places.map(() => undefined);
  let next = 0;
  let line = 1;
  let last: Segment | undefined;
  const settle = (until: (place: Place) => boolean): void => {
    for (; next < order.length; next += 1) {
      const index = order[next] ?? 0;
      const place = places[index];
      if (place === undefined || !until(place)) return;
      answers[index] = place.line === line ? toPlace(last, names) : undefined;
    }
  };
  for (const segment of segments(mappings)) {
    if (segment === 'line') {
      settle((place) => place.line <= line);
      line += 1;
      last = undefined;
      if (next >= order.length) return answers;
    } else {
      settle((place) => place.line < line || (place.line === line && place.column - 1 < segment.column));
      last = segment;
    }
  }
  settle((place) => place.line <= line);
  return answers;
}

function compare(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return a.line - b.line || a.column - b.column;
}

function toPlace(segment: Segment | undefined, names: readonly string[]): OriginalPlace | undefined {
  if (segment?.source === undefined || segment.line === undefined || segment.originalColumn === undefined)
    return undefined;
  const source = names[segment.source];
  if (source === undefined || segment.line < 0 || segment.originalColumn < 0) return undefined;
  return { source, line: segment.line + 1, column: segment.originalColumn + 1 };
}

/** Ends at the first character that is not of the grammar: what follows cannot be relied upon. */
function* segments(mappings: string): Generator<Segment | 'line'> {
  let column = 0;
  let [source, line, originalColumn] = [0, 0, 0];
  let fields: number[] = [];
  let value = 0;
  let shift = 0;
  for (let offset = 0; offset <= mappings.length; offset += 1) {
    const code = offset === mappings.length ? semicolon : mappings.charCodeAt(offset);
    if (code === semicolon || code === comma) {
      if (shift !== 0) return;
      if (fields.length > 0) {
        const [columnBy = 0, sourceBy, lineBy = 0, originalBy = 0] = fields;
        if (columnBy < 0) return;
        column += columnBy;
        if (sourceBy === undefined) yield { column };
        else {
          source += sourceBy;
          line += lineBy;
          originalColumn += originalBy;
          yield { column, source, line, originalColumn };
        }
        fields = [];
      }
      if (code === semicolon) {
        if (offset === mappings.length) return;
        yield 'line';
        column = 0;
      }
      continue;
    }
    const digit = digits.get(code);
    if (digit === undefined || shift > 30 || fields.length > 5) return;
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    fields.push(value % 2 === 1 ? -Math.floor(value / 2) : value / 2);
    value = 0;
    shift = 0;
  }
}

const semicolon = 0x3b;
const comma = 0x2c;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digits: ReadonlyMap<number, number> = new Map(
  Array.from(alphabet, (character, digit) => [character.charCodeAt(0), digit]),
);
