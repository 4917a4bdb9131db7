/**
 * Which forms of the URL a PAC must send direct, and which are only worth knowing: nobody calls the program by another
 * spelling of its name or over plain HTTP, and browsers write the host in lower case before a PAC sees it.
 */
import type { Proof, VariantProof } from '../../../pac/index.js';

const spellings: ReadonlySet<string> = new Set(['upper case', 'trailing dot', 'plain http']);

/** The URL as given, then the variants that must be direct as well. */
export function requiredForms(proof: Proof): readonly VariantProof[] {
  return [proof, ...proof.variants.filter(({ variant }) => !spellings.has(variant))];
}

/** Other spellings of the same that a proxy would get. */
export function proxiedSpellings(proof: Proof): readonly VariantProof[] {
  return proof.variants.filter(({ variant, verdict }) => spellings.has(variant) && verdict !== 'always');
}

/** Spellings of the host, asked for by no program, that are exempt. */
export function exemptSpellings(proof: Proof): readonly VariantProof[] {
  return proof.variants.filter(
    ({ variant, verdict }) =>
      (variant === 'upper case' || variant === 'trailing dot') && verdict === 'always',
  );
}
