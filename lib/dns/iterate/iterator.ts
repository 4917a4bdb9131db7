/**
 * An Exchange that asks nobody's resolver: it walks from the root hints through the delegations and returns what
 * a zone's own servers say, to tell "my resolver lies" from "the zone is broken". Limits: it follows no CNAME
 * (the answer holds it), validates nothing, and remembers delegations for as long as it lives.
 */
import { ParseError } from '../../errors.js';
import { rcode, rrType } from '../codes.js';
import { ExchangeError, type Exchange } from '../exchange.js';
import { readMessage, type Message } from '../message.js';
import { equalNames, formatName, isSubdomain, nameKey, parentName, rootName, type Name } from '../name.js';
import { buildQuery } from '../query.js';
import { bounded, defaultTimeoutMs, type TransportOptions } from '../transport/transport.js';
import { uint16, withId } from '../transport/question.js';
import { udp } from '../transport/udp.js';
import {
  addressesAnswered,
  delegationIn,
  maxServers,
  type Delegation,
  type NameServer,
} from './delegation.js';
import { rootHints } from './root-hints.js';

/**
 * Where an iterative resolver starts and how it reaches servers; `timeoutMs` bounds one query, its walk through the
 * delegations included.
 */
export interface IterationOptions extends TransportOptions {
  /** Where to start. Default: the root servers. */
  readonly hints?: readonly NameServer[];
  /** How to reach a server, by IP address. Default: UDP (TCP on truncation) to port 53, two seconds each. */
  readonly exchangeFor?: (address: string) => Exchange;
}

/** One address of one of a zone's servers. */
export interface ServerOfZone {
  readonly name: string;
  readonly address: string;
}

/** An exchange that answers by the zones’ own servers, and knows which those are. */
export interface IterativeExchange extends Exchange {
  /** Every address of every server of the zone that `name` is in. Rejects with `ExchangeError`. */
  serversOf(name: Name): Promise<ServerOfZone[]>;
  /**
   * The servers of the zone that `name` is in, by the names that its parent delegates to. Undefined where those are not
   * all known: at the hints, and where there are more than are followed. Rejects with `ExchangeError`.
   */
  delegatedTo(name: Name): Promise<readonly Name[] | undefined>;
  /** Apex of the deepest zone that `name` is in. Rejects with `ExchangeError`. */
  zoneOf(name: Name): Promise<Name>;
  /** The same walk, but whatever is asked of `zone` is asked of this one server. */
  through(zone: Name, server: ServerOfZone): IterativeExchange;
}

/** Questions and look-ups one exchange may take, and how many server names deep it looks up addresses. */
const maxSteps = 100;
const maxDepth = 4;
const serverTimeoutMs = 2_000;
const label = 'iteration';

/** What one exchange has left to spend, and how deep it is in looking up servers. */
interface Walk {
  readonly budget: { steps: number };
  readonly depth: number;
}

/** Walks from the hints. `timeoutMs` bounds one whole exchange, default 15,000. */
export function iterate(options: IterationOptions = {}): IterativeExchange {
  const { timeoutMs = 3 * defaultTimeoutMs, hints = rootHints } = options;
  const exchangeFor = options.exchangeFor ?? transports();
  return iterator({ timeoutMs, root: { zone: rootName, servers: hints }, exchangeFor, pins: new Map() });
}

interface Setting {
  readonly timeoutMs: number;
  readonly root: Delegation;
  readonly exchangeFor: (address: string) => Exchange;
  /** Zones whose every question goes to one server. */
  readonly pins: ReadonlyMap<string, NameServer>;
}

function iterator(setting: Setting): IterativeExchange {
  const { timeoutMs } = setting;
  const walker = new Walker(setting);
  const start = (): Walk => ({ budget: { steps: maxSteps }, depth: 0 });
  const exchange: Exchange = (query, { signal } = {}) =>
    bounded({ server: label, timeoutMs, signal }, (resolve, reject) => {
      walker.answer(query, start()).then(resolve, reject);
      return () => undefined;
    });
  return Object.assign(exchange, {
    serversOf: async (name: Name) => await walker.serversOf(name, start()),
    delegatedTo: async (name: Name) => await walker.delegatedTo(name, start()),
    zoneOf: async (name: Name) => await walker.zoneOf(name, start()),
    through: (zone: Name, server: ServerOfZone) =>
      iterator({
        ...setting,
        pins: new Map([...setting.pins, [nameKey(zone), { name: zone, addresses: [server.address] }]]),
      }),
  });
}

