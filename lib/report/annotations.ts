/**
 * Causes as annotations of GitHub Actions: one a cause, so that a pull request shows it at its line
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 */
import type { Report } from '../audits/finding.js';
import { escapeForTerminal } from './escape.js';
import { auditSheet } from './sheet/audit.js';
import { isFile } from './sheet/place.js';
import type { SheetCause } from './sheet/sheet.js';

/** Lines for stderr, which a runner reads as well as stdout. */
export function annotations(report: Report): string {
  return annotationsOf(auditSheet({ kind: 'audit', report, sources: [] }).causes);
}

export function annotationsOf(causes: readonly SheetCause[]): string {
  return causes.map((cause) => `${annotation(cause)}\n`).join('');
}

function annotation({ status, title, first, location, owner, known }: SheetCause): string {
  // A URL or the name of a registry is no file of the repository.
  const file = location !== undefined && isFile(location.file) ? location : undefined;
  const properties = [
    ...(file === undefined ? [] : [`file=${property(file.file)}`]),
    ...(file?.line === undefined ? [] : [`line=${file.line}`]),
    ...(file?.line === undefined || file.column === undefined ? [] : [`col=${file.column}`]),
    `title=${property(title)}`,
  ];
  const kind = known !== undefined ? 'notice' : status === 'warn' ? 'warning' : 'error';
  const words = known ?? (first === undefined ? title : `${first} (${owner})`);
  return `::${kind} ${properties.join(',')}::${data(words)}`;
}

/** What ends a value or a command is written as the runner's own toolkit writes it. */
function data(text: string): string {
  return escapeForTerminal(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
