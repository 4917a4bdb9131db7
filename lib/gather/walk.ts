/**
 * A second opinion that rests on no resolver: the same question validated over the answers of the zone's own servers,
 * reached from the root, all together and then each on its own. It tells a resolver that lies from a zone that is broken,
 * and finds the one server of a zone that is out of step.
 */
import { ExchangeError, parseName, type IterativeExchange, type ServerOfZone } from '../dns/index.js';
import { validate, type TrustAnchor, type Validation } from '../dnssec/index.js';

export interface WalkOptions {
  readonly walker: IterativeExchange;
  readonly anchors?: readonly TrustAnchor[];
  readonly at: Date;
  readonly signal?: AbortSignal;
}

export interface ServerVerdict {
  readonly server: ServerOfZone;
  readonly validation: Validation;
}

export type Conclusion =
  'agree' | 'resolver-at-fault' | 'zone-broken' | 'servers-unreachable' | 'servers-differ';

export interface Walked {
  readonly validation: Validation;
  /** Each address of each of the zone's servers. */
  readonly servers: readonly ServerVerdict[];
  readonly conclusion: Conclusion;
}

/** Validates `name` and `type` from the root down and holds it against what the resolver's answer came to. */
export async function walkZone(
  question: { readonly name: string; readonly type: string },
  fromResolver: Validation,
  { walker, anchors, at, signal }: WalkOptions,
): Promise<Walked> {
  const common = {
    at,
    source: 'servers' as const,
    ...(anchors === undefined ? {} : { anchors }),
    ...(signal === undefined ? {} : { signal }),
  };
  const validation = await validate(question, { ...common, exchange: walker });
  const zone = parseName(validation.chain.at(-1)?.zone ?? '.');
  const servers = await Promise.all(
    (await serversOf(walker, question.name)).map(async (server) => ({
      server,
      validation: await validate(question, { ...common, exchange: walker.through(zone, server) }),
    })),
  );
  return { validation, servers, conclusion: conclude(fromResolver, validation, servers) };
}

async function serversOf(walker: IterativeExchange, name: string): Promise<ServerOfZone[]> {
  try {
    return await walker.serversOf(parseName(name));
  } catch (error) {
    // The walk's own validation already says that nothing could be reached.
    if (error instanceof ExchangeError) return [];
    throw error;
  }
}

function conclude(resolver: Validation, walked: Validation, servers: readonly ServerVerdict[]): Conclusion {
  if (walked.status === 'indeterminate') return 'servers-unreachable';
  if (new Set(servers.map(({ validation }) => summary(validation))).size > 1) return 'servers-differ';
  if (summary(resolver) === summary(walked)) return walked.status === 'bogus' ? 'zone-broken' : 'agree';
  return walked.status === 'bogus' ? 'zone-broken' : 'resolver-at-fault';
}

/** What two validations have to share to say the same: verdict, RCODE and data, in any order. */
function summary({ status, rcode, answer }: Validation): string {
  return JSON.stringify([
    status,
    rcode,
    answer.map(({ name, type, data }) => [name, type, [...data].sort()]),
  ]);
}
