/**
 * The report for a person at a terminal: the answer, what it rests on, the causes with place and fix, the counts, and what
 * nobody looked at. `verbose` adds every finding in full, by section; JSON keeps everything.
 */
import pc from 'picocolors';
import type { Finding, Report, Status } from '../audits/finding.js';
import { bySection } from '../audits/sections.js';
import { answerLines } from './answer.js';
import { causeLines } from './cause-text.js';
import { escapeForTerminal } from './escape.js';
import { findingLines, looks } from './finding-text.js';
import type { GivenOption } from './how-to-look.js';
import { marked, paragraph, phrases, type Style } from './layout.js';
import { manualLines, notApplicableLines, notLookedLines, notLookedShort } from './not-looked.js';

export interface TextOptions {
  readonly color: boolean;
  /** Width of the terminal; absent: lines are not broken. */
  readonly columns?: number;
  /** Every finding in full, what passed and what does not apply included. */
  readonly verbose: boolean;
  /** The options of the command line that decided what was looked at; absent: unknown. */
  readonly given?: ReadonlySet<GivenOption>;
  /** Whose shell reads commands that are copied; default `posix`. */
  readonly shell?: 'posix' | 'windows';
}

/** More causes than this are counted. */
const maxCauses = 8;

export function renderText(report: Report, options: TextOptions): string {
  const { verbose, columns } = options;
  const style: Style = {
    colors: pc.createColors(options.color),
    columns,
    breaksCommands: options.shell !== 'windows',
  };
  const shown = verbose ? report.causes : fitting(report);
  const causes = shown.flatMap((cause, index) => causeLines(cause, index + 1, style, verbose));
  const more = report.causes.length - shown.length;
  const lines = [
    ...answerLines(report, style),
    ...(causes.length === 0 ? [] : ['', ...causes]),
    ...(more === 0 ? [] : [`  and ${more} more: --verbose`]),
    ...(verbose ? inFull(report.findings, style) : []),
    '',
    ...countsLines(report, style),
    ...trialLines(report.causes, style),
    ...(verbose ? notLookedLines : notLookedShort)(report, style, options.given),
    ...(verbose ? notApplicableLines(report.findings, style) : []),
    ...(verbose ? manualLines(report, style) : []),
    ...footer(report, style, verbose),
  ];
  return `${lines.join('\n')}\n`;
}

/** What only programs do that the profile does not count on gives way first: it is last. */
function fitting({ causes }: Report): Report['causes'] {
  return causes.slice(0, maxCauses);
}

/** Section by section, each audit with its findings, the worst first. */
function inFull(findings: readonly Finding[], style: Style): string[] {
  const audits = new Map<string, Finding[]>();
  for (const finding of findings) audits.set(finding.audit, [...(audits.get(finding.audit) ?? []), finding]);
  return bySection([...audits.entries()], ([id]) => id).flatMap(({ section, items }) => [
    '',
    style.colors.bold(escapeForTerminal(section.title)),
    ...items.flatMap(([id, own]) => [
      `  ${escapeForTerminal(own[0]?.title ?? '')}  ${style.colors.dim(escapeForTerminal(id))}`,
      ...looks.flatMap((look) =>
        own
          .filter(({ status }) => status === look.status)
          .flatMap((finding, index, same) =>
            findingLines(finding, look, style, isEqual(finding.fix, same[index + 1]?.fix)),
          ),
      ),
    ]),
  ]);
}

function isEqual(fix: Finding['fix'], other: Finding['fix']): boolean {
  return fix !== undefined && JSON.stringify(fix) === JSON.stringify(other);
}

/** What is open is counted by its causes: an outage is one failure, however many findings it makes. */
function countsLines({ findings, causes }: Report, style: Style): string[] {
  const own: readonly { readonly status: Status }[] = [
    ...causes,
    ...findings.filter(({ cause }) => cause === undefined),
  ];
  const counts = looks.flatMap(({ status, word, paint }) => {
    const count = own.filter((each) => each.status === status).length;
    return count === 0 ? [] : [{ text: `${count} ${word}`, paint: paint(style.colors) }];
  });
  const text = counts.map((each) => each.text).join(', ') || 'nothing audited';
  return paragraph(text, { first: 0, rest: 2 }, style).map((line) =>
    counts.reduce((painted, each) => painted.replace(each.text, each.paint), line),
  );
}

/** Which commands were tried on what was looked at, by the numbers of their causes. */
function trialLines(causes: Report['causes'], style: Style): string[] {
  const numbered = causes.map((cause, index) => ({ ...cause, number: index + 1 }));
  const held = numbered.filter(({ trial }) => trial?.status === 'held').map(({ number }) => number);
  const untried = new Map<string, number[]>();
  for (const { trial, command, number } of numbered) {
    if (trial?.status !== 'not-tried' && (trial !== undefined || command === undefined)) continue;
    const why = trial?.why ?? '';
    untried.set(why, [...(untried.get(why) ?? []), number]);
  }
  const fixes = (numbers: readonly number[]): string =>
    `the fix${numbers.length > 1 ? 'es' : ''} of ${numbers.join(', ')}`;
  return [
    ...(held.length === 0
      ? []
      : marked(
          '✔',
          `Tried on what was looked at: ${fixes(held)} ${held.length > 1 ? 'hold' : 'holds'}`,
          0,
          style,
          style.colors.green,
        )),
    ...[...untried].flatMap(([why, numbers]) =>
      marked('?', `Not tried: ${fixes(numbers)}${why === '' ? '' : `. ${why}`}`, 0, style, style.colors.cyan),
    ),
  ];
}

function openOf(findings: readonly Finding[]): string {
  const count = findings.filter(
    ({ cause, status }) => cause !== undefined && status !== 'not-collected',
  ).length;
  return count === 1 ? 'the finding' : count === 2 ? 'both findings' : `all ${count} findings`;
}

function footer({ tool, profile, at, causes, findings }: Report, style: Style, verbose: boolean): string[] {
  const { colors } = style;
  const [first] = causes;
  const audit = findings.find(({ key }) => key === first?.findings[0])?.audit;
  const hints: (readonly [string, string])[] = [
    ...(verbose || first === undefined ? [] : [['--verbose', `${openOf(findings)}, and why`] as const]),
    ...(audit === undefined ? [] : [[`staylocal explain ${audit}`, 'what 1 is about'] as const]),
  ];
  const width = Math.max(...hints.map(([command]) => command.length));
  return [
    ...hints.map(([command, what]) => {
      const start = `  ${escapeForTerminal(command)}`;
      const padded = `${start.padEnd(width + 4)}${what}`;
      // What has to be copied stays whole; where there is no room beside it, that is all.
      const fits = (text: string): boolean => style.columns === undefined || text.length <= style.columns;
      if (fits(padded)) return `${start.padEnd(width + 4)}${colors.dim(what)}`;
      return fits(`${start}  ${what}`) ? `${start}  ${colors.dim(what)}` : start;
    }),
    ...phrases(
      [profile.title, `as of ${at}`, `staylocal ${tool.version}`, `profile ${profile.id}`],
      { first: 0, rest: 2 },
      style,
    ).map(colors.dim),
  ];
}
