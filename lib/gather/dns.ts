/**
 * Asks each resolver for the profile's name, twice over: as an ordinary program does, which shows what programs get, and
 * as a validator does, with every record of the chain. Kept are the messages, not what was made of them.
 */
import { buildQuery, ExchangeError, recording, rrType, type Exchange } from '../dns/index.js';
import { parseAnchors, validate } from '../dnssec/index.js';
import type { DnsEvidence, ResolverEvidence } from '../evidence/types.js';
import type { Profile } from '../profile/types.js';

export interface DnsOptions {
  readonly resolvers: readonly { readonly id: string; readonly exchange: Exchange }[];
  readonly anchors?: string;
  readonly at: Date;
  readonly signal?: AbortSignal;
  readonly progress: (text: string) => void;
}

export async function gatherDns(profile: Profile, options: DnsOptions): Promise<DnsEvidence> {
  const { anchors } = options;
  const resolvers = await Promise.all(
    options.resolvers.map((resolver) => askOne(profile, resolver, options)),
  );
  return { ...(anchors === undefined ? {} : { anchors }), resolvers };
}

async function askOne(
  profile: Profile,
  { id, exchange }: DnsOptions['resolvers'][number],
  { anchors, at, signal, progress }: DnsOptions,
): Promise<ResolverEvidence> {
  progress(`asking ${id} for ${profile.name}`);
  const recorded = recording(exchange);
  const options = signal === undefined ? {} : { signal };
  const types = [rrType.A, rrType.AAAA] as const;
  await Promise.all([
    ...types.map((type) =>
      ignoringNoAnswer(
        recorded(buildQuery({ name: profile.name, type }, { udpPayloadSize: undefined }), options),
      ),
    ),
    ...(['A', 'AAAA'] as const).map((type) =>
      validate(
        { name: profile.name, type },
        {
          exchange: recorded,
          at,
          ...options,
          ...(anchors === undefined ? {} : { anchors: parseAnchors(anchors) }),
        },
      ),
    ),
  ]);
  return { id, records: recorded.records() };
}

/** That no answer came is recorded; it is evidence and no error of the gathering. */
async function ignoringNoAnswer(response: Promise<Uint8Array>): Promise<void> {
  try {
    await response;
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
  }
}
