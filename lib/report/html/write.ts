/** Every kind of document as a page. */
import type { DocumentOf } from '../formats/document.js';
import { dnssecPage } from './dnssec-page.js';
import { renderHtml } from './index.js';

export function writeHtml(document: DocumentOf<'audit' | 'dnssec'>): Promise<string> {
  return document.kind === 'audit'
    ? renderHtml(document.report, { sources: document.sources })
    : dnssecPage(document);
}
