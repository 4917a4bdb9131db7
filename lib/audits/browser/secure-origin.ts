/** Whether the applications are served so that a browser lets them ask for the local network at all. */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { isSecureContext } from './shared/secure-context.js';

type MessageId = 'secure' | 'insecure' | 'no-origins';

export const secureOrigin: Audit = defineAudit<MessageId, 'browserPolicies'>({
  id: 'browser/secure-origin',
  title: 'Applications are secure contexts',
  why: 'Only a page served over HTTPS may ask for the local network: for one over HTTP browsers refuse the call without a question, and no policy changes that. An HTTPS page in turn must call the program over HTTPS, as mixed content is stopped.',
  requires: ['browserPolicies'],
  references: [
    'https://wicg.github.io/local-network-access/',
    'https://w3c.github.io/webappsec-secure-contexts/',
  ],
  limits: ['It judges the origins that the profile names, by their text: no page is fetched.'],
  messages: {
    secure: { status: 'pass', text: '{origin} is a secure context.' },
    insecure: {
      status: 'fail',
      text: 'Pages of {origin} are no secure context: browsers refuse their calls to {name}, whatever the policies say.',
      fix: {
        advice: 'Serve the application over HTTPS, and name that origin in the profile and in the policies',
      },
    },
    'no-origins': {
      status: 'not-applicable',
      text: 'The profile names no application: add the origins that call {name} as "origins", such as "https://app.example".',
    },
  },
  run(_evidence, { profile }) {
    const { origins, embeddingOrigins = [], name } = profile;
    const all = [...new Set([...origins, ...embeddingOrigins])];
    if (all.length === 0) return [{ message: 'no-origins', data: { name } }];
    return all.map((origin): Outcome<MessageId> => ({
      message: isSecureContext(origin) ? 'secure' : 'insecure',
      subject: origin,
      data: { origin, name },
    }));
  },
});
