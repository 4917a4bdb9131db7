/** Evidence of one Distribution Service, healthy but for what a case changes. */
import type { DistributionServiceEvidence, StatusEvidence } from '../../../../lib/evidence/distribution.js';
import type { ProbeEvidence, RouteEvidence, StageEvidence } from '../../../../lib/evidence/probe.js';
import type { TlsEvidence } from '../../../../lib/evidence/tls.js';
import type { CollectionError, Evidence } from '../../../../lib/evidence/types.js';
import { createAuthority, type IssueOptions } from '../../../../lib/lab/certificate-authority.js';
import type { Profile } from '../../../../lib/profile/index.js';
import { collectedAt, type AuditCase } from '../../case.js';

export const serviceUrl = 'https://ds.example';
const statusUrl = `${serviceUrl}/v3_5/system/status`;

const direct: RouteEvidence = { via: 'direct', decidedBy: 'no proxy is configured' };
export const throughProxy: RouteEvidence = {
  via: 'proxy',
  proxy: 'http://proxy.example:8080',
  decidedBy: 'as curl reads environment:1 https_proxy',
};

export const at: Date = new Date(collectedAt);

export function daysFrom(days: number): Date {
  return new Date(at.getTime() + days * 86_400_000);
}

const authority = createAuthority({ name: 'Example Root', at });

/** A session as a handshake with a freshly issued certificate would leave it. */
export async function session(
  options: Partial<IssueOptions> = {},
  changes: Partial<TlsEvidence> = {},
): Promise<TlsEvidence> {
  const { certificate } = await (await authority).issue({ names: ['ds.example'], ...options });
  const bodies = certificate.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g);
  const chain = [...bodies].map(([, body = '']) => body.replace(/\s/g, ''));
  return { protocol: 'TLSv1.3', authorized: true, chain, ...changes };
}

export function failing(code: string): StageEvidence & { error: CollectionError } {
  const message = code === 'no-address' ? 'the name has no address' : `it was ${code}`;
  return { ms: 5, error: { code, message } };
}

async function healthyProbe(): Promise<ProbeEvidence> {
  return {
    url: statusUrl,
    dns: { ms: 2, host: 'ds.example', addresses: ['192.0.2.1'] },
    connect: { ms: 10, address: '192.0.2.1', port: 443 },
    tls: { ms: 20, session: await session(), anchoredIn: ['public', 'system'] },
    http: {
      ms: 30,
      status: 200,
      headers: { 'content-type': 'application/json', date: at.toUTCString() },
      receivedAt: at.toISOString(),
    },
  };
}

/** What a case changes of the one request; a stage of `null` was not reached. */
export interface Changes {
  readonly probe?: { readonly [K in keyof ProbeEvidence]?: ProbeEvidence[K] | null };
  readonly route?: RouteEvidence;
  readonly bodyKind?: NonNullable<StatusEvidence['bodyKind']>;
  readonly pageTitle?: string;
  /** Further requests, after redirects. */
  readonly then?: readonly Partial<ProbeEvidence>[];
  readonly service?: Partial<DistributionServiceEvidence>;
  readonly rootsError?: CollectionError;
}

export async function seen(changes: Changes = {}): Promise<Partial<Evidence>> {
  const { probe = {}, route = direct, bodyKind = 'json', pageTitle, then = [], rootsError } = changes;
  const healthy = await healthyProbe();
  const first = Object.fromEntries(
    Object.entries({ ...healthy, ...probe }).filter(([, stage]) => stage !== null),
  ) as unknown as ProbeEvidence;
  const requests = [first, ...then.map((next) => ({ ...healthy, ...next }))].map((each) => ({
    probe: each,
    bodyKind,
    ...(pageTitle === undefined ? {} : { pageTitle }),
  }));
  return {
    distribution: {
      systemRoots: { source: 'test', ...(rootsError === undefined ? {} : { error: rootsError }) },
      services: [{ url: serviceUrl, route, requests, ...changes.service }],
    },
  };
}

/** A case's evidence, made when it runs. */
export function see(changes: Changes = {}): () => Promise<Partial<Evidence>> {
  return () => seen(changes);
}

export const noService: Partial<Evidence> = {
  distribution: { systemRoots: { source: 'test' }, services: [] },
};

/** What every audit of this folder has to say of no service and of a request that ended before. */
export const sharedCases: readonly AuditCase[] = [
  { title: 'no service named', evidence: noService, says: ['none-named'] },
  {
    title: 'a request that ended before',
    evidence: see({
      probe: { connect: { ...failing('refused'), address: '192.0.2.1', port: 443 }, tls: null, http: null },
    }),
    says: ['not-reached'],
  },
];

export function profileWith(pins: readonly string[]): Partial<Profile> {
  return { distributionServices: [{ url: serviceUrl, environment: 'test', pins }] };
}
