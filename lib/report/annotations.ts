/**
 * Causes as annotations of GitHub Actions: one a cause, so that a pull request shows it at its line
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 */
import type { Cause, Finding, Report } from '../audits/finding.js';
import { escapeForTerminal } from './escape.js';

/** Lines for stderr, which a runner reads as well as stdout. */
export function annotations({ causes, findings }: Report): string {
  return causes.map((cause) => `${annotation(cause, findings)}\n`).join('');
}

function annotation(
  { status, title, first, findings: keys, owner }: Cause,
  findings: readonly Finding[],
): string {
  const location = findings.find(({ key }) => key === keys[0])?.location;
  // A URL or the name of a registry is no file of the repository.
  const isFile = location !== undefined && !/^\w+:\/\/|^\(/.test(location.file);
  const properties = [
    ...(isFile ? [`file=${property(location.file)}`] : []),
    ...(isFile && location.line !== undefined ? [`line=${location.line}`] : []),
    `title=${property(title)}`,
  ];
  const kind = status === 'warn' ? 'warning' : 'error';
  return `::${kind} ${properties.join(',')}::${data(first === undefined ? title : `${first} (${owner})`)}`;
}

/** What ends a value or a command is written as the runner's own toolkit writes it. */
function data(text: string): string {
  return escapeForTerminal(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
