/**
 * One world seen from every place: a resolver, a reference that nobody tampers with, the zone's own servers, and the hosts
 * file and resolver of a user's machine. In memory; all share the same keys.
 */
import { ExchangeError, type Exchange } from '../dns/exchange.js';
import type { NameServer } from '../dns/iterate/delegation.js';
import { isTruncated } from '../dns/transport/question.js';
import { ParseError } from '../errors.js';
import type { DnsFault } from './faults/dns-fault.js';
import { faults } from './faults/dns.js';
import { placeFaults, type PlaceFault } from './faults/dns-places.js';
import { authorityOf, resolverOf, type Responder } from './responder.js';
import { buildWorld } from './world.js';
import { plainWorld, type ZonePlan } from './zone-plan.js';

export interface PlacesOptions {
  /** Ids of faults of the lab and of its places. */
  readonly faults?: readonly string[];
  readonly at: Date;
}

export interface Places {
  readonly anchors: string;
  readonly resolver: Exchange;
  /** The same resolver, to be served. */
  readonly respond: Responder;
  /** Whether it is to be served over UDP alone. */
  readonly closesTcp: boolean;
  /** The same zones, asked past every fault of the resolver. */
  readonly reference: Exchange;
  readonly hints: readonly NameServer[];
  readonly exchangeFor: (address: string) => Exchange;
  /** The text of the machine's hosts file. */
  readonly hosts: string;
  readonly lookUp: (name: string) => Promise<readonly string[]>;
}

const healthyHosts = ['127.0.0.1 localhost', '::1 localhost ip6-localhost'];
const healthySystem: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1', '::1'],
  't1c.t1t.io': ['127.0.0.1'],
};
const servers: Readonly<Record<string, readonly string[]>> = {
  '.': ['192.0.2.1'],
  'io.': ['192.0.2.2'],
  't1t.io.': ['192.0.2.3', '192.0.2.4', '192.0.2.5'],
};

/** Throws `ParseError` `unknown-fault`. */
export function labPlaces({ faults: ids = [], at }: PlacesOptions): Places {
  const chosen = ids.map(find);
  const ofZones = chosen.filter((fault): fault is DnsFault => 'plan' in fault || 'respond' in fault);
  const ofPlaces = chosen.filter((fault): fault is PlaceFault => !ofZones.some(({ id }) => id === fault.id));
  const plans = plainWorld.map((plan): ZonePlan => {
    const zone: ZonePlan = { ...plan, servers: servers[plan.apex] ?? ['192.0.2.9'] };
    return zone.isTarget ? ofZones.reduce<ZonePlan>((each, fault) => fault.plan?.(each) ?? each, zone) : zone;
  });
  const world = buildWorld(plans, at);
  const last = servers['t1t.io.']?.at(-1);
  const system = Object.assign({}, healthySystem, ...ofPlaces.map((fault) => fault.system ?? {})) as Readonly<
    Record<string, readonly string[]>
  >;
  const respond = resolverOf(world, ofZones);
  return {
    anchors: world.anchors,
    resolver: inMemory(respond),
    respond,
    closesTcp: ofZones.some((fault) => fault.closesTcp === true),
    reference: inMemory(resolverOf(world, [])),
    hints: world.zones
      .filter(({ apex }) => apex.length === 1)
      .map(({ apex }) => ({ name: apex, addresses: servers['.'] ?? [] })),
    exchangeFor: (address) => {
      const zones = world.zones.filter(({ plan }) => plan.servers?.includes(address) === true);
      const change = address === last ? ofPlaces.flatMap((fault) => fault.lastServer ?? []) : [];
      return inMemory(authorityOf(world, zones, change));
    },
    hosts: [...healthyHosts, ...ofPlaces.flatMap((fault) => fault.hosts ?? [])].join('\n'),
    lookUp: (name) => {
      const addresses = system[name] ?? [];
      return addresses.length > 0
        ? Promise.resolve(addresses)
        : Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }));
    },
  };
}

function find(id: string): DnsFault | PlaceFault {
  const fault = [...faults, ...placeFaults].find((each) => each.id === id);
  if (fault === undefined) throw new ParseError('unknown-fault', `"${id}" is not a fault the lab knows`);
  return fault;
}

/** A responder as an exchange over UDP, and TCP after what was cut short; silence becomes a timeout at once. */
export function inMemory(respond: Responder): Exchange {
  return async (query, { signal } = {}) => {
    signal?.throwIfAborted();
    const response = await Promise.resolve(respond(query, 'udp'));
    if (response === undefined) throw new ExchangeError('timeout', 'lab', 'the lab was told not to answer');
    if (!isTruncated(response)) return response;
    const whole = respond(query, 'tcp');
    if (whole === undefined) throw new ExchangeError('truncated', 'lab', 'the lab’s TCP is closed');
    return whole;
  };
}
