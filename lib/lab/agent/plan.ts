/** How the lab's program on the machine is: plain data, healthy unless a fault changes it. */

/** Who signed the program's certificate, and in whose list of roots that authority stands. */
export type Signer = 'public' | 'company' | 'security-program' | 'stranger';

/** What is on a port: the program, nothing, or something else that took it. */
export type Occupant = 'program' | 'nothing' | 'plain-http' | 'other-tls' | 'other-https' | 'mute';

export interface AgentPlan {
  /** One for each port that the lab gives out; the profile's own ports are replaced by those. */
  readonly ports: readonly Occupant[];
  readonly bind: '127.0.0.1' | '0.0.0.0';
  readonly certificate: {
    readonly signer: Signer;
    /** In place of the profile's name. */
    readonly name?: string;
    /** Days from the lab's present. */
    readonly fromDays: number;
    readonly untilDays: number;
  };
  readonly info: {
    /** How long the program takes, on the lab's clock. */
    readonly takesMs: number | 'never';
    readonly status: number;
    readonly isWrapped: boolean;
    readonly version: string | undefined;
    readonly jwtEnabled: boolean | undefined;
    readonly distributionServiceUrl: string | undefined;
    /** Origins it says it lets in; `profile`: those of the profile. */
    readonly cors: readonly string[] | 'profile';
  };
  /** Status of a protected path without a token. */
  readonly withoutToken: number;
  /** Paths that answer 200 all the same. */
  readonly openPaths: readonly string[];
  readonly preflight: {
    readonly status: number;
    /** `known`: the origins of the profile, echoed. */
    readonly allowOrigin: 'known' | 'any' | '*' | 'none';
    readonly allowCredentials: boolean;
    readonly allowHeaders: string;
    readonly privateNetwork: 'allowed' | 'ignored' | 'rejected';
  };
  readonly checksHost: boolean;
  readonly cookies: readonly string[];
  /** Windows' dynamic port range (wide, so that whatever port the lab was given lies in it), and the ports that it keeps back itself: `lab` is the first of the lab's own. */
  readonly dynamicPorts: {
    readonly first: number;
    readonly count: number;
    readonly excludes: 'nothing' | 'lab';
    readonly isReadable: boolean;
  };
  readonly listenersReadable: boolean;
}

/** A path that needs a token beside the profile’s, where that names no further one. */
export const secondPath = '/lab/second';

export const healthyAgent: AgentPlan = {
  ports: ['program', 'nothing'],
  bind: '127.0.0.1',
  certificate: { signer: 'public', fromDays: -30, untilDays: 60 },
  info: {
    takesMs: 40,
    status: 200,
    isWrapped: false,
    version: '3.8.4',
    jwtEnabled: true,
    distributionServiceUrl: 'https://ds.t1t.io',
    cors: 'profile',
  },
  withoutToken: 401,
  openPaths: [],
  preflight: {
    status: 204,
    allowOrigin: 'known',
    allowCredentials: true,
    allowHeaders: 'Authorization, X-CSRF-Token',
    privateNetwork: 'allowed',
  },
  checksHost: true,
  cookies: [],
  dynamicPorts: { first: 1024, count: 64512, excludes: 'nothing', isReadable: true },
  listenersReadable: true,
};
