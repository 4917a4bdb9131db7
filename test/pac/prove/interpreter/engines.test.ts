/**
 * The interpreter as an engine: with all values known, scripts do in it what they do in QuickJS and in V8.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { inInterpreter, inNode, inQuickJs, type Seen } from './engines.js';
import { randomProgram } from './random-programs.js';

const FIXTURES = new URL('../../../../../test/pac/prove/interpreter/fixtures/', import.meta.url);
const CHAPTERS = ['arrays', 'strings', 'objects', 'collections-json-math-dates', 'syntax'];

/** Where the others differ the interpreter does what one of them does. */
async function check(script: string, ours: Seen): Promise<void> {
  const v8 = inNode(script);
  if (ours.log === v8.log) {
    const { log } = await inQuickJs(script);
    if (log === ours.log) return;
    differing++;
    return;
  }
  assert.equal(ours.log, (await inQuickJs(script)).log);
}

let differing = 0;

describe('the interpreter among other engines', () => {
  for (const chapter of CHAPTERS) {
    const text = readFileSync(new URL(`${chapter}.txt`, FIXTURES), 'utf8');
    for (const [index, script] of text.split(/^---$/m).entries())
      it(`${chapter} ${index + 1}: ${script.trim().slice(0, 60)}`, async () => {
        const ours = inInterpreter(script);
        assert.equal(ours.refused, undefined);
        assert.equal(ours.log, inNode(script).log);
        assert.equal(ours.log, (await inQuickJs(script)).log);
      });
  }

  it('does what they do in random programs', async () => {
    let refused = 0;
    const runs = 300;
    differing = 0;
    const property = fc.asyncProperty(fc.nat(), async (seed) => {
      const script = randomProgram(seed);
      const ours = inInterpreter(script);
      if (ours.log === null) refused++;
      else await check(script, ours);
    });
    await fc.assert(property, { numRuns: runs });
    assert.ok(refused < runs / 4, `${refused} of ${runs} were refused`);
    assert.ok(differing < runs / 20, `V8 and QuickJS differ in ${differing} of ${runs}`);
  });
});
