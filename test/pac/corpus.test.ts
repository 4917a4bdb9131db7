import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { loadPac } from '../../lib/pac/index.js';
import { provePacFile } from '../conformance/pac.js';
import { isSharedHere, sharedPath } from '../shared.js';
import { URL_UNDER_TEST } from './support.js';

const folder = sharedPath('pac');
describe('PAC files found in the wild', () => {
  if (!isSharedHere(folder)) return;
  const files = readdirSync(folder).filter((name) => name.endsWith('.pac'));
  for (const file of files) {
    it(`${file}: a verdict whose examples replay, or a precise error`, async function () {
      this.timeout(30_000);
      const bytes = await readFile(join(folder, file));
      const row = await provePacFile(join(folder, file), file, URL_UNDER_TEST, 'chromium');
      const { proof } = row;
      assert.ok(proof !== null, row.error);
      if (row.verdict === 'error') {
        assert.match(row.error, /^(?:syntax-error|load-throw): .*\w+Error: .* \(line \d+\)$/);
        return;
      }
      if (proof.verdict === 'unknown') assert.ok(proof.obstacles.length > 0);
      if (proof.verdict === 'always') assert.deepEqual(proof.counterexamples, []);
      if (proof.verdict === 'never') assert.equal(proof.witness, null);
      if (proof.verdict === 'sometimes')
        assert.ok(proof.witness !== null && proof.counterexamples.length > 0);
      const pac = await loadPac(bytes);
      try {
        for (const example of [
          ...proof.counterexamples,
          ...(proof.witness === null ? [] : [proof.witness]),
        ]) {
          const again = await pac.decide(proof.asked.url, example.environment, { fresh: true });
          assert.deepEqual(
            [again.result, again.compliance],
            [example.result, example.compliance],
            example.words,
          );
        }
      } finally {
        await pac.close();
      }
    });
  }
});
