import assert from 'node:assert/strict';
import { loadPac, type Decision, type Pac, type Witness } from '../../lib/pac/index.js';
import { UNHURRIED, URL_UNDER_TEST, using } from './support.js';
import { IDIOMS } from './idioms.js';
import { SYNTHETIC } from './synthetic.js';
import { LIST_CALLBACKS } from './synthetic-lists.js';
import { STATEFUL } from './synthetic-state.js';

const isDirect = (compliance: string): boolean => compliance.startsWith('direct');

/** Asks again what an example says, after the earlier calls it names. */
async function decideAfter(pac: Pac, url: string, { earlier = [], environment }: Witness): Promise<Decision> {
  const [first, ...others] = [...earlier, environment];
  let decision = await pac.decide(url, first, { fresh: true });
  for (const one of others) decision = await pac.decide(url, one);
  return decision;
}

describe('prove, on scripts whose answer is known', () => {
  for (const { name, source, verdict, direct, proxied, words } of [
    ...SYNTHETIC,
    ...IDIOMS,
    ...LIST_CALLBACKS,
    ...STATEFUL,
  ]) {
    it(`${verdict}: ${name}`, async () => {
      const decides = async (pac: Pac): Promise<void> => {
        const proof = await pac.prove(URL_UNDER_TEST, { variants: false });
        const seen = proof.counterexamples.map((one) => one.words).join('\n');
        const why = proof.obstacles.map((one) => `${one.reason} (line ${one.line ?? 0})`).join('\n');
        assert.equal(proof.verdict, verdict, `${seen}\n${why}`);
        assert.equal(proof.obstacles.length > 0, verdict === 'unknown');
        assert.equal(
          proof.counterexamples.length > 0,
          verdict !== 'always' && (verdict !== 'unknown' || seen !== ''),
        );
        // Every example replays, in a fresh script.
        for (const example of [
          ...proof.counterexamples,
          ...(proof.witness === null ? [] : [proof.witness]),
        ]) {
          const again = await decideAfter(pac, proof.asked.url, example);
          assert.equal(again.result, example.result, example.words);
          assert.equal(again.compliance, example.compliance);
        }
        if (words !== undefined) assert.match(seen, words);
        if (direct !== undefined)
          assert.ok(isDirect((await pac.decide(URL_UNDER_TEST, direct, { fresh: true })).compliance));
        if (proxied !== undefined)
          assert.ok(!isDirect((await pac.decide(URL_UNDER_TEST, proxied, { fresh: true })).compliance));
      };
      await using(source, decides, { limits: UNHURRIED });
    });
  }
});

describe('prove, on a script that does not end', () => {
  for (const [when, source] of [
    ['always', 'function FindProxyForURL() { for (;;); }'],
    [
      'for this host',
      'function FindProxyForURL(url, host) { if (/t1t/i.test(host)) for (;;); return "DIRECT"; }',
    ],
  ] as const) {
    it(`stops after the first form of the URL: ${when}`, async () => {
      const pac = await loadPac(source, { limits: { timeMs: 200, proofTimeMs: 120_000 } });
      const { verdict, failure, variants } = await pac.prove(URL_UNDER_TEST);
      await pac.close();
      assert.equal(verdict, 'unknown');
      assert.equal(failure?.limit, 'time');
      const asked = variants.filter(({ bypass }) => bypass === null);
      assert.ok(asked.length > 3);
      for (const variant of asked) {
        assert.equal(variant.verdict, 'unknown');
        assert.match(variant.obstacles[0]?.reason ?? '', /^not looked at: for the URL "as given"/);
      }
    });
  }
});
