/**
 * What must hold for one name: the shape of a profile file (`schemas/profile.schema.json` says the same in
 * JSON Schema, with the bounds).
 */

/** How strongly a prerequisite is held: a breach is a failure, a warning, or not looked at. */
export type Strength = 'required' | 'advised' | 'none';

/** Who can change what the cause of a finding is: kinds of people, to each of which a profile can give a name. */
export type OwnerKind =
  'network' | 'resolver' | 'zone' | 'machine' | 'program' | 'web' | 'service' | 'auditor';

/** A service that the program and its installer need, looked at through the machine’s own route. */
export interface DistributionService {
  /** `https:` URL without a path, e.g. `https://ds.t1t.io`. */
  readonly url: string;
  readonly environment: 'production' | 'acceptance' | 'test';
  /** Answers without a key; default `/v3_5/system/status`. */
  readonly statusPath?: string;
  /** Exchanges an API key for a token; default `/v3_5/tokens/application`. */
  readonly tokenPath?: string;
  /** Where its installer is; absent: its size is not looked at. */
  readonly installerPath?: string;
  /** SHA-256 of public keys (SPKI, base64), of which one must be in the certificate chain (as in RFC 7469 §2.4). */
  readonly pins?: readonly string[];
}

/** The numbers by which the answer of a Distribution Service is judged. */
export interface DistributionLimits {
  /** How far this machine's clock may be off before tokens are refused; default 300. */
  readonly clockToleranceSeconds?: number;
  /** A whole status request that takes longer is slow; default 2000. */
  readonly slowMs?: number;
  /** A certificate that ends sooner is warned of; default 14. */
  readonly certificateDaysLeft?: number;
}

export interface TokenRules {
  /** Whether every endpoint needs a token. */
  readonly required: boolean;
  readonly maxLifetimeSeconds: number;
  /** `https:` URL of the keys that tokens are signed with (JWKS, RFC 7517). */
  readonly jwksUrl?: string;
  /** Who decided to ship without tokens, and why: where it is given, the notice of it can be switched off. */
  readonly withoutJwtReason?: string;
}

/** One family of operating systems and what of it is supported. */
export interface OsMinimum {
  readonly family: 'windows' | 'macos' | 'linux';
  /** Lowest version supported, e.g. `11`. Absent: any that its vendor still supports. */
  readonly minimum?: string;
  readonly architectures?: readonly ('x64' | 'arm64')[];
  /** Support is under way and not there: nothing is promised. */
  readonly ongoing?: boolean;
  /** Oldest version that the documentation speaks of without supporting it, e.g. `8.1` for its registry keys. */
  readonly documentedFrom?: string;
}

export interface InstalledPlace {
  readonly family: 'windows' | 'macos' | 'linux';
  /** `~` is the user's home, `%NAME%` a variable of the environment, e.g. `%LOCALAPPDATA%/Acme`. */
  readonly path: string;
  readonly components?: readonly { readonly name: string; readonly path: string }[];
}

/** What no program can look at: somebody checks it, and says so elsewhere. */
export interface ManualItem {
  /** Lower-case words with dashes. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly text: string;
  /** Where it is said: a URL, or an agreement by its name. */
  readonly source: string;
}

/** What must hold for one name, as `parseProfile` reads and validates it. */
export interface Profile {
  readonly schemaVersion: 1;
  /** Lower-case word, e.g. `trust1connector`. */
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** Whose name it is: the vendor's own, a partner's, or an example from public documentation. */
  readonly kind: 'vendor' | 'partner' | 'example';
  /** The DNS name that must stay local, as A-labels, lower case, without a trailing dot. */
  readonly name: string;
  readonly expect: {
    /** Addresses the name must have, no other; empty where only the class is fixed. */
    readonly a: readonly string[];
    readonly aaaa: readonly string[];
    readonly addressClass: 'loopback' | 'private';
  };
  /** TCP ports on which the program may listen. */
  readonly ports: readonly number[];
  /** Further host names that must bypass the proxy, e.g. `localhost`. */
  readonly bypassHosts: readonly string[];
  readonly dnssec: Strength;
  /** Whom the resolvers are held against, and what is asked of the records beyond their addresses. */
  readonly dns?: {
    /** Resolvers that give a second opinion: `https://dns.example/dns-query` (DoH) or `tls://dns.example` (DoT). */
    readonly references?: readonly string[];
    /** Whether the zone's own servers are asked, from the root down. Default false. */
    readonly authoritative?: boolean;
    /** Bounds of the TTL that is sensible. Default 60 to 604800. */
    readonly ttlSeconds?: { readonly minimum: number; readonly maximum: number };
  };
  readonly proxy: {
    /** Ids of the client programs that matter to this profile (see `staylocal/proxy`). */
    readonly clients: readonly string[];
  };
  readonly distributionServices: readonly DistributionService[];
  readonly distribution?: DistributionLimits;
  /** Megabytes (10^6 bytes). */
  readonly disk?: {
    readonly installerMegabytes: number;
    readonly installedMegabytes: number;
    readonly toleranceMegabytes: number;
    /** On a host that several users share: for how many of them it is installed. Absent: one. */
    readonly users?: number;
    /** Where it is installed: for each user, or once for the machine. Absent: either, and both must have room. */
    readonly installedFor?: 'user' | 'machine';
    /** Where it is installed on each system, and the parts that belong to it, by their paths below that place. */
    readonly places?: readonly InstalledPlace[];
  };
  readonly os: readonly OsMinimum[];
  /** Registry keys that must exist, full paths below `HKCU\`; presence only. */
  readonly registryKeys: readonly string[];
  /** First version that sets no cookies. */
  readonly cookies?: { readonly noneSinceVersion: string };
  readonly jwt?: TokenRules;
  /** How the program is asked what it is; absent: it has no such interface, and only its ports are looked at. */
  readonly agent?: {
    /** Path of its information, e.g. `/info`. */
    readonly infoPath: string;
    /** Path of a read without effect that needs a token, e.g. `/v3/readers`. */
    readonly protectedPath: string;
    /** Further paths that need a token; a `GET` of each must be without effect. */
    readonly protectedPaths?: readonly string[];
    /** How long the application waits for the information (milliseconds). */
    readonly inTimeMs: number;
  };
  /** Origins of the web applications that call the program, e.g. `https://app.example`. */
  readonly origins: readonly string[];
  /** Origins of other sites that show such an application in a frame. */
  readonly embeddingOrigins?: readonly string[];
  /** Who acts on each kind of cause, in place of the report's own words, e.g. `"network": "Network desk, 4711"`. */
  readonly owners?: Partial<Readonly<Record<OwnerKind, string>>>;
  /** Shown in reports as `manual`; never counted as passed. */
  readonly manual?: readonly ManualItem[];
  /** Per audit id: look and fail (`on`, the default), look and only warn (`advice`), or do not look (`off`). */
  readonly audits: Readonly<Record<string, 'on' | 'off' | 'advice'>>;
}
