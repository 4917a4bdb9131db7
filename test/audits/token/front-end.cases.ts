import { frontEnd } from '../../../lib/audits/token/front-end.js';
import type { FrontEndEvidence } from '../../../lib/evidence/front-end.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import { frontEndArea } from '../../../lib/lab/areas/front-end.js';
import type { AuditTable } from '../case.js';
import { collectedAt, testProfile } from '../case.js';

const scanned = (fault?: string) => async (): Promise<Partial<Evidence>> =>
  (await frontEndArea.gather({ profile: testProfile, at: new Date(collectedAt) }, fault)).evidence;
const seen = (changes: Partial<FrontEndEvidence>): Partial<Evidence> => ({
  frontEnd: { paths: ['www'], lookedForKey: true, files: 2, hits: [], isCut: false, unread: [], ...changes },
});
const hit = { file: 'www/a.js', rule: 'api-key', kind: 'secret', line: 1, column: 9 } as const;

export const frontEndTable: AuditTable = {
  audit: frontEnd,
  cases: [
    { title: 'a clean front end', evidence: scanned(), says: ['clean'] },
    {
      title: 'the key in the bundle',
      evidence: scanned('front-end-holds-key'),
      says: ['secret'],
      shows: /holds the API key, in one place.*www\/app\.js:1/,
    },
    { title: 'the exchange in the front end', evidence: scanned('front-end-exchanges-key'), says: ['use'] },
    {
      title: 'a place before bundling',
      evidence: seen({ hits: [{ ...hit, original: { source: 'src/key.ts', line: 3, column: 7 } }, hit] }),
      says: ['secret'],
      shows: /in 2 places.*src\/key\.ts:3/,
    },
    {
      title: 'without the key at hand',
      evidence: seen({ lookedForKey: false }),
      says: ['clean-without-key'],
    },
    { title: 'more than is told', evidence: seen({ isCut: true }), says: ['cut'] },
    {
      title: 'a file that nobody may read',
      evidence: seen({ unread: [{ path: 'www/x', reason: 'permission denied' }] }),
      says: ['unread'],
      shows: /permission denied/,
    },
    { title: 'an empty folder', evidence: seen({ files: 0 }), says: ['nothing-read'] },
  ],
};
