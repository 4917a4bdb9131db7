/** A report → the exit code of the command that shows it. */
import type { Cause, Report } from '../audits/finding.js';
import { exitCodes, type ExitCode } from './io.js';

/**
 * Findings weigh more than what could not be looked at: they are certain. What follows from a cause weighs nothing of its
 * own. A verdict that is UNKNOWN is no pass, unless what decides it was not asked for.
 */
export function exitCodeOf({ verdict, causes, summary }: Report, strict: boolean): ExitCode {
  const has = (status: Cause['status']): boolean => causes.some((cause) => cause.status === status);
  if (has('fail') || (strict && has('warn'))) return exitCodes.findings;
  const nobodyLooked = summary['not-collected'] > 0 && summary.pass + summary.warn === 0;
  const isOpen = verdict.word === 'UNKNOWN' && verdict.asked.length > 0;
  return has('error') || nobodyLooked || isOpen ? exitCodes.couldNotLook : exitCodes.passed;
}
