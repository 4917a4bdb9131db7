/** An application inside a frame of another site needs that site's leave: a hint, since pages are not looked at. */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { browsersFound, titleOf } from './shared/browsers.js';
import { effectivePolicy } from './shared/verdict.js';

type MessageId = 'no-frames' | 'no-browser' | 'by-policy' | 'needs-delegation';

export const iframeDelegation: Audit = defineAudit<MessageId, 'browserPolicies'>({
  id: 'browser/iframe-delegation',
  title: 'Frames are given the local network',
  why: 'In a frame of another origin the local network is refused unless the page around it hands it on. That stands in the HTML of the embedding site, which is another team’s, and works in every test without a frame.',
  requires: ['browserPolicies'],
  references: [
    'https://wicg.github.io/local-network-access/',
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Permissions-Policy/local-network-access',
    'https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies/localnetworkaccesspermissionspolicydefaultenabled',
  ],
  limits: ['The embedding page is not fetched: whether its frame hands the local network on is not seen.'],
  messages: {
    'no-frames': {
      status: 'not-applicable',
      text: 'The profile names no site that shows the application in a frame ("embeddingOrigins").',
    },
    'no-browser': { status: 'not-applicable', text: 'No browser that guards the local network was found.' },
    'by-policy': { status: 'pass', text: 'Frames have the local network by {policy}.' },
    'needs-delegation': {
      status: 'warn',
      text: 'In frames of {embedding} the application has the local network only where the frame hands it on.',
      fix: {
        advice:
          'Have the embedding page write <iframe allow="{feature}; local-network-access">, and no Permissions-Policy header that takes it away',
      },
    },
  },
  run({ browserPolicies }, { profile }) {
    const { embeddingOrigins = [], origins, expect } = profile;
    const others = embeddingOrigins.filter((embedding) => origins.some((origin) => origin !== embedding));
    if (others.length === 0) return [{ message: 'no-frames' }];
    const found = browsersFound(browserPolicies).filter(
      ({ major, facts }) => (major ?? facts.guardsSince) >= facts.guardsSince,
    );
    if (found.length === 0) return [{ message: 'no-browser' }];
    return found.map((browser): Outcome<MessageId> => {
      const policy = effectivePolicy(browser, 'LocalNetworkAccessPermissionsPolicyDefaultEnabled');
      return {
        message: policy?.value === true ? 'by-policy' : 'needs-delegation',
        subject: titleOf(browser),
        data: {
          embedding: others.join(', '),
          policy: policy?.name ?? '',
          feature: expect.addressClass === 'loopback' ? 'loopback-network' : 'local-network',
        },
      };
    });
  },
});
