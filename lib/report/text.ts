/**
 * The report for a person at a terminal: first what is open, by section, with its place and its fix below it; then what
 * passed, a line an audit; then what nobody looked at, with how to look. JSON keeps everything; so does `verbose`.
 */
import pc from 'picocolors';
import type { Finding, Report, Status } from '../audits/finding.js';
import { bySection } from '../audits/sections.js';
import { escapeForTerminal } from './escape.js';
import { findingLines, looks, type Style } from './finding-text.js';
import { howToLook, type GivenOption } from './how-to-look.js';
import { wrap } from './wrap.js';

export interface TextOptions {
  readonly color: boolean;
  /** Width of the terminal; absent: lines are not broken. */
  readonly columns?: number;
  /** Every finding in full, what passed and what does not apply included. */
  readonly verbose: boolean;
  /** The options of the command line that decided what was looked at; absent: unknown. */
  readonly given?: ReadonlySet<GivenOption>;
}

const openStatuses: ReadonlySet<Status> = new Set(['fail', 'error', 'warn']);

export function renderText(report: Report, options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const style: Style = { colors, columns: options.columns };
  const byAudit = groupByAudit(report.findings);
  const isOpen = (findings: readonly Finding[]): boolean =>
    findings.some(({ status }) => openStatuses.has(status));
  const full = byAudit.filter((findings) => options.verbose || isOpen(findings));
  const short = options.verbose ? [] : byAudit.filter((findings) => !isOpen(findings));
  const counts = looks.filter(({ status }) => report.summary[status] > 0);
  const lines = [
    colors.bold(escapeForTerminal(`${report.profile.title}: does ${report.profile.name} stay local?`)),
    colors.dim(`as of ${report.at}, staylocal ${report.tool.version}, profile ${report.profile.id}`),
    ...inFull(full, style, options.verbose),
    ...passed(short, style),
    ...notCollected(short, style, options.given),
    ...notApplicable(short, style),
    '',
    counts.map(({ status, word, paint }) => paint(colors)(`${report.summary[status]} ${word}`)).join(', ') ||
      'nothing audited',
    ...(full.length === 0 ? [] : [colors.dim('each audit has a page: docs/audits/ID.md')]),
  ];
  return `${lines.join('\n')}\n`;
}

function groupByAudit(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.audit, [...(groups.get(finding.audit) ?? []), finding]);
  return [...groups.values()];
}

function auditOf(findings: readonly Finding[]): string {
  return findings[0]?.audit ?? '';
}

/** Section by section, each audit with its findings: the worst first, what does not matter beside them left out. */
function inFull(audits: readonly (readonly Finding[])[], style: Style, verbose: boolean): string[] {
  const shown = looks.filter(({ status }) => verbose || openStatuses.has(status) || status === 'pass');
  return bySection(audits, auditOf).flatMap(({ section, items }) => [
    '',
    style.colors.bold(section.title),
    ...items.flatMap((findings) => [
      `  ${escapeForTerminal(findings[0]?.title ?? '')}  ${style.colors.dim(auditOf(findings))}`,
      ...shown.flatMap((look) =>
        findings
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

/** A line for each audit that passed. */
function passed(audits: readonly (readonly Finding[])[], { colors, columns }: Style): string[] {
  const all = audits.filter((findings) => findings.some(({ status }) => status === 'pass'));
  if (all.length === 0) return [];
  return [
    '',
    colors.bold('Passed'),
    ...bySection(all, auditOf).flatMap(({ section, items }) =>
      items.flatMap((findings) => {
        const times = findings.filter(({ status }) => status === 'pass').length;
        const text = `${section.title}: ${findings[0]?.title ?? ''}${times > 1 ? ` (${times} times)` : ''}`;
        const [first = '', ...rest] = wrap(`✔ ${escapeForTerminal(text)}`, { first: 2, rest: 4 }, columns);
        return [first.replace('✔', colors.green('✔')), ...rest];
      }),
    ),
  ];
}

/** What nobody looked at: a line a section with how to look, and one for each audit that has its own words. */
function notCollected(
  audits: readonly (readonly Finding[])[],
  { colors, columns }: Style,
  given: TextOptions['given'],
): string[] {
  const findings = audits.flat().filter(({ status }) => status === 'not-collected');
  if (findings.length === 0) return [];
  const texts = bySection(findings, ({ audit }) => audit).flatMap(({ section, items }) => {
    const bare = items.filter(({ id, audit }) => id === `${audit}:not-collected`);
    const own = items.filter((finding) => !bare.includes(finding));
    const how = howToLook(section.folder, given);
    const count = `${bare.length} ${bare.length === 1 ? 'audit' : 'audits'}`;
    return [
      ...(bare.length === 0 ? [] : [`${section.title}, ${count}${how === undefined ? '' : `: ${how}`}`]),
      ...new Set(
        own.map(
          ({ subject, message }) =>
            `${section.title}: ${subject === undefined ? '' : `${subject} `}${message}`,
        ),
      ),
    ];
  });
  return [
    '',
    colors.bold('Not looked at'),
    ...texts.flatMap((text) => {
      const [first = '', ...rest] = wrap(`? ${escapeForTerminal(text)}`, { first: 2, rest: 4 }, columns);
      return [first.replace('?', colors.cyan('?')), ...rest];
    }),
  ];
}

/** One line: the audits that do not apply, those that the profile switched off among them by name. */
function notApplicable(audits: readonly (readonly Finding[])[], { colors, columns }: Style): string[] {
  const moot = audits.filter((findings) => findings.every(({ status }) => status === 'not-applicable'));
  if (moot.length === 0) return [];
  const off = moot.filter(([finding]) => finding?.id.endsWith(':switched-off') === true);
  const others = moot.filter((findings) => !off.includes(findings));
  const text = [
    ...(others.length === 0 ? [] : [`Not applicable: ${others.map(auditOf).join(', ')}`]),
    ...(off.length === 0 ? [] : [`Switched off by the profile: ${off.map(auditOf).join(', ')}`]),
  ];
  return [
    '',
    ...text.flatMap((line) => wrap(line, { first: 0, rest: 2 }, columns).map((one) => colors.dim(one))),
  ];
}
