/**
 * The settings model: what a reader makes of a file, what a client program makes of the settings, and how both
 * are named. Data only; nothing here holds a user name or a password (see redact.ts).
 */

/** Where a value stands: the source, the line in it, and the key by which its own program knows it. */
export interface Origin {
  readonly file: string;
  /** From 1; null where the source has no lines (binary). */
  readonly line: number | null;
  readonly key: string;
}

/** A value with the place it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly origin: Origin;
}

/**
 * The place a program looks in. Several file formats can hold one store (a `.reg` export and the policy of a
 * domain both hold `wininet`), and one client can read several stores in its own order.
 */
export type Store =
  | 'environment'
  | 'wininet'
  | 'winhttp'
  | 'chromium-policy'
  | 'edge-policy'
  | 'firefox'
  | 'macos'
  | 'gnome'
  | 'kde'
  | 'curl'
  | 'wget'
  | 'git'
  | 'npm'
  | 'yarn'
  | 'pip'
  | 'maven'
  | 'gradle'
  | 'java'
  | 'docker-daemon'
  | 'apt'
  | 'kubeconfig'
  | 'vscode'
  | 'wsl'
  | 'squid'
  | 'pac';

/** What the source says to do, where it has one switch for it. */
export type Mode = 'direct' | 'manual' | 'pac' | 'auto-detect' | 'system' | 'environment';

/** The kind of request that a proxy server is set for; `all`: whatever has none of its own. */
export type ServerScheme = 'http' | 'https' | 'ftp' | 'socks' | 'ws' | 'all';

/** One proxy server for the URLs of one scheme. */
export interface ProxyServer {
  readonly scheme: ServerScheme;
  /** As written, without its user and password (`http://***:***@proxy:8080`). */
  readonly url: string;
  /** The source carries a user name or a password for this proxy. */
  readonly credentials: boolean;
  /** Limited to this URL or host, as git and apt can (`http.https://t1c.t1t.io.proxy`). */
  readonly only?: string;
  readonly origin: Origin;
}

/** The list of what goes direct, in the grammar of its source. */
export interface BypassList {
  /** As written; a source that keeps an array is joined with commas. */
  readonly rules: string;
  readonly origin: Origin;
  /** One by one, where the source keeps them apart. */
  readonly items?: readonly Located<string>[];
  /** A separate switch that sends names without a dot direct (macOS). */
  readonly excludeSimpleHostnames?: Located<boolean>;
  /** The list names what goes to the proxy (KDE). */
  readonly reversed?: Located<boolean>;
}

/** A key as it stands in the source; the value is redacted. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly line: number | null;
}

/** Something in the source that could not be used, and why. */
export interface ReadIssue {
  /** Stable, `lower-case-with-dashes`. */
  readonly code: string;
  readonly message: string;
  readonly origin: Origin;
}

/** Access rules of a proxy server, for what it would itself do with a CONNECT (squid.conf). */
export interface ProxySide {
  readonly acls: readonly SquidAcl[];
  readonly access: readonly SquidAccess[];
}
/** One `acl` line of squid.conf: lines of one name add up. */
export interface SquidAcl {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
  readonly origin: Origin;
}
/** One `http_access` line of squid.conf: it decides where all of its acls match; the first that does, wins. */
export interface SquidAccess {
  readonly allow: boolean;
  readonly acls: readonly { readonly name: string; readonly negated: boolean }[];
  readonly origin: Origin;
}

/** One scope of one source. */
export interface ProxySettings {
  /** Id of the reader, see `formats()`. */
  readonly format: string;
  readonly store: Store;
  /** Which part of the source, e.g. `HKCU`, `HKLM policy`, `Wi-Fi`. */
  readonly scope: string;
  /** An administrator's setting, which the user's own does not overrule. */
  readonly managed: boolean;
  readonly file: string;
  readonly mode?: Located<Mode>;
  /** The switch of the manual servers where it stands apart (`ProxyEnable`). */
  readonly manualEnabled?: Located<boolean>;
  readonly servers: readonly ProxyServer[];
  readonly bypass?: BypassList;
  readonly pacUrl?: Located<string>;
  readonly autoDetect?: Located<boolean>;
  readonly entries: readonly Entry[];
  readonly issues: readonly ReadIssue[];
  readonly proxySide?: ProxySide;
  /** Rules that stand before everything else in the settings (Chromium's ProxyOverrideRules), in order. */
  readonly overrides?: readonly OverrideRule[];
}

