/** A line of a batch with what came of it, by way of the journal: what it holds is not done again, and its errors end the command. */
import { badLine, Journal, type BatchResult, type Job } from '../batch/index.js';
import { ParseError } from '../errors.js';
import { maxEvidenceBytes } from '../evidence/index.js';
import { fileReason } from '../gather/file-reason.js';
import { CliError, exitCodes } from './io.js';
import { linesOf, type Line } from './lines.js';

/** A line with what came of it. */
export interface Told {
  /** Where its line ends in the input (bytes). */
  readonly end: number;
  readonly result: BatchResult;
  readonly isNew: boolean;
}

/** What does a line. */
export interface LineWork {
  readonly work: (job: Job) => Promise<BatchResult>;
  readonly prepare: (text: string, line: number) => Promise<Job>;
}

export async function openJournal(path: string, digest: string): Promise<Journal> {
  try {
    return await Journal.open(path, digest, linesOf);
  } catch (error) {
    if (error instanceof ParseError) throw new CliError(exitCodes.usage, error.message, error);
    throw new CliError(
      exitCodes.couldNotLook,
      `The journal ${path} cannot be opened: ${fileReason(error)}.`,
      error,
    );
  }
}

export async function toldOf(
  { number, text, end }: Line,
  journal: Journal | undefined,
  batch: LineWork,
): Promise<Told> {
  const long = `The line has more than ${maxEvidenceBytes} bytes.`;
  if (text === undefined) return { end, result: badLine(number, long), isNew: true };
  const known = knownOf(number, text, journal);
  if (known !== undefined) return { end, result: known, isNew: false };
  const result = await resultOf(text, number, batch);
  // Before anybody is told, and before those in front of it are done.
  keep(text, result, journal);
  return { end, result, isNew: true };
}

function keep(text: string, result: BatchResult, journal: Journal | undefined): void {
  try {
    journal?.add(text, result);
  } catch (error) {
    throw new CliError(
      exitCodes.couldNotLook,
      `The journal ${journal?.path ?? ''} could not be written: ${fileReason(error)}. What it holds is whole; the same command goes on from there.`,
      error,
    );
  }
}

async function resultOf(text: string, number: number, batch: LineWork): Promise<BatchResult> {
  try {
    return await batch.work(await batch.prepare(text, number));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return badLine(number, error.message);
  }
}

function knownOf(line: number, text: string, journal: Journal | undefined): BatchResult | undefined {
  try {
    return journal?.get(line, text);
  } catch (error) {
    if (error instanceof ParseError) throw new CliError(exitCodes.usage, error.message, error);
    throw error;
  }
}
