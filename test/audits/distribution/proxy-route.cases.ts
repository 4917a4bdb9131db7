import { proxyRoute } from '../../../lib/audits/distribution/proxy-route.js';
import type { AuditTable } from '../case.js';
import { failing, noService, see, session, seen, throughProxy, type Changes } from './shared/seen.js';

const refused = (tunnel: NonNullable<NonNullable<Changes['probe']>['tunnel']>): Changes => ({
  route: throughProxy,
  probe: { tunnel, tls: null, http: null },
});
const asks = failing('proxy-authentication');

export const proxyRouteTable: AuditTable = {
  audit: proxyRoute,
  cases: [
    { title: 'no service named', evidence: noService, says: ['none-named'] },
    { title: 'direct', evidence: see(), says: ['direct'], shows: /directly \(no proxy is configured\)/ },
    {
      title: 'direct, and the name has no address: nobody saw whether the way is open',
      evidence: see({
        probe: {
          dns: { ...failing('no-address'), host: 'ds.example' },
          connect: null,
          tls: null,
          http: null,
        },
      }),
      says: ['not-reached'],
      forbids: ['direct'],
    },
    {
      title: 'direct, and nobody answers at the address',
      evidence: see({
        probe: { connect: { ...failing('timeout'), address: '192.0.2.1', port: 443 }, tls: null, http: null },
      }),
      says: ['not-reached'],
      forbids: ['direct'],
    },
    {
      title: 'a proxy that lets it pass',
      evidence: see({ route: throughProxy, probe: { tunnel: { ms: 4, status: 200 } } }),
      says: ['through-proxy'],
      shows: /http:\/\/proxy\.example:8080/,
    },
    {
      title: 'a way that is not known',
      evidence: see({
        route: { via: 'undecided', reason: 'the PAC is to be discovered (WPAD)' },
        service: { requests: [] },
      }),
      says: ['undecided'],
      shows: /WPAD/,
    },
    {
      title: 'evidence without a request',
      evidence: see({ route: throughProxy, service: { requests: [] } }),
      says: ['not-reached'],
    },
    {
      title: 'a proxy without an address',
      evidence: see({
        route: throughProxy,
        probe: {
          dns: { ...failing('no-address'), host: 'proxy.example' },
          connect: null,
          tls: null,
          http: null,
        },
      }),
      says: ['proxy-unreachable'],
    },
    {
      title: 'a proxy that hangs up at CONNECT',
      evidence: see(refused(failing('reset'))),
      says: ['proxy-unreachable'],
    },
    {
      title: 'a proxy over TLS whose certificate is not trusted',
      evidence: async () =>
        seen({
          route: throughProxy,
          probe: {
            proxyTls: {
              ms: 3,
              session: await session(
                {},
                { authorized: false, authorizationError: 'SELF_SIGNED_CERT_IN_CHAIN' },
              ),
            },
            tunnel: { ms: 4, status: 200 },
          },
        }),
      says: ['proxy-not-trusted'],
    },
    {
      title: 'a proxy that asks for a password',
      evidence: see(refused({ ...asks, status: 407, authenticate: ['Basic'] })),
      says: ['proxy-authentication'],
      shows: /407, Basic/,
    },
    {
      title: 'a SOCKS proxy that asks for one',
      evidence: see(refused({ ...asks, status: 255 })),
      says: ['proxy-authentication'],
    },
    {
      title: 'a proxy that asks for the logon',
      evidence: see(refused({ ...asks, status: 407, authenticate: ['Negotiate', 'NTLM'] })),
      says: ['proxy-logon'],
    },
    {
      title: 'a proxy that refuses the password',
      evidence: see(refused({ ...asks, status: 407, authenticate: ['Basic'], withCredentials: true })),
      says: ['credentials-refused'],
    },
    {
      title: 'a proxy that denies',
      evidence: see(refused({ ...failing('proxy-refused'), status: 403, reason: 'Forbidden' })),
      says: ['proxy-denies'],
      shows: /403 Forbidden/,
    },
    {
      title: 'a proxy that cannot reach it',
      evidence: see(refused({ ...failing('proxy-refused'), status: 502, reason: 'Bad Gateway' })),
      says: ['proxy-fails'],
    },
  ],
};
