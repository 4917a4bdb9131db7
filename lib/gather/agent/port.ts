/**
 * Everything that is asked of one port: TCP, TLS, the information; and where the program answered, each of the questions
 * that a browser or a foreign page would put to it. All are reads that change nothing.
 */
import type { AgentInfo, AgentPortEvidence } from '../../evidence/agent.js';
import type { Profile } from '../../profile/types.js';
import { readInfo } from './info.js';
import { ask, type Answer, type AgentRequest } from './request.js';
import { connectSecurely, type ConnectOptions, type Endpoint } from './secure.js';

/** RFC 2606: belongs to nobody, and to no profile. */
const foreignHost = 'staylocal-probe.invalid';
const foreignOrigin = `https://${foreignHost}`;

/** As the SDK sends it with each request (t1c-sdk-js, Connection.ts). */
const sdkHeaders = { 'X-CSRF-Token': 't1c-js' } as const;

export interface PortOptions extends ConnectOptions {
  /** How long the information may take before the program counts as dead (milliseconds). */
  readonly deadMs: number;
}

export async function probePort(
  profile: Profile,
  endpoint: Endpoint,
  options: PortOptions,
): Promise<AgentPortEvidence> {
  const { address, port } = endpoint;
  const stages = await connectSecurely(endpoint, options);
  const { agent } = profile;
  if (stages.tls === undefined || agent === undefined) return { address, port, ...stages };
  const { clock, signal, deadMs } = options;
  const send = (request: AgentRequest): Promise<Answer> =>
    ask(endpoint, request, { clock, timeoutMs: deadMs, ...(signal === undefined ? {} : { signal }) });
  const origin = profile.origins[0];
  const { response: info, body } = await send({
    method: 'GET',
    path: agent.infoPath,
    headers: { ...sdkHeaders, ...(origin === undefined ? {} : { Origin: origin }) },
    readsBody: true,
  });
  const said = informationOf(info.status, body);
  const seen = { address, port, ...stages, info, ...(said === undefined ? {} : { said }) };
  return said === undefined ? seen : { ...seen, ...(await askFurther(profile, agent, send)) };
}

function informationOf(status: number | undefined, body: string | undefined): AgentInfo | undefined {
  return status === 200 && body !== undefined ? readInfo(body) : undefined;
}

async function askFurther(
  { origins }: Profile,
  agent: NonNullable<Profile['agent']>,
  send: (request: AgentRequest) => Promise<Answer>,
): Promise<Partial<AgentPortEvidence>> {
  const preflight = async (origin: string, more: Readonly<Record<string, string>> = {}) =>
    (await send({ method: 'OPTIONS', path: agent.protectedPath, headers: preflightHeaders(origin, more) }))
      .response;
  const information = { method: 'GET', path: agent.infoPath } as const;
  const first = origins[0];
  const further = (agent.protectedPaths ?? []).filter((path) => path !== agent.protectedPath);
  const [withoutToken, others, preflights, privateNetwork, foreign, elsewhere] = await Promise.all([
    send({ method: 'GET', path: agent.protectedPath, headers: sdkHeaders }),
    Promise.all(
      further.map(async (path) => ({
        path,
        response: (await send({ method: 'GET', path, headers: sdkHeaders })).response,
      })),
    ),
    Promise.all(origins.map(async (origin) => ({ origin, response: await preflight(origin) }))),
    first === undefined ? undefined : preflight(first, { 'Access-Control-Request-Private-Network': 'true' }),
    send({ ...information, headers: { Origin: foreignOrigin } }),
    send({ ...information, headers: { Host: foreignHost }, readsBody: true }),
  ]);
  return {
    withoutToken: withoutToken.response,
    ...(others.length === 0 ? {} : { furtherWithoutToken: others }),
    preflights,
    ...(privateNetwork === undefined ? {} : { privateNetwork }),
    foreignOrigin: { origin: foreignOrigin, ...foreign.response },
    foreignHost: {
      ...elsewhere.response,
      isProgram: informationOf(elsewhere.response.status, elsewhere.body) !== undefined,
    },
  };
}

/** Fetch §4.8 (CORS-preflight fetch): names lower case, sorted, joined by a comma without a space. */
function preflightHeaders(
  origin: string,
  more: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    Accept: '*/*',
    Origin: origin,
    'Access-Control-Request-Method': 'GET',
    'Access-Control-Request-Headers': 'authorization,x-csrf-token',
    ...more,
  };
}
