/**
 * RRsets (RFC 2181 §5): records of one owner, type and class, once each, with the signatures that cover them.
 * Limits: it groups, it believes nothing; a signature without its RRset stands as an RRset of type RRSIG.
 */
import { rrType } from './codes.js';
import type { ResourceRecord } from './message.js';
import { latin1, nameKey, type Name } from './name.js';
import { canonicalRdata } from './rdata.js';

/**
 * All records of one owner, type and class (RFC 2181 §5), with the RRSIGs that cover them (RFC 4035 §2.2). RDATA is as
 * on the wire, names decompressed.
 */
export interface RRset {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  /** The least of its records' and their signatures' (RFC 2181 §5.2, RFC 4035 §5.3.3). */
  readonly ttlSeconds: number;
  /** In the order received, duplicates left out. */
  readonly rdata: readonly Uint8Array[];
  /** RDATA of the RRSIGs that cover it. */
  readonly signatures: readonly Uint8Array[];
}

interface Group {
  name: Name;
  type: number;
  class: number;
  ttlSeconds: number;
  rdata: Distinct;
  signatures: Distinct;
}

/** RDATA of one type without duplicates (RFC 2181 §5.5). A few are compared with each other, many through a set. */
class Distinct {
  readonly values: Uint8Array[] = [];
  readonly #type: number;
  #seen: Set<string> | undefined;

  constructor(type: number) {
    this.#type = type;
  }

  add(rdata: Uint8Array): void {
    if (!this.#has(rdata)) this.values.push(rdata);
  }

  #has(rdata: Uint8Array): boolean {
    if (this.values.length < few) return this.#isAmongFew(rdata);
    this.#seen ??= new Set(this.values.map((value) => latin1(canonicalRdata(this.#type, value))));
    const key = latin1(canonicalRdata(this.#type, rdata));
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }

  #isAmongFew(rdata: Uint8Array): boolean {
    // A signature is met twice: in its own section, and among those of all.
    if (this.values.includes(rdata)) return true;
    if (this.values.length === 0) return false;
    const canonical = canonicalRdata(this.#type, rdata);
    return this.values.some((value) => Buffer.compare(canonicalRdata(this.#type, value), canonical) === 0);
  }
}

const few = 4;

/**
 * Groups records in the order in which each RRset first appears. Signatures found `elsewhere` (in another section)
 * join the RRsets they cover, and are otherwise left out.
 */
export function groupRRsets(
  records: readonly ResourceRecord[],
  elsewhere: readonly ResourceRecord[] = [],
): RRset[] {
  const groups = new Map<string, Group>();
  const groupOf = (record: ResourceRecord, type: number): Group => {
    const key = `${record.class}/${type}/${nameKey(record.name)}`;
    let group = groups.get(key);
    if (group === undefined) {
      const { name, class: recordClass, ttlSeconds } = record;
      group = {
        name,
        type,
        class: recordClass,
        ttlSeconds,
        rdata: new Distinct(type),
        signatures: new Distinct(rrType.RRSIG),
      };
      groups.set(key, group);
    }
    return group;
  };
  for (const record of records) {
    if (record.type === rrType.RRSIG) continue;
    const group = groupOf(record, record.type);
    group.ttlSeconds = Math.min(group.ttlSeconds, record.ttlSeconds);
    group.rdata.add(record.rdata);
  }
  const join = (record: ResourceRecord): boolean => {
    const covered = (record.rdata[0] ?? 0) * 0x100 + (record.rdata[1] ?? 0);
    const group = groups.get(`${record.class}/${covered}/${nameKey(record.name)}`);
    if (group === undefined) return false;
    group.ttlSeconds = Math.min(group.ttlSeconds, record.ttlSeconds);
    group.signatures.add(record.rdata);
    return true;
  };
  for (const record of records) {
    if (record.type !== rrType.RRSIG || join(record)) continue;
    const alone = groupOf(record, rrType.RRSIG);
    alone.ttlSeconds = Math.min(alone.ttlSeconds, record.ttlSeconds);
    alone.rdata.add(record.rdata);
  }
  for (const record of elsewhere) join(record);
  return [...groups.values()].map((group) => ({
    ...group,
    rdata: group.rdata.values,
    signatures: group.signatures.values,
  }));
}
