/** A difference for a person: as text, and as Markdown. */
import type { Finding } from '../../audits/finding.js';
import { escapeForTerminal } from '../escape.js';
import { looks } from '../finding-text.js';
import { md } from '../formats/markdown-escape.js';
import type { Difference, ReportEnd } from './diff.js';

type Part = readonly [title: string, lines: readonly string[]];

/** Each part with its lines, those that are empty left out. */
function partsOf({ new: fresh, gone, changed, notLookedAt }: Difference): readonly Part[] {
  const parts: readonly Part[] = [
    ['New', fresh.map(lineOf)],
    ['Changed', changed.map(({ before, after }) => `${lineOf(after)} (was: ${lineOf(before)})`)],
    ['Gone', gone.map(lineOf)],
    ['Open before, and not looked at now', notLookedAt.map(lineOf)],
  ];
  return parts.filter(([, lines]) => lines.length > 0);
}

function lineOf({ status, audit, subject, message }: Finding): string {
  const mark = looks.find((look) => look.status === status)?.mark ?? '';
  return `${mark} ${audit}: ${subject === undefined ? '' : `${subject} `}${message}`;
}

function head({ from, to, same }: Difference): string {
  const end = ({ at, label, verdict }: ReportEnd): string =>
    `${verdict} as of ${at}${label === undefined ? '' : ` on ${label}`}`;
  return `${end(from)} → ${end(to)}; ${same} open findings are the same`;
}

export function diffText(difference: Difference): string {
  const parts = partsOf(difference);
  const lines = [
    head(difference),
    ...(parts.length === 0 ? ['Nothing is new, gone or changed.'] : []),
    ...parts.flatMap(([title, all]) => ['', `${title}:`, ...all.map((line) => `  ${line}`)]),
  ];
  return `${lines.map(escapeForTerminal).join('\n')}\n`;
}

export function diffMarkdown(difference: Difference): string {
  const parts = partsOf(difference);
  const blocks = [
    `## ${md(head(difference))}`,
    ...(parts.length === 0 ? ['Nothing is new, gone or changed.'] : []),
    ...parts.map(([title, all]) => `### ${title}\n\n${all.map((line) => `- ${md(line)}`).join('\n')}`),
  ];
  return `${blocks.join('\n\n')}\n`;
}
