/**
 * The machine's log, a flat list of `<length>:<text>` fields, → the calls a decision rested on. The lengths are
 * counted by the driver, so no text of the script can pass for a field.
 */
import type { TraceCall } from '../types.js';

export interface Log {
  readonly trace: readonly TraceCall[];
  readonly traceDropped: number;
  readonly alerts: readonly string[];
}

const TRACE_CALLS = 200;

function fieldsOf(log: string): string[] {
  const fields: string[] = [];
  let position = 0;
  while (position < log.length) {
    const colon = log.indexOf(':', position);
    const length = Number(log.slice(position, colon));
    fields.push(log.slice(colon + 1, colon + 1 + length));
    position = colon + 1 + length;
  }
  return fields;
}

/** `s<text>` is a string, shown quoted; `v<text>` any other value. */
const shown = (field: string): string =>
  field.startsWith('s') ? JSON.stringify(field.slice(1)) : field.slice(1);

export function readLog(log: string): Log {
  const fields = fieldsOf(log);
  const trace: TraceCall[] = [];
  const alerts: string[] = [];
  let traceDropped = 0;
  for (let at = 0; at < fields.length;) {
    const call = fields[at] ?? '';
    if (call === '') {
      traceDropped++;
      at++;
      continue;
    }
    const count = Number(fields[at + 1]);
    const args = fields.slice(at + 2, at + 2 + count);
    const result = fields[at + 2 + count] ?? '';
    at += count + 3;
    if (call === 'alert') alerts.push((args[0] ?? '').slice(1));
    else if (trace.length < TRACE_CALLS) trace.push({ call, args: args.map(shown), result: shown(result) });
    else traceDropped++;
  }
  return { trace, traceDropped, alerts };
}
