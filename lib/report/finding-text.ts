/** One finding as lines for a terminal: what it says, where it stands, why, and how to close it. */
import type { Finding, Location, Status } from '../audits/finding.js';
import { escapeForTerminal } from './escape.js';
import type { Colors, Style } from './layout.js';
import { wrap } from './wrap.js';

export interface Look {
  readonly status: Status;
  readonly mark: string;
  readonly word: string;
  readonly paint: (colors: Colors) => (text: string) => string;
}

/** How each status is shown, and in which order within an audit and in the summary. */
export const looks: readonly Look[] = [
  { status: 'fail', mark: '✖', word: 'failed', paint: (colors) => colors.red },
  { status: 'error', mark: '!', word: 'could not be looked at', paint: (colors) => colors.magenta },
  { status: 'warn', mark: '▲', word: 'to heed', paint: (colors) => colors.yellow },
  { status: 'pass', mark: '✔', word: 'passed', paint: (colors) => colors.green },
  { status: 'not-collected', mark: '?', word: 'not looked at', paint: (colors) => colors.cyan },
  { status: 'not-applicable', mark: '–', word: 'not applicable', paint: (colors) => colors.dim },
];

const textIndents = { first: 4, rest: 6 } as const;
const belowIndents = { first: 8, rest: 8 } as const;

/** `fixFollows`: the finding after this one has the same fix, and is to show it for both. */
export function findingLines(
  finding: Finding,
  { status, mark, paint }: Look,
  { colors, columns }: Style,
  fixFollows: boolean,
): string[] {
  const below = (text: string): string[] => wrap(escapeForTerminal(text), belowIndents, columns);
  const subject = finding.subject === undefined ? '' : `${finding.subject}: `;
  const [first = '', ...rest] = wrap(
    `${mark} ${escapeForTerminal(`${subject}${finding.message}`)}`,
    textIndents,
    columns,
  );
  const lines = [first.replace(mark, paint(colors)(mark)), ...rest];
  if (status === 'pass' || status === 'not-applicable') return lines;
  const where = finding.location === undefined ? undefined : locationText(finding.location);
  // A subject that already names the file is not followed by the same words again.
  if (where !== undefined && where !== finding.subject) lines.push(...below(`at ${where}`).map(colors.dim));
  for (const detail of finding.details ?? []) lines.push(...below(detail));
  if (finding.fix !== undefined && !fixFollows && status !== 'not-collected') {
    const { targets = [] } = finding.fix;
    const command = targets.length === 0 ? '' : ` (staylocal generate ${targets.join(', ')})`;
    const [arrow = '', ...more] = wrap(
      `→ ${escapeForTerminal(`${finding.fix.advice}${command}`)}`,
      { first: 8, rest: 10 },
      columns,
    );
    lines.push(arrow.replace('→', colors.bold('→')), ...more);
  }
  return lines;
}

function locationText({ file, line, column, key }: Location): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return key === undefined ? place : `${place} ${key}`;
}
