/** The report whole, as JSON: stable key order, two blanks, one line feed at the end. */
import type { Report } from '../audits/finding.js';
import { jsonText } from './escape.js';

export function renderJson(report: Report): string {
  return `${jsonText(report)}\n`;
}
