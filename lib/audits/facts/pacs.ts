/** What each PAC answers, as it was proven: each answer with its place, who gets it, and what decides that. */
import type { PacEvidence } from '../../evidence/types.js';
import type { Proof, VariantProof, Witness } from '../../pac/index.js';
import type { ReportPac, ReportPacAnswer, ReportPacProof } from '../finding.js';
import { groupBy } from '../group-by.js';
import { provenPacs, type ClientProof, type PacCircumstances, type ProvenPac } from '../proxy/pac-proofs.js';

/** Who gets an answer is left out where it would take more text than this (characters): no reader follows it. */
const MOST_REGION_TEXT = 8000;

export async function pacsOf(
  pacs: readonly PacEvidence[],
  circumstances: PacCircumstances,
): Promise<readonly ReportPac[]> {
  return (await provenPacs(pacs, circumstances)).map(pacOf);
}

function pacOf({ pac, proofs, unseen }: ProvenPac): ReportPac {
  const { source, namedBy, wpad, error } = pac;
  return {
    source,
    ...(namedBy === undefined ? {} : { namedBy }),
    ...(wpad === undefined ? {} : { wpad }),
    ...(error === undefined ? {} : { error: error.message }),
    proofs: alike(proofs),
    notLookedAt: unseen,
  };
}

/** Clients for which all is the same are told together. */
function alike(proofs: readonly ClientProof[]): readonly ReportPacProof[] {
  const all = proofs.map(({ clients, proof }) => ({ clients, told: proofOf(proof) }));
  const groups = groupBy(all, ({ told }) => JSON.stringify({ ...told, dialect: '' }));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ clients: group.flatMap(({ clients }) => clients), ...first.told }];
  });
}

function proofOf(proof: Proof): Omit<ReportPacProof, 'clients'> {
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
