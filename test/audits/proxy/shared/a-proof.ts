/** Proofs made by hand: what the audits make of a verdict, without proving anything. */
import type { Proof, VariantProof } from '../../../../lib/pac/index.js';

export function aVariant(variant: string, changes: Partial<VariantProof> = {}): VariantProof {
  return {
    variant,
    asked: { url: `https://t1c.t1t.io/#${variant}`, host: 't1c.t1t.io' },
    entryPoint: 'FindProxyForURL',
    bypass: null,
    verdict: 'always',
    paths: 1,
    counterexamples: [],
    answers: [],
    witness: null,
    obstacles: [],
    failure: null,
    mayFallBack: false,
    ...changes,
  };
}

export function aProof(variants: readonly VariantProof[] = [], changes: Partial<VariantProof> = {}): Proof {
  return {
    ...aVariant('as given', changes),
    url: 'https://t1c.t1t.io/',
    dialect: 'chromium',
    variants,
    reached: [],
    unreached: [],
    unverified: [],
  };
}
