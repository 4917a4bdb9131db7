/**
 * DNS as it was seen: raw messages from each place that was asked, and what the operating system's own resolver gave.
 * `schemas/evidence/dns.schema.json` says the same with the bounds.
 */
import type { RecordedExchange } from '../dns/index.js';
import type { CollectionError } from './collection-error.js';

/** One resolver and its raw messages (base64), from which an audit reads or validates anew. */
export interface ResolverEvidence {
  /** The transport and server, e.g. `udp://192.0.2.1:53`. */
  readonly id: string;
  /** Every query that looking at the profile's name took, with its response or why there was none. */
  readonly records: readonly RecordedExchange[];
}

/** One address of one of the zone's own servers, and what it said of the zone. */
export interface ZoneServerEvidence {
  readonly name: string;
  readonly address: string;
  readonly records: readonly RecordedExchange[];
}

/** What the zone's own servers say, reached from the root down without any resolver. */
export interface AuthoritativeEvidence {
  /** Apex of the zone that the name is in; absent where the walk did not get there. */
  readonly zone?: string;
  readonly records: readonly RecordedExchange[];
  readonly servers: readonly ZoneServerEvidence[];
  /** Why the servers could not be listed. */
  readonly error?: CollectionError;
}

/** What `getaddrinfo` gave for one name: the hosts file, mDNS and nsswitch.conf have had their say in it. */
export interface SystemLookup {
  readonly name: string;
  readonly addresses?: readonly string[];
  /** `not-found`: it answered that there is no address. Others: it did not answer. */
  readonly error?: CollectionError;
}

/** What each place said about the profile’s name. An empty `resolvers` means that nobody was asked. */
export interface DnsEvidence {
  /** Trust anchors in presentation format; absent where the built-in root anchors were used. */
  readonly anchors?: string;
  readonly resolvers: readonly ResolverEvidence[];
  /** Resolvers over DoH or DoT that give the second opinion. */
  readonly references?: readonly ResolverEvidence[];
  readonly authoritative?: AuthoritativeEvidence;
  readonly system?: readonly SystemLookup[];
}
