/** The frame of every audit that judges each resolver on its own. */
import type { DnsEvidence, ResolverEvidence } from '../../../evidence/types.js';
import type { MessageSpec, Outcome } from '../../define.js';

export const noResolver: MessageSpec = { status: 'not-collected', text: 'No resolver was asked.' };

/** What `judge` says of each resolver, with the resolver as its subject; `no-resolver` where none was asked. */
export async function eachResolver<Id extends string>(
  { resolvers }: DnsEvidence,
  judge: (resolver: ResolverEvidence) => Promise<readonly Outcome<Id>[]>,
): Promise<Outcome<Id | 'no-resolver'>[]> {
  if (resolvers.length === 0) return [{ message: 'no-resolver' }];
  const outcomes: Outcome<Id>[] = [];
  for (const resolver of resolvers) {
    for (const outcome of await judge(resolver)) outcomes.push({ ...outcome, subject: resolver.id });
  }
  return outcomes;
}
