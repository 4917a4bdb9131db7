import { localNetworkAccess } from '../../../lib/audits/browser/local-network-access.js';
import type { AuditTable } from '../case.js';
import { application, browserEvidence as evidence, policy } from './shared/evidence.js';

const here = 'https://app.example';
const allow = 'LoopbackNetworkAllowedForUrls';
const block = 'LoopbackNetworkBlockedForUrls';
const allowOld = 'LocalNetworkAccessAllowedForUrls';
const blockOld = 'LocalNetworkAccessBlockedForUrls';
const now = { chrome: '150.0.7871.100' };

export const localNetworkAccessTable: AuditTable = {
  audit: localNetworkAccess,
  cases: [
    { title: 'a profile without applications', evidence: evidence(now), says: ['no-origins'] },
    { title: 'no browser', profile: application, evidence: evidence({}), says: ['no-browser'] },
    {
      title: 'no policy',
      profile: application,
      evidence: evidence(now),
      says: ['asks'],
      shows: /Chrome 150/,
    },
    {
      title: 'the origin named',
      profile: application,
      evidence: evidence(now, policy('chrome', allow, [here])),
      says: ['allowed'],
      shows: /LoopbackNetworkAllowedForUrls "https:\/\/app\.example".*\/etc\/chrome\.json:2/,
    },
    {
      title: 'the origin on another port',
      profile: { origins: ['https://app.example:8443'] },
      evidence: evidence(now, policy('chrome', allow, ['https://app.example:443'])),
      says: ['asks-despite'],
    },
    {
      title: 'a pattern of subdomains',
      profile: application,
      evidence: evidence(now, policy('edge', allow, ['[*.]example'])),
      says: ['asks', 'allowed'],
    },
    {
      title: 'all allowed, the origin blocked: the more specific pattern decides',
      profile: application,
      evidence: evidence(now, policy('chrome', allow, ['*']), policy('chrome', block, [here])),
      says: ['blocked'],
    },
    {
      title: 'all blocked, the origin allowed',
      profile: application,
      evidence: evidence(now, policy('chrome', allowOld, [here]), policy('chrome', block, ['*'])),
      says: ['allowed'],
    },
    {
      title: 'the origin in both lists: the blocked one comes first',
      profile: application,
      evidence: evidence(now, policy('chrome', allow, [here]), policy('chrome', block, [here])),
      says: ['blocked'],
    },
    {
      title: 'the newer list allows, the older blocks the same',
      profile: application,
      evidence: evidence(now, policy('chrome', allow, [here]), policy('chrome', blockOld, [here])),
      says: ['allowed'],
    },
    {
      title: 'the machine’s list in place of the user’s',
      profile: application,
      evidence: evidence(
        now,
        policy('chrome', allow, [here], { scope: 'user' }),
        policy('chrome', allow, []),
      ),
      says: ['asks'],
    },
    {
      title: 'a version before the newer name',
      profile: application,
      evidence: evidence({ chrome: '144.0.1.1' }, policy('chrome', allow, [here])),
      says: ['asks'],
    },
    {
      title: 'a version before the guard',
      profile: application,
      evidence: evidence({ chrome: '141.0.1.1', edge: '142.0.1.1', firefox: '128.5' }),
      says: ['not-guarded'],
      shows: /143 and later/,
    },
    {
      title: 'a recommended policy',
      profile: application,
      evidence: evidence(now, policy('chrome', allow, [here], { level: 'recommended' })),
      says: ['asks'],
    },
    {
      title: 'a list of the other class of addresses',
      profile: { ...application, expect: { a: ['10.0.0.1'], aaaa: [], addressClass: 'private' } },
      evidence: evidence(now, policy('chrome', allow, [here])),
      says: ['asks'],
    },
    {
      title: 'the guard switched off for all',
      profile: application,
      evidence: evidence(now, policy('chrome', 'LocalNetworkAccessRestrictionsTemporaryOptOut', true)),
      says: ['opted-out'],
    },
    {
      title: 'the switch after its last version',
      profile: application,
      evidence: evidence(
        { chrome: '157.0.1.1' },
        policy('chrome', 'LocalNetworkAccessRestrictionsTemporaryOptOut', true),
      ),
      says: ['asks'],
    },
    {
      title: 'restrictions before they were asked about',
      profile: application,
      evidence: evidence(
        { chrome: '140.0.1.1' },
        policy('chrome', 'LocalNetworkAccessRestrictionsEnabled', true),
      ),
      says: ['blocked'],
    },
    {
      title: 'restrictions, and the application let through',
      profile: application,
      evidence: evidence(
        { edge: '144.0.1.1' },
        policy('edge', 'LocalNetworkAccessRestrictionsEnabled', true),
        policy('edge', 'LocalNetworkAccessAllowedForUrls', [here]),
      ),
      says: ['allowed'],
    },
    {
      title: 'the program’s address taken for a public one',
      profile: application,
      evidence: evidence(
        now,
        policy('chrome', 'LocalNetworkAccessIpAddressSpaceOverrides', ['127.0.0.0/8=public']),
      ),
      says: ['allowed'],
    },
    {
      title: 'an ESR without a guard',
      profile: application,
      evidence: evidence({ firefox: '140.12.0' }),
      says: ['not-guarded'],
    },
    {
      title: 'an application over HTTP',
      profile: { origins: ['http://app.example'] },
      evidence: evidence(now, policy('chrome', allow, ['*'])),
      says: ['insecure'],
    },
    {
      title: 'Firefox told of the application',
      profile: application,
      evidence: evidence(
        { firefox: '153.7.0' },
        policy('firefox', 'LocalNetworkAccess.SkipDomains', ['app.example']),
      ),
      says: ['allowed'],
    },
    {
      title: 'Firefox told of the called name',
      profile: application,
      evidence: evidence(
        { firefox: '151.0.1' },
        policy('firefox', 'LocalNetworkAccess.SkipDomains', ['*.t1t.io']),
      ),
      says: ['allowed'],
    },
    {
      title: 'a form that Firefox never matches',
      profile: application,
      evidence: evidence(
        { firefox: '153.7.0' },
        policy('firefox', 'LocalNetworkAccess.SkipDomains', ['.example', 'APP.example']),
      ),
      says: ['asks-despite'],
    },
    {
      title: 'Firefox with the guard off',
      profile: application,
      evidence: evidence({ firefox: '153.7.0' }, policy('firefox', 'LocalNetworkAccess.Enabled', false)),
      says: ['allowed'],
    },
    {
      title: 'Firefox that lets pass unasked',
      profile: application,
      evidence: evidence(
        { firefox: '153.7.0' },
        policy('firefox', 'LocalNetworkAccess.Enabled', true),
        policy('firefox', 'LocalNetworkAccess.EnablePrompting', false),
      ),
      says: ['allowed'],
    },
    {
      title: 'Firefox without the other half of that',
      profile: application,
      evidence: evidence(
        { firefox: '153.7.0' },
        policy('firefox', 'LocalNetworkAccess.EnablePrompting', false),
      ),
      says: ['asks'],
    },
    {
      title: 'a policy file that could not be read',
      profile: application,
      evidence: {
        browserPolicies: {
          browsers: [],
          policies: [],
          unread: [
            { browser: 'edge', source: '/etc/edge.json', error: { code: 'bad-json', message: 'not JSON' } },
          ],
        },
      },
      says: ['unread', 'asks'],
    },
  ],
};
