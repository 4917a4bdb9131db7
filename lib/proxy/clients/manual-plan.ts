/**
 * How programs use a store of settings that knows modes (Windows, GNOME, browsers): discovery first, then a PAC,
 * then the manual servers with their list. The differences are in the options.
 */
import {
  byRule,
  direct,
  unknown,
  viaDiscovery,
  viaPac,
  viaProxy,
  type Decision,
  type Matcher,
} from './client.js';
import type { Target } from '../target.js';
import type { ProxyServer, ProxySettings } from '../types.js';

export interface ManualOptions {
  readonly settings: ProxySettings;
  readonly target: Target;
  /** Over the bypass list of the manual servers. */
  readonly match: Matcher;
  /** Over the empty list where a PAC decides: the client's implicit rules, if it keeps them with a PAC. */
  readonly matchBeforePac?: Matcher;
  /** Schemes to look for in the servers, in order; default: the URL's own, then `all`, then `socks`. */
  readonly serverOrder?: (scheme: string) => readonly string[];
  /** Rules used where there is no list. */
  readonly defaultRules?: string;
}

/** The whole store: mode, discovery, PAC, servers. */
export function decideByStore(options: ManualOptions): Decision {
  const { settings } = options;
  const mode = settings.mode;
  if (mode?.value === 'direct') return direct('mode-direct', mode.origin);
  if (mode?.value === 'system' || mode?.value === 'environment')
    return unknown('depends-on-system', mode.origin);
  if (mode?.value === 'manual') return decideByServers(options);
  const implicit = options.matchBeforePac?.('', options.target) ?? null;
  if (mode?.value === 'auto-detect') return implicit === null ? viaDiscovery(mode.origin) : byRule(implicit);
  if (mode?.value === 'pac') {
    if (implicit !== null) return byRule(implicit);
    return settings.pacUrl === undefined ? unknown('unusable-value', mode.origin) : viaPac(settings.pacUrl);
  }
  return decideInTurn(options, implicit);
}

/** No single mode: what is set is tried in turn (Windows, macOS). */
function decideInTurn(options: ManualOptions, implicit: ReturnType<Matcher>): Decision {
  const { settings } = options;
  const manual = decideByServers(options);
  const usesPac = settings.autoDetect?.value === true || settings.pacUrl !== undefined;
  if (!usesPac) return manual;
  if (implicit !== null) return byRule(implicit);
  const pac = settings.pacUrl === undefined ? undefined : { ...viaPac(settings.pacUrl), fallback: manual };
  if (settings.autoDetect?.value !== true) return pac ?? manual;
  return { ...viaDiscovery(settings.autoDetect.origin), fallback: pac ?? manual };
}

function decideByServers({ settings, target, match, serverOrder, defaultRules }: ManualOptions): Decision {
  const switchedOff = settings.manualEnabled?.value === false ? settings.manualEnabled : undefined;
  if (switchedOff !== undefined) return direct('switched-off', switchedOff.origin);
  const server = serverFor(settings.servers, (serverOrder ?? ownThenAll)(target.scheme));
  if (server === undefined)
    return direct(
      settings.servers.length === 0 ? 'no-settings' : 'no-proxy-for-scheme',
      settings.mode?.origin,
    );
  const found = match(settings.bypass?.rules ?? defaultRules ?? '', target);
  return found === null ? viaProxy(server) : byRule(found, settings.bypass);
}

function ownThenAll(scheme: string): readonly string[] {
  return [scheme, 'all', 'socks'];
}

/** The first server for any of the schemes, in the order of the schemes. */
export function serverFor(
  servers: readonly ProxyServer[],
  schemes: readonly string[],
): ProxyServer | undefined {
  for (const scheme of schemes) {
    const server = servers.find((one) => one.scheme === scheme && one.only === undefined);
    if (server !== undefined) return server;
  }
  return undefined;
}
