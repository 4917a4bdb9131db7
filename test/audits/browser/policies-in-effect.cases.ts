import { policiesInEffect } from '../../../lib/audits/browser/policies-in-effect.js';
import type { AuditTable } from '../case.js';
import { application, browserEvidence as evidence, policy } from './shared/evidence.js';

const here = 'https://app.example';
const allow = 'LoopbackNetworkAllowedForUrls';
const now = { chrome: '150.0.7871.100' };

export const policiesInEffectTable: AuditTable = {
  audit: policiesInEffect,
  cases: [
    { title: 'no policy', profile: application, evidence: evidence(now), says: ['no-policy'] },
    {
      title: 'a good list, a switch and a good list of Firefox',
      profile: application,
      evidence: evidence(
        now,
        policy('chrome', allow, [here, '[*.]example.edu', '*', 'host.example', 'http://[::1]:80']),
        policy('chrome', 'LocalNetworkAccessPermissionsPolicyDefaultEnabled', true),
        policy('firefox', 'LocalNetworkAccess.SkipDomains', ['app.example', '*.example', '*']),
      ),
      says: ['in-effect'],
    },
    {
      title: 'a recommendation',
      evidence: evidence(now, policy('chrome', allow, [here], { level: 'recommended' })),
      says: ['recommended'],
    },
    {
      title: 'names of the past',
      evidence: evidence(
        now,
        policy('chrome', 'InsecurePrivateNetworkRequestsAllowedForUrls', [here]),
        policy('edge', 'LocalNetworkAccessRestrictionsEnabled', false),
      ),
      says: ['removed'],
    },
    {
      title: 'a switch in its time, and one after it',
      evidence: evidence(
        { chrome: '144.0.1.1', edge: '157.0.1.1' },
        policy('chrome', 'LocalNetworkAccessRestrictionsEnabled', true),
        policy('edge', 'LocalNetworkAccessRestrictionsTemporaryOptOut', true),
      ),
      says: ['removed'],
      shows: /LocalNetworkAccessRestrictionsTemporaryOptOut/,
    },
    {
      title: 'switches in the last version that has them',
      evidence: evidence(
        { chrome: '144.0.1.1', edge: '156.0.1.1' },
        policy('chrome', 'LocalNetworkAccessRestrictionsEnabled', true),
        policy('edge', 'LocalNetworkAccessRestrictionsTemporaryOptOut', true),
      ),
      says: ['in-effect'],
    },
    {
      title: 'a name that never was',
      evidence: evidence(now, policy('chrome', 'LoopbackNetworkAccessAllowedForUrls', [here])),
      says: ['unknown-name'],
    },
    {
      title: 'a name of later',
      evidence: evidence({ chrome: '145.0.1.1', firefox: '150.0' }, policy('chrome', allow, [here])),
      says: ['too-new'],
      shows: /from version 146 on/,
    },
    {
      title: 'a member that Firefox 150 does not have',
      evidence: evidence({ firefox: '150.0' }, policy('firefox', 'LocalNetworkAccess.Enabled', true)),
      says: ['too-new'],
    },
    {
      title: 'a text where a list belongs, and one where a switch does',
      evidence: evidence(
        now,
        policy('chrome', allow, here),
        policy('chrome', 'LocalNetworkAccessRestrictionsTemporaryOptOut', 'true'),
      ),
      says: ['wrong-kind'],
    },
    {
      title: 'a star within the host',
      evidence: evidence(now, policy('chrome', allow, ['https://*.app.example'])),
      says: ['bad-pattern'],
      shows: /"https:\/\/\*\.app\.example".*\[\*\.\]host/,
    },
    {
      title: 'a URL for Firefox',
      evidence: evidence({}, policy('firefox', 'LocalNetworkAccess.SkipDomains', [here, '.example'])),
      says: ['bad-pattern'],
    },
    {
      title: 'the program in place of the application',
      profile: application,
      evidence: evidence(now, policy('chrome', allow, ['https://t1c.t1t.io:51983'])),
      says: ['names-the-program'],
    },
  ],
};
