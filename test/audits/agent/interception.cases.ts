import { X509Certificate } from 'node:crypto';
import { interception } from '../../../lib/audits/agent/interception.js';
import { createAuthority } from '../../../lib/lab/certificate-authority.js';
import { collectedAt, testProfile, type AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, seenAs, unseen } from './shared/evidence.js';

/** The healthy program's evidence, its certificate by another authority, which is taken for a public one. */
const issuedBy = (name: string, organisation?: string) => async () => {
  const at = new Date(collectedAt);
  const authority = await createAuthority({
    name,
    at,
    ...(organisation === undefined ? {} : { organisation }),
  });
  const { certificate } = await authority.issue({ names: [testProfile.name] });
  const chain = [new X509Certificate(certificate).raw.toString('base64')];
  return seenAs((port) => (port.tls === undefined ? port : { ...port, tls: { ...port.tls, chain } }))();
};

export const interceptionTable: AuditTable = {
  audit: interception,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['public-root'] },
    {
      title: 'a company’s root',
      profile,
      evidence: labAgent('agent-tls-company-root'),
      says: ['machine-root'],
      shows: /Corp Example Inspection CA/,
    },
    {
      title: 'a security program',
      profile,
      evidence: labAgent('agent-tls-security-program'),
      says: ['known-product'],
      shows: /Avast/,
    },
    { title: 'nobody’s root', profile, evidence: labAgent('agent-certificate-untrusted'), says: ['no-root'] },
    {
      title: 'a root that the user named',
      profile,
      evidence: seenAs((port) =>
        port.tls === undefined ? port : { ...port, tls: { ...port.tls, trustedBy: 'named' } },
      ),
      says: ['named-root'],
    },
    {
      title: 'an issuer with an organisation',
      profile,
      evidence: issuedBy('Sophos SSL CA', 'Acme'),
      says: ['known-product'],
      shows: /issued by O=Acme, CN=Sophos SSL CA: Sophos reads/,
    },
    {
      title: 'an issuer that no line holds',
      profile,
      evidence: issuedBy('x'.repeat(400)),
      says: ['public-root'],
      shows: /issued by CN=x{297},/,
    },
    {
      title: 'a chain that was not kept',
      profile,
      evidence: seenAs((port) =>
        port.tls === undefined ? port : { ...port, tls: { ...port.tls, chain: [], withheld: true } },
      ),
      says: ['public-root'],
      shows: /issued by an issuer that was not kept, under/,
    },
    {
      title: 'a program whose TLS was not looked at',
      profile,
      evidence: unseen('tls'),
      says: ['not-serving'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
