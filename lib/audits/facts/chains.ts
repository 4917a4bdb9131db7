/** The chain of trust as each resolver gave it, zone by zone, with what held and what did not. */
import type { Validation } from '../../dnssec/index.js';
import type { DnsEvidence } from '../../evidence/types.js';
import { validationOf } from '../dns/answers.js';
import { secondOpinions } from '../dns/witnesses.js';
import type { ReportChain } from '../finding.js';

export async function chainsOf(dns: DnsEvidence, name: string, at: Date): Promise<readonly ReportChain[]> {
  const views = [...dns.resolvers, ...secondOpinions(dns)];
  const chains: ReportChain[] = [];
  for (const view of views)
    for (const type of ['A', 'AAAA'] as const)
      chains.push(chainOf(view.id, await validationOf(dns, view, name, type, at)));
  return chains;
}

function chainOf(by: string, { name, type, status, rcode, chain, reasons }: Validation): ReportChain {
  return {
    by,
    name,
    type,
    status,
    rcode,
    zones: chain.map((link) => ({
      zone: link.zone,
      status: link.status,
      by: link.by,
      ...(link.parent === undefined ? {} : { parent: link.parent }),
      ds: link.ds.map(({ keyTag, algorithm, digestType, use }) => ({ keyTag, algorithm, digestType, use })),
      keys: link.keys.map(({ keyTag, algorithm, sep, used }) => ({ keyTag, algorithm, sep, used })),
      proofs: link.proofs.map((proof) => ({
        name: proof.name,
        type: proof.type,
        signerName: proof.signerName,
        keyTag: proof.keyTag,
        algorithm: proof.algorithm,
        inception: proof.inception,
        expiration: proof.expiration,
      })),
    })),
    reasons: reasons.map(({ code, message, zone, signature }) => ({
      code,
      message,
      ...(zone === undefined ? {} : { zone }),
      ...(signature === undefined ? {} : { signature }),
    })),
  };
}
