/**
 * What is known of drawn numbers along a path: for each table made from a draw, which of its points are still possible.
 */

export interface DrawFacts {
  /** Points of a table, and which of them are still possible. */
  readonly points: readonly number[];
  readonly allowed: readonly boolean[];
}

/** By draw, then by table. */
export type Draws = ReadonlyMap<string, ReadonlyMap<string, DrawFacts>>;

export const drawOf = (atom: string): string => atom.split(':')[0] ?? '';

export function factsOf(draws: Draws, atom: string, points: readonly number[]): DrawFacts {
  return draws.get(drawOf(atom))?.get(atom) ?? { points, allowed: points.map(() => true) };
}

export function withFacts(draws: Draws, atom: string, facts: DrawFacts): Draws {
  const sym = drawOf(atom);
  return new Map([...draws, [sym, new Map([...(draws.get(sym) ?? []), [atom, facts]])]]);
}

/** A draw that is possible in every table made from it; `null` where none was found. */
export function findDraw(tables: ReadonlyMap<string, DrawFacts>): number | null {
  const all = [...tables.values()];
  // Between two neighbouring edges of any table all draws are alike, so one of each stretch is enough.
  const edges = [...new Set(all.flatMap(({ points }) => points))].sort((a, b) => a - b);
  const candidates = edges.flatMap((edge, index) => [edge, (edge + (edges[index + 1] ?? 1)) / 2]);
  // A table's points are its edges and the middles between them: a draw belongs to the edge it hits or to a middle.
  const fits = (draw: number, { points, allowed }: DrawFacts): boolean => {
    const exact = points.indexOf(draw);
    if (exact !== -1) return allowed[exact] === true;
    let nearest = 0;
    points.forEach((point, index) => {
      if (point <= draw) nearest = index;
    });
    const edge = (points[nearest] ?? 0) < draw && nearest % 2 === 0 ? nearest + 1 : nearest;
    return allowed[Math.min(edge, points.length - 1)] === true;
  };
  return candidates.find((draw) => all.every((facts) => fits(draw, facts))) ?? null;
}
