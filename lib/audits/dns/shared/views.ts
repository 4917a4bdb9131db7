/** Every place that was asked, in the order in which it is believed: the zone's own servers, references, resolvers. */
import type { DnsEvidence } from '../../../evidence/types.js';
import { secondOpinions, type View } from './witnesses.js';

export function allViews(dns: DnsEvidence): readonly View[] {
  return [...secondOpinions(dns), ...dns.resolvers];
}
