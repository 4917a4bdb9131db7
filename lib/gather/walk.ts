/**
 * A second opinion that rests on no resolver: the same question validated over the answers of the zone's own servers,
 * reached from the root, all together and then each on its own. It tells a resolver that lies from a zone that is broken,
 * and finds the one server of a zone that is out of step.
 */
import {
  buildQuery,
  equalNames,
  ExchangeError,
  formatName,
  lowerName,
  nameKey,
  parentName,
  parseName,
  readMessage,
  rrType,
  type IterativeExchange,
  type Name,
  type ServerOfZone,
} from '../dns/index.js';
import { ParseError } from '../errors.js';
import { validate, type TrustAnchor, type Validation } from '../dnssec/index.js';

export interface WalkOptions {
  readonly walker: IterativeExchange;
  readonly anchors?: readonly TrustAnchor[];
  readonly at: Date;
  readonly signal?: AbortSignal;
}

export interface ServerVerdict {
  /** The zone on the way to the answer that this is a server of. */
  readonly zone: string;
  readonly server: ServerOfZone;
  readonly validation: Validation;
}

export type Conclusion =
  'agree' | 'resolver-at-fault' | 'zone-broken' | 'servers-unreachable' | 'servers-differ';

/** What the parent of a zone and the zone itself say of its servers, where that is not the same (RFC 1034 §4.2.2). */
export interface DelegationDifference {
  readonly zone: string;
  readonly parent: readonly string[];
  readonly child: readonly string[];
}

export interface Walked {
  readonly validation: Validation;
  /** Each address of each server of the name's zone, then of the zones that aliases lead to. */
  readonly servers: readonly ServerVerdict[];
  /** Servers that were left out, being more than are asked. */
  readonly unasked: number;
  readonly delegations: readonly DelegationDifference[];
  readonly conclusion: Conclusion;
}

/** Five zones with all the servers that a zone can have; each server costs a validation. */
const maxServers = 64;

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
  const all = await serversOnTheWay(walker, validation);
  const servers = await Promise.all(
    all.slice(0, maxServers).map(async ({ zone, server }) => ({
      zone: formatName(zone),
      server,
      // Whatever is asked of this zone is asked of this server; other zones on the way keep their own.
      validation: await validate(question, { ...common, exchange: walker.through(zone, server) }),
    })),
  );
  const unasked = all.length - servers.length;
  const zones = new Map(all.map(({ zone }) => [nameKey(zone), zone]));
  const compared = await Promise.all([...zones.values()].map((zone) => compareDelegation(walker, zone)));
  const delegations = compared.filter((one) => one !== undefined);
  return {
    validation,
    servers,
    unasked,
    delegations,
    conclusion: conclude(fromResolver, validation, servers),
  };
}

interface ServerOnTheWay {
  readonly zone: Name;
  readonly server: ServerOfZone;
}

/** The servers of each zone that answers a link: the name's, and those of its aliases. */
async function serversOnTheWay(walker: IterativeExchange, validation: Validation): Promise<ServerOnTheWay[]> {
  const seen = new Set<string>();
  const found: ServerOnTheWay[] = [];
  for (const name of namesOnTheWay(validation)) {
    try {
      const zone = await walker.zoneOf(name);
      if (seen.has(nameKey(zone))) continue;
      seen.add(nameKey(zone));
      const servers = await walker.serversOf(name);
      found.push(...servers.map((server) => ({ zone, server })));
    } catch (error) {
      // The walk's own validation already says what could not be reached.
      if (!(error instanceof ExchangeError)) throw error;
    }
  }
  return found;
}

/** Undefined where they agree, or where one of them could not be heard. */
async function compareDelegation(
  walker: IterativeExchange,
  zone: Name,
): Promise<DelegationDifference | undefined> {
  try {
    const parent = await walker.delegatedTo(zone);
    const { answer } = readMessage(await walker(buildQuery({ name: zone, type: rrType.NS })));
    const child = answer
      .filter((record) => record.type === rrType.NS && equalNames(record.name, zone))
      .map(({ rdata }) => rdata);
    if (parent === undefined || child.length === 0) return undefined;
    const [above, below] = [parent, child].map((names) => [...new Set(names.map(nameText))].sort());
    if (above === undefined || below === undefined || above.join() === below.join()) return undefined;
    return { zone: formatName(zone), parent: above, child: below };
  } catch (error) {
    if (error instanceof ExchangeError || error instanceof ParseError) return undefined;
    throw error;
  }
}

function nameText(name: Name): string {
  return formatName(lowerName(name));
}

/** Names whose zones are asked for the type: an alias is followed unless it is what was asked for. */
function namesOnTheWay({ name, type, answer }: Validation): Name[] {
  const own = parseName(name);
  // The parent answers for a DS.
  if (type === 'DS') return [parentName(own) ?? own];
  const aliases = type === 'CNAME' || type === 'ANY' ? [] : answer.filter((rrset) => rrset.type === 'CNAME');
  return [own, ...aliases.flatMap(({ rdata }) => rdata)];
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
