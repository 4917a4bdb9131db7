/** What is known of one zone on the way down: its keys where it is secure, and how it came to stand so. */
import { formatName, type Name } from '../../dns/name.js';
import { hex } from '../../dns/rdata-text.js';
import { algorithmMnemonic, keyBits } from '../signatures/algorithms.js';
import { isRevoked, isSep, type Dnskey } from '../records/dnskey.js';
import type { Ds } from '../records/ds.js';
import type { DenialView, DsView, KeyView, Link, Reason, SignatureProof, Status } from '../types.js';

export interface ZoneState {
  readonly zone: Name;
  readonly status: Status;
  readonly by: Link['by'];
  readonly parent: ZoneState | undefined;
  readonly ds: readonly Ds[];
  readonly matchedDs: readonly Ds[];
  readonly usableDs: readonly Ds[];
  /** Those of a secure zone are trusted to sign its data; of another they are what was seen. */
  readonly keys: readonly Dnskey[];
  /** Algorithms each of which has to sign; empty unless the caller asked for it. */
  readonly requiredAlgorithms: ReadonlySet<number>;
  /** Tags of keys that signed something; filled as the validation goes on. */
  readonly usedKeys: ReadonlySet<Dnskey>;
  readonly proofs: readonly SignatureProof[];
  readonly denial: DenialView | undefined;
  readonly reasons: readonly Reason[];
  /** Until when it may be kept, seconds since 1970. */
  readonly untilSeconds: number;
  readonly cached: boolean;
}

const none: readonly never[] = [];
const noneOf: ReadonlySet<never> = new Set<never>();

/** A state with everything that is not given left blank. Field by field: copying objects into one another costs more. */
export function zoneState(given: Pick<ZoneState, 'zone' | 'status' | 'by'> & Partial<ZoneState>): ZoneState {
  return {
    zone: given.zone,
    status: given.status,
    by: given.by,
    parent: given.parent,
    ds: given.ds ?? none,
    matchedDs: given.matchedDs ?? none,
    usableDs: given.usableDs ?? none,
    keys: given.keys ?? none,
    requiredAlgorithms: given.requiredAlgorithms ?? noneOf,
    usedKeys: given.usedKeys ?? noneOf,
    proofs: given.proofs ?? none,
    denial: given.denial,
    reasons: given.reasons ?? none,
    untilSeconds: given.untilSeconds ?? 0,
    cached: given.cached ?? false,
  };
}

/** From the trust anchor down to this zone. */
export function pathTo(state: ZoneState): ZoneState[] {
  const path: ZoneState[] = [];
  for (let at: ZoneState | undefined = state; at !== undefined; at = at.parent) path.unshift(at);
  return path;
}

function dsView(state: ZoneState, ds: Ds): DsView {
  const usable = state.usableDs.includes(ds);
  return {
    keyTag: ds.keyTag,
    algorithm: ds.algorithm,
    mnemonic: algorithmMnemonic(ds.algorithm),
    digestType: ds.digestType,
    digest: hex(ds.digest),
    use: state.matchedDs.includes(ds) ? 'matched' : usable ? 'no-key' : 'unused',
  };
}

function keyView(key: Dnskey, used: ReadonlySet<number>): KeyView {
  return {
    keyTag: key.keyTag,
    flags: key.flags,
    algorithm: key.algorithm,
    mnemonic: algorithmMnemonic(key.algorithm),
    bits: keyBits(key.algorithm, key.publicKey),
    sep: isSep(key),
    revoked: isRevoked(key),
    used: used.has(key.keyTag),
  };
}

/** How a state that is kept was last shown: to all names under it, a zone looks the same. */
const shown = new WeakMap<ZoneState, { readonly used: string; readonly link: Link }>();

/** As the result shows it; `signed` is all that was proven, by its keys and by those of other zones. */
export function linkOf(state: ZoneState, signed: readonly SignatureProof[]): Link {
  const zone = formatName(state.zone);
  const used = new Set<number>();
  for (const key of state.usedKeys) used.add(key.keyTag);
  for (const { signerName, keyTag } of signed) if (signerName === zone) used.add(keyTag);
  if (!state.cached) return link(state, zone, used);
  const known = shown.get(state);
  const tags = [...used].sort((a, b) => a - b).join();
  if (known?.used === tags) return known.link;
  const made = link(state, zone, used);
  shown.set(state, { used: tags, link: made });
  return made;
}

function link(state: ZoneState, zone: string, used: ReadonlySet<number>): Link {
  return {
    zone,
    status: state.status,
    by: state.by,
    ...(state.parent === undefined ? {} : { parent: formatName(state.parent.zone) }),
    ds: state.ds.map((ds) => dsView(state, ds)),
    keys: state.keys.map((key) => keyView(key, used)),
    proofs: state.proofs,
    ...(state.denial === undefined ? {} : { denial: state.denial }),
    cached: state.cached,
    reasons: state.reasons,
  };
}
