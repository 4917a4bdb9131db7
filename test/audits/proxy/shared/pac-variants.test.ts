import assert from 'node:assert/strict';
import {
  exemptSpellings,
  proxiedSpellings,
  requiredForms,
} from '../../../../lib/audits/proxy/shared/pac-variants.js';
import { aProof, aVariant } from './a-proof.js';

/** What becomes of a form of the URL by the verdict on it. */
const CASES: readonly (readonly [variant: string, isRequired: boolean, proxied: boolean, exempt: boolean])[] =
  [
    ['with a path', true, false, false],
    ['FindProxyForURLEx', true, false, false],
    ['upper case', false, true, true],
    ['trailing dot', false, true, true],
    // Nobody calls the program so, and what is exempt there is no spelling of the host.
    ['plain http', false, true, false],
  ];

describe('audits/proxy/shared/pac-variants', () => {
  for (const [variant, isRequired, proxied, exempt] of CASES) {
    it(`${variant}: ${isRequired ? 'must be direct' : 'worth knowing'}`, () => {
      const never = aProof([aVariant(variant, { verdict: 'never' })]);
      const always = aProof([aVariant(variant)]);
      assert.equal(requiredForms(never).length, isRequired ? 2 : 1);
      assert.equal(proxiedSpellings(never).length, proxied ? 1 : 0);
      assert.equal(proxiedSpellings(always).length, 0);
      assert.equal(exemptSpellings(always).length, exempt ? 1 : 0);
      assert.equal(exemptSpellings(never).length, 0);
    });
  }

  for (const verdict of ['sometimes', 'unknown'] as const) {
    it(`a spelling that is ${verdict} direct is not told as exempt`, () => {
      const proof = aProof([aVariant('upper case', { verdict })]);
      assert.deepEqual([proxiedSpellings(proof).length, exemptSpellings(proof).length], [1, 0]);
    });
  }

  it('the URL as it was given comes first', () => {
    const proof = aProof([aVariant('with a path')]);
    assert.deepEqual(
      requiredForms(proof).map(({ variant }) => variant),
      ['as given', 'with a path'],
    );
  });
});
