/** Signs whatever a test wants signed, lawful or not, and answers questions from a table. */
import { createHash } from 'node:crypto';
import type { Exchange } from '../../lib/dns/exchange.js';
import { rrType, parseType } from '../../lib/dns/codes.js';
import { readMessage } from '../../lib/dns/message.js';
import { writeRecord, writeResponse } from '../../lib/dns/message-writer.js';
import { formatName, isWildcard, labelCount, lowerName, parseName, type Name } from '../../lib/dns/name.js';
import { canonicalRdata } from '../../lib/dns/rdata.js';
import { parseRecord } from '../../lib/dns/rdata-parse.js';
import type { RRset } from '../../lib/dns/rrset.js';
import { dnskeyAnchor, type TrustAnchor } from '../../lib/dnssec/anchors/anchor.js';
import { defaultAlgorithms } from '../../lib/dnssec/signatures/algorithms.js';
import type { Context } from '../../lib/dnssec/context.js';
import { readDnskey, type Dnskey } from '../../lib/dnssec/records/dnskey.js';
import { defaultDigests } from '../../lib/dnssec/records/ds.js';
import { Budget, defaultLimits, type Limits } from '../../lib/dnssec/limits.js';
import type { Signer } from '../../lib/dnssec/signatures/verify.js';
import { makeKey, type ZoneKey } from '../../lib/lab/zone-key.js';

export const at: Date = new Date('2026-11-24T12:00:00Z');
const atSeconds: number = at.getTime() / 1_000;

/** What a signature says, where it is not to say what is right. */
export interface SignatureChanges {
  readonly labels?: number;
  /** Owner the data is signed under: a wildcard's, where `labels` is fewer. */
  readonly signedOwner?: string;
  readonly inceptionSeconds?: number;
  readonly expirationSeconds?: number;
  readonly originalTtlSeconds?: number;
}

export class ForgedZone implements Signer {
  readonly zone: Name;
  readonly key: ZoneKey;
  readonly keys: readonly Dnskey[];
  readonly requiredAlgorithms: ReadonlySet<number> = new Set();

  constructor(apex: string, key: ZoneKey = makeKey('ECDSAP256SHA256', 'ksk')) {
    this.zone = parseName(apex);
    this.key = key;
    this.keys = [readDnskey(key.rdata)];
  }

  /** The same zone as a signer with other keys. */
  with(keys: readonly Dnskey[]): Signer {
    return { zone: this.zone, keys, requiredAlgorithms: this.requiredAlgorithms };
  }

  get anchor(): TrustAnchor {
    return dnskeyAnchor(this.zone, this.key.rdata);
  }

  get dnskeys(): RRset {
    return this.sign(rrsetOf(this.zone, rrType.DNSKEY, [this.key.rdata]));
  }

  /** The DS RRset of another zone, signed by this one. */
  dsFor(child: ForgedZone): RRset {
    const digest = createHash('sha256').update(lowerName(child.zone)).update(child.key.rdata).digest();
    const head = Buffer.from([child.key.keyTag >> 8, child.key.keyTag & 0xff, child.key.algorithm.number, 2]);
    return this.sign(rrsetOf(child.zone, rrType.DS, [Buffer.concat([head, digest])]));
  }

  /** Records of one RRset in presentation form, signed. */
  signed(lines: string | readonly string[], changes: SignatureChanges = {}): RRset {
    return this.sign(unsigned(lines), changes);
  }

  sign(rrset: RRset, changes: SignatureChanges = {}): RRset {
    const owner = changes.signedOwner === undefined ? rrset.name : parseName(changes.signedOwner);
    const originalTtl = changes.originalTtlSeconds ?? rrset.ttlSeconds;
    const head = Buffer.alloc(18);
    head.writeUInt16BE(rrset.type, 0);
    head.writeUInt8(this.key.algorithm.number, 2);
    head.writeUInt8(changes.labels ?? labelCount(owner) - (isWildcard(owner) ? 1 : 0), 3);
    head.writeUInt32BE(originalTtl, 4);
    head.writeUInt32BE(changes.expirationSeconds ?? atSeconds + 86_400 * 30, 8);
    head.writeUInt32BE(changes.inceptionSeconds ?? atSeconds - 86_400, 12);
    head.writeUInt16BE(this.key.keyTag, 16);
    const signedHead = Buffer.concat([head, lowerName(this.zone)]);
    const records = rrset.rdata
      .map((rdata) => canonicalRdata(rrset.type, rdata))
      .sort((a, b) => Buffer.compare(a, b))
      .map((rdata) => writeRecord(lowerName(owner), rrset.type, rrset.class, originalTtl, rdata));
    const signature = this.key.algorithm.sign(this.key.privateKey, Buffer.concat([signedHead, ...records]));
    return { ...rrset, signatures: [...rrset.signatures, Buffer.concat([signedHead, signature])] };
  }
}

export function rrsetOf(name: Name, type: number, rdata: readonly Uint8Array[], ttlSeconds = 3_600): RRset {
  return { name, type, class: 1, ttlSeconds, rdata, signatures: [] };
}

export function unsigned(lines: string | readonly string[]): RRset {
  const records = (typeof lines === 'string' ? [lines] : lines).map((line) => parseRecord(line));
  const [first] = records;
  if (first === undefined) throw new Error('no record');
  return rrsetOf(
    first.name,
    first.type,
    records.map((record) => record.rdata),
    first.ttlSeconds,
  );
}

export interface TableEntry {
  readonly rcode?: number;
  readonly answer?: readonly RRset[];
  readonly authority?: readonly RRset[];
}

/** Answers from a table by `name TYPE`; what is not in it is answered SERVFAIL. Counts what was asked. */
export function tableExchange(table: Readonly<Record<string, TableEntry>>): Exchange & { asked: string[] } {
  const asked: string[] = [];
  const entries = new Map(
    Object.entries(table).map(([key, entry]) => {
      const [name = '', type = ''] = key.split(' ');
      return [`${formatName(lowerName(parseName(name)))} ${parseType(type)}`, entry];
    }),
  );
  const exchange: Exchange = (query) => {
    const { id, questions } = readMessage(query);
    const question = questions[0]!;
    const key = `${formatName(lowerName(question.name))} ${question.type}`;
    asked.push(key);
    const entry = entries.get(key);
    return Promise.resolve(
      writeResponse({
        id,
        question,
        rcode: entry === undefined ? 2 : (entry.rcode ?? 0),
        flags: { recursionDesired: true, recursionAvailable: true },
        answer: entry?.answer ?? [],
        authority: entry?.authority ?? [],
        additional: [],
        dnssecOk: true,
        edns: true,
      }),
    );
  };
  return Object.assign(exchange, { asked });
}

export function contextWith(limits: Partial<Limits> = {}): Context {
  return {
    atSeconds,
    budget: new Budget({ ...defaultLimits, ...limits }),
    algorithms: defaultAlgorithms,
    digests: defaultDigests,
    allowWeakerDigest: false,
    requireAllAlgorithms: false,
  };
}

/** A DNSKEY that shares tag and algorithm with another and verifies nothing. */
export function collidingKey(like: Uint8Array, seed: number): Uint8Array {
  const rdata = Uint8Array.from(like);
  // The tag is a sum of 16-bit words: what one word gains, another loses.
  const delta = seed + 1;
  const view = new DataView(rdata.buffer);
  view.setUint16(4, (view.getUint16(4) + delta) & 0xffff);
  view.setUint16(6, (view.getUint16(6) - delta) & 0xffff);
  return rdata;
}
