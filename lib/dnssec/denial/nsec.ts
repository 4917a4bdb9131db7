/**
 * Denial by NSEC (RFC 4035 §5.4, RFC 6840 §4): pure functions over records whose signatures already hold. Terms: a
 * record *matches* a name it stands at, and *covers* one that would sort between it and its Next.
 */
import { rrType } from '../../dns/codes.js';
import {
  commonAncestor,
  compareNames,
  equalNames,
  isBelow,
  isSubdomain,
  labelCount,
  rootName,
  wildcardOf,
  type Name,
} from '../../dns/name.js';
import { Reader } from '../../dns/reader.js';
import { readTypeBitmap } from '../../dns/type-bitmap.js';

export interface Nsec {
  readonly owner: Name;
  readonly next: Name;
  readonly types: ReadonlySet<number>;
}

/** Throws `ParseError` for a malformed Next or bitmap. */
export function readNsec(owner: Name, rdata: Uint8Array): Nsec {
  const reader = new Reader(rdata);
  return { owner, next: reader.name(), types: readTypeBitmap(reader.rest()) };
}

/** A record of the parent's side of a delegation: it may speak of the DS there and of nothing else (RFC 6840 §4.1). */
export function isDelegation(types: ReadonlySet<number>): boolean {
  return types.has(rrType.NS) && !types.has(rrType.SOA);
}

/** What the record that denies brings along itself; NXNAME stands for no record (RFC 9824 §3.1). */
const ownTypes: ReadonlySet<number> = new Set([rrType.NSEC, rrType.RRSIG, rrType.NXNAME]);

const holdsNothing = (types: ReadonlySet<number>): boolean =>
  [...types].every((present) => ownTypes.has(present));

/** Compact denial: a record at the name itself says that there is no such name (RFC 9824 §3.1, §4). */
export function deniesName(types: ReadonlySet<number>): boolean {
  return types.has(rrType.NXNAME) && holdsNothing(types);
}

/** True where the types at a name show that `type` is not there, nor an alias in its place (RFC 4035 §5.4). */
export function typesDeny(types: ReadonlySet<number>, type: number, atRoot: boolean): boolean {
  // ANY asks for what there is: a name that has any other type has something to give (RFC 8482 §4).
  if (type === rrType.ANY || deniesName(types)) return holdsNothing(types);
  if (types.has(type) || types.has(rrType.CNAME)) return false;
  // The DS lies on the parent's side: a record from the child's apex says nothing of it.
  if (type === rrType.DS) return atRoot || !types.has(rrType.SOA);
  return !isDelegation(types);
}

/** True where `name` would stand between the record and its Next, and the record may say so. */
function nsecCovers(nsec: Nsec, name: Name, zone: Name): boolean {
  // A Next outside the zone would deny names of other zones (CVE-2026-13321).
  if (!isSubdomain(nsec.next, zone) || !isSubdomain(name, zone)) return false;
  const below = isBelow(name, nsec.owner);
  if (below && (isDelegation(nsec.types) || nsec.types.has(rrType.DNAME))) return false; // RFC 6840 §4.1, §4.4
  if (compareNames(nsec.owner, name) >= 0) return false;
  // The last NSEC of a zone leads back to the apex: whatever sorts after its owner lies in its span.
  return equalNames(nsec.next, zone) || compareNames(name, nsec.next) < 0;
}

/** An empty non-terminal: covered, and the Next lies below it, so that the name exists without records. */
function showsEmptyNonTerminal(nsec: Nsec, name: Name): boolean {
  return isBelow(nsec.next, name);
}

/** The closest encloser of a covered name: what it shares with the record's owner or its Next. */
function nsecClosestEncloser(nsec: Nsec, name: Name): Name {
  const byOwner = commonAncestor(name, nsec.owner);
  const byNext = commonAncestor(name, nsec.next);
  return labelCount(byOwner) >= labelCount(byNext) ? byOwner : byNext;
}

export interface NsecFinding {
  readonly conclusion: 'nodata' | 'empty-non-terminal' | 'wildcard-nodata' | 'nxdomain' | 'no-closer-match';
  readonly used: readonly Nsec[];
}

interface Denied {
  readonly nsec: Nsec;
  /** Would stand for the name, if it existed. */
  readonly wildcard: Name;
}

