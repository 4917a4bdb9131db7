/**
 * CAA records (RFC 8659): which certificate authorities a zone lets issue for a name. The set that counts is the first one
 * found from the name upwards. Limits: parameters of an `issue` value are not read.
 */
import {
  equalNames,
  formatName,
  parentName,
  parseName,
  rcode,
  rrType,
  type Name,
} from '../../../dns/index.js';
import { answerOf, type Recorded } from './answers.js';

export interface CaaSet {
  /** Where the records stand, without the last dot. */
  readonly owner: string;
  /** Domains of the authorities of `issue`, in lower case; empty where every authority is forbidden. */
  readonly issue: readonly string[] | undefined;
  /** The same for wildcard certificates; undefined where `issue` holds for them too. */
  readonly issueWild: readonly string[] | undefined;
}

/** The relevant set; `none`: nothing restricts; undefined: it could not be told, since a question had no answer. */
export async function relevantCaa(recorded: Recorded, name: string): Promise<CaaSet | 'none' | undefined> {
  for (
    let each: Name | undefined = parseName(name);
    each !== undefined && each.length > 1;
    each = parentName(each)
  ) {
    const owner = formatName(each);
    const answer = await answerOf(recorded, owner, 'CAA', 'dnssec');
    if ('reason' in answer) return undefined;
    const { message } = answer;
    if (message.rcode !== rcode.NOERROR && message.rcode !== rcode.NXDOMAIN) return undefined;
    const records = message.answer.filter((record) => record.type === rrType.CAA);
    // An alias is followed by the resolver: its target's records stand for the name's own (RFC 8659 §3).
    const own = records.filter((record) => equalNames(record.name, records[0]?.name ?? record.name));
    if (own.length > 0)
      return readSet(
        owner.replace(/\.$/, ''),
        own.map(({ rdata }) => rdata),
      );
  }
  return 'none';
}

function readSet(owner: string, rdata: readonly Uint8Array[]): CaaSet {
  const properties = rdata.map(readProperty).filter((property) => property !== undefined);
  const authorities = (tag: string): string[] | undefined => {
    const values = properties.filter((property) => property.tag === tag);
    if (values.length === 0) return undefined;
    return values
      .map(({ value }) => (value.split(';', 1)[0] ?? '').trim().toLowerCase())
      .filter((domain) => domain !== '');
  };
  return { owner, issue: authorities('issue'), issueWild: authorities('issuewild') };
}

/** RFC 8659 §4.1: flags, length of the tag, tag, value. */
function readProperty(rdata: Uint8Array): { tag: string; value: string } | undefined {
  const length = rdata[1] ?? 0;
  if (length === 0 || rdata.length < 2 + length) return undefined;
  return {
    tag: Buffer.from(rdata.subarray(2, 2 + length))
      .toString('latin1')
      .toLowerCase(),
    value: Buffer.from(rdata.subarray(2 + length)).toString('latin1'),
  };
}
