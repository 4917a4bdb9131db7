import { reachable } from '../../../lib/audits/distribution/reachable.js';
import type { AuditTable } from '../case.js';
import { failing, noService, see, throughProxy, type Changes } from './shared/seen.js';

const dns = (code: string): Changes => ({
  probe: { dns: { ...failing(code), host: 'ds.example' }, connect: null, tls: null, http: null },
});
const tcp = (code: string): Changes => ({
  probe: { connect: { ...failing(code), address: '192.0.2.1', port: 443 }, tls: null, http: null },
});
const tls = (code: string): Changes => ({ probe: { tls: failing(code), http: null } });

export const reachableTable: AuditTable = {
  audit: reachable,
  cases: [
    { title: 'no service named', evidence: noService, says: ['none-named'] },
    {
      title: 'an answer',
      evidence: see(),
      says: ['reached'],
      shows: /DNS 2 ms, TCP 10 ms, TLS 20 ms, HTTP 30 ms/,
    },
    { title: 'an old version of TLS, which arrives', evidence: see(tls('tls-version')), says: ['reached'] },
    {
      title: 'a way that is not known',
      evidence: see({ route: { via: 'undecided', reason: 'x' }, service: { requests: [] } }),
      says: ['not-reached'],
    },
    {
      title: 'a proxy that refuses',
      evidence: see({
        route: throughProxy,
        probe: { tunnel: failing('proxy-refused'), tls: null, http: null },
      }),
      says: ['not-reached'],
    },
    { title: 'no address', evidence: see(dns('no-address')), says: ['no-address'] },
    { title: 'no resolver', evidence: see(dns('dns-failure')), says: ['no-resolver'] },
    { title: 'refused', evidence: see(tcp('refused')), says: ['refused'] },
    { title: 'silence at TCP', evidence: see(tcp('timeout')), says: ['silent'], shows: /silent at the TCP/ },
    { title: 'silence at TLS', evidence: see(tls('timeout')), says: ['silent'], shows: /silent at the TLS/ },
    { title: 'a reset', evidence: see(tls('reset')), says: ['cut-off'] },
    { title: 'no route', evidence: see(tcp('unreachable')), says: ['no-way'] },
    { title: 'no TLS', evidence: see(tls('not-tls')), says: ['not-tls'] },
    { title: 'another failure', evidence: see({ probe: { http: failing('not-http') } }), says: ['failed'] },
  ],
};
