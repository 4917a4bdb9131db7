/** `staylocal pac` over PAC files found in the wild: each gets a verdict or a clear error, and never a crash. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '../../lib/pac/index.js';
import { runCli } from '../cli/run-cli.js';
import { isSharedHere, sharedPath } from '../shared.js';

const folder = sharedPath('pac');

describe('staylocal pac over files found in the wild', () => {
  if (!isSharedHere(folder)) return;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.pac'))) {
    it(name, async () => {
      const { code, stdout, stderr } = await runCli(['pac', join(folder, name), '--json', '--quiet']);
      assert.equal(stderr, '');
      const proof = JSON.parse(stdout) as Proof;
      assert.ok(['always', 'never', 'sometimes', 'unknown'].includes(proof.verdict));
      if (code !== 0) assert.equal(code, 1);
      else assert.equal(proof.verdict, 'always');
      if (proof.verdict !== 'always') {
        const words = [
          proof.failure?.message,
          ...proof.counterexamples.map((one) => one.words),
          ...proof.obstacles.map(({ reason }) => reason),
        ];
        assert.ok(
          words.some((text) => text !== undefined && text.length > 5),
          stdout,
        );
      }
    });
  }
});
