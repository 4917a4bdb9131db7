import { addressExpected } from '../../../lib/audits/dns/address-expected.js';
import type { AuditTable } from '../case.js';
import { labEvidence, labEvidenceFor } from '../lab-evidence.js';

const expecting = (
  a: string[],
  aaaa: string[] = [],
): { expect: { a: string[]; aaaa: string[]; addressClass: 'loopback' } } => ({
  expect: { a, aaaa, addressClass: 'loopback' },
});

export const addressExpectedTable: AuditTable = {
  audit: addressExpected,
  cases: [
    { title: 'a healthy name', evidence: labEvidence(), says: ['as-expected', 'none-as-expected'] },
    {
      title: 'over TCP only',
      evidence: labEvidence('truncated-always'),
      says: ['as-expected', 'none-as-expected'],
    },
    {
      title: 'another address that somebody puts in the zone’s place',
      evidence: labEvidence('redirected'),
      says: ['wrong-address', 'none-as-expected'],
      shows: /10\.20\.30\.40 instead of 127\.0\.0\.1/,
    },
    {
      title: 'another address that the zone itself gives',
      evidence: labEvidence('wrong-address'),
      says: ['record-elsewhere', 'none-as-expected'],
      shows: /192\.0\.2\.66 instead of 127\.0\.0\.1, and the answer validates/,
    },
    {
      title: 'another loopback address: a request stays here',
      evidence: labEvidence('other-loopback'),
      says: ['other-loopback', 'none-as-expected'],
      shows: /127\.0\.0\.2 is on this device as well/,
    },
    {
      title: 'a further address in a zone that nobody signed',
      evidence: labEvidence('extra-address', 'unsigned-delegation'),
      says: ['extra-address', 'none-as-expected'],
    },
    {
      title: 'a further address that the zone itself gives',
      evidence: labEvidence('extra-address'),
      says: ['record-extra', 'none-as-expected'],
    },
    {
      title: 'a blocklist',
      evidence: labEvidence('blocklist-address'),
      says: ['block-address', 'none-as-expected'],
    },
    {
      title: 'rebinding protection',
      evidence: labEvidence('rebinding-filter'),
      says: ['stripped', 'none-as-expected'],
    },
    {
      title: 'a resolver that denies the record',
      evidence: labEvidence('nodata'),
      says: ['stripped', 'none-as-expected'],
    },
    { title: 'a resolver that denies the name', evidence: labEvidence('nxdomain'), says: ['name-denied'] },
    { title: 'SERVFAIL', evidence: labEvidence('servfail'), says: ['servfail'] },
    { title: 'REFUSED', evidence: labEvidence('refused'), says: ['refused'] },
    { title: 'silence', evidence: labEvidence('timeout'), says: ['no-response'] },
    {
      title: 'an address that is missing',
      evidence: labEvidence(),
      profile: expecting(['127.0.0.1', '127.0.0.2']),
      says: ['missing-address', 'none-as-expected'],
    },
    {
      title: 'a record that the zone proves missing',
      evidence: labEvidence(),
      profile: expecting(['127.0.0.1'], ['::1']),
      says: ['as-expected', 'no-record'],
    },
    {
      title: 'a name that the zone proves missing',
      evidence: labEvidenceFor('nowhere.t1t.io'),
      profile: { name: 'nowhere.t1t.io' },
      says: ['no-name'],
    },
    { title: 'no resolver at all', evidence: { dns: { resolvers: [] } }, says: ['no-resolver'] },
    {
      title: 'an error of another kind',
      evidence: async () => {
        const { dns } = await labEvidence()();
        // The plain answer for A with its RCODE set to NOTIMP.
        const records = dns?.resolvers[0]?.records.map((record) => {
          if (!record.question.endsWith('TYPE1 rd')) return record;
          const response = Buffer.from(record.response ?? '', 'base64');
          response[3] = ((response[3] ?? 0) & 0xf0) | 4;
          return { ...record, response: response.toString('base64') };
        });
        return { dns: { ...dns, resolvers: [{ id: 'lab', records: records ?? [] }] } };
      },
      says: ['other-rcode', 'none-as-expected'],
      shows: /NOTIMP/,
    },
  ],
};
