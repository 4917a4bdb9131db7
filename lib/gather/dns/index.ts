/**
 * Asks for the profile's name in every place where it matters: each resolver, the references, the zone's own servers and
 * the operating system. All at once; kept are the messages, not what was made of them.
 */
import { recording } from '../../dns/index.js';
import type { DnsEvidence, ResolverEvidence } from '../../evidence/types.js';
import type { Profile } from '../../profile/types.js';
import { gatherAuthoritative } from './authoritative.js';
import { askEverything } from './questions.js';
import { lookUpAll } from './system.js';
import type { DnsOptions } from './options.js';

export type { DnsOptions } from './options.js';

export async function gatherDns(profile: Profile, options: DnsOptions): Promise<DnsEvidence | undefined> {
  const { anchors, references = [], authoritative, lookUp } = options;
  if (
    options.resolvers.length + references.length === 0 &&
    authoritative === undefined &&
    lookUp === undefined
  )
    return undefined;
  const ask = (one: DnsOptions['resolvers'][number]): Promise<ResolverEvidence> =>
    askOne(profile, one, options);
  const [resolvers, asked, walked, system] = await Promise.all([
    Promise.all(options.resolvers.map(ask)),
    Promise.all(references.map(ask)),
    authoritative === undefined ? undefined : gatherAuthoritative(profile, authoritative, options),
    lookUp === undefined ? undefined : lookUpAll([profile.name, 'localhost'], lookUp, options),
  ]);
  return {
    ...(anchors === undefined ? {} : { anchors }),
    resolvers,
    ...(asked.length === 0 ? {} : { references: asked }),
    ...(walked === undefined ? {} : { authoritative: walked }),
    ...(system === undefined ? {} : { system }),
  };
}

async function askOne(
  profile: Profile,
  { id, exchange }: DnsOptions['resolvers'][number],
  options: DnsOptions,
): Promise<ResolverEvidence> {
  options.progress(`asking ${id} for ${profile.name}`);
  const recorded = recording(exchange);
  await askEverything(recorded, profile, options);
  return { id, records: recorded.records() };
}
