/**
 * The way out of this machine for the parts that talk to servers: its roots, and the route of a URL by its own settings
 * (environment and stores) or by what the user said. Each is looked up once, however many ask.
 */
import { redactUrl } from '../../proxy/index.js';
import type { RouteEvidence } from '../../evidence/probe.js';
import type { PacEvidence, SettingsEvidence } from '../../evidence/types.js';
import { gatherHere } from '../here.js';
import { gatherPac } from '../pac.js';
import { gatherEnvironment } from '../proxy.js';
import type { GatherLimits } from '../limits.js';
import type { MachineReaders } from '../readers.js';
import { decideRoute } from './decide.js';
import { proxyUrl } from './proxy-url.js';
import type { Lookup } from './tcp.js';
import { readTrust, type ReadTrust } from './trust.js';

/** What a caller says of it; all of it has a default. */
export interface OutboundOptions {
  /** `direct`, or the URL of a proxy: in place of what the settings say. */
  readonly route?: string;
  /** PEM of roots to trust besides the machine's, e.g. a company's. */
  readonly roots?: string;
  /** In place of the machine's own settings, roots, resolver and clock: for tests and for the lab. */
  readonly machineSettings?: readonly SettingsEvidence[];
  readonly trust?: ReadTrust;
  readonly lookup?: Lookup;
  readonly now?: () => Date;
}

export interface Outbound {
  readonly trust: ReadTrust;
  readonly routeFor: (url: string) => Promise<RouteEvidence>;
}

export interface OutboundContext {
  readonly clients: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>> | undefined;
  readonly readers: MachineReaders;
  readonly at: Date;
  /** PACs that were discovered (WPAD), where the caller let them be looked for. */
  readonly discovered?: () => Promise<readonly PacEvidence[]>;
  readonly limits: GatherLimits;
  readonly signal?: AbortSignal;
}

/** Throws `RangeError` for a route that is none and `ParseError` (`not-a-certificate`) for roots that are none. */
export async function openOutbound(options: OutboundOptions, context: OutboundContext): Promise<Outbound> {
  const { clients, readers, at, limits, signal } = context;
  const told = options.route === undefined ? undefined : toldRoute(options.route);
  const common = {
    limits,
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
    ...(signal === undefined ? {} : { signal }),
  };
  const [trust, settings] = await Promise.all([
    options.trust ?? readTrust({ readers, ...(options.roots === undefined ? {} : { named: options.roots }) }),
    told === undefined ? machineSettings(options, context) : undefined,
  ]);
  const named = await gatherPac({
    sources: [],
    settings: (settings ?? []).map((evidence) => ({ evidence, from: 'machine' })),
    fetch: true,
    serverMs: limits.serverMs,
    ...(signal === undefined ? {} : { signal }),
  });
  const pac = [...named, ...(told === undefined ? ((await context.discovered?.()) ?? []) : [])];
  const desktop = (readers.env['XDG_CURRENT_DESKTOP'] ?? readers.env['DESKTOP_SESSION'] ?? '') !== '';
  return {
    trust,
    routeFor: async (url) =>
      told ?? (await decideRoute(url, { clients, settings, pac, desktop, at, ...common })),
  };
}

/** The route that the user named. Throws `RangeError` where it is none. */
export function toldRoute(text: string): RouteEvidence {
  if (text === 'direct') return { via: 'direct', decidedBy: 'as told with --route' };
  const proxy = proxyUrl(text);
  if (proxy === undefined) {
    throw new RangeError(
      `"${redactUrl(text)}" is no route: it is "direct" or a proxy such as http://proxy.example:8080.`,
    );
  }
  return { via: 'proxy', proxy, decidedBy: 'as told with --route' };
}

async function machineSettings(
  options: OutboundOptions,
  { env, readers, signal }: OutboundContext,
): Promise<readonly SettingsEvidence[] | undefined> {
  if (env === undefined) return options.machineSettings;
  const environment = gatherEnvironment(env);
  const stores =
    options.machineSettings ?? (await gatherHere({ readers, ...(signal === undefined ? {} : { signal }) }));
  return [...(environment === undefined ? [] : [environment]), ...stores];
}
