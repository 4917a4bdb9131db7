/**
 * The servers of a scenario, and a recursive resolver that walks their delegations: what Unbound's own iterator does
 * in front of its validator, as far as the scenarios need it. Limits: every server answers at once or not at all.
 */
import { encode, type Packet } from 'dns-packet';
import { ExchangeError, type Exchange } from '../../../lib/dns/exchange.js';
import { readMessage, type ResourceRecord } from '../../../lib/dns/message.js';
import {
  equalNames,
  isBelow,
  isSubdomain,
  labelCount,
  lastLabels,
  nameKey,
  parentName,
  parseName,
  formatName,
  replaceSuffix,
  rootName,
  type Name,
} from '../../../lib/dns/name.js';
import { writeRecord } from '../../../lib/dns/message-writer.js';
import { rcode, rrType } from '../../../lib/dns/codes.js';
import { formatRdata } from '../../../lib/dns/rdata-text.js';
import { Reader } from '../../../lib/dns/reader.js';
import { rootHints } from '../../../lib/dns/iterate/root-hints.js';
import { matches, repliesOfSteps, replyOf, type Reply } from './entries.js';
import { plainAddress, type Range, type Scenario } from './scenario.js';

interface Place {
  readonly zone: Name;
  readonly addresses: readonly string[];
  /** A forwarder recurses itself: its answer is final. */
  readonly forwards: boolean;
}

const stepsMost = 40;
const depthMost = 12;

export class World {
  readonly #ranges: readonly Range[];
  readonly #places = new Map<string, Place>();
  readonly #minimises: boolean;
  /** DS, NSEC and NSEC3 records met so far, with their signatures: a resolver answers for a DS from its cache, too. */
  readonly #seen: ResourceRecord[] = [];
  step = 0;

