/** What can be wrong with the program on this machine, and with what stands in its place. */
import type { Fault } from '../areas/define.js';
import { secondPath, type AgentPlan } from '../agent/plan.js';

const certificate =
  (changes: Partial<AgentPlan['certificate']>) =>
  (plan: AgentPlan): AgentPlan => ({ ...plan, certificate: { ...plan.certificate, ...changes } });
const info =
  (changes: Partial<AgentPlan['info']>) =>
  (plan: AgentPlan): AgentPlan => ({ ...plan, info: { ...plan.info, ...changes } });
const preflight =
  (changes: Partial<AgentPlan['preflight']>) =>
  (plan: AgentPlan): AgentPlan => ({ ...plan, preflight: { ...plan.preflight, ...changes } });
const changed =
  (changes: Partial<AgentPlan>) =>
  (plan: AgentPlan): AgentPlan => ({ ...plan, ...changes });

export const agentFaults: readonly Fault<AgentPlan>[] = [
  {
    id: 'agent-not-running',
    description: 'the program is not running: nothing listens on any port of the profile',
    change: changed({ ports: ['nothing', 'nothing'] }),
  },
  {
    id: 'agent-port-plain-http',
    description: 'a development server without TLS took the program’s port',
    change: changed({ ports: ['plain-http', 'nothing'] }),
  },
  {
    id: 'agent-port-other-tls',
    description: 'a program that speaks TLS for another name, and no HTTP, took the port',
    change: changed({ ports: ['other-tls', 'nothing'] }),
  },
  {
    id: 'agent-port-other-https',
    description: 'another web server took the port and answers with a page of its own',
    change: changed({ ports: ['other-https', 'nothing'] }),
  },
  {
    id: 'agent-port-mute',
    description: 'a program took the port, takes connections and never says a word',
    change: changed({ ports: ['mute', 'nothing'] }),
  },
  {
    id: 'agent-second-port-taken',
    description: 'the program serves its first port; the second is in the hands of another program',
    change: changed({ ports: ['program', 'plain-http'] }),
  },
  {
    id: 'agent-on-all-interfaces',
    description: 'the program listens on 0.0.0.0, so that the network reaches it',
    change: changed({ bind: '0.0.0.0' }),
  },
  {
    id: 'agent-certificate-expired',
    description: 'the program’s certificate ended two days ago and was not renewed',
    change: certificate({ fromDays: -90, untilDays: -2 }),
  },
  {
    id: 'agent-certificate-not-yet-valid',
    description: 'the clock of the machine runs behind: the certificate starts in three days',
    change: certificate({ fromDays: 3, untilDays: 90 }),
  },
  {
    id: 'agent-certificate-ends-soon',
    description: 'the program’s certificate ends in five days',
    change: certificate({ untilDays: 5 }),
  },
  {
    id: 'agent-certificate-other-name',
    description: 'the program serves a certificate for localhost in place of the name',
    change: certificate({ name: 'localhost' }),
  },
  {
    id: 'agent-certificate-untrusted',
    description: 'the certificate was signed by an authority that nobody trusts',
    change: certificate({ signer: 'stranger' }),
  },
  {
    id: 'agent-tls-company-root',
    description: 'the certificate was signed by a root that only this company’s machines have',
    change: certificate({ signer: 'company' }),
  },
  {
    id: 'agent-tls-security-program',
    description: 'a security program on the machine reads TLS and signs with a root of its own',
    change: certificate({ signer: 'security-program' }),
  },
  {
    id: 'agent-info-slow',
    description: 'the program takes three seconds for its information, where the SDK waits one',
    change: info({ takesMs: 3_000 }),
  },
  {
    id: 'agent-info-dead',
    description: 'the program takes the request for its information and never answers',
    change: info({ takesMs: 'never' }),
  },
  {
    id: 'agent-info-error',
    description: 'the program answers 500 when it is asked what it is',
    change: info({ status: 500 }),
  },
  {
    id: 'agent-without-version',
    description: 'the program does not say which version it is',
    change: info({ version: undefined }),
  },
  {
    id: 'agent-cors-lacks-origin',
    description: 'the application’s origin is not on the program’s cors list',
    change: info({ cors: ['https://other.acme.example'] }),
  },
  {
    id: 'agent-jwt-off',
    description: 'the program was installed with JWT switched off',
    change: info({ jwtEnabled: false }),
  },
  {
    id: 'agent-other-distribution-service',
    description: 'the program belongs to another Distribution Service than the profile’s',
    change: info({ distributionServiceUrl: 'https://ds.other.example' }),
  },
  {
    id: 'agent-open-without-token',
    description: 'a protected path answers without a token',
    change: changed({ withoutToken: 200 }),
  },
  {
    id: 'agent-one-path-open',
    description: 'one endpoint of several answers without a token',
    change: changed({ openPaths: [secondPath] }),
  },
  {
    id: 'agent-preflight-refused',
    description: 'the program answers 405 to a preflight',
    change: preflight({ status: 405 }),
  },
  {
    id: 'agent-preflight-without-origin',
    description: 'the answer to the preflight lets no origin in',
    change: preflight({ allowOrigin: 'none' }),
  },
  {
    id: 'agent-preflight-without-credentials',
    description: 'the answer to the preflight does not allow credentials, which the SDK sends',
    change: preflight({ allowCredentials: false }),
  },
  {
    id: 'agent-preflight-without-headers',
    description: 'the answer to the preflight does not allow the Authorization header',
    change: preflight({ allowHeaders: 'X-CSRF-Token' }),
  },
  {
    id: 'agent-private-network-rejected',
    description:
      'the program rejects a preflight that asks for private network access, as Chrome before 142 did',
    change: preflight({ privateNetwork: 'rejected' }),
  },
  {
    id: 'agent-lets-every-origin-in',
    description: 'the program echoes whatever origin asks, with credentials',
    change: preflight({ allowOrigin: 'any' }),
  },
  {
    id: 'agent-any-host',
    description: 'the program answers under any host name',
    change: changed({ checksHost: false }),
  },
  {
    id: 'agent-sets-cookie',
    description: 'a version that must not set cookies sets one',
    change: changed({ cookies: ['session=secret-value; Path=/; HttpOnly'] }),
  },
  {
    id: 'agent-port-kept-back',
    description: 'Windows keeps a range of ports back (Hyper-V, WSL), and the program’s port lies in it',
    change: (plan) => ({
      ...plan,
      ports: ['nothing', 'program'],
      dynamicPorts: { ...plan.dynamicPorts, excludes: 'lab' },
    }),
  },
  {
    id: 'agent-listeners-unreadable',
    description: 'the list of listening sockets may not be read by this user',
    change: changed({ listenersReadable: false }),
  },
];
