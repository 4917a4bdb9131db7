/** CNAME and DNAME: where an alias leads (RFC 1034 §3.6.2, RFC 6672 §2.3, §5.3.1). */
import { rrType } from '../../dns/codes.js';
import { equalNames, isBelow, labelCount, replaceSuffix, type Name } from '../../dns/name.js';
import { Reader } from '../../dns/reader.js';
import type { RRset } from '../../dns/rrset.js';
import { findRRset } from '../ask.js';

export interface Alias {
  /** What has to be validated: the CNAME, or the DNAME that makes one. */
  readonly rrset: RRset;
  /** The CNAME in the answer that a DNAME made, if the alias is a DNAME. */
  readonly made: RRset | undefined;
  /** Undefined where the alias is broken: several targets, or one that is too long. */
  readonly target: Name | undefined;
  /** False where the answer also holds a CNAME that its DNAME does not make. */
  readonly consistent: boolean;
}

/** The step from `name` that an answer section holds, if any. A DNAME goes before the CNAME made from it. */
export function aliasOf(answer: readonly RRset[], name: Name): Alias | undefined {
  const cname = findRRset(answer, name, rrType.CNAME);
  const dname = answer
    .filter((rrset) => rrset.type === rrType.DNAME && isBelow(name, rrset.name))
    .sort((a, b) => labelCount(b.name) - labelCount(a.name))[0];
  // A CNAME with a signature of its own is a record of the zone; what a DNAME makes is unsigned.
  if (dname !== undefined && (cname === undefined || cname.signatures.length === 0)) {
    const end = soleTarget(dname);
    const target = end === undefined ? undefined : replaceSuffix(name, dname.name, end);
    const shown = cname === undefined ? undefined : soleTarget(cname);
    const consistent =
      cname === undefined || (shown !== undefined && target !== undefined && equalNames(shown, target));
    return { rrset: dname, made: cname, target, consistent };
  }
  return cname === undefined
    ? undefined
    : { rrset: cname, made: undefined, target: soleTarget(cname), consistent: true };
}

function soleTarget(rrset: RRset): Name | undefined {
  const [rdata] = rrset.rdata;
  return rrset.rdata.length === 1 && rdata !== undefined ? new Reader(rdata).name() : undefined;
}