  constructor(scenario: Scenario) {
    this.#ranges = [...scenario.ranges.toReversed(), repliesOfSteps(scenario)];
    this.#minimises = scenario.config.some(
      ([option, value]) => option === 'qname-minimisation' && value === 'yes',
    );
    let zone = rootName;
    const hosts = new Map<string, string[]>();
    for (const [option, value] of scenario.config) {
      const [block = '', inner = ''] = option.split('/');
      if (block !== 'stub-zone' && block !== 'forward-zone') continue;
      if (inner === 'name') zone = parseName(value);
      const key = nameKey(zone);
      if (/^(stub|forward)-addr$/.test(inner))
        hosts.set(key, [...(hosts.get(key) ?? []), plainAddress(value)]);
      if (inner !== '')
        this.#places.set(key, { zone, addresses: hosts.get(key) ?? [], forwards: block === 'forward-zone' });
    }
    const root = nameKey(rootName);
    if (!this.#places.has(root)) {
      const addresses = rootHints.flatMap((server) => server.addresses);
      this.#places.set(root, { zone: rootName, addresses, forwards: false });
    }
  }

  /**
   * What a server says at the present step; undefined where it says nothing. As in Unbound's runner, the range given
   * last is looked at first, and in it the first entry that matches wins. What a later step sends as a reply comes last.
   */
  #serve(address: string, name: Name, type: number, transport: 'UDP' | 'TCP' = 'UDP'): Reply | undefined {
    for (const range of this.#ranges) {
      if (this.step < range.from || this.step > range.to) continue;
      if (range.addresses.length > 0 && !range.addresses.includes(address)) continue;
      const entry = range.entries.find((candidate) => matches(candidate, name, type, transport));
      if (entry === undefined) continue;
      return entry.reply.has('TC') && transport === 'UDP'
        ? this.#serve(address, name, type, 'TCP')
        : replyOf(entry);
    }
    return undefined;
  }

  /** The answer a recursive resolver would hand on, aliases followed; undefined where no server had one. */
  resolve(name: Name, type: number, depth = 0): Reply | undefined {
    const whole: { answer: ResourceRecord[]; authority: ResourceRecord[]; additional: ResourceRecord[] } = {
      answer: [],
      authority: [],
      additional: [],
    };
    let at = name;
    for (let hops = 0; hops < depthMost; hops += 1) {
      const reply = this.#walk(at, type, depth);
      if (reply === undefined) return undefined;
      whole.answer.push(...reply.answer);
      whole.authority.push(...reply.authority);
      whole.additional.push(...reply.additional);
      const next = unfinished(reply.answer, at, type);
      if (next === undefined) return { ...whole, rcode: reply.rcode, authoritative: false };
      at = next;
    }
    return { ...whole, rcode: rcode.NOERROR, authoritative: false };
  }

  #closestPlace(name: Name, type: number): Place | undefined {
    // A DS is asked of the parent's side.
    const from = type === rrType.DS ? (parentName(name) ?? name) : name;
    for (let at: Name | undefined = from; at !== undefined; at = parentName(at)) {
      const place = this.#places.get(nameKey(at));
      if (place !== undefined) return place;
    }
    return undefined;
  }

  #walk(name: Name, type: number, depth: number): Reply | undefined {
    let place = this.#closestPlace(name, type);
    for (let steps = 0; place !== undefined && steps < stepsMost; steps += 1) {
      const reply = this.#askPlace(place, name, type);
      if (reply === undefined) break;
      this.#seen.push(...[...reply.answer, ...reply.authority].filter(tellsOfDs));
      const cut = place.forwards ? undefined : referralCut(reply, place.zone, name);
      if (cut === undefined) return scrub(reply, place);
      if (type === rrType.DS && equalNames(cut, name)) break;
      place = this.#follow(reply, cut, depth);
    }
    return type === rrType.DS ? this.#dsFromCache(name) : undefined;
  }

  /** Each server of a zone in turn; where names are sent minimised, a shorter one may bring the referral. */
  #askPlace(place: Place, name: Name, type: number): Reply | undefined {
    const full = this.#askServers(place, name, type);
    if (full !== undefined || !this.#minimises) return full;
    for (let labels = labelCount(place.zone) + 1; labels < labelCount(name); labels += 1) {
      const shorter = lastLabels(name, labels);
      for (const asked of [rrType.A, rrType.NS]) {
        const reply = this.#askServers(place, shorter, asked);
        if (reply !== undefined && referralCut(reply, place.zone, name) !== undefined) return reply;
      }
    }
    return undefined;
  }

  #askServers(place: Place, name: Name, type: number): Reply | undefined {
    for (const address of place.addresses) {
      const reply = this.#serve(address, name, type);
      if (
        reply !== undefined &&
        (reply.rcode === rcode.NOERROR || reply.rcode === rcode.NXDOMAIN || reply.rcode === rcode.YXDOMAIN)
      )
        return reply;
    }
    return undefined;
  }

  #follow(reply: Reply, cut: Name, depth: number): Place {
    const servers = reply.authority
      .filter((record) => record.type === rrType.NS && equalNames(record.name, cut))
      .map((record) => new Reader(record.rdata).name());
    const known = this.#places.get(nameKey(cut));
    const addresses = servers.flatMap((server) => this.#addressesOf(server, reply, depth));
    const place: Place = known ?? { zone: cut, addresses, forwards: false };
    if (addresses.length > 0) this.#places.set(nameKey(cut), place);
    return place;
  }

  #addressesOf(server: Name, reply: Reply, depth: number): string[] {
    const isAddress = (record: ResourceRecord): boolean =>
      (record.type === rrType.A || record.type === rrType.AAAA) && equalNames(record.name, server);
    const glue = reply.additional.filter(isAddress);
    const found =
      glue.length > 0 || depth >= 4
        ? glue
        : (this.resolve(server, rrType.A, depth + 1)?.answer.filter(isAddress) ?? []);
    return found.map((record) => formatRdata(record.type, record.rdata));
  }

  /** What referrals and answers already said of the delegation: its DS, or the proof that there is none. */
  #dsFromCache(name: Name): Reply | undefined {
    const ds = this.#seen.filter(
      (record) => coveredType(record) === rrType.DS && equalNames(record.name, name),
    );
    const proof = this.#seen.filter(
      (record) =>
        coveredType(record) === rrType.NSEC3 ||
        (coveredType(record) === rrType.NSEC && equalNames(record.name, name)),
    );
    if (ds.length + proof.length === 0) return undefined;
    return {
      rcode: rcode.NOERROR,
      answer: ds,
      authority: ds.length > 0 ? [] : proof,
      additional: [],
      authoritative: false,
    };
  }

  /** The resolver as an `Exchange`. */
  readonly exchange: Exchange = (query) => {
    const message = readMessage(query);
    const question = message.questions[0];
    if (question === undefined) throw new Error('a query without a question');
    const reply = this.resolve(question.name, question.type);
    if (reply === undefined)
      return Promise.reject(
        new ExchangeError('timeout', 'scenario', 'no server of the scenario answers this'),
      );
    return Promise.resolve(write(query, reply));
  };
}

