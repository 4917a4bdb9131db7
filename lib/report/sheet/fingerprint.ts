/** The same thing in two runs has the same fingerprint: what it is and whom it is about, and no line or number that moves. */
import { createHash } from 'node:crypto';
import type { Row } from './sheet.js';

export function fingerprint({ identity }: Pick<Row, 'identity'>): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}
