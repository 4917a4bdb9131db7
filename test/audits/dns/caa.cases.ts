import { X509Certificate } from 'node:crypto';
import { caa } from '../../../lib/audits/dns/caa.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import { createAuthority } from '../../../lib/lab/certificate-authority.js';
import { collectedAt, type AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';
import { saidBy } from './shared/said.js';

/** A Distribution Service in the name's zone, with a certificate by an authority of that organisation. */
function issuedBy(
  authority: string,
  faults: readonly string[],
  names: readonly string[] = ['ds.t1t.io'],
): () => Promise<Partial<Evidence>> {
  return async () => {
    const issuer = await createAuthority({ name: authority, at: new Date(collectedAt) });
    const leaf = new X509Certificate((await issuer.issue({ names })).certificate);
    const session = { protocol: 'TLSv1.3', chain: [leaf.raw.toString('base64')], authorized: true };
    const url = 'https://ds.t1t.io';
    const request = { probe: { url, tls: { ms: 1, session } } };
    return {
      ...(await placesEvidence(faults)()),
      distribution: {
        systemRoots: { source: 'none' },
        services: [{ url, route: { via: 'direct', decidedBy: 'the test' }, requests: [request, request] }],
      },
    };
  };
}

const zone = 't1t.io. 60 CAA 0';
const wild = [`${zone} issue "digicert.com"`, `${zone} issuewild "letsencrypt.org"`];

/** The name's zone has these records, and a service in it a certificate of Let's Encrypt. */
const restrictedBy = (
  records: readonly string[],
  names: readonly string[],
  own: readonly string[] = [],
): (() => Promise<Partial<Evidence>>) => {
  const answers = {
    'ds.t1t.io CAA': {},
    't1c.t1t.io CAA': { answer: own },
    't1t.io CAA': { answer: records },
  };
  return async () => ({
    ...(await issuedBy("Let's Encrypt", [], names)()),
    ...(await saidBy(answers)()),
  });
};

export const caaTable: AuditTable = {
  audit: caa,
  cases: [
    { title: 'no CAA record', evidence: placesEvidence(), says: ['unrestricted'] },
    {
      title: 'no CAA record and a certificate',
      evidence: issuedBy('DigiCert Inc', []),
      says: ['unrestricted'],
    },
    {
      title: 'the authority that is named',
      evidence: issuedBy('DigiCert Inc', ['caa-other-authority']),
      says: ['allowed'],
      shows: /https:\/\/ds\.t1t\.io was issued by DigiCert Inc, which CAA at t1t\.io allows/,
    },
    {
      title: 'another authority',
      evidence: issuedBy("Let's Encrypt", ['caa-other-authority']),
      says: ['forbidden'],
      shows: /Let's Encrypt, and CAA at t1t\.io allows digicert\.com only/,
    },
    {
      title: 'no authority at all',
      evidence: issuedBy("Let's Encrypt", ['caa-forbids']),
      says: ['all-forbidden'],
    },
    {
      title: 'a wildcard certificate',
      evidence: issuedBy("Let's Encrypt", ['caa-other-authority'], ['*.t1t.io']),
      says: ['forbidden'],
    },
    {
      title: 'an authority that is not known',
      evidence: issuedBy('Corp Example', ['caa-other-authority']),
      says: ['unknown-authority'],
    },
    {
      title: 'a certificate for another host',
      evidence: issuedBy("Let's Encrypt", ['caa-forbids'], ['proxy.corp.example']),
      says: ['no-certificate'],
    },
    {
      title: 'no certificate seen',
      evidence: placesEvidence(['caa-other-authority']),
      says: ['no-certificate'],
      shows: /allows digicert\.com;/,
    },
    // RFC 8659 §4.3: issuewild goes before issue for a wildcard, and says nothing of a name.
    {
      title: 'a wildcard certificate, by who may issue those',
      evidence: restrictedBy(wild, ['*.t1t.io']),
      says: ['allowed'],
      shows: /which CAA at t1t\.io allows/,
    },
    {
      title: 'a certificate of the name, by who may issue wildcards alone',
      evidence: restrictedBy(wild, ['ds.t1t.io']),
      says: ['forbidden'],
      shows: /allows digicert\.com only/,
    },
    {
      title: 'a wildcard certificate, where nobody may issue those',
      evidence: restrictedBy([`${zone} issue "letsencrypt.org"`, `${zone} issuewild ";"`], ['*.t1t.io']),
      says: ['all-forbidden'],
    },
    {
      title: 'a wildcard certificate, where they are not spoken of',
      evidence: restrictedBy([`${zone} issue "letsencrypt.org"`], ['*.t1t.io']),
      says: ['allowed'],
    },
    {
      title: 'records for wildcards alone, and a certificate of the name',
      evidence: restrictedBy([`${zone} issuewild "digicert.com"`], ['ds.t1t.io']),
      says: ['allowed'],
    },
    {
      title: 'several authorities, the one among them',
      evidence: restrictedBy(
        [`${zone} issue "digicert.com"`, `${zone} issue "letsencrypt.org"`],
        ['ds.t1t.io'],
      ),
      says: ['allowed'],
    },
    {
      title: 'the records of the service’s own zone, not of the name',
      evidence: restrictedBy([], ['ds.t1t.io'], ['t1c.t1t.io. 60 CAA 0 issue "digicert.com"']),
      says: ['no-certificate'],
      shows: /digicert\.com/,
    },
    {
      title: 'records for wildcards alone, no certificate',
      evidence: restrictedBy([`${zone} issuewild "digicert.com"`], ['elsewhere.example']),
      says: ['no-certificate'],
      shows: /every authority/,
    },
    {
      title: 'no authority at all, no certificate',
      evidence: restrictedBy([`${zone} issue ";"`], ['elsewhere.example']),
      says: ['no-certificate'],
      shows: /no authority/,
    },
    { title: 'silence', evidence: placesEvidence(['timeout'], { alone: true }), says: ['nobody-answers'] },
    {
      title: 'a resolver that denies the root',
      evidence: placesEvidence(['denies-everything'], { alone: true }),
      says: ['nobody-answers'],
    },
    {
      title: 'no answer for CAA alone',
      evidence: async () => {
        const { dns } = await placesEvidence([], { alone: true })();
        const resolvers = (dns?.resolvers ?? []).map((resolver) => ({
          ...resolver,
          records: resolver.records.filter(({ question }) => !question.includes('TYPE257')),
        }));
        return { dns: { ...dns, resolvers } };
      },
      says: ['no-answer'],
    },
  ],
};
