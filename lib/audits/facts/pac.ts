/** A proof as the report holds it: each answer with its place, who gets it, and what decides that. */
import type { Proof, VariantProof, Witness } from '../../pac/index.js';
import type { ReportPacAnswer, ReportPacProof } from '../finding.js';

/** Who gets an answer is left out where it would take more text than this (characters): no reader follows it. */
const MOST_REGION_TEXT = 8000;

export function proofOf(proof: Proof): Omit<ReportPacProof, 'clients'> {
  const { dialect, paths, variants, reached, unreached, mayFallBack } = proof;
  return {
    dialect,
    ...formOf(proof),
    paths,
    mayFallBack,
    variants: variants.map((one) => ({ variant: one.variant, ...formOf(one) })),
    reached,
    unreached,
  };
}

type Form = Pick<ReportPacProof, 'url' | 'verdict' | 'answers' | 'obstacles' | 'failure' | 'bypass'>;

function formOf({ asked, verdict, answers, obstacles, failure, bypass }: VariantProof): Form {
  return {
    url: asked.url,
    verdict,
    answers: answers.map(answerOf),
    obstacles: obstacles.map(({ reason, line }) => ({ reason, ...(line === null ? {} : { line }) })),
    ...(failure === null ? {} : { failure: failure.message }),
    ...(bypass === null ? {} : { bypass }),
  };
}

function answerOf(witness: Witness): ReportPacAnswer {
  const { compliance, result, failure, line, column, endLine, endColumn, words, conditions } = witness;
  const { regions, earlier } = witness;
  const isTold = regions !== null && JSON.stringify(regions).length <= MOST_REGION_TEXT;
  const hasPlace = line !== null && column !== null && endLine !== null && endColumn !== null;
  return {
    compliance,
    ...(result === null ? {} : { result }),
    ...(failure === null ? {} : { failure: failure.message }),
    ...(hasPlace ? { span: { line, column, endLine, endColumn } } : {}),
    words,
    ...(isTold ? { regions } : {}),
    conditions,
    ...(earlier === undefined ? {} : { earlierCalls: earlier.length }),
  };
}
