/**
 * What a PAC says of a URL on this machine, now: run in the sandbox with the machine's own addresses and with the
 * answers to the names that it asks for. The first directive counts, as it does for a browser.
 */
import { networkInterfaces } from 'node:os';
import type { RouteEvidence } from '../../evidence/probe.js';
import type { PacEvidence } from '../../evidence/types.js';
import { loadPac, type Decision, type Pac } from '../../pac/index.js';
import { limitsFrom, type GatherLimits } from '../limits.js';
import { addressesOf, type Lookup } from './tcp.js';
import { pacProxyUrl } from './proxy-url.js';
import { timeLimit } from './time-limit.js';

/** Names that a PAC may ask for, and times it may come up with new ones. */
const maxNames = 16;
const maxRounds = 4;

export interface PacRouteOptions {
  readonly at: Date;
  readonly lookup?: Lookup;
  /** This machine's own addresses; default: those of its interfaces. */
  readonly ownAddresses?: readonly string[];
  readonly limits?: Partial<GatherLimits>;
  readonly signal?: AbortSignal;
}

export async function pacRoute(
  url: string,
  pac: PacEvidence,
  readBy: string,
  options: PacRouteOptions,
): Promise<RouteEvidence> {
  const undecided = (reason: string): RouteEvidence => ({
    via: 'undecided',
    reason: `the PAC ${pac.source} ${reason}`.slice(0, 1000),
  });
  if (pac.bytes === undefined) return undecided(`could not be read: ${pac.error?.message ?? 'no reason'}`);
  const loaded = await loadPac(Buffer.from(pac.bytes, 'base64'));
  try {
    const decision = await decideHere(loaded, url, options);
    if (decision === undefined) return undecided(`asks for more than ${maxNames} names`);
    if (decision.failure !== null) return undecided(`gives no answer: ${decision.failure.message}`);
    const decidedBy = `the PAC ${pac.source}, ${readBy}`.slice(0, 1000);
    const first = decision.entries.find(({ scheme }) => scheme !== null);
    if (decision.bypass !== null || first?.scheme === 'DIRECT') return { via: 'direct', decidedBy };
    const proxy =
      first?.scheme === undefined || first.scheme === null || first.host === null
        ? undefined
        : pacProxyUrl(first.scheme, first.host, first.port ?? 80);
    return proxy === undefined
      ? undecided(`answers ${decision.result ?? 'nothing'}, which is not spoken here`)
      : { via: 'proxy', proxy, decidedBy };
  } finally {
    await loaded.close();
  }
}

/** Runs it again for as long as it asks for names that were not looked up yet; undefined where these are too many. */
async function decideHere(pac: Pac, url: string, options: PacRouteOptions): Promise<Decision | undefined> {
  const dns: Record<string, readonly string[]> = {};
  const environment = {
    myIp: options.ownAddresses ?? ownAddresses(),
    at: options.at,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    dns,
  };
  for (let round = 1; ; round += 1) {
    const decision = await pac.decide(url, environment);
    const asked = namesAsked(decision).filter((name) => !Object.hasOwn(dns, name));
    if (asked.length === 0) return decision;
    if (asked.length + Object.keys(dns).length > maxNames || round === maxRounds) return undefined;
    for (const [name, addresses] of await Promise.all(asked.map((name) => lookUp(name, options)))) {
      dns[name] = addresses;
    }
  }
}

function namesAsked({ trace }: Decision): string[] {
  return trace.flatMap(({ call, args }) => {
    if (!/^(?:dnsResolve|isResolvable|isInNet)/.test(call)) return [];
    const name = textOf(args[0]);
    return name === undefined || name === '' ? [] : [name.toLowerCase()];
  });
}

/** An argument as the trace shows it: a text as JSON, which may be cut, and anything else in words of its own. */
function textOf(shown: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(shown ?? 'null');
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

async function lookUp(
  name: string,
  { lookup, limits, signal }: PacRouteOptions,
): Promise<[string, readonly string[]]> {
  const limit = timeLimit(limitsFrom(limits).pacLookupMs, signal);
  try {
    return [name, await addressesOf(name, lookup, limit.signal)];
  } catch {
    // To a PAC a name that cannot be resolved, for whatever reason, is one that does not resolve.
    return [name, []];
  } finally {
    limit.end();
  }
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}
