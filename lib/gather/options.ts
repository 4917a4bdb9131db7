/** What a caller of `gather` gives and allows. */
import type { Exchange, IterationOptions } from '../dns/index.js';
import type { EvidenceKey } from '../evidence/types.js';
import type { LookUp } from './dns/system.js';
import type { GatherLimits } from './limits.js';
import type { SettingsSource } from './proxy.js';
import type { MachineReaders } from './readers.js';
import type { OutboundOptions } from './route/outbound.js';
import type { ApiKey } from './token/index.js';

/** A resolver to ask, and what to call it. */
export interface NamedResolver {
  /** E.g. `udp://192.0.2.1:53`: how reports call it. */
  readonly id: string;
  readonly exchange: Exchange;
}

export type PartState = 'begun' | 'says' | 'ended' | 'interrupted';

/** What to look at, whom to ask and what it may cost. What is not named is not contacted and not read. */
export interface GatherOptions {
  /** The parts of the evidence to gather, and no other (`evidenceNeeded` says which audits read which); default all. */
  readonly parts?: ReadonlySet<EvidenceKey>;
  /** Contact nothing: no resolver, no server, no port. */
  readonly offline?: boolean;
  /** Recursive resolvers to ask; empty: none is. */
  readonly resolvers: readonly NamedResolver[];
  /** Resolvers over DoH or DoT for a second opinion. */
  readonly references?: readonly NamedResolver[];
  /** Asks the zone's own servers, from these hints down; absent: they are not asked. */
  readonly authoritative?: IterationOptions;
  /** The operating system's resolver; absent: it is not asked. */
  readonly lookUp?: LookUp;
  /** Read the hosts file of this machine. */
  readonly hosts?: boolean;
  /** Trust anchors in presentation format; default: the root's. */
  readonly anchors?: string;
  /** Paths and URLs of PAC files; `-` is stdin. */
  readonly pac?: readonly string[];
  /** Fetch PACs that settings name by URL also where the settings came as a file, perhaps from another machine. */
  readonly fetchPac?: boolean;
  /** Files of proxy settings; `-` is stdin. */
  readonly proxySettings?: readonly SettingsSource[];
  /** Look at this machine: its settings, policies, disk and system. Needs `env`. */
  readonly here?: boolean;
  /** Probe the ports of the program on this machine. */
  readonly agent?: boolean;
  /** Look for the PAC that the network hands out (WPAD by DNS), where the settings have automatic detection on. */
  readonly wpad?: boolean;
  /** Ask the servers that the profile names, and how to reach them. Absent: they are not contacted. */
  readonly outbound?: OutboundOptions;
  /** Exchanged for a token at the profile's Distribution Service; neither it nor the token enters the evidence. */
  readonly apiKey?: ApiKey;
  /** Environment whose proxy variables are settings too. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Windows registry exports (`.reg`) to look for policies and the profile's keys in. */
  readonly registryExports?: readonly string[];
  /** Folders and files of a web front end to look for the API key in. */
  readonly frontEnd?: readonly string[];
  /** How the machine is read; default: this one's files and commands. */
  readonly readers?: MachineReaders;
  /** Reads the standard input to its end, for sources that are called `-`; absent: `-` is a path like any other. */
  readonly readStdin?: () => Promise<Uint8Array>;
  /** What the machine is called; absent: it stays unnamed. */
  readonly label?: string;
  /** How long each thing is waited for; what is not named has its default. */
  readonly limits?: Partial<GatherLimits>;
  /** The moment of collection. */
  readonly at: Date;
  readonly signal?: AbortSignal;
  /** Told in a sentence what is being done, for a person who waits. */
  readonly onProgress?: (text: string) => void;
  /** Told when a part is begun, what it does, and how it ended. */
  readonly onPart?: (part: EvidenceKey, state: PartState, text?: string) => void;
  /** Where the signal ends it, keep the parts that are done and leave out the others, instead of rejecting. */
  readonly keepsPartial?: boolean;
}