/** One of Chromium's ProxyOverrideRules. */
export interface OverrideRule {
  readonly destinations: readonly string[];
  readonly excluded: readonly string[];
  /** In the words of a PAC: `DIRECT`, `PROXY host:port`; redacted. */
  readonly proxies: readonly string[];
  /** It holds only where a probe of DNS says so. */
  readonly conditional: boolean;
  readonly origin: Origin;
}

/**
 * Where a request goes. `pac`: a script decides, see `Route.pacUrl`; `unknown`: the settings do not tell, which is
 * never taken for `direct`.
 */
export type Via = 'direct' | 'proxy' | 'pac' | 'unknown';

/** Why a route is as it is; `lower-case-with-dashes`, closed list. */
export type RouteReason =
  | 'no-settings'
  | 'no-proxy-for-scheme'
  | 'switched-off'
  | 'mode-direct'
  | 'bypass-rule'
  | 'implicit-bypass'
  | 'resolved-address'
  | 'host-exception'
  | 'proxy-configured'
  | 'pac-configured'
  | 'auto-detect'
  | 'cgi-refused'
  | 'unusable-value'
  | 'url-refused'
  | 'depends-on-system'
  /** Of several settings one is in force, and they differ. */
  | 'differs-by-scope'
  /** Of files of one machine each says otherwise, and which of them counts hangs on an order that is not known. */
  | 'files-differ'
  /** A policy that stands before all others may hold, and says otherwise (ProxyOverrideRules). */
  | 'override-rules';

/** What one client does with one URL. */
export interface Route {
  /** With the version modelled, e.g. `curl@8.18.0`. */
  readonly client: string;
  readonly url: string;
  readonly via: Via;
  readonly reason: RouteReason;
  /** The value that decided; null where it was the client's own default. */
  readonly rule: RouteRule | null;
  /** With `reason: 'implicit-bypass'`: what the client lets pass without a rule, e.g. `localhost`. */
  readonly implicit?: string;
  /** Redacted; with `via: 'proxy'`. */
  readonly proxy?: string;
  /** The proxy is given with a user name or password: it will ask (407) or be answered before the request. */
  readonly credentials: boolean;
  /** With `via: 'pac'`; absent where it is to be discovered (WPAD). */
  readonly pacUrl?: string;
  /** WPAD comes before the answer given here. */
  readonly autoDetect: boolean;
  /** What it does where discovery finds nothing, or the PAC cannot be had. */
  readonly fallback?: Route;
  /** Settings that were given and did not count, each with the reason. */
  readonly ignored: readonly IgnoredSetting[];
}

/** The setting by which a route is as it is, and where it stands; the line from 1, null where the file has none. */
export interface RouteRule {
  readonly key: string;
  readonly file: string;
  readonly line: number | null;
  /** The single rule inside the value, e.g. `.t1t.io`. */
  readonly text?: string;
}

/** A setting that was read and has no say in this route, and why. */
export interface IgnoredSetting {
  readonly origin: Origin;
  /** Its place is not looked at by this client, or another value of the same place stands before it. */
  readonly why: 'not-read-by-this-client' | 'overruled';
}

/** What `clients()` tells of each. */
export interface ClientInfo {
  readonly id: string;
  readonly title: string;
  /** Versions at which the rules changed, newest first. Empty: one grammar is known. */
  readonly versions: readonly string[];
  /** Stores it reads, in its order. */
  readonly reads: readonly Store[];
  /** Source file and version that the model follows. */
  readonly source: string;
  /** Programs that decide through this one. */
  readonly usedBy: readonly string[];
  readonly browser: boolean;
}

/** What `formats()` tells of each. */
export interface FormatInfo {
  readonly id: string;
  readonly title: string;
  readonly store: Store;
  readonly source: string;
}
