/** Whether the program's certificate is good for the name at the time of the evidence, and for how long yet. */
import type { AgentPortEvidence } from '../../evidence/agent.js';
import { validityAt } from '../shared/certificate.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { leafOf, portLabel, programPorts, notServing } from './shared/ports.js';

type MessageId =
  | 'valid'
  | 'ends-soon'
  | 'expired'
  | 'not-yet-valid'
  | 'other-name'
  | 'untrusted'
  | 'withheld'
  | 'not-serving';

/** Public certificates are renewed a month before their end: so close to it, renewal has failed for weeks (days). */
const soonDays = 14;

const renew = {
  advice:
    'Have the program fetch its new certificate: update or restart it, and see that it reaches its Distribution Service',
};

export const certificate: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/certificate',
  title: 'The program’s certificate is valid for the name',
  why: 'A browser asks the program for a certificate of the public name and shows the application no error but “failed”. An expired or wrong certificate is among the most frequent reasons.',
  requires: ['agent'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5',
    'https://www.rfc-editor.org/rfc/rfc9525',
  ],
  limits: [
    'Whether the certificate was revoked (CRL, OCSP) is not looked up, and a browser may trust other roots than this machine.',
  ],
  messages: {
    valid: { status: 'pass', text: 'the certificate is good for {name} until {until}.' },
    'ends-soon': { status: 'warn', text: 'the certificate ends on {until}, in {days} days.', fix: renew },
    expired: { status: 'fail', text: 'the certificate ended on {until}.', fix: renew },
    'not-yet-valid': {
      status: 'fail',
      text: 'the certificate is valid from {from} on, and this machine’s clock says {now}.',
      fix: { advice: 'Set the machine’s clock (and have it kept by NTP)' },
    },
    'other-name': {
      status: 'fail',
      text: 'the certificate is for {names} and not for {name}.',
      fix: {
        advice: 'Give the program a certificate that holds {name}, or name the right host in the profile',
      },
    },
    untrusted: {
      status: 'fail',
      text: 'no root that this machine trusts stands behind the certificate ({code}); it was issued by {issuer}.',
      fix: {
        advice:
          'Have the program send its whole chain under a public authority; where the company’s own root signed it, roll that root out to this machine',
      },
    },
    withheld: {
      status: 'error',
      text: 'the certificate names this machine or its user and was not kept, so that it could not be looked at.',
      fix: {
        advice: 'Look at it on the machine itself: openssl s_client -connect {endpoint} -servername {name}',
      },
    },
    'not-serving': notServing,
  },
  run({ agent }, { profile, at }) {
    const ports = programPorts(agent, profile).filter(({ tls }) => tls !== undefined);
    if (ports.length === 0) return [{ message: 'not-serving' }];
    return ports.map((seen) => ({
      subject: portLabel(seen),
      ...judge(seen, profile.name, at),
    }));
  },
});

function judge(seen: AgentPortEvidence, name: string, at: Date): Outcome<MessageId> {
  const leaf = leafOf(seen);
  if (leaf === undefined) return { message: 'withheld', data: { name, endpoint: portLabel(seen) } };
  const validity = validityAt(leaf, at);
  const names = (leaf.subjectAltName ?? leaf.subject).replaceAll('DNS:', '').slice(0, 300);
  const data = {
    name,
    names,
    days: validity.is === 'valid' ? validity.daysLeft : 0,
    from: validity.is === 'valid' ? '' : validity.from,
    until: validity.until,
    now: at.toISOString().slice(0, 10),
    issuer: leaf.issuer.replaceAll('\n', ', ').slice(0, 300),
    code: seen.tls?.authorizationError ?? 'unknown',
  };
  if (validity.is !== 'valid') return { message: validity.is, data };
  if (leaf.checkHost(name) === undefined) return { message: 'other-name', data };
  if (seen.tls?.trustedBy === 'nobody') return { message: 'untrusted', data };
  return { message: validity.daysLeft < soonDays ? 'ends-soon' : 'valid', data };
}
