/**
 * One line for Nagios, Icinga and what speaks like them: the state, why, and performance data
 * (https://nagios-plugins.org/doc/guidelines.html). `--exit-codes nagios` gives the exit code that goes with it.
 */
import type { Status } from '../../audits/finding.js';
import { escapeForTerminal } from '../escape.js';
import { sheetOf, type Sheet } from '../sheet/index.js';
import type { Document } from './document.js';

export async function writeNagios(document: Document): Promise<string> {
  const sheet = await sheetOf(document);
  const { headline, line, rows } = sheet;
  const count = (status: Status): number =>
    rows.filter((row) => row.status === status && row.known === undefined).length;
  const known = rows.filter((row) => row.known !== undefined).length;
  const perfdata = [
    `failed=${count('fail')};;0;0`,
    `could_not_look=${count('error')};;;0`,
    `to_heed=${count('warn')};0;;0`,
    `passed=${count('pass')};;;0`,
    `not_looked_at=${count('not-collected')};;;0`,
    `known=${known};;;0`,
    ...(sheet.durationMs === undefined ? [] : [`time=${(sheet.durationMs / 1000).toFixed(3)}s;;;0`]),
  ];
  const words = [headline, line].filter((part) => part !== '').join(': ');
  return `STAYLOCAL ${stateOf(sheet)} - ${plain(words)} | ${perfdata.join(' ')}\n`;
}

function stateOf({ causes, state }: Sheet): 'OK' | 'WARNING' | 'CRITICAL' | 'UNKNOWN' {
  const open = causes.filter(({ known }) => known === undefined);
  if (open.some(({ status }) => status === 'fail')) return 'CRITICAL';
  if (state === 'open' || open.some(({ status }) => status === 'error')) return 'UNKNOWN';
  return open.length > 0 ? 'WARNING' : 'OK';
}

/** A bar would begin the performance data. */
function plain(text: string): string {
  return escapeForTerminal(text).replaceAll('|', '\\u{7c}');
}
