/**
 * Collects evidence for one profile: the only room of the library that touches network, disk and environment. Everything
 * is read-only, runs at once, and ends in evidence or in the reason why there is none.
 */
import type { Exchange } from '../dns/index.js';
import type { Evidence } from '../evidence/types.js';
import type { Profile } from '../profile/types.js';
import { version } from '../version.js';
import { gatherDns } from './dns.js';
import { gatherHere } from './here.js';
import { gatherPac } from './pac.js';
import { gatherEnvironment, gatherSettings, type SettingsSource } from './proxy.js';

export interface NamedResolver {
  /** E.g. `udp://192.0.2.1:53`: how reports call it. */
  readonly id: string;
  readonly exchange: Exchange;
}

export interface GatherOptions {
  /** Recursive resolvers to ask; empty: none is. */
  readonly resolvers: readonly NamedResolver[];
  /** Trust anchors in presentation format; default: the root's. */
  readonly anchors?: string;
  /** Paths and URLs of PAC files; `-` is stdin. */
  readonly pac?: readonly string[];
  /** Files of proxy settings; `-` is stdin. */
  readonly proxySettings?: readonly SettingsSource[];
  /** Read all proxy settings of this machine as well (files and commands of its operating system). Needs `env`. */
  readonly here?: boolean;
  /** Environment whose proxy variables are settings too. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether a PAC that the settings name may be fetched. Default true. */
  readonly fetch?: boolean;
  readonly readStdin?: () => Promise<Uint8Array>;
  /** The moment of collection. */
  readonly at: Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (text: string) => void;
}

/** Gathers everything that the options name. Rejects only when `signal` ends it. */
export async function gather(profile: Profile, options: GatherOptions): Promise<Evidence> {
  const { at, signal, env, readStdin } = options;
  const progress = options.onProgress ?? (() => undefined);
  const [dns, { proxySettings, pac }] = await Promise.all([
    options.resolvers.length === 0 ? undefined : gatherDns(profile, { ...options, progress }),
    gatherProxies(),
  ]);
  signal?.throwIfAborted();
  return {
    schemaVersion: 1,
    tool: { name: 'staylocal', version },
    collectedAt: at.toISOString(),
    profile: { id: profile.id, name: profile.name },
    ...(dns === undefined ? {} : { dns }),
    ...(pac === undefined ? {} : { pac }),
    ...(proxySettings === undefined ? {} : { proxySettings }),
  };

  async function gatherProxies(): Promise<Pick<Evidence, 'proxySettings' | 'pac'>> {
    const asked = options.proxySettings ?? [];
    for (const { source } of asked) progress(`reading proxy settings from ${source}`);
    const environment = env === undefined ? undefined : gatherEnvironment(env);
    if (options.here === true) progress('reading the proxy settings of this machine');
    const settings = [
      ...(environment === undefined ? [] : [environment]),
      ...(await gatherSettings(asked, readStdin, signal)),
      ...(options.here === true
        ? await gatherHere({ env: env ?? {}, ...(signal === undefined ? {} : { signal }) })
        : []),
    ];
    for (const source of options.pac ?? []) progress(`reading the PAC ${source}`);
    const pacs = await gatherPac({
      sources: options.pac ?? [],
      settings,
      fetch: options.fetch ?? true,
      ...(readStdin === undefined ? {} : { readStdin }),
      ...(signal === undefined ? {} : { signal }),
    });
    return {
      // An environment that was read and holds nothing is evidence too; one that nobody read is not.
      ...(settings.length > 0 || env !== undefined || options.here === true
        ? { proxySettings: settings }
        : {}),
      ...(pacs.length > 0 ? { pac: pacs } : {}),
    };
  }
}

export type { SettingsSource } from './proxy.js';
