/** Chains that are one picture: the types of one place, and the places that gave the same. */
import type { ReportChain } from '../../audits/finding.js';

export interface MergedChain {
  readonly chain: ReportChain;
  readonly types: readonly string[];
  /** Which types nobody had a record for, and nothing denied. */
  readonly missing: readonly { readonly type: string; readonly rcode: string; readonly status: string }[];
  readonly by: readonly string[];
}

const order = ['bogus', 'indeterminate', 'insecure', 'secure'];

/** The worst first. */
export function mergedChains(chains: readonly ReportChain[]): readonly MergedChain[] {
  const places = new Map<string, MergedChain>();
  for (const chain of chains) {
    const key = JSON.stringify(
      [chain.by, chain.name, chain.zones, chain.reasons.map(({ zone, code }) => [zone, code])],
      withoutUse,
    );
    const known = places.get(key);
    places.set(key, known === undefined ? single(chain) : joined(known, chain));
  }
  const same = new Map<string, MergedChain>();
  for (const merged of places.values()) {
    const { chain, types, missing } = merged;
    const key = JSON.stringify([types, missing, { ...chain, by: '' }], withoutTtl);
    const known = same.get(key);
    same.set(key, known === undefined ? merged : { ...known, by: [...known.by, ...merged.by] });
  }
  return [...same.values()].sort(
    (one, other) => order.indexOf(one.chain.status) - order.indexOf(other.chain.status),
  );
}

/** How long a cache still keeps it differs from one to the next, and is nothing of the chain. */
function withoutTtl(key: string, value: unknown): unknown {
  return key === 'ttlSeconds' ? undefined : value;
}

/** Which keys were needed differs from one record to the next. */
function withoutUse(key: string, value: unknown): unknown {
  return key === 'used' || key === 'claimed' ? undefined : value;
}

/** The same zones, and a key is used where either needed it. */
function withUse(own: ReportChain['zones'], other: ReportChain['zones']): ReportChain['zones'] {
  return own.map((zone, at) => ({
    ...zone,
    keys: zone.keys.map((key, index) => {
      const also = other[at]?.keys[index];
      return also === undefined
        ? key
        : { ...key, used: key.used || also.used, claimed: key.claimed || also.claimed };
    }),
  }));
}

function single(chain: ReportChain): MergedChain {
  return { chain, types: [chain.type], missing: missingOf(chain), by: [chain.by] };
}

function joined(known: MergedChain, chain: ReportChain): MergedChain {
  const isKnown = (one: object, list: readonly object[]): boolean =>
    list.some((other) => JSON.stringify(one) === JSON.stringify(other));
  const add = <T extends object>(list: readonly T[], more: readonly T[]): readonly T[] => [
    ...list,
    ...more.filter((one) => !isKnown(one, list)),
  ];
  const own = known.chain;
  const worse = order.indexOf(chain.status) < order.indexOf(own.status) ? chain.status : own.status;
  return {
    by: known.by,
    types: [...known.types, chain.type],
    missing: [...known.missing, ...missingOf(chain)],
    chain: {
      ...own,
      status: worse,
      zones: withUse(own.zones, chain.zones),
      answer: add(own.answer, chain.answer),
      denials: add(own.denials, chain.denials),
      reasons: add(own.reasons, chain.reasons),
    },
  };
}

function missingOf({ answer, type, rcode, status }: ReportChain): MergedChain['missing'] {
  return answer.some((each) => each.type === type) ? [] : [{ type, rcode, status }];
}
