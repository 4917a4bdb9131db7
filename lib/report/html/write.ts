/** Every kind of document as a page. */
import type { Document } from '../formats/document.js';

/** Each page is loaded when it is needed: it brings the engine whose words it speaks. */
export async function writeHtml(document: Document): Promise<string> {
  switch (document.kind) {
    case 'audit':
      return (await import('./index.js')).renderHtml(document.report, { sources: document.sources });
    case 'dnssec':
      return (await import('./dnssec-page.js')).dnssecPage(document);
    case 'pac':
      return (await import('./pac-page.js')).pacPage(document);
    case 'proxy':
      return (await import('./proxy-page.js')).proxyPage(document);
    case 'fleet':
      return (await import('./fleet-page.js')).fleetPage(document);
  }
}
