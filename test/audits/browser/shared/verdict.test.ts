import assert from 'node:assert/strict';
import { browsersFound } from '../../../../lib/audits/browser/shared/browsers.js';
import { effectivePolicy, skipsHost, verdictOf } from '../../../../lib/audits/browser/shared/verdict.js';
import type { BrowserId, BrowserPolicyEvidence } from '../../../../lib/evidence/browser-policies.js';
import { testProfile } from '../../case.js';
import { browserEvidence, policy } from './evidence.js';

const here = 'https://app.example';
const allow = 'LoopbackNetworkAllowedForUrls';
const block = 'LoopbackNetworkBlockedForUrls';
const restrict = 'LocalNetworkAccessRestrictionsEnabled';
const optOut = 'LocalNetworkAccessRestrictionsTemporaryOptOut';
const spaces = 'LocalNetworkAccessIpAddressSpaceOverrides';

function found(browser: BrowserId, version: string, policies: readonly BrowserPolicyEvidence[]) {
  const [one] = browsersFound(browserEvidence({ [browser]: version }, ...policies).browserPolicies);
  assert.ok(one !== undefined);
  return one;
}

type Values = readonly (readonly [name: string, value: BrowserPolicyEvidence['value']])[];

/** The answer, and what decided: policy and pattern. */
const CASES: readonly (readonly [
  title: string,
  browser: BrowserId,
  version: string,
  policies: Values,
  answer: string,
  by?: string,
])[] = [
  ['no policy', 'chrome', '150', [], 'asks'],
  ['before the guard', 'chrome', '141', [[block, ['*']]], 'not-guarded'],
  ['guarded early, by policy', 'chrome', '141', [[restrict, true]], 'blocked', restrict],
  ['early, and not switched on', 'chrome', '141', [[restrict, false]], 'not-guarded'],
  [
    'opted out, whatever the lists say',
    'chrome',
    '150',
    [
      [optOut, true],
      [block, ['*']],
    ],
    'opted-out',
    optOut,
  ],
  ['not opted out', 'chrome', '150', [[optOut, false]], 'asks'],
  ['named', 'edge', '150', [[allow, [here]]], 'allowed', `${allow} ${here}`],
  [
    'blocked by the more specific',
    'chrome',
    '150',
    [
      [allow, ['*']],
      [block, [here]],
    ],
    'blocked',
    `${block} ${here}`,
  ],
  [
    'allowed by the more specific',
    'chrome',
    '150',
    [
      [allow, [here]],
      [block, ['*']],
    ],
    'allowed',
    `${allow} ${here}`,
  ],
  [
    'in both: the list that blocks stands first',
    'chrome',
    '150',
    [
      [allow, [here]],
      [block, [here]],
    ],
    'blocked',
    `${block} ${here}`,
  ],
  ['another origin is named', 'chrome', '150', [[allow, ['https://other.example']]], 'asks-despite', allow],
  [
    'the called name is named in the caller’s place',
    'chrome',
    '150',
    [[allow, ['https://t1c.t1t.io']]],
    'asks',
  ],
  ['what is no pattern', 'chrome', '150', [[allow, ['https://a*b.example']]], 'asks'],
  ['text where a list belongs', 'chrome', '150', [[allow, 'x']], 'asks'],
  [
    'its addresses made public',
    'chrome',
    '150',
    [
      [spaces, ['127.0.0.0/8=public']],
      [block, ['*']],
    ],
    'allowed',
    `${spaces} 127.0.0.0/8=public`,
  ],
  ['its addresses made local', 'chrome', '150', [[spaces, ['127.0.0.0/8=local']]], 'asks'],
  ['Firefox before its guard', 'firefox', '146', [], 'not-guarded'],
  ['Firefox, no policy', 'firefox', '153', [], 'asks'],
  [
    'Firefox, the guard off',
    'firefox',
    '153',
    [['LocalNetworkAccess.Enabled', false]],
    'allowed',
    'LocalNetworkAccess.Enabled',
  ],
  [
    'Firefox, no prompts',
    'firefox',
    '153',
    [
      ['LocalNetworkAccess.Enabled', true],
      ['LocalNetworkAccess.EnablePrompting', false],
    ],
    'allowed',
    'LocalNetworkAccess.EnablePrompting',
  ],
  [
    'Firefox, no prompts, without the switch beside',
    'firefox',
    '153',
    [['LocalNetworkAccess.EnablePrompting', false]],
    'asks',
  ],
  [
    'Firefox, the caller skipped',
    'firefox',
    '153',
    [['LocalNetworkAccess.SkipDomains', ['*.example']]],
    'allowed',
    'LocalNetworkAccess.SkipDomains *.example',
  ],
  [
    'Firefox, the called name skipped',
    'firefox',
    '153',
    [['LocalNetworkAccess.SkipDomains', ['t1c.t1t.io']]],
    'allowed',
    'LocalNetworkAccess.SkipDomains t1c.t1t.io',
  ],
  [
    'Firefox, another skipped',
    'firefox',
    '153',
    [['LocalNetworkAccess.SkipDomains', ['other.example']]],
    'asks-despite',
    'LocalNetworkAccess.SkipDomains',
  ],
  [
    'Firefox, what skips nothing',
    'firefox',
    '153',
    [['LocalNetworkAccess.SkipDomains', ['https://app.example']]],
    'asks',
  ],
];

