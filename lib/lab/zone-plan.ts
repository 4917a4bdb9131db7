/**
 * What a lab world is to look like before it is built: its zones, their records, how each is signed. A plan is
 * plain data, so a fault is a function from plan to plan.
 */
import type { AlgorithmName } from './signing-algorithms.js';

export type DenialPlan =
  | { readonly kind: 'nsec' }
  | {
      readonly kind: 'nsec3';
      readonly optOut: boolean;
      readonly iterations: number;
      readonly saltHex: string;
    };

export interface ZonePlan {
  /** Absolute, in lower case: `t1t.io.` */
  readonly apex: string;
  /** Whether this is a zone the audited name lives in, and so the one that faults are put into. */
  readonly isTarget: boolean;
  /** Records in presentation form with absolute names; SOA, NS, DNSKEY and DS are added when the zone is built. */
  readonly records: readonly string[];
  /** Addresses of its authoritative servers; by default the resolver's machine is the only one. */
  readonly servers?: readonly string[];
  /** `undefined`: the zone is not signed, and its parent has no DS for it. */
  readonly signing: SigningPlan | undefined;
}

export interface SigningPlan {
  readonly algorithm: AlgorithmName;
  readonly denial: DenialPlan;
  /** When the signatures start and stop to hold, in days from the lab's time. */
  readonly fromDays: number;
  readonly untilDays: number;
  /** What the parent says: a DS for the zone's key, one whose digest is wrong, or that there is none. */
  readonly ds: 'right' | 'wrong' | 'none';
  /** Whether the key that the DS names is in the DNSKEY RRset. */
  readonly publishesKsk: boolean;
  /** What the zone asks its parent to publish (CDS, RFC 7344): nothing, or a key that the parent has no DS for. */
  readonly cds: 'none' | 'another-key';
  /** Types that the bitmaps of NSEC and NSEC3 claim at every name beyond those that are there. */
  readonly alsoClaimedTypes: readonly number[];
}

const signed: SigningPlan = {
  algorithm: 'ECDSAP256SHA256',
  denial: { kind: 'nsec' },
  fromDays: -1,
  untilDays: 14,
  ds: 'right',
  publishesKsk: true,
  cds: 'none',
  alsoClaimedTypes: [],
};
const nsec3: DenialPlan = { kind: 'nsec3', optOut: false, iterations: 0, saltHex: '' };

/** Root, two top-level domains, the vendor's zone, a partner's, and a zone that nobody signed. */
export const plainWorld: readonly ZonePlan[] = [
  { apex: '.', isTarget: false, records: [], signing: signed },
  {
    apex: 'io.',
    isTarget: false,
    records: [],
    signing: { ...signed, denial: { ...nsec3, optOut: true } },
  },
  {
    apex: 't1t.io.',
    isTarget: true,
    records: [
      't1c.t1t.io. 300 A 127.0.0.1',
      'ds.t1t.io. 300 A 192.0.2.10',
      'alias.t1t.io. 300 CNAME t1c.t1t.io.',
      'loop.t1t.io. 300 CNAME loop.t1t.io.',
      '*.local.t1t.io. 300 A 127.0.0.1',
    ],
    signing: signed,
  },
  { apex: 'example.', isTarget: false, records: [], signing: { ...signed, denial: nsec3 } },
  {
    apex: 'partner.example.',
    isTarget: true,
    records: ['connector.partner.example. 300 A 127.0.0.1', 'app.partner.example. 300 A 192.0.2.80'],
    signing: { ...signed, denial: nsec3 },
  },
  {
    apex: 'unsigned.example.',
    isTarget: false,
    records: ['connector.unsigned.example. 300 A 127.0.0.1'],
    signing: undefined,
  },
];
