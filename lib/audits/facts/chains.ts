/** The chain of trust as each resolver gave it, zone by zone, with what held and what did not. */
import type { DnsEvidence } from '../../evidence/types.js';
import { validationOf } from '../dns/shared/answers.js';
import { secondOpinions } from '../dns/shared/witnesses.js';
import type { ReportChain } from '../finding.js';
import { chainOf } from './chain.js';

export async function chainsOf(dns: DnsEvidence, name: string, at: Date): Promise<readonly ReportChain[]> {
  const views = [...dns.resolvers, ...secondOpinions(dns)];
  const chains: ReportChain[] = [];
  for (const view of views)
    for (const type of ['A', 'AAAA'] as const)
      chains.push(chainOf(view.id, await validationOf(dns, view, name, type, at)));
  return chains;
}