/** The type of a record, or the one its signature covers. */
function coveredType(record: ResourceRecord): number {
  return record.type === rrType.RRSIG ? new Reader(record.rdata).u16() : record.type;
}

function tellsOfDs(record: ResourceRecord): boolean {
  return [rrType.DS, rrType.NSEC, rrType.NSEC3].some((type) => type === coveredType(record));
}

/** The delegation a reply refers to: below the zone asked, at or above the name, without an answer or an SOA. */
function referralCut(reply: Reply, zone: Name, name: Name): Name | undefined {
  if (reply.rcode !== rcode.NOERROR || reply.authority.some((record) => record.type === rrType.SOA))
    return undefined;
  if (reply.answer.some((record) => equalNames(record.name, name) || record.type === rrType.DNAME))
    return undefined;
  const ns = reply.authority.find(
    (record) => record.type === rrType.NS && isBelow(record.name, zone) && isSubdomain(name, record.name),
  );
  return ns?.name;
}

/** Unbound drops what a server says of names outside its zone. */
function scrub(reply: Reply, place: Place): Reply {
  if (place.forwards) return reply;
  const inZone = (record: ResourceRecord): boolean => isSubdomain(record.name, place.zone);
  return { ...reply, answer: reply.answer.filter(inZone), authority: reply.authority.filter(inZone) };
}

/** Where the aliases in an answer lead, if not to the type asked for. */
function unfinished(answer: readonly ResourceRecord[], name: Name, type: number): Name | undefined {
  let at = name;
  for (let hops = 0; hops < depthMost; hops += 1) {
    const here = answer.filter((record) => equalNames(record.name, at));
    if (type === rrType.ANY || here.some((record) => record.type === type)) return undefined;
    const cname = here.find((record) => record.type === rrType.CNAME);
    const target = cname === undefined ? madeByDname(answer, at) : new Reader(cname.rdata).name();
    if (target === undefined) return equalNames(at, name) ? undefined : at;
    at = target;
  }
  return undefined;
}

function madeByDname(answer: readonly ResourceRecord[], name: Name): Name | undefined {
  const dname = answer.find((record) => record.type === rrType.DNAME && isBelow(name, record.name));
  if (dname === undefined) return undefined;
  return replaceSuffix(name, dname.name, new Reader(dname.rdata).name());
}

/** The response in wire form: the query's own header and question, then the records. */
function write(query: Uint8Array, reply: Reply): Uint8Array {
  const reader = new Reader(query, 12);
  reader.skipName();
  const questionEnd = reader.offset + 4;
  const id = new Reader(query).u16();
  const shell: Packet = { type: 'response', id, flags: 0x0180 | (reply.rcode & 15) };
  const head = Buffer.from(encode(shell)).subarray(0, 12);
  head.writeUInt16BE(1, 4);
  const parts: Uint8Array[] = [head, query.subarray(12, questionEnd)];
  for (const [index, records] of [reply.answer, reply.authority, reply.additional].entries()) {
    const known = new Set<string>();
    const once = records.filter((record) => {
      const key =
        `${formatName(record.name)} ${record.type} ${formatRdata(record.type, record.rdata)}`.toLowerCase();
      return !known.has(key) && known.add(key);
    });
    head.writeUInt16BE(once.length, 6 + 2 * index);
    for (const { name, type, class: rrClass, ttlSeconds, rdata } of once)
      parts.push(writeRecord(name, type, rrClass, ttlSeconds, rdata));
  }
  return Buffer.concat(parts);
}
