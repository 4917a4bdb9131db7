/** What can be wrong with a Distribution Service and with the way to it. */
import type { Fault } from '../areas/define.js';
import { healthyDistribution, type DistributionPlan } from '../distribution/plan.js';

/** Longer than the `slowMs` of the built-in profile (milliseconds). */
const slowAnswerMs = 2_100;

type Status = DistributionPlan['status'];

const fault = (
  id: string,
  description: string,
  changes: Partial<DistributionPlan>,
): Fault<DistributionPlan> => ({ id, description, change: (plan) => ({ ...plan, ...changes }) });

const page = (code: number, title: string): Status => ({
  code,
  contentType: 'text/html',
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body>user CORP\\ann</body></html>`,
});

const answering = (changes: Partial<Status>): Partial<DistributionPlan> => ({
  status: { ...healthyDistribution.status, ...changes },
});

export const distributionFaults: readonly Fault<DistributionPlan>[] = [
  fault(
    'ds-installer-too-large',
    'the installer was built with everything in it, and is ten times as large',
    {
      installerBytes: 148_000_000,
    },
  ),
  fault('ds-no-address', 'the resolver does not know the Distribution Service', { name: 'unknown' }),
  fault('ds-refused', 'nothing listens at the Distribution Service', { port: 'closed' }),
  fault('ds-silent', 'a firewall swallows what is sent to the Distribution Service', { port: 'silent' }),
  fault('ds-reset', 'a firewall cuts off the handshake with the Distribution Service', { port: 'resets' }),
  fault('ds-without-tls', 'what listens at the Distribution Service’s port speaks HTTP without TLS', {
    port: 'plain',
  }),
  fault('ds-old-tls', 'the Distribution Service speaks TLS 1.1 and nothing newer', { tls: 'old' }),
  fault('ds-certificate-expired', 'the certificate of the Distribution Service has ended', {
    certificate: 'expired',
  }),
  fault('ds-certificate-ends-soon', 'the certificate of the Distribution Service ends in five days', {
    certificate: 'ends-soon',
  }),
  fault('ds-certificate-wrong-name', 'the certificate of the Distribution Service is for another name', {
    certificate: 'wrong-name',
  }),
  fault('ds-unknown-issuer', 'the certificate of the Distribution Service is by an authority nobody knows', {
    certificate: 'unknown-issuer',
  }),
  fault('ds-other-key', 'the Distribution Service holds another key than the profile pins', {
    pins: 'wrong',
  }),
  fault('ds-clock-behind', 'this machine’s clock is ten minutes fast', { clockAheadSeconds: -600 }),
  fault('ds-clock-ahead', 'this machine’s clock is ten minutes slow', { clockAheadSeconds: 600 }),
  fault('ds-slow', 'the Distribution Service takes its time to answer', { delayMs: slowAnswerMs }),
  fault('ds-error', 'the Distribution Service fails on every request', answering({ code: 500 })),
  fault('ds-no-such-path', 'the Distribution Service knows no such status path', answering({ code: 404 })),
  fault('ds-denied', 'the Distribution Service denies its status to this network', answering({ code: 403 })),
  fault(
    'ds-not-json',
    'the Distribution Service answers with something that is no JSON',
    answering({ body: 'up' }),
  ),
  fault(
    'ds-moved',
    'the Distribution Service sends requests on to a new host',
    answering({ code: 301, location: 'https://new-ds.example/v3_5/system/status' }),
  ),
  fault('ds-own-page', 'the Distribution Service answers its status request with a page', {
    status: page(200, 'Welcome'),
  }),
  fault('captive-portal', 'a network’s portal answers in the place of the Distribution Service', {
    certificate: 'unknown-issuer',
    status: { ...page(302, 'Sign in'), location: 'http://portal.example/login?mac=02:00:00:00:00:01' },
  }),
  fault('captive-portal-511', 'a network asks for a sign-in before it lets anything out', {
    certificate: 'unknown-issuer',
    status: page(511, 'Network Authentication Required'),
  }),
  fault('block-page', 'a filter that ends TLS shows a page in the place of the Distribution Service', {
    certificate: 'company-issuer',
    companyRoot: 'installed',
    status: page(403, 'Access denied'),
  }),
  fault('proxy-inspects', 'the company’s proxy ends TLS with a root that is installed on every machine', {
    proxy: 'inspects',
    companyRoot: 'installed',
  }),
  fault('proxy-inspects-untrusted', 'a proxy ends TLS with a root that this machine does not know', {
    proxy: 'inspects',
  }),
  fault('proxy-asks-password', 'the proxy asks for a password that nobody has given', {
    proxy: 'basic-unanswered',
  }),
  fault('proxy-password-wrong', 'the proxy refuses the password of the proxy variables', {
    proxy: 'basic-wrong',
  }),
  fault('proxy-asks-logon', 'the proxy asks for the user’s logon', { proxy: 'negotiate' }),
  fault('proxy-denies', 'the proxy forbids the Distribution Service', { proxy: 'denies' }),
  fault('proxy-cannot-reach', 'the proxy itself cannot reach the Distribution Service', {
    proxy: 'cannot-reach',
  }),
  fault('proxy-down', 'the proxy that the settings name is not there', { proxy: 'down' }),
  fault('route-to-discover', 'the machine discovers its proxy by WPAD, so that the way is not known', {
    discovery: true,
  }),
];