describe('audits/browser/shared/verdict', () => {
  for (const [title, browser, version, policies, answer, by] of CASES) {
    it(`${title}: ${answer}`, () => {
      const values = policies.map(([name, value]) => policy(browser, name, value));
      const verdict = verdictOf(found(browser, `${version}.0.1`, values), here, testProfile);
      const decided = [verdict.policy?.name, verdict.pattern].filter((part) => part !== undefined).join(' ');
      assert.deepEqual([verdict.answer, decided], [answer, by ?? '']);
    });
  }

  it('of Firefox’s policies those of the last place alone count', () => {
    const skip = (source: string, domain: string): BrowserPolicyEvidence =>
      policy('firefox', 'LocalNetworkAccess.SkipDomains', [domain], { source });
    const off = policy('firefox', 'LocalNetworkAccess.Enabled', false, { source: 'weak' });
    const browser = found('firefox', '153.0', [off, skip('strong', 'other.example')]);
    assert.equal(verdictOf(browser, here, testProfile).answer, 'asks-despite');
  });

  it('of the lists those for the addresses of the profile count', () => {
    const profile = {
      ...testProfile,
      expect: { a: ['10.0.0.1'], aaaa: [], addressClass: 'private' as const },
    };
    const browser = found('chrome', '150.0', [policy('chrome', allow, [here])]);
    assert.equal(verdictOf(browser, here, profile).answer, 'asks');
  });
});

describe('audits/browser/shared/verdict: the policy that counts', () => {
  const cases: readonly (readonly [
    title: string,
    version: string,
    policies: readonly BrowserPolicyEvidence[],
    source: string | undefined,
  ])[] = [
    [
      'the last of two',
      '150',
      [policy('chrome', allow, [], { source: 'a' }), policy('chrome', allow, [], { source: 'b' })],
      'b',
    ],
    ['no recommended one', '150', [policy('chrome', allow, [], { level: 'recommended' })], undefined],
    ['none that the version does not know yet', '145', [policy('chrome', allow, [])], undefined],
    ['none that it knows no longer', '157', [policy('chrome', optOut, true)], undefined],
    ['none of another kind', '150', [policy('chrome', optOut, ['x'])], undefined],
    ['none that this table does not know', '150', [policy('chrome', 'Other', true)], undefined],
  ];
  for (const [title, version, policies, source] of cases) {
    it(title, () => {
      const [name = ''] = policies.map((one) => one.name);
      assert.equal(effectivePolicy(found('chrome', `${version}.0.1`, policies), name)?.source, source);
    });
  }
});

describe('audits/browser/shared/verdict: domains that Firefox skips', () => {
  const cases: readonly (readonly [domain: string, host: string, skips: boolean])[] = [
    ['*', 'a.example', true],
    ['a.example', 'a.example', true],
    ['A.example', 'a.example', false],
    ['*.example', 'a.example', true],
    ['*.example', 'example', true],
    ['*.example', 'a.b.example', true],
    ['*.example', 'anexample', false],
    ['*example', 'a.example', false],
    ['example', 'a.example', false],
    ['', 'a.example', false],
  ];
  for (const [domain, host, skips] of cases) {
    it(`${domain || 'nothing'} ${skips ? 'skips' : 'does not skip'} ${host}`, () => {
      assert.equal(skipsHost(domain, host), skips);
    });
  }
});
