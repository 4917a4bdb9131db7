/** The report whole, as JSON: stable key order, two blanks, one line feed at the end. */
import type { Report } from '../audits/finding.js';

export function renderJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
