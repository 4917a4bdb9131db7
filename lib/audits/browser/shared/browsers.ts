/** What each browser calls itself, from which version it guards the local network, and where its policies came. */
import type { BrowserId, BrowserPoliciesEvidence } from '../../../evidence/browser-policies.js';

export interface BrowserFacts {
  readonly title: string;
  readonly engine: 'chromium' | 'firefox';
  /** First version that stops or asks, if only with some users. */
  readonly guardsSince: number;
}

/**
 * Chrome 142 asks (Chrome release notes), Edge from 143 on (Microsoft, "Local Network Access in Microsoft Edge"), the
 * others with the Chromium that they are built on. Firefox: 147 with strict tracking protection and for some users, 151 for some
 * of all, 153 and its ESR by default; below 147, the ESR 140 among them, none is stopped.
 */
export const browsers: Readonly<Record<BrowserId, BrowserFacts>> = {
  chrome: {
    title: 'Chrome',
    engine: 'chromium',
    guardsSince: 142,
  },
  chromium: { title: 'Chromium', engine: 'chromium', guardsSince: 142 },
  edge: {
    title: 'Edge',
    engine: 'chromium',
    guardsSince: 143,
  },
  brave: { title: 'Brave', engine: 'chromium', guardsSince: 142 },
  firefox: {
    title: 'Firefox',
    engine: 'firefox',
    guardsSince: 147,
  },
};

/** What writes the policies, by browser and system. */
export const policyTargets: readonly string[] = ['chrome', 'edge', 'firefox'].flatMap((browser) => [
  `${browser}-policy`,
  `${browser}-policy-windows`,
  `${browser}-policy-macos`,
]);

export interface BrowserFound {
  readonly id: BrowserId;
  readonly facts: BrowserFacts;
  /** Absent where only its policies were found. */
  readonly version?: string;
  readonly major: number | undefined;
  readonly policies: BrowserPoliciesEvidence['policies'];
}

/** The browsers that are installed or have a policy. */
export function browsersFound({
  browsers: installed,
  policies,
  unread,
}: BrowserPoliciesEvidence): BrowserFound[] {
  return (Object.keys(browsers) as BrowserId[])
    .filter((id) => [...installed, ...policies, ...unread].some(({ browser }) => browser === id))
    .map((id) => {
      const version = installed.find(({ browser }) => browser === id)?.version;
      return {
        id,
        facts: browsers[id],
        ...(version === undefined ? {} : { version }),
        major: version === undefined ? undefined : Number.parseInt(version, 10),
        policies: policies.filter(({ browser }) => browser === id),
      };
    });
}

/** `Chrome 142.0.7444.60`, or the name alone. */
export function titleOf({ facts, version }: Pick<BrowserFound, 'facts' | 'version'>): string {
  return version === undefined ? facts.title : `${facts.title} ${version}`;
}
