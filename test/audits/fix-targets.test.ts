import assert from 'node:assert/strict';
import { registry } from '../../lib/audits/registry.js';
import { targets } from '../../lib/generate/index.js';

describe('audits: the targets that fixes name', () => {
  const known = new Set(targets().map(({ id }) => id));
  for (const { id, messages } of registry) {
    it(`of ${id} exist`, () => {
      const named = Object.values(messages).flatMap(({ fix }) => fix?.targets ?? []);
      assert.deepEqual(
        named.filter((target) => !known.has(target)),
        [],
      );
    });
  }
});
