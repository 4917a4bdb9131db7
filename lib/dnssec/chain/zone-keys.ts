/** From what vouches for a zone (its DS, or trust anchors) to its keys: RFC 4035 §5.2 and §5.3. */
import { rrType } from '../../dns/codes.js';
import { formatName, type Name } from '../../dns/name.js';
import { algorithmMnemonic, signsWithSha1 } from '../signatures/algorithms.js';
import type { TrustAnchor } from '../anchors/anchor.js';
import { findRRset, type Asker } from '../ask.js';
import type { Context } from '../context.js';
import { isRevoked, isZoneKey, readDnskey, type Dnskey } from '../records/dnskey.js';
import { dsMatchesKey, usableDs, type Ds } from '../records/ds.js';
import { dsToPublish } from './ds-to-publish.js';
import { reason } from '../reason.js';
import type { Reason } from '../types.js';
import { verifyRRset } from '../signatures/verify.js';
import { zoneState, type ZoneState } from './zone-state.js';

/** Keys a zone's vouchers point to, and the DS records that led there. */
interface EntryPoints {
  readonly keys: readonly Dnskey[];
  readonly matchedDs: readonly Ds[];
  readonly reasons: readonly Reason[];
}

type Base = Pick<ZoneState, 'zone' | 'by' | 'parent' | 'ds' | 'proofs' | 'untilSeconds'>;

/** The state of a zone with this DS set, which its parent vouches for. */
export function zoneByDs(base: Base, asker: Asker, context: Context): Promise<ZoneState> {
  const usable = usableDs(base.ds, context);
  if (usable.length === 0)
    return Promise.resolve(
      zoneState({ ...base, status: 'insecure', reasons: unsupported(base.ds, base.zone, context) }),
    );
  return zoneByKeys({ ...base, usableDs: usable }, usable, asker, context, 'ds-mismatch', (keys) =>
    dsEntryPoints(usable, keys, base.zone, context),
  );
}

/** The state of a zone that has trust anchors of its own; all of `anchors` are of this zone. */
export function zoneByAnchors(
  zone: Name,
  anchors: readonly TrustAnchor[],
  asker: Asker,
  context: Context,
): Promise<ZoneState> {
  const ds = anchors.flatMap((anchor) => (anchor.kind === 'ds' ? [anchor.ds] : []));
  const keys = anchors.flatMap((anchor) => (anchor.kind === 'dnskey' ? [anchor.key] : []));
  const base: Base = {
    zone,
    by: 'anchor',
    parent: undefined,
    ds,
    proofs: [],
    untilSeconds: Number.POSITIVE_INFINITY,
  };
  const usable = usableDs(ds, context);
  const usableKeys = keys.filter((key) => context.algorithms.has(key.algorithm));
  if (usable.length + usableKeys.length === 0)
    return Promise.resolve(
      zoneState({ ...base, status: 'insecure', reasons: unsupported([...ds, ...keys], zone, context) }),
    );
  return zoneByKeys(
    { ...base, usableDs: usable },
    [...usable, ...usableKeys],
    asker,
    context,
    'anchor-mismatch',
    (published) => {
      const byDs = dsEntryPoints(usable, published, zone, context);
      const byKey = published.filter((key) =>
        usableKeys.some((known) => Buffer.compare(known.rdata, key.rdata) === 0),
      );
      return { ...byDs, keys: [...new Set([...byDs.keys, ...byKey])] };
    },
  );
}

