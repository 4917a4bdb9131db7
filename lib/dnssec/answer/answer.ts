/**
 * From a question to its status: follows aliases, each link proven in turn, to the RRset asked for or to the proof
 * that it is not there. Only what the chain of aliases names is looked at: whatever else a response carries is
 * neither believed nor held against it.
 */
import { formatType, rcode, rrType } from '../../dns/codes.js';
import { equalNames, formatName, isSubdomain, nameKey, parentName, type Name } from '../../dns/name.js';
import type { RRset } from '../../dns/rrset.js';
import { aliasOf, type Alias } from './alias.js';
import { findRRset, type Answered, type Asker, type Unanswered } from '../ask.js';
import type { Chain } from '../chain/chain.js';
import type { Context } from '../context.js';
import { negativeStatus } from './negative-status.js';
import { reason } from '../reason.js';
import { part, rrsetStatus, type Part } from './rrset-status.js';
import type { ReasonCode } from '../types.js';
import { belongsToParent } from '../signatures/verify.js';

export interface Answer {
  readonly parts: readonly Part[];
  /** Undefined where there was no response. */
  readonly rcode: number | undefined;
}

/** Types for which no alias is followed: its own RRset, or nothing, answers the question. */
const unaliased: ReadonlySet<number> = new Set([rrType.CNAME, rrType.ANY]);
/** Signatures are not signed themselves (RFC 4035 §2.2). */
const unsignable: ReadonlySet<number> = new Set([rrType.RRSIG, rrType.SIG]);

export async function resolveAnswer(
  name: Name,
  type: number,
  asker: Asker,
  chain: Chain,
  context: Context,
): Promise<Answer> {
  const parts: Part[] = [];
  const seen = new Set<string>();
  let at = name;
  let asked = at;
  let response = await ask(at, type, asker, chain);
  for (;;) {
    if (!response.answered)
      return {
        parts: [...parts, { ...(await unanswered(at, response, chain)), name: at }],
        rcode: response.rcode,
      };
    seen.add(nameKey(at));
    if (unsignable.has(type) && response.answer.length > 0)
      return { parts: [...parts, unsignablePart(at, type)], rcode: response.rcode };
    const alias = aliasOf(response.answer, at);
    const found = rrsetsFor(response.answer, at, type).filter((rrset) => rrset !== alias?.made);
    // What a response holds of a name that aliases lead to may be another server's word: its own zone is asked.
    const isSecondHand = !equalNames(asked, at);
    if (found.length > 0) {
      const own: Part[] = [];
      for (const rrset of found)
        own.push({ ...(await rrsetStatus(rrset, response.authority, chain, context)), name: at });
      if (isSecondHand && own.some(isUnproven)) {
        asked = at;
        response = await ask(at, type, asker, chain);
        continue;
      }
      return answeredBy([...parts, ...own], response, at, type);
    }
    const ends = unaliased.has(type);
    if (alias !== undefined && (!ends || alias.rrset.type === rrType.DNAME)) {
      const step = { ...(await rrsetStatus(alias.rrset, response.authority, chain, context)), name: at };
      if (isSecondHand && isUnproven(step)) {
        asked = at;
        response = await ask(at, type, asker, chain);
        continue;
      }
      const broken = brokenAlias(alias, at, seen, parts.length, response.rcode, context);
      parts.push(withMade(step, alias, at), ...(broken === undefined ? [] : [broken]));
      if (broken !== undefined || alias.target === undefined || isUnproven(step) || ends)
        return { parts, rcode: response.rcode };
      at = alias.target;
      continue;
    }
    const question = { name: at, type, atAlias: !equalNames(at, name) };
    const denied = await negativeStatus(question, response, chain, context);
    if (!isSecondHand || isWhole(denied, at, response))
      return { parts: [...parts, { ...denied, name: at }], rcode: denied.rcode };
    // The response leaves the target of the alias open: ask for it by itself.
    asked = at;
    response = await ask(at, type, asker, chain);
  }
}

/** The answer that ends with records of the type asked for, and what its rcode says against them. */
function answeredBy(parts: readonly Part[], response: Answered, at: Name, type: number): Answer {
  const isSecure = parts.every((item) => item.status === 'secure');
  const isDenied = isSecure && response.rcode === rcode.NXDOMAIN && !unaliased.has(type);
  return {
    parts: isDenied ? [...parts, contradicted(at, type)] : parts,
    // Asked for a CNAME, a server may speak of its target with the rcode (RFC 6604 §2.1).
    rcode: type === rrType.CNAME ? response.rcode : rcode.NOERROR,
  };
}

