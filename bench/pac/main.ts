/**
 * `npm run bench -- pac [FILE…]`: decisions and proofs of PAC files; of the files named, decisions only.
 * `npm run bench -- pac-proof`: proofs only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decisionBench } from './decisions.js';
import { proofBench } from './proofs.js';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'staylocal-bench-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function pacBench(files: readonly string[]): Promise<void> {
  await inFolder(async (folder) => {
    if (files.length === 0) await proofBench(folder);
    await decisionBench(folder, files);
  });
}

export async function pacProofBench(): Promise<void> {
  await inFolder(proofBench);
}
