import { certificate } from '../../../lib/audits/agent/certificate.js';
import { collectedAt, type AuditCase, type AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, seenAs, unseen } from './shared/evidence.js';

/** The healthy program's certificate holds from 30 days before to 60 days after: seen at its ends, to the second. */
const moments: readonly (readonly [days: number, seconds: number, says: string])[] = [
  [-30, -1, 'not-yet-valid'],
  [-30, 0, 'valid'],
  [46, 0, 'valid'],
  [46, 1, 'ends-soon'],
  [59, 0, 'ends-soon'],
  [60, 0, 'ends-soon'],
  [60, 1, 'expired'],
  [61, 0, 'expired'],
];

function seenAfter([days, seconds, says]: (typeof moments)[number]): AuditCase {
  const at = new Date(Date.parse(collectedAt) + (days * 86_400 + seconds) * 1000);
  return {
    title: `seen ${days} days and ${seconds} s later`,
    profile,
    evidence: async () => ({ ...(await labAgent()()), collectedAt: at.toISOString() }),
    says: [says],
  };
}

export const certificateTable: AuditTable = {
  audit: certificate,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['valid'] },
    {
      title: 'expired',
      profile,
      evidence: labAgent('agent-certificate-expired'),
      says: ['expired'],
      shows: /2026-11-22/,
    },
    {
      title: 'not yet valid',
      profile,
      evidence: labAgent('agent-certificate-not-yet-valid'),
      says: ['not-yet-valid'],
      shows: /valid from 20\d\d-\d\d-\d\d on, and this machine’s clock says 2026-\d\d-\d\d\./,
    },
    {
      title: 'five days left',
      profile,
      evidence: labAgent('agent-certificate-ends-soon'),
      says: ['ends-soon'],
      shows: /ends on 2026-\d\d-\d\d, in 5 days/,
    },
    {
      title: 'another name',
      profile,
      evidence: labAgent('agent-certificate-other-name'),
      says: ['other-name'],
      shows: /for localhost and not for t1c\.t1t\.io/,
    },
    {
      title: 'nobody’s root, and no code',
      profile,
      evidence: seenAs((port) => {
        if (port.tls === undefined) return port;
        const { ms, protocol, chain } = port.tls;
        return { ...port, tls: { ms, protocol, chain, authorized: false, trustedBy: 'nobody' } };
      }),
      says: ['untrusted'],
      shows: /\(unknown\)/,
    },
    {
      title: 'a program whose TLS was not looked at',
      profile,
      evidence: unseen('tls'),
      says: ['not-serving'],
    },
    {
      title: 'nobody’s root',
      profile,
      evidence: labAgent('agent-certificate-untrusted'),
      says: ['untrusted'],
      shows: /Nobody Knows CA/,
    },
    { title: 'a company’s root', profile, evidence: labAgent('agent-tls-company-root'), says: ['valid'] },
    {
      title: 'one that names the machine',
      profile,
      evidence: seenAs((port) =>
        port.tls === undefined ? port : { ...port, tls: { ...port.tls, chain: [], withheld: true } },
      ),
      says: ['withheld'],
    },
    {
      title: 'one that is none',
      profile,
      evidence: seenAs((port) =>
        port.tls === undefined ? port : { ...port, tls: { ...port.tls, chain: ['AAAA'] } },
      ),
      says: ['withheld'],
    },
    ...moments.map(seenAfter),
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
