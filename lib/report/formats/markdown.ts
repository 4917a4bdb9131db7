/** For a ticket, a pull request, `$GITHUB_STEP_SUMMARY`: the answer, the causes with place and fix, what is open, the counts. */
import { looks } from '../finding-text.js';
import { openStatuses, sheetOf, type Row, type Sheet, type SheetCause } from '../sheet/index.js';
import type { Document } from './document.js';
import { code, fence, md } from './markdown-escape.js';

const marks = { passed: '✔', failed: '✖', open: '!' } as const;
/** Tickets and summaries have a limit (GitHub: 1 MiB a step, 65 536 characters a comment). */
const maxCauses = 40;
const maxRows = 100;

export async function writeMarkdown(document: Document): Promise<string> {
  const sheet = await sheetOf(document);
  const { causes, rows, headline, line, state } = sheet;
  const open = rows.filter(({ status }) => openStatuses.has(status));
  const blocks = [
    `## ${marks[state]} ${md(headline)}`,
    ...(line === '' ? [] : [md(line)]),
    ...causes.slice(0, maxCauses).map((cause, index) => causeBlock(cause, index + 1)),
    ...(causes.length > maxCauses ? [`and ${causes.length - maxCauses} more causes`] : []),
    ...(open.length === 0 ? [] : [details(`${open.length} findings`, table(open))]),
    counts(rows),
    footer(sheet),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function causeBlock(cause: SheetCause, number: number): string {
  const { status, title, why, where, owner, first, command, check, known } = cause;
  return [
    `### ${markOf(status)} ${number}. ${md(title)}`,
    ...(known === undefined ? [] : [`*${md(known)}*`]),
    ...(where.length === 0
      ? []
      : [
          `At ${where
            .slice(0, 5)
            .map((place) => code(place))
            .join(', ')}`,
        ]),
    ...(why.length === 0 ? [] : [why.map((text) => `- ${md(text)}`).join('\n')]),
    ...(first === undefined ? [] : [`**→ ${md(first)}** (${md(owner)})`]),
    ...(command === undefined ? [] : [fence(command, 'sh')]),
    `Look again: ${code(check)}`,
  ].join('\n\n');
}

function markOf(status: Row['status']): string {
  return looks.find((look) => look.status === status)?.mark ?? '';
}

function table(rows: readonly Row[]): string {
  const more = rows.length - maxRows;
  return [
    '| | Rule | Finding | Place |',
    '| --- | --- | --- | --- |',
    ...rows.slice(0, maxRows).map(({ status, rule, message, locations, known }) => {
      const [first] = locations;
      const place =
        first === undefined
          ? ''
          : code(`${first.file}${first.line === undefined ? '' : `:${first.line}`}`, true);
      const words = known === undefined ? md(message) : `${md(message)} *${md(known)}*`;
      return `| ${markOf(status)} | ${code(rule, true)} | ${words} | ${place} |`;
    }),
    ...(more > 0 ? ['', `and ${more} more`] : []),
  ].join('\n');
}

/** HTML of our own, which every renderer of Markdown that tickets use lets stand; where it does not, the table is simply open. */
function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function counts(rows: readonly Row[]): string {
  return looks
    .flatMap(({ status, mark, word }) => {
      const count = rows.filter((row) => row.status === status).length;
      return count === 0 ? [] : [`${mark} ${count} ${word}`];
    })
    .join(', ');
}

function footer({ name, at, label, profile }: Sheet): string {
  const parts = [name, ...(label === undefined ? [] : [label]), ...(profile === undefined ? [] : [profile])];
  return `${parts.map((part) => code(part)).join(', ')}, as of ${md(at)}`;
}
