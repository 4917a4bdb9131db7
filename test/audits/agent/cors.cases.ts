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
    // With `*` any number of labels, in either scheme; each part of the entry has to hold.
    ...(
      [
        ['http://a.b.example', 'http://*.b.example', 'listed'],
        ['https://x.a.b.example', ' https://*.b.example/ ', 'listed'],
        ['https://a.b.example', 'http://*.b.example', 'not-listed'],
        ['https://a.b.example', 'https://*.c.example', 'not-listed'],
        ['https://.b.example', 'https://*.b.example', 'not-listed'],
        ['https://b.example', 'https://*.b.example', 'not-listed'],
        ['https://a.b.example', 'xhttps://*.b.example', 'not-listed'],
        ['https://a.b.example', 'https://*.', 'not-listed'],
        ['https://a.b.example', 'https://*', 'not-listed'],
        ['https://a.b.example:8443', 'https://*.b.example', 'not-listed'],
        ['https://a.b.example', 'https://*.b.example:8443', 'not-listed'],
      ] as const
    ).map(([asked, entry, says]) => ({
      title: `${asked} and ${entry}`,
      profile: { ...profile, origins: [asked] },
      evidence: saying({ cors: [entry] }),
      says: [says],
    })),
    {
      title: 'a long list, ten of it shown',
      profile,
      evidence: saying({ cors: Array.from({ length: 12 }, (_, index) => `https://${index}.example`) }),
      says: ['not-listed'],
      shows: /https:\/\/9\.example(?!.*https:\/\/10)/,
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
