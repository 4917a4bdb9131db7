/**
 * Ratios that `npm run bench -- --short` holds: as measured on a quiet machine, and how much more, as a factor, is still
 * the noise of a busy one.
 */
import { ratioOf, type Row } from './row.js';

const MARGIN = 2;

/** By the beginning of the row's text, and its peer. The ratio is of ours to the peer's: of times the lower the better. */
const HELD: readonly {
  readonly what: string;
  readonly peer: string;
  readonly most?: number;
  readonly least?: number;
}[] = [
  { what: 'staylocal --version', peer: 'node -e 0', most: 2 },
  { what: 'staylocal --help', peer: 'node -e 0', most: 2 },
  { what: '20-lines.pac, first proof', peer: 'first answer of pac-resolver', most: 1.5 },
  { what: 'corporate.pac, first proof', peer: 'first answer of pac-resolver', most: 2.5 },
  { what: '20-lines.pac, 100 hosts', peer: 'one host', most: 3 },
  { what: 'generate no-proxy, 100 hosts', peer: 'one host', most: 3 },
  { what: 'generate pac, 100 hosts', peer: 'one host', most: 3 },
  { what: '20-lines.pac (1 kB), decisions one at a time', peer: 'pac-resolver', least: 2 },
];

/** A line for each row that is past its margin, and for each held row that there is not. */
export function pastMargin(rows: readonly Row[]): string[] {
  return HELD.flatMap(({ what, peer, most, least }) => {
    const row = rows.find((one) => one.what.startsWith(what) && one.peer === peer);
    const ratio = row === undefined ? null : ratioOf(row);
    if (ratio === null) return [`${what}, beside ${peer}: was not measured`];
    if (most !== undefined && ratio > most * MARGIN)
      return [`${what}: ${ratio.toFixed(2)} × ${peer}, held at ${most} with a margin of ${MARGIN} ×`];
    if (least !== undefined && ratio < least / MARGIN)
      return [`${what}: ${ratio.toFixed(2)} × ${peer}, held at ${least} with a margin of ${MARGIN} ×`];
    return [];
  });
}
