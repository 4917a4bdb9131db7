/** Evidence of browsers, in short. */
import type {
  BrowserId,
  BrowserPoliciesEvidence,
  BrowserPolicyEvidence,
} from '../../../../lib/evidence/browser-policies.js';
import type { Profile } from '../../../../lib/profile/index.js';

export const application: Partial<Profile> = { origins: ['https://app.example'] };

export function policy(
  browser: BrowserId,
  name: string,
  value: BrowserPolicyEvidence['value'],
  more: Partial<BrowserPolicyEvidence> = {},
): BrowserPolicyEvidence {
  return {
    browser,
    name,
    value,
    level: 'mandatory',
    scope: 'machine',
    source: `/etc/${browser}.json`,
    line: 2,
    ...more,
  };
}

export function browserEvidence(
  versions: Partial<Record<BrowserId, string>>,
  ...policies: BrowserPolicyEvidence[]
): { browserPolicies: BrowserPoliciesEvidence } {
  return {
    browserPolicies: {
      browsers: Object.entries(versions).map(([browser, version]) => ({
        browser: browser as BrowserId,
        version,
      })),
      policies,
      unread: [],
    },
  };
}
