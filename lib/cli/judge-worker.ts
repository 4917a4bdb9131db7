/** The thread of `judges.ts`: judges what it is handed. What it refuses is an answer: an error does not keep its kind on the way. */
import { Tinypool } from 'tinypool';
import { audit } from '../audits/audit.js';
import type { Report } from '../audits/finding.js';
import { SharedProofs } from '../audits/proxy/shared/shared-proofs.js';
import type { AuditAsked } from '../batch/index.js';
import { ParseError } from '../errors.js';
import { judgeOf } from '../fleet/index.js';
import type { FleetText } from './fleet-files.js';
import type { Answer, JudgeData } from './judges.js';
import { parseReport } from './report-file.js';

/** Of this thread: a PAC that many machines have is proven once in each. */
const shared = new SharedProofs();
const data = Tinypool.workerData as JudgeData | undefined;
const judge = data === undefined ? undefined : judgeOf({ ...data, parseReport, shared });

async function answered<T>(made: Promise<T>): Promise<Answer<T>> {
  try {
    return { made: await made };
  } catch (error) {
    if (error instanceof ParseError) return { refused: { code: error.code, message: error.message } };
    if (error instanceof RangeError) return { refused: { code: 'range', message: error.message } };
    throw error;
  }
}

export function machine({ text, source }: FleetText): Promise<Answer<unknown>> {
  if (judge === undefined) throw new TypeError('this thread knows no profile');
  return answered(judge(text, source));
}

export function report({ profile, evidence, only }: AuditAsked): Promise<Answer<Report>> {
  return answered(audit(profile, evidence, { shared, ...(only === undefined ? {} : { only }) }));
}
