/**
 * One JSON object a line, for logs and streams: the head, then the causes and findings, each with the run it is of
 * (`schemas/ndjson.schema.json`). Whatever a terminal would obey is written as `\uXXXX`.
 */
import { createHash } from 'node:crypto';
import { version } from '../../version.js';
import { jsonText } from '../escape.js';
import { fingerprint } from '../sheet/fingerprint.js';
import { sheetOf } from '../sheet/index.js';
import type { Document } from './document.js';

export async function writeNdjson(document: Document): Promise<string> {
  const { rows, causes, ...sheet } = await sheetOf(document);
  const { kind, name, at, label, profile, state, headline, line } = sheet;
  // The same for every line of one document, and for the document written again.
  const run = createHash('sha256')
    .update(JSON.stringify([kind, name, at, label, rows.map(({ key }) => key)]))
    .digest('hex')
    .slice(0, 32);
  const common = { schemaVersion: 1, run, at };
  const lines: readonly object[] = [
    {
      type: 'head',
      ...common,
      kind,
      tool: { name: 'staylocal', version },
      name,
      profile,
      label,
      state,
      headline,
      line,
    },
    ...causes.map(({ location, known, ...cause }) => ({
      type: 'cause',
      ...common,
      ...pick(cause, ['key', 'status', 'title', 'why', 'where', 'owner', 'first', 'command', 'check']),
      location,
      known,
    })),
    ...rows.map((row) => ({
      type: 'finding',
      ...common,
      fingerprint: fingerprint(row),
      ...pick(row, ['key', 'id', 'rule', 'title', 'status', 'message', 'subject', 'locations', 'details']),
      ...pick(row, ['advice', 'references', 'cause', 'because', 'known']),
    })),
  ];
  return lines.map((one) => `${oneLine(one)}\n`).join('');
}

function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>;
}

/** JSON has no line feed but those of its layout; those within texts are written as \n. */
function oneLine(value: object): string {
  return jsonText(value).replaceAll(/\n */g, '');
}
