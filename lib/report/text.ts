/**
 * The report for a person at a terminal: what failed first within each audit, with its place and its fix below it.
 */
import pc from 'picocolors';
import type { Finding, Location, Report, Status } from '../audits/finding.js';
import { escapeForTerminal } from './escape.js';

type Colors = ReturnType<typeof pc.createColors>;

/** How each status is shown, and in which order within an audit and in the summary. */
const looks: readonly {
  status: Status;
  mark: string;
  word: string;
  paint: (colors: Colors) => (text: string) => string;
}[] = [
  { status: 'fail', mark: '✖', word: 'failed', paint: (colors) => colors.red },
  { status: 'error', mark: '!', word: 'could not be looked at', paint: (colors) => colors.magenta },
  { status: 'warn', mark: '▲', word: 'to heed', paint: (colors) => colors.yellow },
  { status: 'pass', mark: '✔', word: 'passed', paint: (colors) => colors.green },
  { status: 'not-collected', mark: '?', word: 'not collected', paint: (colors) => colors.cyan },
  { status: 'not-applicable', mark: '–', word: 'not applicable', paint: (colors) => colors.dim },
];

export function renderText(report: Report, color: boolean): string {
  const colors = pc.createColors(color);
  const lines = [
    colors.bold(escapeForTerminal(`${report.profile.title}: does ${report.profile.name} stay local?`)),
    colors.dim(`as of ${report.at}, staylocal ${report.tool.version}, profile ${report.profile.id}`),
  ];
  for (const [audit, findings] of groupByAudit(report.findings)) {
    lines.push('', `${colors.bold(findings[0]?.title ?? audit)} ${colors.dim(audit)}`);
    for (const look of looks) {
      for (const finding of findings.filter(({ status }) => status === look.status)) {
        lines.push(...findingLines(finding, look.paint(colors)(look.mark), colors));
      }
    }
  }
  const counts = looks.filter(({ status }) => report.summary[status] > 0);
  lines.push(
    '',
    counts.map(({ status, word, paint }) => paint(colors)(`${report.summary[status]} ${word}`)).join(', ') ||
      'nothing audited',
  );
  return `${lines.join('\n')}\n`;
}

function groupByAudit(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.audit, [...(groups.get(finding.audit) ?? []), finding]);
  return groups;
}

function findingLines(finding: Finding, mark: string, colors: Colors): string[] {
  const subject = finding.subject === undefined ? '' : `${escapeForTerminal(finding.subject)}: `;
  const lines = [`  ${mark} ${subject}${escapeForTerminal(finding.message)}`];
  const where = finding.location === undefined ? undefined : locationText(finding.location);
  // A subject that already names the file is not followed by the same words again.
  if (where !== undefined && where !== finding.subject)
    lines.push(colors.dim(`      at ${escapeForTerminal(where)}`));
  for (const detail of finding.details ?? []) lines.push(`      ${escapeForTerminal(detail)}`);
  if (
    finding.fix !== undefined &&
    (finding.status === 'fail' || finding.status === 'warn' || finding.status === 'error')
  ) {
    const { targets = [] } = finding.fix;
    const command = targets.length === 0 ? '' : ` (staylocal generate ${targets.join(', ')})`;
    lines.push(`      ${colors.bold('→')} ${escapeForTerminal(finding.fix.advice)}${command}`);
  }
  return lines;
}

function locationText({ file, line, column, key }: Location): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return key === undefined ? place : `${place} ${key}`;
}
