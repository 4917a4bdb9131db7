/**
 * The embedded test range: a signed DNS world over real sockets on loopback, which can be broken on purpose.
 * Used by the demo and by tests; nothing here is meant to face a network.
 */
import { ExchangeError, type Exchange } from '../dns/exchange.js';
import { faultById } from './faults.js';
import { resolverOf } from './responder.js';
import { startServer } from './server.js';
import { buildWorld } from './world.js';
import { plainWorld, type ZonePlan } from './zone-plan.js';

export { faults, faultById, type Fault } from './faults.js';
export { plainWorld, type DenialPlan, type SigningPlan, type ZonePlan } from './zone-plan.js';
export type { AlgorithmName } from './signing-algorithms.js';

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

/** Signs the zones afresh and serves them. Throws `ParseError` `unknown-fault`. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const { anchors, respond } = build(options);
  const server = await startServer(respond);
  return { resolver: server.address, anchors, close: () => server.close() };
}

/** The same world without a socket: its resolver as an `Exchange` in memory. Throws `ParseError` `unknown-fault`. */
export function labInMemory(options: LabOptions = {}): {
  readonly exchange: Exchange;
  readonly anchors: string;
} {
  const { anchors, respond } = build(options);
  return {
    anchors,
    exchange: async (query, { signal } = {}) => {
      signal?.throwIfAborted();
      const response = await Promise.resolve(respond(query, 'tcp'));
      if (response === undefined) throw new ExchangeError('timeout', 'lab', 'the lab was told not to answer');
      return response;
    },
  };
}

function build(options: LabOptions): { anchors: string; respond: ReturnType<typeof resolverOf> } {
  const faults = (options.faults ?? []).map(faultById);
  const plans = (options.zones ?? plainWorld).map((zone) =>
    zone.isTarget ? faults.reduce((plan, fault) => fault.plan?.(plan) ?? plan, zone) : zone,
  );
  const world = buildWorld(plans, options.at ?? new Date());
  return { anchors: world.anchors, respond: resolverOf(world, faults) };
}
