/** Evidence as a file of the user's: `audit --save` and `audit --evidence`. */
import { open } from 'node:fs/promises';
import { maxEvidenceBytes, parseEvidence, serializeEvidence, type Evidence } from '../evidence/index.js';
import { fileReason } from '../gather/file-reason.js';
import { readInput } from './input.js';
import { CliError, exitCodes, type CliIo } from './io.js';

/** Throws `ParseError` where the file holds no evidence. */
export async function readEvidence(path: string, io: CliIo): Promise<Evidence> {
  const { bytes, name } = await readInput(path, io, { maxBytes: maxEvidenceBytes });
  return parseEvidence(Buffer.from(bytes).toString('utf8'), name);
}

/** Throws `CliError` `couldNotLook`. */
export async function saveEvidence(path: string, evidence: Evidence): Promise<void> {
  try {
    // Evidence tells much about a network: it is for its owner only, also in a file that was there before.
    const file = await open(path, 'w', 0o600);
    try {
      if ((await file.stat()).isFile()) await file.chmod(0o600);
      await file.writeFile(serializeEvidence(evidence));
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new CliError(
      exitCodes.couldNotLook,
      `The evidence could not be written to ${path}: ${fileReason(cause)}.`,
      cause,
    );
  }
}
