/**
 * Asks each Distribution Service of the profile for its status, which needs no key, over the route that this machine
 * takes for that URL. Redirects are followed within the service's own origin and only recorded beyond it.
 */
import type {
  DistributionEvidence,
  DistributionServiceEvidence,
  StatusEvidence,
} from '../../evidence/distribution.js';
import type { ProbeEvidence, RouteEvidence } from '../../evidence/probe.js';
import type { DistributionService, Profile } from '../../profile/types.js';
import {
  credentialsFor,
  probe,
  Trust,
  type Outbound,
  type OutboundOptions,
  type ProbeOptions,
  type ProbeRoute,
} from '../route/index.js';
import { bodyKind, pageTitle } from './page.js';

/** The vendor's own path; a profile may name another. */
export const defaultStatusPath = '/v3_5/system/status';

const maxRedirects = 3;
/** Enough to see what a body is (bytes). */
const maxBodyBytes = 64 * 1024;

/** Headers that say where an answer came from, and when. Others may hold a session or a name. */
const keptHeaders: ReadonlySet<string> = new Set([
  'content-type',
  'content-length',
  'date',
  'location',
  'retry-after',
  'server',
  'via',
  'x-squid-error',
]);

export interface DistributionOptions {
  readonly outbound: Outbound;
  /** How to reach servers, as the caller said. */
  readonly asked: OutboundOptions;
  /** For each request as a whole (milliseconds). */
  readonly serverMs: number;
  /** Its proxy variables hold the proxy's password. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly progress: (text: string) => void;
}

/** Rejects only when `signal` ends it. */
export async function gatherDistribution(
  { distributionServices }: Profile,
  options: DistributionOptions,
): Promise<DistributionEvidence> {
  const { trust } = options.outbound;
  const roots = new Trust(trust.roots);
  const { systemSource: source, systemError: error } = trust;
  return {
    systemRoots: { source, ...(error === undefined ? {} : { error }) },
    services: await Promise.all(distributionServices.map((service) => askService(service, roots, options))),
  };
}

async function askService(
  service: DistributionService,
  trust: Trust,
  options: DistributionOptions,
): Promise<DistributionServiceEvidence> {
  const { url } = service;
  const first = `${url}${service.statusPath ?? defaultStatusPath}`;
  const route = await options.outbound.routeFor(first);
  const way = probeRoute(route, options.env);
  const requests: StatusEvidence[] = [];
  let next: string | undefined = way === undefined ? undefined : first;
  while (way !== undefined && next !== undefined && requests.length <= maxRedirects) {
    options.progress(`asking ${next} for its status`);
    const seen = await probe(next, {
      route: way,
      ...common(trust, options),
      headers: { accept: 'application/json' },
    });
    requests.push(kept(seen));
    next = sameOriginRedirect(seen);
  }
  const answered = requests.some(({ probe: { http } }) => http?.status !== undefined);
  if (way === undefined || service.installerPath === undefined || !answered) return { url, route, requests };
  const installer = await probe(`${url}${service.installerPath}`, {
    ...common(trust, options),
    route: way,
    method: 'HEAD',
  });
  return { url, route, requests, installer: kept(installer).probe };
}

function common(trust: Trust, { asked, serverMs, signal }: DistributionOptions): Omit<ProbeOptions, 'route'> {
  return {
    trust,
    timeoutMs: serverMs,
    maxBodyBytes,
    ...(asked.lookup === undefined ? {} : { lookup: asked.lookup }),
    ...(asked.now === undefined ? {} : { now: asked.now }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** What `probe` takes, with the password that the environment holds for that proxy. */
export function probeRoute(
  route: RouteEvidence,
  env: Readonly<Record<string, string | undefined>>,
): ProbeRoute | undefined {
  if (route.via === 'undecided') return undefined;
  if (route.via === 'direct') return { via: 'direct' };
  const credentials = credentialsFor(route.proxy, env);
  return { via: 'proxy', proxy: route.proxy, ...(credentials === undefined ? {} : { credentials }) };
}

function sameOriginRedirect({ url, http }: ProbeEvidence): string | undefined {
  const location = http?.headers?.['location'];
  const status = http?.status ?? 0;
  if (location === undefined || status < 300 || status > 399 || !URL.canParse(location, url))
    return undefined;
  const next = new URL(location, url);
  return next.origin === new URL(url).origin && next.href !== url ? next.href : undefined;
}

function kept(seen: ProbeEvidence): StatusEvidence {
  const { http } = seen;
  if (http?.headers === undefined) return { probe: seen };
  const { body: encoded = '', headers, ...rest } = http;
  const body = Buffer.from(encoded, 'base64').toString('utf8');
  const kind = bodyKind(body, headers['content-type']);
  const title = kind === 'html' ? pageTitle(body) : undefined;
  return {
    probe: { ...seen, http: { ...rest, headers: keptOf(headers, seen.url) } },
    bodyKind: kind,
    ...(title === undefined ? {} : { pageTitle: title }),
  };
}

function keptOf(headers: Readonly<Record<string, string>>, url: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => keptHeaders.has(name))
      .map(([name, value]) => [name, name === 'location' ? withoutQuery(value, url) : value.slice(0, 1000)]),
  );
}

/** Of a redirect the place counts; what a portal hangs on it may name the user. */
function withoutQuery(location: string, url: string): string {
  if (!URL.canParse(location, url)) return '(not a URL)';
  const { origin, protocol, host, pathname } = new URL(location, url);
  return `${origin === 'null' ? `${protocol}//${host}` : origin}${pathname}`.slice(0, 1000);
}
