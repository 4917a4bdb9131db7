/** Reports as text: one formatter a file, each a function from a report to a string. */
import type { Report } from '../audits/finding.js';
import type { GivenOption } from './how-to-look.js';
import { renderJson } from './json.js';
import { renderText } from './text.js';

/** How text looks; JSON takes none of it. */
export interface RenderOptions {
  /** ANSI colours in the formats that have them; default none. */
  readonly color?: boolean;
  /** Columns at which text is broken; absent: it is not. */
  readonly columns?: number;
  /** Text with every finding in full; default: what passed takes a line an audit. */
  readonly verbose?: boolean;
  /** The options that decided what was looked at: text advises none of them again. Absent: unknown. */
  readonly given?: ReadonlySet<GivenOption>;
  /** Whose shell reads commands that are copied from text; default `posix`. */
  readonly shell?: 'posix' | 'windows';
}

/** Formats of `render`: for people, and for programs (`schemas/report.schema.json`). */
export type ReportFormat = 'text' | 'json';

const formatters: Readonly<Record<ReportFormat, (report: Report, options: RenderOptions) => string>> = {
  text: (report, { color, columns, verbose, given, shell }) =>
    renderText(report, {
      color: color ?? false,
      verbose: verbose ?? false,
      ...(columns === undefined ? {} : { columns }),
      ...(given === undefined ? {} : { given }),
      ...(shell === undefined ? {} : { shell }),
    }),
  json: (report) => renderJson(report),
};

/** The report in the format asked for; it ends with a line feed. */
export function render(report: Report, format: ReportFormat, options: RenderOptions = {}): string {
  return formatters[format](report, options);
}

export { annotations } from './annotations.js';
export { escapeForTerminal, jsonText } from './escape.js';
export { explainText, type Explained } from './explain.js';
export type { GivenOption } from './how-to-look.js';
