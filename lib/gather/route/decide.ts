/**
 * Which way a URL leaves this machine: what the first of the profile's client programs that is configured at all makes
 * of the settings. What cannot be decided (WPAD that nobody looked up, settings that cannot be read, a PAC that fails)
 * is said, and never taken for direct.
 */
import { ParseError } from '../../errors.js';
import type { RouteEvidence } from '../../evidence/probe.js';
import type { PacEvidence, SettingsEvidence } from '../../evidence/types.js';
import { originText, readSettings, route, type ProxySettings, type Route } from '../../proxy/index.js';
import { withoutCredentials } from '../source.js';
import { pacRoute, type PacRouteOptions } from './pac-route.js';
import { proxyUrl } from './proxy-url.js';

export interface DecideOptions extends PacRouteOptions {
  /** Ids of client programs, in the order in which they are asked. */
  readonly clients: readonly string[];
  /** This machine's own: its environment, its stores. Undefined: nobody looked. */
  readonly settings: readonly SettingsEvidence[] | undefined;
  readonly pac: readonly PacEvidence[];
  /** Whether a desktop runs: browsers ask GNOME's or KDE's settings in one, and the environment elsewhere. */
  readonly desktop: boolean;
}

export async function decideRoute(url: string, options: DecideOptions): Promise<RouteEvidence> {
  if (options.settings === undefined) return { via: 'undecided', reason: 'no proxy settings were read' };
  const { settings: all, problem } = readAll(options.settings);
  // Chromium's proxy_config_service_linux.cc: outside a desktop what gsettings says counts for nothing.
  const settings = all.filter(({ store }) => options.desktop || (store !== 'gnome' && store !== 'kde'));
  const answers = options.clients.map((client) => route(settings, client, url));
  const decided = answers.find(({ via, rule }) => via !== 'direct' || rule !== null);
  if (decided === undefined) {
    if (problem !== undefined) return { via: 'undecided', reason: problem };
    return { via: 'direct', decidedBy: 'no proxy is configured' };
  }
  return fromRoute(url, decided, options);
}

async function fromRoute(url: string, decided: Route, options: DecideOptions): Promise<RouteEvidence> {
  const place = decided.rule === null ? 'its own default' : originText(decided.rule);
  const readBy = `as ${decided.client} reads ${place}`;
  const undecided = (reason: string): RouteEvidence => ({
    via: 'undecided',
    reason: `${reason}, ${readBy}`.slice(0, 1000),
  });
  switch (decided.via) {
    case 'direct':
      return { via: 'direct', decidedBy: readBy };
    case 'proxy': {
      const proxy = proxyUrl(decided.proxy ?? '');
      if (proxy === undefined)
        return undecided(`the proxy ${decided.proxy ?? ''} is not of a kind spoken here`);
      return { via: 'proxy', proxy, decidedBy: readBy };
    }
    case 'pac': {
      const { pacUrl } = decided;
      const pac = options.pac.find(({ source, namedBy, wpad, bytes }) =>
        pacUrl === undefined
          ? wpad === true && bytes !== undefined
          : source === withoutCredentials(pacUrl) || namedBy === place,
      );
      if (pac !== undefined) return pacRoute(url, pac, readBy, options);
      return undecided(
        pacUrl === undefined
          ? 'the PAC is to be discovered (WPAD), and none was found'
          : `the PAC ${withoutCredentials(pacUrl)} was not read`,
      );
    }
    case 'unknown':
      return undecided(`it cannot be told from the settings alone (${decided.reason})`);
  }
}

/** Settings that cannot be read may hold a proxy: without another answer nothing is known. */
function readAll(evidence: readonly SettingsEvidence[]): { settings: ProxySettings[]; problem?: string } {
  const settings: ProxySettings[] = [];
  let problem: string | undefined;
  for (const { source, bytes, error, format } of evidence) {
    if (bytes === undefined) {
      problem ??= `${source} could not be read: ${error?.message ?? 'no reason'}`;
      continue;
    }
    try {
      settings.push(
        ...readSettings(Buffer.from(bytes, 'base64'), {
          fileName: source,
          ...(format === undefined ? {} : { format }),
        }),
      );
    } catch (cause) {
      if (!(cause instanceof ParseError)) throw cause;
      problem ??= `${source} could not be read: ${cause.message}`;
    }
  }
  return { settings, ...(problem === undefined ? {} : { problem: problem.slice(0, 1000) }) };
}
