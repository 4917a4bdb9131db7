/** A report as rows: a finding is a row. */
import type { Cause, Finding, Location, PacOutcome, Report } from '../../audits/finding.js';
import type { AuditDocument, RuleInfo } from '../formats/document.js';
import { spanIn } from './column.js';
import type { Row, Sheet, SheetCause } from './sheet.js';

const states = { YES: 'passed', NO: 'failed', UNKNOWN: 'open' } as const;

export function auditSheet({ report, sources, rules = [] }: AuditDocument): Sheet {
  const { verdict, profile, at, label, causes, findings, inputs } = report;
  const rows = findings.map((finding) => rowOf(finding, sources));
  return {
    kind: 'audit',
    name: profile.name,
    at,
    profile: profile.id,
    ...(label === undefined ? {} : { label }),
    state: states[verdict.word],
    headline: `${verdict.word}: ${verdict.headline}`,
    line: verdict.line,
    causes: causes.map((cause) => sheetCause(cause, rows)),
    rows,
    rules: rulesOf(report, rules),
    ...(inputs.durationMs === undefined ? {} : { durationMs: inputs.durationMs }),
  };
}

function rowOf(finding: Finding, sources: AuditDocument['sources']): Row {
  const {
    key,
    id,
    audit,
    title,
    status,
    message,
    subject,
    location,
    details = [],
    fix,
    references,
  } = finding;
  const { cause, because = false, subjects = [], code, zone, known } = finding;
  return {
    key,
    id,
    rule: audit,
    title,
    status,
    message: subject === undefined ? message : `${subject}: ${message}`,
    ...(subject === undefined ? {} : { subject }),
    locations: (finding.locations ?? (location === undefined ? [] : [location])).map((one) =>
      withColumn(one, finding, sources),
    ),
    details: [...details, ...outcomes(finding)],
    ...(fix === undefined ? {} : { advice: fix.advice }),
    references,
    ...(cause === undefined ? {} : { cause }),
    because,
    ...(known === undefined ? {} : { known }),
    identity: [id, subject ?? '', ...[...subjects].sort(), code ?? '', zone ?? ''],
  };
}

/** Of a PAC that of the `return` on that line; of settings that of what is named, by their own text. */
function withColumn(
  location: Location,
  { outcomes: all = [] }: Finding,
  sources: AuditDocument['sources'],
): Location {
  const { file, line, column, key } = location;
  if (column !== undefined || line === undefined) return location;
  const told = all.find((outcome) => outcome.line === line && outcome.column !== undefined);
  if (told !== undefined) return placedAs(location, told);
  const text = sources.find((source) => source.file === file)?.text;
  return { ...location, ...(text === undefined ? {} : spanIn(text, line, key)) };
}

function placedAs(location: Location, { column, endLine, endColumn }: PacOutcome): Location {
  return {
    ...location,
    ...(column === undefined ? {} : { column }),
    ...(endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn }),
  };
}

function outcomes({ outcomes: all = [], details = [] }: Finding): string[] {
  const told = new Set(details.map((text) => text.toLowerCase().replace(/\.$/, '')));
  return [...new Set(all.map(({ words }) => words))].filter((words) => !told.has(words.toLowerCase()));
}

function sheetCause(cause: Cause, rows: readonly Row[]): SheetCause {
  const location = rows.find(({ key }) => key === cause.findings[0])?.locations[0];
  return { ...cause, ...(location === undefined ? {} : { location }) };
}

/** In the order of the findings; those that nobody explained by title. */
function rulesOf({ findings }: Report, rules: readonly RuleInfo[]): readonly RuleInfo[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const used = new Map<string, RuleInfo>();
  for (const { audit, title, references } of findings)
    if (!used.has(audit)) used.set(audit, byId.get(audit) ?? { id: audit, title, why: title, references });
  return [...used.values()];
}
