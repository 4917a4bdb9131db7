/** The text of one file, or one line of NDJSON: evidence or a report → one machine. */
import { audit, type AuditOptions } from '../audits/audit.js';
import type { Report } from '../audits/finding.js';
import { SharedProofs } from '../audits/proxy/shared/shared-proofs.js';
import { ParseError } from '../errors.js';
import { parseEvidence } from '../evidence/index.js';
import { jsonTooDeepAt } from '../json-depth.js';
import type { Profile } from '../profile/index.js';
import { judged, type JudgedMachine } from './row.js';

export interface JudgeOptions {
  readonly profile: Profile;
  /** Which audits run over evidence; a report says what it says. */
  readonly selection?: Pick<AuditOptions, 'only' | 'skip'>;
  /** Default: proofs of its own. */
  readonly shared?: SharedProofs;
  /** Reads a report: it comes from outside and is held against its schema. Throws `ParseError`. */
  readonly parseReport: (text: string, name: string) => Report | Promise<Report>;
}

export type Judge = (text: string, source: string) => Promise<JudgedMachine>;

/** PACs that several machines have are proven once. Throws `ParseError` where it is neither, or about another name. */
export function judgeOf({
  profile,
  parseReport,
  selection = {},
  shared = new SharedProofs(),
}: JudgeOptions): Judge {
  return async (text, source) => {
    if (jsonTooDeepAt(text) !== undefined) throw new ParseError('too-deep', `${source} is nested too deep.`);
    if (isReport(text)) {
      const report = await parseReport(text, source);
      if (report.profile.name !== profile.name) throw otherName(source, report.profile.name, profile);
      return judged(report, source);
    }
    const evidence = parseEvidence(text, source);
    if (evidence.profile.name !== profile.name) throw otherName(source, evidence.profile.name, profile);
    return judged(await audit(profile, evidence, { ...selection, shared }), source, evidence);
  };
}

/** Evidence says when it was collected, and a report has a verdict. */
function isReport(text: string): boolean {
  return /"verdict"\s*:\s*\{/.test(text) || !/"collectedAt"\s*:/.test(text);
}

function otherName(source: string, name: string, profile: Profile): ParseError {
  return new ParseError('other-name', `${source} is about ${name}, and the profile about ${profile.name}.`);
}