async function zoneByKeys(
  base: Base & Pick<ZoneState, 'usableDs'>,
  vouchers: readonly (Ds | Dnskey)[],
  asker: Asker,
  context: Context,
  mismatch: 'ds-mismatch' | 'anchor-mismatch',
  entryPoints: (keys: readonly Dnskey[]) => EntryPoints,
): Promise<ZoneState> {
  const { zone } = base;
  const response = await asker.ask(zone, rrType.DNSKEY);
  if (!response.answered) return zoneState({ ...base, status: 'indeterminate', reasons: [response.reason] });
  const rrset = findRRset(response.answer, zone, rrType.DNSKEY);
  const bogus = (
    reasons: readonly Reason[],
    keys: readonly Dnskey[] = [],
    matchedDs: readonly Ds[] = [],
  ): ZoneState => zoneState({ ...base, keys, matchedDs, status: 'bogus', reasons });
  if (rrset === undefined)
    return bogus([reason('dnskey-missing', `${formatName(zone)} should be signed, but has no DNSKEY`, zone)]);
  const keys = rrset.rdata.map(readDnskey);
  const entry = entryPoints(keys);
  if (entry.keys.length === 0) {
    const what = mismatch === 'ds-mismatch' ? 'DS record at the parent' : 'trust anchor';
    const tags = keys.map((key) => key.keyTag).join(', ');
    const right = mismatch === 'ds-mismatch' ? await dsToPublish(zone, rrset, context) : [];
    return bogus(
      [
        reason(mismatch, `No ${what} fits a DNSKEY of ${formatName(zone)} (keys ${tags})`, zone, right),
        ...entry.reasons,
      ],
      keys,
    );
  }
  const fit = entry.keys.filter((key) => isZoneKey(key) && !isRevoked(key));
  if (fit.length === 0) {
    const code = entry.keys.some(isRevoked) ? 'key-revoked' : 'key-not-for-zone';
    const fault = code === 'key-revoked' ? 'is revoked' : 'lacks the zone flag or protocol 3';
    return bogus(
      [reason(code, `The key of ${formatName(zone)} that is vouched for ${fault}`, zone)],
      keys,
      entry.matchedDs,
    );
  }
  const requiredAlgorithms = new Set(
    context.requireAllAlgorithms ? vouchers.map((voucher) => voucher.algorithm) : [],
  );
  const verified = await verifyRRset(rrset, { zone, keys: fit, requiredAlgorithms }, context);
  if (!verified.verified) return bogus(verified.reasons, keys, entry.matchedDs);
  return zoneState({
    ...base,
    status: 'secure',
    matchedDs: entry.matchedDs,
    keys,
    requiredAlgorithms,
    usedKeys: new Set([verified.key]),
    proofs: [...base.proofs, verified.proof],
    untilSeconds: Math.min(base.untilSeconds, context.atSeconds + verified.ttlSeconds),
  });
}

function dsEntryPoints(
  usable: readonly Ds[],
  keys: readonly Dnskey[],
  zone: Name,
  context: Context,
): EntryPoints {
  const found = new Set<Dnskey>();
  const matchedDs: Ds[] = [];
  const reasons: Reason[] = [];
  let failures = 0;
  for (const ds of usable) {
    const candidates = keys.filter((key) => key.keyTag === ds.keyTag && key.algorithm === ds.algorithm);
    const tried = candidates.slice(0, context.budget.limits.keysPerTag);
    const matching = tried.filter((key) => dsMatchesKey(ds, zone, key, context.digests));
    for (const key of matching) found.add(key);
    if (matching.length > 0) {
      matchedDs.push(ds);
      continue;
    }
    // A DS without a key at all is a roll-over's everyday business; one whose digest is wrong is work for nothing.
    if (candidates.length > 0) failures += 1;
    if (failures >= context.budget.limits.dsFailures) {
      reasons.push(
        reason(
          'limit-ds',
          `${failures} DS records of ${formatName(zone)} name a key and do not fit it; the rest were left`,
          zone,
        ),
      );
      break;
    }
  }
  return { keys: [...found], matchedDs, reasons };
}

function unsupported(vouchers: readonly (Ds | Dnskey)[], zone: Name, context: Context): Reason[] {
  const reasons = vouchers.map((voucher) => {
    const mnemonic = algorithmMnemonic(voucher.algorithm);
    if (context.algorithms.has(voucher.algorithm) && 'digestType' in voucher)
      return reason(
        'unsupported-digest',
        `${formatName(zone)}: DS digest type ${voucher.digestType} is not supported`,
        zone,
      );
    if (signsWithSha1(voucher.algorithm))
      return reason(
        'distrusted-algorithm',
        `${formatName(zone)} is signed with ${mnemonic}, which policy does not trust`,
        zone,
      );
    return reason(
      'unsupported-algorithm',
      `${formatName(zone)} is signed with ${mnemonic}, which is not supported`,
      zone,
    );
  });
  return [...new Map(reasons.map((item) => [item.message, item])).values()];
}
