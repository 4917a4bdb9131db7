/** A report that was kept: `staylocal diff`, and what a baseline is. It comes from outside, and is held against its schema. */
import type { Report } from '../audits/finding.js';
import { maxEvidenceBytes } from '../evidence/index.js';
import { ParseError } from '../errors.js';
import { jsonTooDeepAt } from '../json-depth.js';
import { schemaOf } from '../json-schema.js';
import { readInput } from './input.js';
import type { CliIo } from './io.js';

/** Compiled once: a fleet has thousands of reports. */
const reportSchema = schemaOf<Report>('report');

/** Throws `ParseError` where the file is no report. */
export async function readReport(path: string, io: CliIo): Promise<Report> {
  const { bytes, name } = await readInput(path, io, { maxBytes: maxEvidenceBytes });
  return parseReport(Buffer.from(bytes).toString('utf8'), name);
}

export function parseReport(text: string, name: string): Report {
  const refuse = (why: string, cause?: unknown): ParseError =>
    new ParseError(
      'report-invalid',
      `${name} is no report: ${why}; a report is what "staylocal audit --output json=FILE" writes.`,
      cause === undefined ? {} : { cause },
    );
  if (jsonTooDeepAt(text) !== undefined) throw refuse('it is nested too deep');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse('it is not JSON', cause);
  }
  const isReport = reportSchema();
  if (isReport(value)) return value;
  const [error] = isReport.errors ?? [];
  throw refuse(`${error?.instancePath === '' ? 'it' : (error?.instancePath ?? '')} ${error?.message ?? ''}`);
}
