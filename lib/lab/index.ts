/**
 * The embedded test range: a signed DNS world over real sockets on loopback, which can be broken on purpose.
 * Used by the demo and by tests; nothing here is meant to face a network.
 */
import type { Exchange } from '../dns/exchange.js';
import { faultById } from './faults/dns.js';
import { inMemory, labPlaces, type Places, type PlacesOptions } from './places.js';
import { authorityOf, resolverOf, type Responder } from './responder.js';
import { startServer } from './server.js';
import { buildWorld, type World } from './world.js';
import type { Zone } from './zone.js';
import type { NameServer } from '../dns/iterate/delegation.js';
import { plainWorld, type ZonePlan } from './zone-plan.js';

export { faults } from './faults/dns.js';
export { labPlaces, type Places } from './places.js';
export { plainWorld, type SigningPlan, type ZonePlan } from './zone-plan.js';
export type { AlgorithmName } from './signing-algorithms.js';

/** Where a zone's servers are unless its plan says otherwise. */
const resolverAddress = '127.0.0.1';

export interface LabOptions {
  /** Ids of the faults to put in. Default none. */
  readonly faults?: readonly string[];
  /** The time the zones are signed for. Default now. */
  readonly at?: Date;
  /** Other zones than root, io, t1t.io, example, partner.example and the unsigned unsigned.example. */
  readonly zones?: readonly ZonePlan[];
}

export interface Lab {
  /** The recursive resolver, `127.0.0.1:PORT`, UDP and TCP. */
  readonly resolver: string;
  /** The trust anchor of the lab's own root as a DS line, in the form `parseAnchors` reads. */
  readonly anchors: string;
  close(): Promise<void>;
}

export interface ServedPlaces extends Places {
  /** The resolver, `127.0.0.1:PORT`, UDP and TCP. */
  readonly address: string;
  close(): Promise<void>;
}

/** Signs the zones afresh and serves them. Throws `ParseError` `unknown-fault`. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const { anchors, respond, closesTcp } = build(options);
  const server = await startServer(respond, { closesTcp });
  return { resolver: server.address, anchors, close: () => server.close() };
}

/** A world seen from every place, its resolver served on loopback. Throws `ParseError` `unknown-fault`. */
export async function startPlaces(options: PlacesOptions): Promise<ServedPlaces> {
  const places = labPlaces(options);
  const server = await startServer(places.respond, places);
  return { ...places, address: server.address, close: () => server.close() };
}

/** The same world without a socket: its resolver as an `Exchange` in memory. Throws `ParseError` `unknown-fault`. */
export function labInMemory(options: LabOptions = {}): {
  readonly exchange: Exchange;
  readonly anchors: string;
} {
  const { anchors, respond } = build(options);
  return { anchors, exchange: inMemory(respond) };
}

/**
 * The same world by its authoritative servers, in memory: where a walk starts and how to reach each address that
 * the plans give. The faults that lie in the zones show; those of the resolver do not.
 */
export function labAuthorities(options: LabOptions = {}): {
  readonly hints: readonly NameServer[];
  readonly anchors: string;
  readonly exchangeFor: (address: string) => Exchange;
} {
  const { world } = build(options);
  const addressesOf = (zone: Zone): readonly string[] => zone.plan.servers ?? [resolverAddress];
  const root = world.zones.find((zone) => zone.apex.length === 1);
  return {
    hints: root === undefined ? [] : [{ name: root.apex, addresses: addressesOf(root) }],
    anchors: world.anchors,
    exchangeFor: (address) =>
      inMemory(
        authorityOf(
          world,
          world.zones.filter((zone) => addressesOf(zone).includes(address)),
        ),
      ),
  };
}

interface Built {
  readonly anchors: string;
  readonly world: World;
  readonly respond: Responder;
  readonly closesTcp: boolean;
}

function build(options: LabOptions): Built {
  const faults = (options.faults ?? []).map(faultById);
  const plans = (options.zones ?? plainWorld).map((zone) =>
    zone.isTarget ? faults.reduce((plan, fault) => fault.plan?.(plan) ?? plan, zone) : zone,
  );
  const world = buildWorld(plans, options.at ?? new Date());
  return {
    anchors: world.anchors,
    world,
    respond: resolverOf(world, faults),
    closesTcp: faults.some((fault) => fault.closesTcp === true),
  };
}
