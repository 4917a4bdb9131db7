import { sameEverywhere } from '../../../lib/audits/dns/same-everywhere.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const sameEverywhereTable: AuditTable = {
  audit: sameEverywhere,
  cases: [
    { title: 'a healthy name', evidence: placesEvidence(), says: ['same'] },
    {
      title: 'another address',
      evidence: placesEvidence(['redirected']),
      says: ['same', 'differs'],
      shows: /10\.20\.30\.40; according to the zone’s own servers it is 127\.0\.0\.1/,
    },
    {
      title: 'an answer taken away',
      evidence: placesEvidence(['rebinding-filter']),
      says: ['same', 'took-away'],
    },
    {
      title: 'nobody else asked',
      evidence: placesEvidence([], { alone: true }),
      says: ['no-second-opinion'],
    },
    {
      title: 'a broken zone',
      evidence: placesEvidence(['expired-signature']),
      says: ['second-opinions-bogus'],
    },
    {
      title: 'a reference that cannot be reached',
      evidence: async () => {
        const { dns } = await placesEvidence([], { alone: true })();
        const silent = await placesEvidence(['timeout'], { alone: true })();
        return { dns: { resolvers: dns?.resolvers ?? [], references: silent.dns?.resolvers ?? [] } };
      },
      says: ['second-opinions-silent'],
      shows: /told not to answer/,
    },
    {
      title: 'a reference that cannot be reached beside a zone that is broken',
      evidence: async () => {
        const { dns } = await placesEvidence(['expired-signature'])();
        const silent = await placesEvidence(['timeout'], { alone: true })();
        const [unheard] = silent.dns?.resolvers ?? [];
        const references = unheard === undefined ? [] : [{ ...unheard, id: 'https://far.example/dns-query' }];
        return { dns: { ...dns, resolvers: dns?.resolvers ?? [], references } };
      },
      says: ['second-opinions-silent'],
      shows:
        /against: what the zone’s own servers gave is bogus \(dnssec\/chain-secure says why\); https:\/\/far\.example\/dns-query gave no answer that validates \(the lab was told not to answer\)\. Open/,
    },
    {
      title: 'witnesses that differ',
      evidence: async () => {
        const { dns } = await placesEvidence([], { alone: true, name: 'connector.unsigned.example' })();
        const [resolver] = dns?.resolvers ?? [];
        // The zone is not signed, so an answer with another address is as good as the first.
        const records = (resolver?.records ?? []).map((record) => ({
          ...record,
          ...(record.response === undefined
            ? {}
            : {
                response: Buffer.from(
                  Buffer.from(record.response, 'base64').toString('hex').replaceAll('7f000001', '7f000002'),
                  'hex',
                ).toString('base64'),
              }),
        }));
        const references = [...(dns?.resolvers ?? []), { id: 'another', records }];
        return { dns: { ...dns, resolvers: dns?.resolvers ?? [], references } };
      },
      profile: { name: 'connector.unsigned.example' },
      says: ['witnesses-differ', 'same'],
    },
    { title: 'no resolver at all', evidence: { dns: { resolvers: [] } }, says: ['no-resolver'] },
  ],
};
