/**
 * Whether the service itself holds the other end of TLS. A chain that ends in a root which only this machine's store
 * holds, and no public list, is a company's: a proxy reads along. Pins in the profile decide where they are given.
 */
import type { TlsStage } from '../../evidence/probe.js';
import type { DistributionService } from '../../profile/types.js';
import { certificatesOf, holdsPin, pinOf } from '../../evidence/chain.js';
import { issuerOf } from '../shared/certificate.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import {
  endedBefore,
  perService,
  sharedMessages,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId =
  | SharedId
  | 'pinned'
  | 'public-root'
  | 'pin-mismatch'
  | 'company-root'
  | 'named-root'
  | 'untrusted'
  | 'untrusted-unread';

/** Verdicts that leave the issuer alone: name and dates are another audit's. */
const otherReasons: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export const interception: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/interception',
  title: 'Nobody reads along on the way to the Distribution Service',
  why: 'A proxy that ends TLS and signs anew sees the API key and every token. The page works all the same where the company’s root is installed, so nobody notices; programs that carry roots of their own refuse it.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: [
    'https://www.rfc-editor.org/rfc/rfc5280#section-6',
    'https://www.rfc-editor.org/rfc/rfc7469#section-2.4',
  ],
  limits: [
    'On macOS and Windows what stands in the store is taken for trusted; a root that was marked as not trusted there is not told apart.',
  ],
  messages: {
    ...sharedMessages,
    pinned: { status: 'pass', text: 'holds a key that the profile pins.' },
    'public-root': { status: 'pass', text: 'holds a certificate by a public authority ({issuer}).' },
    'pin-mismatch': {
      status: 'fail',
      text: 'holds no key that the profile pins: its certificate is by {issuer}.',
      fix: {
        advice:
          'Exempt {host} from TLS inspection; if the service has new keys, put their pins into the profile',
      },
    },
    'company-root': {
      status: 'warn',
      text: 'holds a certificate by {issuer}, whose root only this machine’s store knows: TLS is inspected on the way.',
      fix: {
        advice:
          'Exempt {host} from TLS inspection; if the service has an authority of its own, pin its key in the profile',
      },
    },
    'named-root': {
      status: 'warn',
      text: 'holds a certificate by {issuer}, whose root is one that you named and no public authority.',
      fix: {
        advice:
          'If that is the service’s own authority, pin its key ({pin}) in the profile; if it is a proxy’s, exempt {host} from TLS inspection',
      },
    },
    untrusted: {
      status: 'fail',
      text: 'holds a certificate by {issuer}, which this machine does not trust ({reason}).',
      fix: {
        advice:
          'Exempt {host} from TLS inspection, or have the service send its whole chain; name a root of your own with --ca',
      },
    },
    'untrusted-unread': {
      status: 'error',
      text: 'holds a certificate by {issuer}, and whether this machine trusts it is not known: {reason}.',
      fix: { advice: 'Run it as a user who may read the system’s roots, or name the root with --ca' },
    },
  },
  run({ distribution }, { profile }) {
    const { error: rootsError } = distribution.systemRoots;
    return perService<MessageId>(distribution, ({ service, first: { probe } }): Outcome<MessageId> => {
      const { tls } = probe;
      if (tls?.session === undefined) return endedBefore(probe);
      const named = profile.distributionServices.find(({ url }) => url === service.url);
      return judge(tls, tls.session, named, new URL(service.url).host, rootsError?.message);
    });
  },
});

function judge(
  { anchoredIn = [] }: TlsStage,
  session: NonNullable<TlsStage['session']>,
  service: DistributionService | undefined,
  host: string,
  rootsError: string | undefined,
): Outcome<MessageId> {
  const [leaf] = certificatesOf(session);
  const data = {
    host,
    issuer: leaf === undefined ? 'nobody' : issuerOf(leaf),
    pin: leaf === undefined ? '' : pinOf(leaf),
  };
  const { authorized, authorizationError = '' } = session;
  const isTrusted = anchoredIn.length > 0 && (authorized || otherReasons.has(authorizationError));
  if (service?.pins !== undefined) {
    return { message: holdsPin(session, service.pins) ? 'pinned' : 'pin-mismatch', data };
  }
  if (!isTrusted) {
    return rootsError === undefined
      ? { message: 'untrusted', data: { ...data, reason: authorizationError } }
      : { message: 'untrusted-unread', data: { ...data, reason: rootsError } };
  }
  if (anchoredIn.includes('public')) return { message: 'public-root', data };
  return { message: anchoredIn.includes('system') ? 'company-root' : 'named-root', data };
}
