/** What a PAC answers where it does not answer DIRECT, one entry for each `return` and region that the proof found. */
import type { VariantProof } from '../../../pac/index.js';
import type { PacOutcome } from '../../finding.js';

/** More are not kept: the first are the smallest environments. */
const maxOutcomes = 32;

export function pacOutcomes(proofs: readonly VariantProof[]): readonly PacOutcome[] {
  const outcomes = proofs.flatMap(({ asked, counterexamples }) =>
    counterexamples.map(({ result, line, column, endLine, endColumn, words }) => ({
      url: asked.url,
      result: result ?? '',
      ...(line === null ? {} : { line }),
      ...(column === null ? {} : { column }),
      ...(endLine === null ? {} : { endLine }),
      ...(endColumn === null ? {} : { endColumn }),
      words,
    })),
  );
  return outcomes.slice(0, maxOutcomes);
}

/** The words of a witness as a sentence without its full stop. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1).replace(/\.$/, '');
}
