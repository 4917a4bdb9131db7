/** What each PAC answers, as it was proven: each answer with its place, who gets it, and what decides that. */
import type { PacEvidence } from '../../evidence/types.js';
import type { ReportPac, ReportPacProof } from '../finding.js';
import { proofOf } from './pac.js';
import { groupBy } from '../shared/group-by.js';
import {
  provenPacs,
  type ClientProof,
  type PacCircumstances,
  type ProvenPac,
} from '../proxy/shared/pac-proofs.js';

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
