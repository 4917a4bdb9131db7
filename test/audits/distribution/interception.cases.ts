import { X509Certificate } from 'node:crypto';
import { certificatesOf, pinOf } from '../../../lib/evidence/chain.js';
import { interception } from '../../../lib/audits/distribution/interception.js';
import type { TrustStore } from '../../../lib/evidence/probe.js';
import type { TlsEvidence } from '../../../lib/evidence/tls.js';
import type { CollectionError, Evidence } from '../../../lib/evidence/types.js';
import { createAuthority } from '../../../lib/lab/certificate-authority.js';
import type { AuditTable } from '../case.js';
import { at, profileWith, see, seen, session, sharedCases } from './shared/seen.js';

const resting =
  (anchoredIn: readonly TrustStore[], changes: Partial<TlsEvidence> = {}, rootsError?: CollectionError) =>
  async (): Promise<Partial<Evidence>> =>
    seen({
      probe: { tls: { ms: 1, session: await session({}, changes), anchoredIn } },
      ...(rootsError === undefined ? {} : { rootsError }),
    });

const notTrusted = { authorized: false, authorizationError: 'SELF_SIGNED_CERT_IN_CHAIN' };
const [, root] = certificatesOf(await session());
const rightPin = root === undefined ? '' : pinOf(root);

export const interceptionTable: AuditTable = {
  audit: interception,
  cases: [
    ...sharedCases,
    { title: 'a public authority', evidence: see(), says: ['public-root'], shows: /CN=Example Root/ },
    {
      title: 'a company’s root',
      evidence: resting(['system']),
      says: ['company-root'],
      shows: /CN=Example Root/,
    },
    { title: 'a root that the user named', evidence: resting(['named']), says: ['named-root'] },
    { title: 'a root that nobody knows', evidence: resting([], notTrusted), says: ['untrusted'] },
    {
      title: 'a chain that OpenSSL refuses although a root is known',
      evidence: resting(['public'], { authorized: false, authorizationError: 'INVALID_CA' }),
      says: ['untrusted'],
      shows: /INVALID_CA/,
    },
    {
      title: 'a certificate that has ended, by a public authority',
      evidence: resting(['public'], { authorized: false, authorizationError: 'CERT_HAS_EXPIRED' }),
      says: ['public-root'],
    },
    {
      title: 'a root that is not known where the system’s could not be read',
      evidence: resting([], notTrusted, { code: 'not-found', message: 'no bundle' }),
      says: ['untrusted-unread'],
      shows: /no bundle/,
    },
    {
      title: 'a pinned key',
      evidence: resting([], notTrusted),
      profile: profileWith(['A'.repeat(43) + '=', rightPin]),
      says: ['pinned'],
    },
    {
      title: 'a pinned certificate that was sent along, and signed nothing',
      evidence: async () => {
        const [, pinned = ''] = (await session()).chain;
        const forger = await createAuthority({ name: 'Example Root', at });
        const { certificate } = await forger.issue({ names: ['ds.example'] });
        const forged = new X509Certificate(certificate).raw.toString('base64');
        return resting([], { ...notTrusted, chain: [forged, pinned] })();
      },
      profile: profileWith([rightPin]),
      says: ['pin-mismatch'],
    },
    {
      title: 'another key than the pinned one',
      evidence: see(),
      profile: profileWith(['A'.repeat(43) + '=']),
      says: ['pin-mismatch'],
    },
  ],
};
