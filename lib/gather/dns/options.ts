/** What the gathering of DNS is given: whom to ask, under which anchors and at which time. */
import type { Exchange, IterationOptions } from '../../dns/index.js';
import type { GatherLimits } from '../limits.js';
import type { LookUp } from './system.js';

export interface DnsOptions {
  readonly resolvers: readonly { readonly id: string; readonly exchange: Exchange }[];
  /** Resolvers over DoH or DoT for a second opinion. */
  readonly references?: DnsOptions['resolvers'];
  /** Asks the zone's own servers, from these hints down; absent: they are not asked. */
  readonly authoritative?: IterationOptions;
  /** The operating system's resolver; absent: it is not asked. */
  readonly lookUp?: LookUp;
  readonly anchors?: string;
  readonly at: Date;
  readonly limits?: Partial<GatherLimits>;
  readonly signal?: AbortSignal;
  readonly progress: (text: string) => void;
}
