/** `staylocal audit --list`. */
import { registry } from '../audits/registry.js';
import { jsonText } from '../report/index.js';

/** The audits in the order in which they run. */
export function listing(json: boolean): string {
  const rows = registry.map(({ id, title }) => ({ id, title }));
  if (json) return `${jsonText(rows)}\n`;
  const width = Math.max(...rows.map(({ id }) => id.length));
  return rows.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join('');
}
