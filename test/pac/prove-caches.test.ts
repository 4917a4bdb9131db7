import assert from 'node:assert/strict';
import { UNHURRIED, URL_UNDER_TEST, using } from './support.js';
import { CACHES } from './synthetic-caches.js';
import { LAZY } from './synthetic-lazy.js';

/** Calls that might leave something behind for the URL under test, in turn. */
const BEFORE = [
  'https://x.evil/',
  'https://a.corp/',
  'https://t1c.t1t.io:51983/p',
  'http://t1c.t1t.io/',
  'https://evil.example/',
];

describe('prove, on scripts that keep what they worked out', () => {
  for (const [verdict, name, source] of [...CACHES, ...LAZY]) {
    it(`${verdict ?? 'makes no claim'}: ${name}`, async () => {
      await using(
        source,
        async (pac) => {
          const proof = await pac.prove(URL_UNDER_TEST, { variants: false });
          const why = JSON.stringify([proof.obstacles, proof.counterexamples]);
          if (verdict === null) assert.ok(!/^(?:always|never)$/.test(proof.verdict), why);
          else assert.equal(proof.verdict, verdict, why);
          if (!/^(?:always|never)$/.test(proof.verdict)) return;
          const at = new Date(0);
          for (const [index, first] of BEFORE.entries()) {
            await pac.decide(first, { at }, { fresh: true });
            for (const url of BEFORE.slice(index)) {
              await pac.decide(url, { at });
              const { compliance } = await pac.decide(URL_UNDER_TEST, { at });
              assert.equal(compliance.startsWith('direct'), proof.verdict === 'always');
            }
          }
        },
        { limits: UNHURRIED },
      );
    });
  }
});
