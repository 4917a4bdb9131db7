/** One line of what a bench found: a figure of ours, and of a peer in the same run. */
import Table from 'cli-table3';

export interface Aim {
  /** What it is about: our figure, or its ratio to the peer's. */
  readonly of: 'figure' | 'ratio';
  readonly most?: number;
  readonly least?: number;
}

export interface Row {
  readonly what: string;
  readonly figure: number;
  /** `ms`, `ms of the processor`, `a second`, `kB`. */
  readonly unit: string;
  readonly peer: string | null;
  /** `null`: it has none; a text: why the peer gave none. */
  readonly peerFigure: number | string | null;
  readonly aim: Aim | null;
}

export const ratioOf = ({ figure, peerFigure }: Row): number | null =>
  typeof peerFigure === 'number' ? figure / peerFigure : null;

/** `null`: there is no aim, or nothing to hold it against. */
export function isMet(row: Row): boolean | null {
  const { aim } = row;
  const value = aim?.of === 'figure' ? row.figure : ratioOf(row);
  if (aim === null || value === null || Number.isNaN(value)) return null;
  return value <= (aim.most ?? Infinity) && value >= (aim.least ?? -Infinity);
}

const number = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));

function aimText(row: Row): string {
  const { aim } = row;
  if (aim === null) return '';
  const bound = aim.most === undefined ? `≥ ${aim.least ?? ''}` : `≤ ${aim.most}`;
  const met = isMet(row);
  return `${bound}${aim.of === 'ratio' ? ' ×' : ''}${met === null ? '' : met ? ' met' : ' NOT MET'}`;
}

export function tableOf(rows: readonly Row[]): string {
  const table = new Table({
    head: ['what', 'ours', 'unit', 'peer', 'its figure', 'ratio', 'aim'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    const ratio = ratioOf(row);
    const of = typeof row.peerFigure === 'number' ? number(row.peerFigure) : (row.peerFigure ?? '');
    table.push([
      row.what,
      number(row.figure),
      row.unit,
      row.peer ?? '',
      of,
      ratio === null ? '' : ratio.toFixed(2),
      aimText(row),
    ]);
  }
  return table.toString();
}
