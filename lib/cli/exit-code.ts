/** A report → the exit code of the command that shows it. */
import type { Cause, Report } from '../audits/finding.js';
import { exitCodes, type ExitCode } from './io.js';

/**
 * Findings weigh more than what could not be looked at: they are certain. What follows from a cause weighs nothing of its
 * own. A verdict that is UNKNOWN is no pass, unless what decides it was not asked for.
 */
export function exitCodeOf({ verdict, causes: all, summary }: Report, strict: boolean): ExitCode {
  // What a baseline accepts fails nothing.
  const causes = all.filter(({ known }) => known === undefined);
  const has = (status: Cause['status']): boolean => causes.some((cause) => cause.status === status);
  if (has('fail') || (strict && has('warn'))) return exitCodes.findings;
  // What is known was looked at.
  const nobodyLooked = summary['not-collected'] > 0 && summary.pass + summary.warn + summary.fail === 0;
  const isKnown =
    verdict.deciding.length > 0 && verdict.deciding.every((key) => !causes.some((one) => one.key === key));
  const isOpen = verdict.word === 'UNKNOWN' && verdict.asked.length > 0 && !isKnown;
  return has('error') || nobodyLooked || isOpen ? exitCodes.couldNotLook : exitCodes.passed;
}

/** As Nagios has them: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN (https://nagios-plugins.org/doc/guidelines.html). */
export function nagiosCodeOf(report: Report): ExitCode {
  const code = exitCodeOf(report, false);
  if (code === exitCodes.findings) return 2;
  if (code === exitCodes.couldNotLook) return 3;
  return report.causes.some(({ known }) => known === undefined) ? 1 : 0;
}