class Walker {
  readonly #setting: Setting;
  readonly #known = new Map<string, Delegation>();
  readonly #underWay = new Map<string, Promise<Delegation>>();

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#known.set(nameKey(rootName), this.#pinned(setting.root));
  }

  /** The response of the servers of the zone the question belongs to. */
  async answer(query: Uint8Array, walk: Walk): Promise<Uint8Array> {
    const [question] = readMessage(query).questions;
    if (question === undefined) throw new ExchangeError('malformed', label, 'the query asks nothing');
    const { name, type } = question;
    const sent = new Uint8Array(query);
    // RD means nothing to an authoritative server, and some refuse it.
    sent[2] = (sent[2] ?? 0) & ~0x01;
    const above = parentName(name);
    let delegation = await this.#zoneOf(above ?? rootName, walk);
    for (;;) {
      const { bytes, message } = await this.#ask(delegation, sent, walk);
      // RFC 4035 §3.1.4.1: DS is the parent's, so a referral to the name itself ends the walk.
      const next = message.authoritative ? undefined : delegationIn(message, delegation.zone, name);
      if (next === undefined || (type === rrType.DS && equalNames(next.zone, name)))
        return withId(bytes, uint16(query, 0));
      delegation = this.#remember(next);
    }
  }

  async zoneOf(name: Name, walk: Walk): Promise<Name> {
    return (await this.#zoneOf(name, walk)).zone;
  }

  async delegatedTo(name: Name, walk: Walk): Promise<readonly Name[] | undefined> {
    const { zone, servers } = await this.#zoneOf(name, walk);
    if (zone.length === 1 || servers.length >= maxServers) return undefined;
    return servers.map((server) => server.name);
  }

  async serversOf(name: Name, walk: Walk): Promise<ServerOfZone[]> {
    const { servers } = await this.#zoneOf(name, walk);
    const found = await Promise.all(
      servers.map(async (server) => {
        const addresses = await this.#addressesOf(server, walk);
        return addresses.map((address) => ({ name: formatName(server.name), address }));
      }),
    );
    return found.flat();
  }

  /** The deepest zone that holds `name`. Lookups that go on at the same depth are shared. */
  async #zoneOf(name: Name, walk: Walk): Promise<Delegation> {
    const key = nameKey(name);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // By depth: a server whose address hangs on the zone being looked up must not wait for itself.
    const place = `${walk.depth} ${key}`;
    const running = this.#underWay.get(place) ?? this.#findZone(name, walk);
    this.#underWay.set(place, running);
    try {
      const delegation = await running;
      this.#known.set(key, delegation);
      return delegation;
    } finally {
      this.#underWay.delete(place);
    }
  }

  async #findZone(name: Name, walk: Walk): Promise<Delegation> {
    const parent = await this.#zoneOf(parentName(name) ?? rootName, walk);
    const query = buildQuery({ name, type: rrType.NS }, { recursionDesired: false });
    const { message } = await this.#ask(parent, query, walk);
    const delegation = delegationIn(message, parent.zone, name);
    if (delegation === undefined) return parent;
    return this.#remember(
      message.authoritative ? await this.#completed(delegation, parent, walk) : delegation,
    );
  }

  /**
   * A server that holds parent and child answers for the child itself, and need not send its servers'
   * addresses along as a referral would: it is asked for them.
   */
  async #completed(delegation: Delegation, parent: Delegation, walk: Walk): Promise<Delegation> {
    const servers = delegation.servers.map(async (server) => {
      if (server.addresses.length > 0 || !isSubdomain(server.name, delegation.zone)) return server;
      const query = buildQuery({ name: server.name, type: rrType.A }, { recursionDesired: false });
      const { message } = await this.#ask(parent, query, walk);
      return { ...server, addresses: addressesAnswered(message) };
    });
    return { ...delegation, servers: await Promise.all(servers) };
  }

  #remember(delegation: Delegation): Delegation {
    const pinned = this.#pinned(delegation);
    this.#known.set(nameKey(delegation.zone), pinned);
    return pinned;
  }

  #pinned(delegation: Delegation): Delegation {
    const pin = this.#setting.pins.get(nameKey(delegation.zone));
    return pin === undefined ? delegation : { ...delegation, servers: [pin] };
  }

  /** Asks the zone's servers in turn until one answers; one that refuses or fails is heard only if all do. */
  async #ask({ zone, servers }: Delegation, query: Uint8Array, walk: Walk): Promise<Asked> {
    let failure: ExchangeError | undefined;
    let unhelpful: Asked | undefined;
    // Those whose addresses came along first: the others cost a walk of their own.
    const withAddressFirst = [...servers].sort(
      (a, b) => Number(a.addresses.length === 0) - Number(b.addresses.length === 0),
    );
    for (const server of withAddressFirst) {
      for await (const asked of this.#attempts(server, query, walk)) {
        if (asked instanceof ExchangeError) failure = asked;
        else if (isHelpful(asked.message)) return asked;
        else unhelpful = asked;
      }
    }
    if (unhelpful !== undefined) return unhelpful;
    const message = `no server of ${formatName(zone)} gave a response`;
    throw failure ?? new ExchangeError('unreachable', label, message);
  }

  /** What each address of a server gives: a response or why there is none. */
  async *#attempts(server: NameServer, query: Uint8Array, walk: Walk): AsyncGenerator<Asked | ExchangeError> {
    let addresses: readonly string[] = [];
    try {
      addresses = await this.#addressesOf(server, walk);
    } catch (error) {
      yield passOver(error, walk);
    }
    for (const address of addresses) {
      spend(walk);
      try {
        const bytes = await this.#setting.exchangeFor(address)(query);
        yield { bytes, message: readMessage(bytes) };
      } catch (error) {
        yield passOver(error, walk);
      }
    }
  }

  async #addressesOf(server: NameServer, walk: Walk): Promise<readonly string[]> {
    if (server.addresses.length > 0) return server.addresses;
    if (walk.depth >= maxDepth)
      throw new ExchangeError(
        'unreachable',
        label,
        `the address of ${formatName(server.name)} hangs on itself`,
      );
    spend(walk);
    const deeper: Walk = { budget: walk.budget, depth: walk.depth + 1 };
    const found: string[] = [];
    for (const type of [rrType.A, rrType.AAAA]) {
      const query = buildQuery({ name: server.name, type }, { recursionDesired: false });
      found.push(...addressesAnswered(readMessage(await this.answer(query, deeper))));
    }
    return found;
  }
}

interface Asked {
  readonly bytes: Uint8Array;
  readonly message: Message;
}

function isHelpful({ rcode: code }: Message): boolean {
  return code === rcode.NOERROR || code === rcode.NXDOMAIN;
}

/** One question, or one look-up of a server's address, of what a walk may take. */
function spend({ budget }: Walk): void {
  if (--budget.steps < 0)
    throw new ExchangeError('unreachable', label, `gave up after ${maxSteps} questions and look-ups`);
}

/** A server that is silent or sends rubbish is passed over, while there are questions left; a bug is not. */
function passOver(error: unknown, { budget }: Walk): ExchangeError {
  if (budget.steps < 0) throw error;
  if (error instanceof ExchangeError) return error;
  if (error instanceof ParseError) return new ExchangeError('malformed', label, error.message, error);
  throw error;
}

/** One transport a server, kept as long as the iteration. */
function transports(): (address: string) => Exchange {
  const byAddress = new Map<string, Exchange>();
  return (address) => {
    const known = byAddress.get(address) ?? udp(address, { timeoutMs: serverTimeoutMs, retries: 1 });
    byAddress.set(address, known);
    return known;
  };
}
