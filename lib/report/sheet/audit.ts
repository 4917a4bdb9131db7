/** A report as rows: a finding is a row. */
import type { Cause, Finding, Report } from '../../audits/finding.js';
import type { AuditDocument, RuleInfo } from '../formats/document.js';
import type { Row, Sheet, SheetCause } from './sheet.js';

const states = { YES: 'passed', NO: 'failed', UNKNOWN: 'open' } as const;

export function auditSheet({ report, rules = [] }: AuditDocument): Sheet {
  const { verdict, profile, at, label, causes, findings, inputs } = report;
  return {
    kind: 'audit',
    name: profile.name,
    at,
    profile: profile.id,
    ...(label === undefined ? {} : { label }),
    state: states[verdict.word],
    headline: `${verdict.word}: ${verdict.headline}`,
    line: verdict.line,
    causes: causes.map((cause) => sheetCause(cause, findings)),
    rows: findings.map(rowOf),
    rules: rulesOf(report, rules),
    ...(inputs.durationMs === undefined ? {} : { durationMs: inputs.durationMs }),
  };
}

function rowOf(finding: Finding): Row {
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
  const { cause, because = false, subjects = [], code, zone } = finding;
  return {
    key,
    id,
    rule: audit,
    title,
    status,
    message: subject === undefined ? message : `${subject}: ${message}`,
    ...(subject === undefined ? {} : { subject }),
    locations: finding.locations ?? (location === undefined ? [] : [location]),
    details: [...details, ...outcomes(finding)],
    ...(fix === undefined ? {} : { advice: fix.advice }),
    references,
    ...(cause === undefined ? {} : { cause }),
    because,
    identity: [id, subject ?? '', ...[...subjects].sort(), code ?? '', zone ?? ''],
  };
}

function outcomes({ outcomes: all = [], details = [] }: Finding): string[] {
  const told = new Set(details.map((text) => text.toLowerCase().replace(/\.$/, '')));
  return [...new Set(all.map(({ words }) => words))].filter((words) => !told.has(words.toLowerCase()));
}

function sheetCause(cause: Cause, findings: readonly Finding[]): SheetCause {
  const location = findings.find(({ key }) => key === cause.findings[0])?.location;
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
