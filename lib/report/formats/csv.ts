/**
 * A row for each finding, of a fleet for each machine (RFC 4180: CRLF, every field quoted). A field that a spreadsheet would take for a formula begins with an
 * apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
 */
import { escapeForTerminal } from '../escape.js';
import { fleetTable } from '../fleet/table.js';
import { fingerprint } from '../sheet/fingerprint.js';
import { sheetOf, type Row, type Sheet } from '../sheet/index.js';
import type { Document } from './document.js';

const columns: readonly (readonly [name: string, of: (row: Row, sheet: Sheet) => string | undefined])[] = [
  ['at', (_, { at }) => at],
  ['machine', (_, { label }) => label],
  ['name', (_, { name }) => name],
  ['status', ({ status }) => status],
  ['rule', ({ rule }) => rule],
  ['id', ({ id }) => id],
  ['title', ({ title }) => title],
  ['subject', ({ subject }) => subject],
  ['message', ({ message }) => message],
  ['details', ({ details }) => details.join(' ')],
  ['file', ({ locations }) => locations[0]?.file],
  ['line', ({ locations }) => locations[0]?.line?.toString()],
  ['column', ({ locations }) => locations[0]?.column?.toString()],
  ['cause', ({ cause }) => cause],
  ['follows', ({ because }) => (because ? 'yes' : 'no')],
  ['owner', ({ cause, key }, { causes }) => causes.find((one) => one.key === (cause ?? key))?.owner],
  ['advice', ({ advice }) => advice],
  ['known', ({ known }) => known],
  ['fingerprint', (row) => fingerprint(row)],
];

export async function writeCsv(document: Document): Promise<string> {
  if (document.kind === 'fleet') return csvText(fleetTable(document.fleet));
  const sheet = await sheetOf(document);
  return csvText([
    columns.map(([name]) => name),
    ...sheet.rows.map((row) => columns.map(([, of]) => of(row, sheet) ?? '')),
  ]);
}

function csvText(lines: readonly (readonly string[])[]): string {
  return lines.map((fields) => `${fields.map(field).join(',')}\r\n`).join('');
}

/** A spreadsheet skips blanks before it looks for a formula, and takes the full-width signs for the signs. */
const formula = /^\s*[=+\-@\t\r|%\uFF1D\uFF0B\uFF0D\uFF20]/;

function field(text: string): string {
  const safe = escapeForTerminal(text);
  return `"${(formula.test(text) || formula.test(safe) ? `'${safe}` : safe).replaceAll('"', '""')}"`;
}
