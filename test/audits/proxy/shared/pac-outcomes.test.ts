import assert from 'node:assert/strict';
import { capital, pacOutcomes } from '../../../../lib/audits/proxy/shared/pac-outcomes.js';
import type { VariantProof } from '../../../../lib/pac/index.js';
import { aVariant } from './a-proof.js';

type Witness = VariantProof['counterexamples'][number];

/** Of a witness these are read. */
const witness = (changes: Partial<Witness>): Witness =>
  ({
    result: 'PROXY a:1',
    line: null,
    column: null,
    endLine: null,
    endColumn: null,
    words: 'w',
    ...changes,
  }) as Witness;

describe('audits/proxy/shared/pac-outcomes', () => {
  const cases: readonly (readonly [
    title: string,
    proofs: readonly VariantProof[],
    outcomes: readonly object[],
  ])[] = [
    ['nothing that is not direct', [aVariant('a')], []],
    [
      'with its place',
      [aVariant('a', { counterexamples: [witness({ line: 1, column: 2, endLine: 3, endColumn: 4 })] })],
      [
        {
          url: 'https://t1c.t1t.io/#a',
          result: 'PROXY a:1',
          line: 1,
          column: 2,
          endLine: 3,
          endColumn: 4,
          words: 'w',
        },
      ],
    ],
    [
      'without one, and without a result',
      [aVariant('a', { counterexamples: [witness({ result: null })] })],
      [{ url: 'https://t1c.t1t.io/#a', result: '', words: 'w' }],
    ],
    [
      'form by form',
      [
        aVariant('a', { counterexamples: [witness({ words: '1' }), witness({ words: '2' })] }),
        aVariant('b', { counterexamples: [witness({ words: '3' })] }),
      ],
      [
        { url: 'https://t1c.t1t.io/#a', result: 'PROXY a:1', words: '1' },
        { url: 'https://t1c.t1t.io/#a', result: 'PROXY a:1', words: '2' },
        { url: 'https://t1c.t1t.io/#b', result: 'PROXY a:1', words: '3' },
      ],
    ],
  ];
  for (const [title, proofs, outcomes] of cases) {
    it(title, () => {
      assert.deepEqual(pacOutcomes(proofs), outcomes);
    });
  }

  it('keeps the first 32', () => {
    const many = Array.from({ length: 40 }, (_, at) => witness({ words: String(at) }));
    const kept = pacOutcomes([
      aVariant('a', { counterexamples: many.slice(0, 20) }),
      aVariant('b', { counterexamples: many.slice(20) }),
    ]);
    assert.deepEqual(
      kept.map(({ words }) => words),
      many.slice(0, 32).map(({ words }) => words),
    );
  });

  for (const [words, sentence] of [
    ['a client in 10.0.0.0/8 gets DIRECT', 'A client in 10.0.0.0/8 gets DIRECT'],
    ['every client.', 'Every client'],
    ['a..', 'A.'],
    ['', ''],
  ] as const) {
    it(`begins ${JSON.stringify(words)} as a sentence`, () => {
      assert.equal(capital(words), sentence);
    });
  }
});
