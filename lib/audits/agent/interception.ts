/**
 * Whether somebody reads the program's TLS: its certificate ends in a root that only this machine has, or its issuer is a
 * program known for it. A partner may have its own authority sign for its own name: for a partner it is advice.
 */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { interceptors } from './shared/interceptors.js';
import { leafOf, notServing, portLabel, programPorts } from './shared/ports.js';

type MessageId = 'public-root' | 'named-root' | 'known-product' | 'machine-root' | 'no-root' | 'not-serving';

export const interception: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/interception',
  title: 'Nobody reads the program’s TLS',
  why: 'Security programs that inspect TLS put a certificate of their own in place of the program’s, also on loopback. Requests then pass through them: headers change, pinned certificates break, and the token is read.',
  requires: ['agent'],
  references: ['https://www.rfc-editor.org/rfc/rfc5280#section-6', 'https://wiki.mozilla.org/CA'],
  limits: [
    'A security program that reads the TLS of certain programs only, such as browsers, is not seen in a connection of this one.',
  ],
  strength: ({ kind }) => (kind === 'vendor' ? 'required' : 'advised'),
  messages: {
    'public-root': { status: 'pass', text: 'the certificate was issued by {issuer}, under a public root.' },
    'named-root': {
      status: 'pass',
      text: 'the certificate was issued by {issuer}, under a root that you named.',
    },
    'known-product': {
      status: 'fail',
      text: 'the certificate was issued by {issuer}: {product} reads the connection.',
      fix: { advice: 'Exempt {name} and 127.0.0.1 from the TLS inspection of {product}' },
    },
    'machine-root': {
      status: 'fail',
      text: 'the certificate was issued by {issuer}, under a root that only this machine’s store holds: something on it reads the connection.',
      fix: {
        advice: 'Find the program that inspects TLS on this machine and exempt {name} and 127.0.0.1 from it',
      },
    },
    'no-root': {
      status: 'not-applicable',
      text: 'no root stands behind the certificate: agent/certificate says so.',
    },
    'not-serving': notServing,
  },
  run({ agent }, { profile }) {
    const ports = programPorts(agent, profile).filter(({ tls }) => tls !== undefined);
    if (ports.length === 0) return [{ message: 'not-serving' }];
    return ports.map((seen): Outcome<MessageId> => {
      const issuer = (leafOf(seen)?.issuer ?? 'an issuer that was not kept')
        .replaceAll('\n', ', ')
        .slice(0, 300);
      const product = interceptors.find(([pattern]) => pattern.test(issuer))?.[1];
      const data = { issuer, name: profile.name, product: product ?? '' };
      const subject = portLabel(seen);
      if (product !== undefined) return { message: 'known-product', subject, data };
      const by = {
        public: 'public-root',
        system: 'machine-root',
        named: 'named-root',
        nobody: 'no-root',
      } as const;
      return { message: by[seen.tls?.trustedBy ?? 'nobody'], subject, data };
    });
  },
});