/** Neither shown to hold nor to need no proof. */
function isUnproven({ status }: Part): boolean {
  return status === 'bogus' || status === 'indeterminate';
}

/**
 * Whether a response to the question for an alias says all there is to say of its target: "no", proven; or, of an unsigned
 * zone, with its SOA (RFC 2308 §2) or as NXDOMAIN.
 */
function isWhole({ status, denials }: Part, target: Name, response: Answered): boolean {
  if (status === 'secure') return true;
  // A proof too weak to be secure is of the zone above: the target's own may say more.
  if (status !== 'insecure' || denials.length > 0) return false;
  return (
    response.rcode === rcode.NXDOMAIN ||
    response.authority.some((rrset) => rrset.type === rrType.SOA && isSubdomain(target, rrset.name))
  );
}

function unsignablePart(name: Name, type: number): Part {
  const why = `${formatName(name)} ${formatType(type)}: signatures are not signed, so nothing proves them`;
  return part({ status: 'indeterminate', reasons: [reason('unsignable', why)] });
}

/** Whoever believes the rcode believes what the records refute. */
function contradicted(name: Name, type: number): Part {
  const why = `The response says that ${formatName(name)} does not exist, and holds its ${formatType(type)} records`;
  return part({ status: 'bogus', reasons: [reason('denial-unsound', why)] });
}

/** The CNAME that a DNAME makes stands as the DNAME does (RFC 6672 §5.3.1). */
function withMade(step: Part, alias: Alias, name: Name): Part {
  if (alias.rrset.type !== rrType.DNAME || alias.target === undefined) return step;
  const made = {
    name: formatName(name),
    type: 'CNAME',
    status: step.status,
    ttlSeconds: step.rrsets[0]?.ttlSeconds ?? 0,
    data: [formatName(alias.target)],
    rdata: [alias.target],
  };
  return { ...step, rrsets: [...step.rrsets, made] };
}

function ask(name: Name, type: number, asker: Asker, chain: Chain): Promise<Answered | Unanswered> {
  const response = asker.ask(name, type);
  chain.prefetch(belongsToParent(type) ? (parentName(name) ?? name) : name);
  return response;
}

function rrsetsFor(answer: readonly RRset[], name: Name, type: number): RRset[] {
  if (type === rrType.ANY)
    return answer.filter((rrset) => equalNames(rrset.name, name) && rrset.type !== rrType.RRSIG);
  const found = findRRset(answer, name, type);
  return found === undefined ? [] : [found];
}

/** No response is no answer, yet where the zone stands is still worth telling. */
async function unanswered(name: Name, response: Unanswered, chain: Chain): Promise<Part> {
  const zone = await chain.zoneOf(parentName(name) ?? name);
  return part({ status: 'indeterminate', zones: [zone], reasons: [response.reason] });
}

function brokenAlias(
  { rrset, target, consistent }: Alias,
  name: Name,
  seen: ReadonlySet<string>,
  steps: number,
  said: number,
  context: Context,
): Part | undefined {
  const most = context.budget.limits.aliases;
  const broken = (status: Part['status'], code: ReasonCode, message: string): Part =>
    part({ status, reasons: [reason(code, message)] });
  // A server says YXDOMAIN where what the DNAME makes is too long (RFC 6672 §2.2): the DNAME proves it.
  if (target === undefined && said === rcode.YXDOMAIN && rrset.type === rrType.DNAME) return undefined;
  if (target === undefined)
    return broken(
      'bogus',
      'alias-malformed',
      `The alias at ${formatName(rrset.name)} has no single target of a lawful length`,
    );
  if (!consistent)
    return broken(
      'bogus',
      'dname-mismatch',
      `The CNAME at ${formatName(name)} is not what the DNAME at ${formatName(rrset.name)} makes`,
    );
  if (seen.has(nameKey(target)))
    return broken(
      'indeterminate',
      'alias-loop',
      `The alias at ${formatName(name)} leads back to ${formatName(target)}`,
    );
  return steps < most
    ? undefined
    : broken('indeterminate', 'limit-aliases', `More than ${most} aliases follow one another`);
}
