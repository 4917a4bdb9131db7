/** The lab's program: HTTPS that answers as its plan says. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Profile } from '../../profile/types.js';
import type { LabClock } from './clock.js';
import type { AgentPlan } from './plan.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Well past what the gatherer waits for an answer (milliseconds). */
const foreverMs = 60_000;

export function programOf(plan: AgentPlan, profile: Profile, clock: LabClock): Handler {
  return (request, response) => {
    const origin = request.headers.origin;
    if (plan.checksHost && request.headers.host?.split(':')[0] !== profile.name) {
      response.writeHead(421).end();
      return;
    }
    for (const [name, value] of corsHeaders(plan, profile, origin)) response.setHeader(name, value);
    if (plan.cookies.length > 0) response.setHeader('Set-Cookie', plan.cookies);
    if (request.method === 'OPTIONS') answerPreflight(plan, request, response);
    else if (request.url === profile.agent?.infoPath) answerInfo(plan, profile, clock, response);
    else if (request.headers.authorization === undefined)
      response.writeHead(plan.openPaths.includes(request.url ?? '') ? 200 : plan.withoutToken).end('{}');
    else response.writeHead(404).end();
  };
}

function corsHeaders(
  { preflight }: AgentPlan,
  { origins }: Profile,
  origin: string | undefined,
): readonly (readonly [string, string])[] {
  const isKnown = origin !== undefined && origins.includes(origin);
  const allowed = {
    known: isKnown ? origin : undefined,
    any: origin,
    '*': '*',
    none: undefined,
  }[preflight.allowOrigin];
  if (allowed === undefined) return [];
  return [
    ['Access-Control-Allow-Origin', allowed],
    ['Vary', 'Origin'],
    ...(preflight.allowCredentials ? ([['Access-Control-Allow-Credentials', 'true']] as const) : []),
  ];
}

function answerPreflight({ preflight }: AgentPlan, request: IncomingMessage, response: ServerResponse): void {
  const asksPrivate = request.headers['access-control-request-private-network'] === 'true';
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  response.setHeader('Access-Control-Allow-Headers', preflight.allowHeaders);
  if (asksPrivate && preflight.privateNetwork === 'allowed')
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
  response.writeHead(asksPrivate && preflight.privateNetwork === 'rejected' ? 403 : preflight.status).end();
}

function answerInfo({ info }: AgentPlan, profile: Profile, clock: LabClock, response: ServerResponse): void {
  clock.advance(info.takesMs === 'never' ? foreverMs : info.takesMs);
  if (info.takesMs === 'never') return;
  const body = {
    t1CInfoAPI: {
      version: info.version,
      environment: 'production',
      activated: true,
      cors: info.cors === 'profile' ? profile.origins : info.cors,
      jwtEnabled: info.jwtEnabled,
      logLevel: 'info',
      service: {
        url: 'https://ann-laptop.corp.example',
        apiPort: '51983',
        deviceType: 'workstation',
        distributionServiceUrl: info.distributionServiceUrl,
      },
    },
    t1CInfoOS: { os: 'windows', architecture: 'x86_64', version: '10.0.19045', serial: 'SN-0123456789' },
    t1CInfoUser: {
      hostName: 'ann-laptop',
      username: 'ann.personal',
      home: 'C:\\Users\\ann.personal',
      installedDir: 'C:\\Users\\ann.personal\\AppData\\Local\\Trust1Connector',
    },
  };
  response.setHeader('Content-Type', 'application/json');
  response
    .writeHead(info.status)
    .end(info.status === 200 ? JSON.stringify(info.isWrapped ? { success: true, data: body } : body) : '{}');
}
