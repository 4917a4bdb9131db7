/** A proof, a decision or a lint of one PAC as rows. */
import type { Location, Status } from '../../audits/finding.js';
import type { Decision, LintFinding, VariantProof } from '../../pac/index.js';
import type { PacDocument, RuleInfo } from '../formats/document.js';
import { causeOfRow, type Row, type Sheet } from './sheet.js';

const reference =
  'https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file';

const rules: readonly RuleInfo[] = [
  {
    id: 'pac/proof',
    title: 'The PAC answers DIRECT in every environment',
    why: 'A request that the PAC hands to a proxy leaves the device: the proxy would reach its own loopback and not the program.',
    references: [reference],
  },
  {
    id: 'pac/decision',
    title: 'The PAC answers DIRECT in this environment',
    why: 'A request that the PAC hands to a proxy leaves the device: the proxy would reach its own loopback and not the program.',
    references: [reference],
  },
  {
    id: 'pac/lint',
    title: 'The PAC does what it looks like, in every client',
    why: 'Clients differ in what they give a PAC and in what they make of its answer; a construct that is not portable works for whoever wrote it.',
    references: [reference],
  },
];

export function pacSheet(document: PacDocument): Sheet {
  const { source, at, told, lint, profile } = document;
  const rows = [...toldRows(document), ...lint.map((one, index) => lintRow(one, source.file, index))];
  const used = new Set(rows.map(({ rule }) => rule));
  const worst = rows.find(({ status }) => status === 'fail') ?? rows.find(({ status }) => status === 'error');
  const state = worst === undefined ? 'passed' : worst.status === 'fail' ? 'failed' : 'open';
  return {
    kind: 'pac',
    name: source.file,
    at,
    profile: profile.id,
    state: told.mode === 'lint' && lint.length > 0 ? 'failed' : state,
    headline: headlineOf(document),
    line: worst?.details[0] ?? '',
    rows,
    causes: rows.flatMap((row) => causeOfRow(row, 'network team', `staylocal pac ${source.file}`)),
    rules: rules.filter(({ id }) => used.has(id)),
  };
}

function headlineOf({ told, lint, source, url }: PacDocument): string {
  if (told.mode === 'lint') return `${source.file}: ${lint.length === 0 ? 'nothing' : lint.length} to remark`;
  if (told.mode === 'decision') return `${source.file}: ${told.decision.compliance} for ${url}`;
  return `${source.file}: ${told.proof.verdict} direct for ${url}`;
}

function toldRows({ told, source: { file } }: PacDocument): Row[] {
  if (told.mode === 'lint') return [];
  if (told.mode === 'decision') return [decisionRow(told.decision, file)];
  const { proof, required } = told;
  return [proof, ...proof.variants].map((form, index) =>
    formRow(form, { file, isRequired: required.includes(form), index, dialect: proof.dialect }),
  );
}

interface FormContext {
  readonly file: string;
  readonly isRequired: boolean;
  readonly index: number;
  readonly dialect: string;
}

/** Another spelling, which nobody is obliged to send direct, is worth knowing and no more. */
function formRow(form: VariantProof, { file, isRequired, index, dialect }: FormContext): Row {
  const { verdict, asked, variant, counterexamples, failure, obstacles } = form;
  const bad: Status = verdict === 'unknown' ? 'error' : 'fail';
  const subject = `${file} ${asked.url}`;
  return {
    key: `pac/proof:${verdict}@${file}#${index}`,
    id: `pac/proof:${verdict}`,
    rule: 'pac/proof',
    title: 'The PAC answers DIRECT in every environment',
    status: verdict === 'always' ? 'pass' : isRequired ? bad : 'warn',
    message: `${file}: ${verdict === 'unknown' ? 'it could not be proven that it is' : verdict} direct for ${asked.url} (${dialect}${index === 0 ? '' : `, ${variant}`}).`,
    subject,
    locations: places(file, [
      ...(failure === null ? [] : [failure]),
      ...counterexamples,
      ...obstacles.map(({ line }) => ({ line, column: null })),
    ]),
    details: [
      ...(failure === null ? [] : [`${failure.code}: ${failure.message}`]),
      ...counterexamples.map(({ words }) => words),
      ...obstacles.map(({ reason, line }) => (line === null ? reason : `line ${line}: ${reason}`)),
    ],
    ...(verdict === 'always'
      ? {}
      : { advice: `Answer DIRECT for ${asked.host} before anything else in the PAC` }),
    references: [reference],
    because: false,
    identity: [`pac/proof:${verdict}`, file, variant, asked.url, dialect],
  };
}

function decisionRow(
  { compliance, result, failure, line, column, asked, dialect }: Decision,
  file: string,
): Row {
  const place = failure ?? { line, column };
  return {
    key: `pac/decision:${compliance}@${file}`,
    id: `pac/decision:${compliance}`,
    rule: 'pac/decision',
    title: 'The PAC answers DIRECT in this environment',
    status: compliance === 'direct' ? 'pass' : 'fail',
    message: `${file}: ${compliance} for ${asked.url} (${dialect}).`,
    subject: `${file} ${asked.url}`,
    locations: places(file, [place]),
    details: failure === null ? (result === null ? [] : [result]) : [`${failure.code}: ${failure.message}`],
    references: [reference],
    because: false,
    identity: [`pac/decision:${compliance}`, file, asked.url, dialect],
  };
}

function lintRow({ rule, message, line, column }: LintFinding, file: string, index: number): Row {
  return {
    key: `pac/lint:${rule}@${file}#${index}`,
    id: `pac/lint:${rule}`,
    rule: 'pac/lint',
    title: 'The PAC does what it looks like, in every client',
    status: 'warn',
    message: `${file}: ${message}`,
    subject: file,
    locations: [{ file, line, column }],
    details: [],
    references: [reference],
    because: false,
    identity: [`pac/lint:${rule}`, file, message],
  };
}

interface Place {
  readonly line?: number | null;
  readonly column?: number | null;
}

/** Each line once; where none is known, the file. */
function places(file: string, all: readonly Place[]): readonly Location[] {
  const byLine = new Map<number, Location>();
  for (const { line, column } of all)
    if (line != null && !byLine.has(line))
      byLine.set(line, { file, line, ...(column == null ? {} : { column }) });
  return byLine.size === 0 ? [{ file }] : [...byLine.values()];
}
