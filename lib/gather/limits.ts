/** How long each thing that is looked at is waited for: all limits of time of this room stand here. */
export interface GatherLimits {
  /** A request to a server as a whole: a Distribution Service's answer, a PAC or settings at a URL. */
  readonly serverMs: number;
  /** The operating system's resolver, for one name: `getaddrinfo` cannot be cancelled. */
  readonly systemResolverMs: number;
  /** The whole walk from the root to the zone's servers: many networks let no DNS out. */
  readonly walkMs: number;
  /** A name that a PAC asks for on the way to a server. */
  readonly pacLookupMs: number;
  /** A connection on loopback; one that takes longer is held up by something. */
  readonly agentConnectMs: number;
  /** An answer of the program on this machine: slow is not dead. */
  readonly agentAnswerMs: number;
  /** A command of the operating system; none takes as long on a machine that works. */
  readonly commandMs: number;
}

/** What holds where a caller sets no other. */
export const DEFAULT_GATHER_LIMITS: GatherLimits = {
  serverMs: 10_000,
  systemResolverMs: 2_500,
  walkMs: 2_500,
  pacLookupMs: 3_000,
  agentConnectMs: 3_000,
  agentAnswerMs: 10_000,
  commandMs: 5_000,
};

/** With what a caller set of it. */
export function limitsFrom(given: Partial<GatherLimits> = {}): GatherLimits {
  return { ...DEFAULT_GATHER_LIMITS, ...given };
}
