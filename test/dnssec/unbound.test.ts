import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { scenarioFiles } from '../conformance/unbound/main.js';
import { runScenario } from '../conformance/unbound/run.js';
import { needShared, sharedPath } from '../shared.js';

const folder = sharedPath('unbound');

describe('dnssec against the scenarios of Unbound’s validator', () => {
  it('agrees on every scenario whose point is the validator', async function () {
    needShared(this, folder);
    const wrong: string[] = [];
    let passed = 0;
    for (const name of await scenarioFiles(folder)) {
      const outcome = await runScenario(await readFile(path.join(folder, name), 'latin1'));
      if (outcome.verdict === 'pass') passed += 1;
      if (outcome.verdict === 'fail')
        wrong.push(`${name}: expected ${outcome.expected}, got ${outcome.got} (${outcome.detail})`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(passed >= 70, `${passed} passed`);
  });
});
