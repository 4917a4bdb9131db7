/**
 * `npm run bench -- pac [FILE…]`: decisions of PAC files. `npm run bench -- pac-proof`: proofs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decisionBench } from './decisions.js';
import type { Suite } from '../suite.js';
import { proofBench } from './proofs.js';

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'staylocal-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const pacBench: Suite = (files, isShort) =>
  inFolder((folder) => decisionBench(folder, files, isShort));

export const pacProofBench: Suite = (_files, isShort) => inFolder((folder) => proofBench(folder, isShort));
