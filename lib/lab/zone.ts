/**
 * One zone of the lab, built and signed from its plan: RRsets by name and type, its delegations, its denial
 * chain. Limits: everything is signed at once, so it suits zones of tens of names.
 */
import { rrType } from '../dns/codes.js';
import { compareNames, isBelow, isSubdomain, nameKey, parentName, type Name } from '../dns/name.js';
import { parseRdata, parseRecord } from '../dns/rdata-parse.js';
import { groupRRsets, type RRset } from '../dns/rrset.js';
import type { ChainName, Denial } from './denial.js';
import { nsecChain } from './nsec-chain.js';
import { nsec3Chain, nsec3Parameters } from './nsec3-chain.js';
import { dsOf, makeKey, signRRset, type Window, type ZoneKey } from './zone-key.js';
import type { SigningPlan, ZonePlan } from './zone-plan.js';

/** The types at one name; empty for an empty non-terminal. */
export type Node = ReadonlyMap<number, RRset>;

export interface Zone {
  readonly apex: Name;
  readonly plan: ZonePlan;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly denial: Denial | undefined;
  /** DS RDATA for the parent to publish; undefined where the zone is unsigned. */
  readonly ds: Uint8Array | undefined;
  /** The DS that is right, whatever the parent publishes: for the root's, the trust anchor. */
  readonly anchor: Uint8Array | undefined;
}

const ttlSeconds = 300;
const negativeTtlSeconds = 60;
const daySeconds = 86_400;

/** Builds a zone, with delegations to the zones directly below it. */
export function buildZone(plan: ZonePlan, apex: Name, children: readonly Zone[], atSeconds: number): Zone {
  const { signing } = plan;
  const keys = signing === undefined ? undefined : makeKeys(signing);
  const rrsets = groupRRsets(plan.records.map((line) => parseRecord(line)));
  for (const child of children) {
    rrsets.push(...delegation(child));
  }
  rrsets.push(...apexRRsets(plan, apex, keys));
  const names = chainNames(apex, rrsets);

  const window = signing === undefined ? undefined : windowOf(signing, atSeconds);
  const sign = (rrset: RRset): RRset => {
    if (keys === undefined || window === undefined) return rrset;
    const isCut = compareNames(rrset.name, apex) !== 0 && rrset.type === rrType.NS;
    if (isCut) return rrset;
    return signRRset(rrset, apex, ofEveryKey.has(rrset.type) ? keys.published : [keys.zsk], window);
  };
  const nodes = new Map<string, Map<number, RRset>>(names.map(({ name }) => [nameKey(name), new Map()]));
  for (const rrset of rrsets) nodes.get(nameKey(rrset.name))?.set(rrset.type, sign(rrset));
  return {
    apex,
    plan,
    nodes,
    denial: signing === undefined ? undefined : buildDenial(apex, names, signing, sign),
    ds: keys === undefined || signing?.ds === 'none' ? undefined : publishedDs(apex, keys.ksk, signing),
    anchor: keys === undefined ? undefined : dsOf(apex, keys.ksk),
  };
}

/** CDS as well: it must be signed by a key that the DS names (RFC 7344 §4.1). */
const ofEveryKey: ReadonlySet<number> = new Set([rrType.DNSKEY, rrType.CDS]);

interface Keys {
  readonly ksk: ZoneKey;
  readonly zsk: ZoneKey;
  readonly published: readonly ZoneKey[];
}

function makeKeys({ algorithm, publishesKsk }: SigningPlan): Keys {
  const ksk = makeKey(algorithm, 'ksk');
  const zsk = makeKey(algorithm, 'zsk');
  return { ksk, zsk, published: publishesKsk ? [ksk, zsk] : [zsk] };
}

function windowOf({ fromDays, untilDays }: SigningPlan, atSeconds: number): Window {
  return {
    inceptionSeconds: Math.floor(atSeconds + fromDays * daySeconds),
    expirationSeconds: Math.floor(atSeconds + untilDays * daySeconds),
  };
}

function publishedDs(apex: Name, ksk: ZoneKey, signing: SigningPlan | undefined): Uint8Array {
  const ds = new Uint8Array(dsOf(apex, ksk));
  // The digest's last octet, so that tag and algorithm still match and only the digest is wrong.
  if (signing?.ds === 'wrong') ds[ds.length - 1] = (ds.at(-1) ?? 0) ^ 0xff;
  return ds;
}

/** What a parent holds of a child: where its servers are, and the DS. */
function delegation({ apex, nodes, ds }: Zone): RRset[] {
  const ns = nodes.get(nameKey(apex))?.get(rrType.NS);
  const cut: RRset[] = ns === undefined ? [] : [{ ...ns, signatures: [] }];
  if (ds !== undefined) cut.push(rrset(apex, rrType.DS, [ds]));
  return cut;
}

function apexRRsets({ apex: text, servers, signing }: ZonePlan, apex: Name, keys: Keys | undefined): RRset[] {
  const zone = text === '.' ? '' : text;
  const addresses = servers ?? ['127.0.0.1'];
  const nameServers = addresses.map((_, index) => `ns${index + 1}.${zone}`);
  const soa = `ns1.${zone} hostmaster.${zone} 1 7200 3600 1209600 ${negativeTtlSeconds}`;
  const rrsets = [
    rrset(apex, rrType.SOA, [parseRdata(rrType.SOA, soa)]),
    rrset(
      apex,
      rrType.NS,
      nameServers.map((name) => parseRdata(rrType.NS, name)),
    ),
    ...groupRRsets(
      addresses.map((address, index) =>
        parseRecord(`${nameServers[index] ?? ''} ${ttlSeconds} A ${address}`),
      ),
    ),
  ];
  if (keys !== undefined)
    rrsets.push(
      rrset(
        apex,
        rrType.DNSKEY,
        keys.published.map(({ rdata }) => rdata),
      ),
    );
  if (signing?.cds === 'another-key')
    rrsets.push(rrset(apex, rrType.CDS, [dsOf(apex, makeKey(signing.algorithm, 'ksk'))]));
  if (signing?.denial.kind === 'nsec3')
    rrsets.push(rrset(apex, rrType.NSEC3PARAM, [nsec3Parameters(signing.denial)]));
  return rrsets;
}

function rrset(name: Name, type: number, rdata: Uint8Array[]): RRset {
  return { name, type, class: 1, ttlSeconds, rdata, signatures: [] };
}

/** Every name of the zone down from the apex, empty non-terminals included (RFC 4592 §2.2.2). */
function chainNames(apex: Name, rrsets: readonly RRset[]): ChainName[] {
  const types = new Map<string, { name: Name; types: number[] }>();
  for (const { name, type } of rrsets) {
    for (
      let each: Name | undefined = name;
      each !== undefined && isSubdomain(each, apex);
      each = parentName(each)
    )
      if (!types.has(nameKey(each))) types.set(nameKey(each), { name: each, types: [] });
    types.get(nameKey(name))?.types.push(type);
  }
  return [...types.values()].map((each) => {
    const isCut = isBelow(each.name, apex) && each.types.includes(rrType.NS);
    return { ...each, isInsecureCut: isCut && !each.types.includes(rrType.DS) };
  });
}

function buildDenial(
  apex: Name,
  names: readonly ChainName[],
  { denial, alsoClaimedTypes }: SigningPlan,
  sign: (rrset: RRset) => RRset,
): Denial {
  return denial.kind === 'nsec'
    ? nsecChain(names, negativeTtlSeconds, alsoClaimedTypes, sign)
    : nsec3Chain(apex, names, denial, negativeTtlSeconds, alsoClaimedTypes, sign);
}
