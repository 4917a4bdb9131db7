/** Any document as rows. */
import type { Document } from '../formats/document.js';
import { auditSheet } from './audit.js';
import type { Sheet } from './sheet.js';

/** What belongs to one kind of document alone is loaded with it. */
export async function sheetOf(document: Document): Promise<Sheet> {
  switch (document.kind) {
    case 'audit':
      return auditSheet(document);
    case 'pac':
      return (await import('./pac.js')).pacSheet(document);
    case 'dnssec':
      return (await import('./dnssec.js')).dnssecSheet(document);
    case 'proxy':
      return (await import('./proxy.js')).proxySheet(document);
    case 'fleet':
      return (await import('./fleet.js')).fleetSheet(document);
  }
}

export { openStatuses, type Row, type Sheet, type SheetCause } from './sheet.js';
