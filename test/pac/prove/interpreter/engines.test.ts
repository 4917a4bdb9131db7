/**
 * The interpreter as an engine: with all values known, scripts do in it what they do in QuickJS and in V8.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { inInterpreter, inNode, inQuickJs, type Seen } from './engines.js';
import { randomProgram } from './random-programs.js';

const FIXTURES = new URL('../../../../../test/pac/prove/interpreter/fixtures/', import.meta.url);
const CHAPTERS = [
  'arrays',
  'strings',
  'objects',
  'collections-json-math-dates',
  'syntax',
  'functions-and-classes',
  'order-and-scopes',
  'edges',
];

/** Random programs in all are the product: in portions, so that none takes long. */
const PORTIONS = ['first', 'second', 'third', 'fourth'];
const RUNS = 75;

/** Whether the others differ, of which ours then does what one does. */
async function differs(script: string, ours: Seen): Promise<boolean> {
  const v8 = inNode(script);
  const quickJs = await inQuickJs(script);
  if (v8.log === quickJs.log || ours.log !== v8.log) assert.equal(ours.log, quickJs.log);
  return v8.log !== quickJs.log;
}

describe('the interpreter among other engines', () => {
  for (const chapter of CHAPTERS) {
    const text = readFileSync(new URL(`${chapter}.txt`, FIXTURES), 'utf8');
    for (const [index, script] of text.split(/^---$/m).entries())
      it(`${chapter} ${index + 1}: ${script.trim().slice(0, 60)}`, async () => {
        const ours = inInterpreter(script);
        assert.equal(ours.refused, undefined);
        // A chapter that is no script shows nothing, but for the short ones that are to be none.
        assert.ok(script.length < 200 || ours.log !== 'syntax error');
        await differs(script, ours);
      });
  }

  for (const kind of PORTIONS)
    it(`does what they do in random programs (${kind})`, async () => {
      let refused = 0;
      let differing = 0;
      const property = fc.asyncProperty(fc.nat(), async (seed) => {
        const script = randomProgram(seed);
        const ours = inInterpreter(script);
        if (ours.log === null) refused++;
        else if (await differs(script, ours)) differing++;
      });
      await fc.assert(property, { numRuns: RUNS });
      assert.ok(refused < RUNS / 3, `${refused} of ${RUNS} were refused`);
      assert.ok(differing < RUNS / 5, `V8 and QuickJS differ in ${differing} of ${RUNS}`);
    });
});
