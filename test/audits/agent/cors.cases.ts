import { cors } from '../../../lib/audits/agent/cors.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, saying, silentOn } from './shared/evidence.js';

export const corsTable: AuditTable = {
  audit: cors,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['listed'] },
    {
      title: 'another origin',
      profile,
      evidence: labAgent('agent-cors-lacks-origin'),
      says: ['not-listed'],
      shows: /other\.acme\.example/,
    },
    {
      title: 'a slash and capitals',
      profile,
      evidence: saying({ cors: ['https://APP.example/'] }),
      says: ['listed'],
    },
    {
      title: 'another scheme',
      profile,
      evidence: saying({ cors: ['http://app.example'] }),
      says: ['not-listed'],
    },
    {
      title: 'every label',
      profile: { ...profile, origins: ['https://a.b.example'] },
      evidence: saying({ cors: ['https://*.b.example'] }),
      says: ['listed'],
    },
    {
      title: 'every label, and none',
      profile,
      evidence: saying({ cors: ['https://*.app.example'] }),
      says: ['not-listed'],
    },
    { title: 'the star', profile, evidence: saying({ cors: ['*'] }), says: ['every-origin'] },
    {
      title: 'an empty list',
      profile,
      evidence: saying({ cors: [] }),
      says: ['not-listed'],
      shows: /it holds nothing/,
    },
    { title: 'no list', profile, evidence: silentOn('cors'), says: ['no-list'] },
    {
      title: 'no application',
      profile: { ...profile, origins: [] },
      evidence: labAgent(),
      says: ['no-origin'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
