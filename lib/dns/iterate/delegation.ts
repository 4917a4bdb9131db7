/**
 * Reads from a response which servers a zone is delegated to. Limits: of the additional section it believes
 * only addresses of servers named in the delegation and inside the zone that answered (RFC 5452 §6).
 */
import { rcode, rrType } from '../codes.js';
import type { Message } from '../message.js';
import { equalNames, isSubdomain, labelCount, nameKey, type Name } from '../name.js';
import { formatRdata } from '../rdata-text.js';
import { Reader } from '../reader.js';

/** A server of a zone; without addresses where the delegation brought none. */
export interface NameServer {
  readonly name: Name;
  readonly addresses: readonly string[];
}

export interface Delegation {
  readonly zone: Name;
  readonly servers: readonly NameServer[];
}

/** A zone has up to thirteen servers in practice; what names more is not followed further (NXNSAttack). */
export const maxServers = 16;
const maxAddressesPerServer = 4;

/**
 * The delegation in a response of a server of `parent` to a question about `name`: NS records that lie below
 * `parent`, at `name` or above it. Undefined where the response is none.
 */
export function delegationIn(message: Message, parent: Name, name: Name): Delegation | undefined {
  if (message.rcode !== rcode.NOERROR) return undefined;
  const ns = [...message.answer, ...message.authority].filter(
    (record) =>
      record.type === rrType.NS &&
      isSubdomain(name, record.name) &&
      isSubdomain(record.name, parent) &&
      labelCount(record.name) > labelCount(parent),
  );
  const zone = ns[0]?.name;
  if (zone === undefined) return undefined;
  const servers = ns
    .filter((record) => equalNames(record.name, zone))
    .slice(0, maxServers)
    .map((record) => new Reader(record.rdata).name())
    .map((server) => ({ name: server, addresses: addressesIn(message, parent, server) }));
  return { zone, servers };
}

/** Addresses of `server` that this response may vouch for, IPv4 first. */
function addressesIn(message: Message, parent: Name, server: Name): string[] {
  if (!isSubdomain(server, parent)) return [];
  const key = nameKey(server);
  return [rrType.A, rrType.AAAA].flatMap((type) =>
    message.additional
      .filter((record) => record.type === type && nameKey(record.name) === key)
      .slice(0, maxAddressesPerServer)
      .map((record) => formatRdata(type, record.rdata)),
  );
}

/** The addresses a response answers with, for the server's own name. */
export function addressesAnswered(message: Message): string[] {
  return message.answer
    .filter((record) => record.type === rrType.A || record.type === rrType.AAAA)
    .slice(0, maxAddressesPerServer)
    .map((record) => formatRdata(record.type, record.rdata));
}