/** The record that covers the name and not merely as an empty non-terminal, with the deepest closest encloser. */
function denyingName(nsecs: readonly Nsec[], name: Name, zone: Name): Denied | undefined {
  let best: Denied | undefined;
  for (const nsec of nsecs) {
    if (!nsecCovers(nsec, name, zone) || showsEmptyNonTerminal(nsec, name)) continue;
    // The encloser lies above the name: there is room for the wildcard.
    const wildcard = wildcardOf(nsecClosestEncloser(nsec, name));
    if (wildcard !== undefined && labelCount(wildcard) > labelCount(best?.wildcard ?? rootName))
      best = { nsec, wildcard };
  }
  return best;
}

/** NODATA: the name exists without the type, or a wildcard does that stands for it. */
export function nsecProvesNoData(
  nsecs: readonly Nsec[],
  name: Name,
  type: number,
  zone: Name,
): NsecFinding | undefined {
  const atRoot = name.length === 1;
  const match = nsecs.find((nsec) => equalNames(nsec.owner, name) && typesDeny(nsec.types, type, atRoot));
  if (match !== undefined) return { conclusion: 'nodata', used: [match] };
  const above = nsecs.find((nsec) => nsecCovers(nsec, name, zone) && showsEmptyNonTerminal(nsec, name));
  if (above !== undefined) return { conclusion: 'empty-non-terminal', used: [above] };
  const denied = denyingName(nsecs, name, zone);
  if (denied === undefined) return undefined;
  const { wildcard } = denied;
  const atWildcard = nsecs.find(
    (nsec) => equalNames(nsec.owner, wildcard) && typesDeny(nsec.types, type, false),
  );
  if (atWildcard !== undefined) return { conclusion: 'wildcard-nodata', used: [denied.nsec, atWildcard] };
  // The wildcard itself may be an empty non-terminal (RFC 4592 §2.2.3).
  const emptyWildcard = nsecs.find(
    (nsec) => nsecCovers(nsec, wildcard, zone) && showsEmptyNonTerminal(nsec, wildcard),
  );
  return emptyWildcard === undefined
    ? undefined
    : { conclusion: 'wildcard-nodata', used: [denied.nsec, emptyWildcard] };
}

/** NXDOMAIN by compact denial. */
export function nsecProvesNxName(nsecs: readonly Nsec[], name: Name): NsecFinding | undefined {
  const match = nsecs.find((nsec) => equalNames(nsec.owner, name) && deniesName(nsec.types));
  return match === undefined ? undefined : { conclusion: 'nxdomain', used: [match] };
}

/** NXDOMAIN: neither the name nor the wildcard that would stand for it exists. */
export function nsecProvesNxDomain(nsecs: readonly Nsec[], name: Name, zone: Name): NsecFinding | undefined {
  const denied = denyingName(nsecs, name, zone);
  if (denied === undefined) return undefined;
  const { wildcard } = denied;
  const noWildcard = nsecs.find(
    (nsec) => nsecCovers(nsec, wildcard, zone) && !showsEmptyNonTerminal(nsec, wildcard),
  );
  return noWildcard === undefined ? undefined : { conclusion: 'nxdomain', used: [denied.nsec, noWildcard] };
}

/** A wildcard was rightly used: the name itself does not exist, and `wildcard` hangs below its closest encloser. */
export function nsecProvesWildcardUse(
  nsecs: readonly Nsec[],
  name: Name,
  wildcard: Name,
  zone: Name,
): NsecFinding | undefined {
  for (const nsec of nsecs) {
    if (!nsecCovers(nsec, name, zone)) continue;
    const expected = wildcardOf(nsecClosestEncloser(nsec, name));
    if (expected !== undefined && equalNames(expected, wildcard))
      return { conclusion: 'no-closer-match', used: [nsec] };
  }
  return undefined;
}

/** What the NSECs say of a delegation at `name`: none there at all, one without DS, or nothing that counts. */
export function nsecDelegation(
  nsecs: readonly Nsec[],
  name: Name,
  zone: Name,
): ['no-delegation' | 'unsigned-delegation', Nsec] | undefined {
  const match = nsecs.find((nsec) => equalNames(nsec.owner, name));
  if (match !== undefined) {
    if (match.types.has(rrType.DS) || match.types.has(rrType.SOA)) return undefined;
    return [match.types.has(rrType.NS) ? 'unsigned-delegation' : 'no-delegation', match];
  }
  const cover = nsecs.find((nsec) => nsecCovers(nsec, name, zone));
  return cover === undefined ? undefined : ['no-delegation', cover];
}
