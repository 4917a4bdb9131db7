/**
 * Proofs in this thread, by the modules themselves: everywhere else they run in a thread of their own, from the file that
 * the build makes of them, where a change in a module is not seen (`npm run mutate`).
 */
import assert from 'node:assert/strict';
import { DEFAULT_LIMITS } from '../../../lib/pac/index.js';
import { prove } from '../../../lib/pac/prove/prove.js';
import { useEngine } from '../../../lib/pac/sandbox/boot.js';
import { engineParts } from '../../../lib/pac/sandbox/engine-parts.js';
import { Engine } from '../../../lib/pac/sandbox/engine.js';
import { IDIOMS } from '../idioms.js';
import { URL_UNDER_TEST } from '../support.js';
import { SYNTHETIC } from '../synthetic.js';
import { STATEFUL } from '../synthetic-state.js';

/** Those that take long are proven once, in `prove.test.ts`. */
const LONG: ReadonlySet<string> = new Set([
  'the first three octets, cut at the last dot',
  'a day remembered from loading, compared with today',
  'an address hashed to a number that there is not',
  'the same pieces and another address, in a loop',
  'the beginnings of both, cut at the last dot',
  'the sum of the octets, in a table of proxies',
  'two octets looked up in a table',
  'a hash of the characters, for one of two proxies',
  'hours, minutes and seconds beyond the day',
  'the last character',
  'the code of the last character, for one of two proxies',
  'an address with a tail of its own',
]);

describe('prove, in this thread', () => {
  before(() => {
    useEngine(engineParts());
  });

  for (const { name, source, verdict, words } of [...SYNTHETIC, ...IDIOMS, ...STATEFUL]) {
    if (LONG.has(name)) continue;
    it(`${verdict}: ${name}`, async () => {
      const engine = new Engine(source, 'chromium', { ...DEFAULT_LIMITS, proofTimeMs: 120_000 });
      await engine.load({ myIps: [], dns: {}, now: null, timeZone: 'UTC', random: [0] });
      const proof = await prove(engine, { url: URL_UNDER_TEST, options: { variants: false } });
      const seen = proof.counterexamples.map((one) => one.words).join('\n');
      assert.equal(proof.verdict, verdict, seen);
      assert.equal(proof.obstacles.length > 0, verdict === 'unknown');
      if (words !== undefined) assert.match(seen, words);
    });
  }
});
