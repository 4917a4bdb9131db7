import { osResolver } from '../../../lib/audits/dns/os-resolver.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const osResolverTable: AuditTable = {
  audit: osResolver,
  cases: [
    { title: 'a healthy machine', evidence: placesEvidence(), says: ['as-expected'] },
    {
      title: 'a hosts entry that masks',
      evidence: placesEvidence(['hosts-masks']),
      says: ['wrong-address'],
      shows: /line 3 of the hosts file/,
    },
    {
      title: 'another loopback address',
      evidence: {
        dns: { resolvers: [], system: [{ name: 't1c.t1t.io', addresses: ['127.0.0.2'] }] },
      },
      says: ['other-loopback'],
      shows: /127\.0\.0\.2 is on this device as well/,
    },
    { title: 'two entries', evidence: placesEvidence(['hosts-conflict']), says: ['extra-address'] },
    { title: 'no address', evidence: placesEvidence(['system-finds-nothing']), says: ['not-found'] },
    {
      title: 'an address that is left out',
      evidence: placesEvidence(),
      profile: { expect: { a: ['127.0.0.1'], aaaa: ['::1'], addressClass: 'loopback' } },
      says: ['missing-address'],
    },
    {
      title: 'no answer',
      evidence: {
        dns: {
          resolvers: [],
          system: [
            { name: 't1c.t1t.io', error: { code: 'eai-again', message: 'the look-up failed (EAI_AGAIN)' } },
          ],
        },
      },
      says: ['no-answer'],
    },
    { title: 'nobody asked it', evidence: { dns: { resolvers: [] } }, says: ['not-asked'] },
  ],
};
