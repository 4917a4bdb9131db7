import { distributionUrl } from '../../../lib/audits/agent/distribution-url.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, saying, silentOn } from './shared/evidence.js';

export const distributionUrlTable: AuditTable = {
  audit: distributionUrl,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['known'] },
    {
      title: 'with a path',
      profile,
      evidence: saying({ distributionServiceUrl: 'https://ds.t1t.io/v3_5' }),
      says: ['known'],
    },
    {
      title: 'another',
      profile,
      evidence: labAgent('agent-other-distribution-service'),
      says: ['other'],
      shows: /ds\.other\.example; the profile names https:\/\/ds\.t1t\.io/,
    },
    { title: 'no URL', profile, evidence: saying({ distributionServiceUrl: 'ds' }), says: ['other'] },
    { title: 'silence', profile, evidence: silentOn('distributionServiceUrl'), says: ['not-told'] },
    {
      title: 'none in the profile',
      profile: { ...profile, distributionServices: [] },
      evidence: labAgent(),
      says: ['none-named'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
