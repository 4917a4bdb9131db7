/** Evidence as a file of the user's: `audit --save` and `audit --evidence`. */
import { maxEvidenceBytes, parseEvidence, serializeEvidence, type Evidence } from '../evidence/index.js';
import { readInput } from './input.js';
import type { CliIo } from './io.js';
import { writeWhole } from './write-whole.js';

/** Throws `ParseError` where the file holds no evidence. */
export async function readEvidence(path: string, io: CliIo): Promise<Evidence> {
  const { bytes, name } = await readInput(path, io, { maxBytes: maxEvidenceBytes });
  return parseEvidence(Buffer.from(bytes).toString('utf8'), name);
}

/** Evidence tells much about a network: it is for its owner only. Throws `CliError` `couldNotLook`. */
export async function saveEvidence(path: string, evidence: Evidence): Promise<void> {
  await writeWhole('The evidence', path, Buffer.from(serializeEvidence(evidence)), { isPrivate: true });
}
