/**
 * Whether the way to the Distribution Service is known and open: direct, or through a proxy that lets the request pass.
 * How far the service itself can be reached is another audit's question.
 */
import type { DistributionServiceEvidence } from '../../evidence/distribution.js';
import type { ProbeEvidence, RouteEvidence } from '../../evidence/probe.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { endedBefore, sharedMessages, strengthOfServices, type SharedId } from './shared/service.js';

type MessageId =
  | SharedId
  | 'direct'
  | 'through-proxy'
  | 'undecided'
  | 'proxy-unreachable'
  | 'proxy-not-trusted'
  | 'proxy-authentication'
  | 'proxy-logon'
  | 'credentials-refused'
  | 'proxy-denies'
  | 'proxy-fails';

/** Schemes that a browser answers by itself with the user's logon. */
const logonSchemes: ReadonlySet<string> = new Set(['negotiate', 'ntlm', 'kerberos']);

export const proxyRoute: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/proxy-route',
  title: 'The way to the Distribution Service is open',
  why: 'The program and the pages that use it exchange the API key for a token at the Distribution Service. A proxy on the way has to let that traffic pass, and without a person typing a password.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: [
    'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6',
    'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8',
  ],
  limits: [
    'It shows the route of this user and program at that moment: a proxy may decide otherwise for another.',
  ],
  messages: {
    ...sharedMessages,
    direct: { status: 'pass', text: 'is reached directly ({decidedBy}).' },
    'through-proxy': {
      status: 'pass',
      text: 'is reached through {proxy}, which lets it pass ({decidedBy}).',
    },
    undecided: {
      status: 'error',
      text: 'could not be asked, since the way it takes is not known: {reason}.',
      fix: { advice: 'Name the way with --route direct or --route http://PROXY:PORT' },
    },
    'proxy-unreachable': {
      status: 'fail',
      text: 'is to be reached through {proxy} ({decidedBy}), and that proxy cannot be reached: {reason}.',
      fix: { advice: 'Correct the setting that names the proxy, or start the proxy' },
    },
    'proxy-not-trusted': {
      status: 'warn',
      text: 'is reached through {proxy} ({decidedBy}), whose own certificate is not trusted: {reason}.',
      fix: { advice: 'Give the proxy a certificate for its name that this machine trusts' },
    },
    'proxy-authentication': {
      status: 'fail',
      text: 'is to be reached through {proxy} ({decidedBy}), which asks for a user name and password (407, {schemes}).',
      fix: {
        advice: 'Have the proxy let {host} pass without authentication; programs cannot type a password',
      },
    },
    'proxy-logon': {
      status: 'warn',
      text: 'is to be reached through {proxy} ({decidedBy}), which asks for the user’s logon (407, {schemes}): browsers answer that, this program and others do not.',
      fix: { advice: 'Have the proxy let {host} pass without authentication' },
    },
    'credentials-refused': {
      status: 'fail',
      text: 'is to be reached through {proxy} ({decidedBy}), which refuses the user name and password that the environment holds (407, {schemes}).',
      fix: {
        advice: 'Correct the password in the proxy variables, or have the proxy let {host} pass without one',
      },
    },
    'proxy-denies': {
      status: 'fail',
      text: 'is to be reached through {proxy} ({decidedBy}), which denies it: {answer}.',
      fix: { advice: 'Allow CONNECT to {host} on this proxy', targets: ['firewall-csv'] },
    },
    'proxy-fails': {
      status: 'fail',
      text: 'is to be reached through {proxy} ({decidedBy}), which cannot reach it: {answer}.',
      fix: {
        advice: 'Look at the proxy: can it resolve {host}, and does its own firewall let it out',
        targets: ['firewall-csv'],
      },
    },
  },
  run({ distribution: { services } }) {
    if (services.length === 0) return [{ message: 'none-named' }];
    return services.map((service) => ({ ...judge(service), subject: service.url }));
  },
});

function judge({ url, route, requests }: DistributionServiceEvidence): Outcome<MessageId> {
  if (route.via === 'undecided') return { message: 'undecided', data: { reason: route.reason } };
  const probe = requests[0]?.probe;
  if (probe === undefined) return { message: 'not-reached', data: { reason: 'no request was made' } };
  if (route.via === 'direct') {
    // A way that nobody got along is not open: the audit of what is reached says where it ends.
    return probe.connect === undefined || probe.connect.error !== undefined
      ? endedBefore(probe)
      : { message: 'direct', data: { decidedBy: route.decidedBy } };
  }
  return judgeProxy(new URL(url).host, route, probe);
}

function judgeProxy(
  host: string,
  { proxy, decidedBy }: RouteEvidence & { readonly via: 'proxy' },
  { dns, connect, proxyTls, tunnel }: ProbeEvidence,
): Outcome<MessageId> {
  const data = { host, proxy, decidedBy };
  const before = dns?.error ?? connect?.error ?? proxyTls?.error;
  if (before !== undefined)
    return { message: 'proxy-unreachable', data: { ...data, reason: before.message } };
  const { error, status, reason = '', authenticate = [], withCredentials } = tunnel ?? {};
  if (error === undefined) {
    const untrusted = proxyTls?.session?.authorizationError;
    return untrusted === undefined
      ? { message: 'through-proxy', data }
      : { message: 'proxy-not-trusted', data: { ...data, reason: untrusted } };
  }
  if (error.code === 'proxy-authentication') {
    const schemes = authenticate.length === 0 ? 'no scheme named' : authenticate.join(', ');
    const asked = { ...data, schemes };
    if (withCredentials === true) return { message: 'credentials-refused', data: asked };
    const isLogon = authenticate.some((scheme) => logonSchemes.has(scheme.toLowerCase()));
    return { message: isLogon ? 'proxy-logon' : 'proxy-authentication', data: asked };
  }
  if (status === undefined) return { message: 'proxy-unreachable', data: { ...data, reason: error.message } };
  const answer = `${status} ${reason}`.trim();
  return {
    message: status >= 400 && status < 500 ? 'proxy-denies' : 'proxy-fails',
    data: { ...data, answer },
  };
}
