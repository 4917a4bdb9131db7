/**
 * Exchanges the API key for a token at one Distribution Service of the profile, over the route that this machine takes, and
 * never over a session that is not trusted, or where the profile pins keys of the service, that holds none of them. Key and token live in this function alone: what is kept is described in
 * evidence/token.ts, and whatever a server put into a text goes through `redact` before it is kept.
 */
import { holdsPin } from '../../evidence/chain.js';
import { failedStage, type ProbeEvidence, type RouteEvidence } from '../../evidence/probe.js';
import type { SignatureEvidence, TokenEvidence, TokenShape } from '../../evidence/token.js';
import type { DistributionService, Profile } from '../../profile/types.js';
import { redact } from '../../secrets/index.js';
import { credentialsFor, probe, Trust, type Outbound, type OutboundOptions } from '../route/index.js';
import { describeAnswer } from './describe.js';
import { verifySignature } from './verify.js';
import { keyNeedles } from './without-key.js';

/** Of the vendor's documentation; some of its pages have `/v3/…`, so a profile may name another. */
export const defaultTokenPath = '/v3_5/tokens/application';

/** Tokens have some kilobytes, key sets some tens (bytes). */
const maxBodyBytes = 256 * 1024;

export interface ApiKey {
  /** Printable ASCII, so that it can be a header. */
  readonly secret: string;
  /** Whose key it is; default: that of the profile's first Distribution Service. */
  readonly environment?: DistributionService['environment'];
}

export interface TokenOptions {
  readonly apiKey: ApiKey;
  readonly outbound: Outbound;
  readonly asked: OutboundOptions;
  /** For each request as a whole (milliseconds). */
  readonly serverMs: number;
  /** Its proxy variables hold the proxy's password. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly progress: (text: string) => void;
}

/** Undefined where the profile has no Distribution Service that the key is for. Rejects only when `signal` ends it. */
export async function gatherToken(
  { distributionServices, jwt }: Profile,
  options: TokenOptions,
): Promise<TokenEvidence | undefined> {
  const { secret, environment } = options.apiKey;
  // A key is shown to the one service that it is for, and to no other.
  const service =
    distributionServices.find((one) => one.environment === environment) ??
    (environment === undefined ? distributionServices[0] : undefined);
  if (service === undefined) return undefined;
  const url = `${service.url}${service.tokenPath ?? defaultTokenPath}`;
  options.progress(`exchanging the API key at ${url}`);
  const { route, seen } = await ask(url, options, { headers: { apikey: secret }, pins: service.pins });
  const base = { url, environment: service.environment, route };
  const ended = seen === undefined ? undefined : failedStage(seen);
  if (ended !== undefined) {
    const needles = keyNeedles(secret);
    const message = redact(ended.error.message, needles);
    return { ...base, ended: { stage: ended.stage, error: { ...ended.error, message } } };
  }
  if (seen?.http?.status === undefined) return base;
  const { status, receivedAt = '' } = seen.http;
  const { answer, token } = describeAnswer(textOf(seen));
  const shape = answer.token;
  const signature =
    token === undefined || shape === undefined || jwt?.jwksUrl === undefined
      ? undefined
      : await signatureOf(token, jwt.jwksUrl, pinsFor(jwt.jwksUrl, distributionServices), options);
  const described: TokenShape | undefined =
    shape === undefined || signature === undefined ? shape : { ...shape, signature };
  return {
    ...base,
    answer: { status, receivedAt, ...answer, ...(described === undefined ? {} : { token: described }) },
  };
}

interface Asked {
  readonly route: RouteEvidence;
  /** Undefined where the route is not known: then nothing is asked. */
  readonly seen?: ProbeEvidence;
}

async function ask(
  url: string,
  { outbound, asked, serverMs, env, signal }: TokenOptions,
  secret?: { readonly headers: Readonly<Record<string, string>>; readonly pins: DistributionService['pins'] },
): Promise<Asked> {
  const route = await outbound.routeFor(url);
  if (route.via === 'undecided') return { route };
  const credentials = route.via === 'proxy' ? credentialsFor(route.proxy, env) : undefined;
  const seen = await probe(url, {
    route:
      route.via === 'direct'
        ? { via: 'direct' }
        : { via: 'proxy', proxy: route.proxy, ...(credentials === undefined ? {} : { credentials }) },
    headers: { accept: 'application/json' },
    ...(secret === undefined ? {} : { secretHeaders: secret.headers }),
    ...(secret?.pins === undefined ? {} : { pins: secret.pins }),
    trust: new Trust(outbound.trust.roots),
    timeoutMs: serverMs,
    maxBodyBytes,
    ...(asked.lookup === undefined ? {} : { lookup: asked.lookup }),
    ...(asked.now === undefined ? {} : { now: asked.now }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { route, seen };
}

/** Of the service that the URL is on: its keys are as good as the server that gives them. */
function pinsFor(url: string, services: readonly DistributionService[]): DistributionService['pins'] {
  return services.find((service) => new URL(service.url).origin === new URL(url).origin)?.pins;
}

async function signatureOf(
  token: string,
  jwksUrl: string,
  pins: DistributionService['pins'],
  options: TokenOptions,
): Promise<SignatureEvidence> {
  const unreadable = (reason: string): SignatureEvidence => ({
    jwksUrl,
    outcome: 'jwks-unreadable',
    reason: redact(reason, [...keyNeedles(options.apiKey.secret)]).slice(0, 1000),
  });
  const { route, seen } = await ask(jwksUrl, options);
  if (seen === undefined) return unreadable(route.via === 'undecided' ? route.reason : 'it was not asked');
  const ended = failedStage(seen);
  if (ended !== undefined) return unreadable(ended.error.message);
  // Keys that anybody on the way could have replaced verify nothing.
  const session = seen.tls?.session;
  if (session?.authorized !== true) return unreadable('its TLS session is not trusted');
  if (pins !== undefined && !holdsPin(session, pins))
    return unreadable('its certificate chain holds no key that the profile pins');
  if (seen.http?.status !== 200) return unreadable(`the server answered ${seen.http?.status ?? 0}`);
  const jwks = parseJson(textOf(seen));
  if (jwks === undefined) return unreadable('it is not JSON');
  const outcome = await verifySignature(token, jwks);
  return outcome === 'jwks-unreadable' ? unreadable('it is not a JSON Web Key Set') : { jwksUrl, outcome };
}

function textOf({ http }: ProbeEvidence): string {
  return Buffer.from(http?.body ?? '', 'base64').toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
