/** The document whole, as JSON: stable key order, two blanks, one line feed at the end. */
import { jsonText } from '../escape.js';
import { dataOf } from './data.js';
import type { Document } from './document.js';

export function writeJson(document: Document): string {
  return `${jsonText(dataOf(document))}\n`;
}
