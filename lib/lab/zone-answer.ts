/**
 * What an authoritative server for one zone answers (RFC 1034 §4.3.2, RFC 4035 §3.1, RFC 5155 §7.2): the records,
 * a referral, or the proof that there are none. Limits: no DNAME.
 */
import { rcode, rrType } from '../dns/codes.js';
import type { Question } from '../dns/message.js';
import { isBelow, nameKey, parentName, wildcardOf, type Name } from '../dns/name.js';
import type { RRset } from '../dns/rrset.js';
import type { Node, Zone } from './zone.js';

/** A response before it has an id and flags. */
export interface Draft {
  readonly rcode: number;
  readonly answer: readonly RRset[];
  readonly authority: readonly RRset[];
  /** Where the question leads out of the zone: the apex of the child zone. */
  readonly referral?: Name;
}

/** The answer of `zone` to a question about a name in or below it. */
export function answerFrom(zone: Zone, question: Question): Draft {
  const cut = cutAbove(zone, question);
  if (cut !== undefined) return referTo(zone, cut);
  const node = zone.nodes.get(nameKey(question.name));
  if (node !== undefined) {
    const found = select(node, question.type);
    if (found.length > 0) return { rcode: rcode.NOERROR, answer: found, authority: [] };
    return negative(zone, rcode.NOERROR, zone.denial?.nodata(question.name));
  }
  const encloser = closestEncloser(zone, question.name);
  const wildcard = wildcardOf(encloser);
  const source = wildcard === undefined ? undefined : zone.nodes.get(nameKey(wildcard));
  if (source === undefined)
    return negative(zone, rcode.NXDOMAIN, zone.denial?.nxdomain(question.name, encloser));
  const synthesized = select(source, question.type).map((rrset) => ({ ...rrset, name: question.name }));
  if (synthesized.length === 0)
    return negative(zone, rcode.NOERROR, zone.denial?.wildcardNodata(question.name, encloser));
  const authority = zone.denial?.wildcardAnswer(question.name, encloser) ?? [];
  return { rcode: rcode.NOERROR, answer: synthesized, authority };
}

function select(node: Node, type: number): RRset[] {
  if (type === rrType.ANY) return [...node.values()];
  if (type === rrType.RRSIG) return signaturesOf(node);
  const found = node.get(type) ?? node.get(rrType.CNAME);
  return found === undefined ? [] : [found];
}

/** Asked for by themselves; no signature covers them (RFC 4035 §2.2). */
function signaturesOf(node: Node): RRset[] {
  const [first] = node.values();
  const rdata = [...node.values()].flatMap(({ signatures }) => signatures);
  return first === undefined || rdata.length === 0
    ? []
    : [{ ...first, type: rrType.RRSIG, rdata, signatures: [] }];
}

function negative(zone: Zone, code: number, proof: readonly RRset[] = []): Draft {
  const soa = zone.nodes.get(nameKey(zone.apex))?.get(rrType.SOA);
  return { rcode: code, answer: [], authority: [...(soa === undefined ? [] : [soa]), ...proof] };
}

/** RFC 4035 §3.1.4: the DS, or the proof that there is none, goes with the name servers. */
function referTo(zone: Zone, cut: Name): Draft {
  const node = zone.nodes.get(nameKey(cut));
  const ns = node?.get(rrType.NS);
  const ds = node?.get(rrType.DS);
  const proof = ds === undefined ? (zone.denial?.nodata(cut) ?? []) : [ds];
  return {
    rcode: rcode.NOERROR,
    answer: [],
    authority: [...(ns === undefined ? [] : [ns]), ...proof],
    referral: cut,
  };
}

/** The delegation a question falls under; a DS at the cut itself is the parent's own (RFC 4035 §3.1.4.1). */
function cutAbove(zone: Zone, { name, type }: Question): Name | undefined {
  let cut: Name | undefined;
  for (
    let each: Name | undefined = name;
    each !== undefined && isBelow(each, zone.apex);
    each = parentName(each)
  ) {
    const isCut = zone.nodes.get(nameKey(each))?.has(rrType.NS) === true;
    if (isCut && !(each === name && type === rrType.DS)) cut = each;
  }
  return cut;
}

function closestEncloser(zone: Zone, name: Name): Name {
  let encloser: Name = name;
  while (!zone.nodes.has(nameKey(encloser))) encloser = parentName(encloser) ?? zone.apex;
  return encloser;
}
