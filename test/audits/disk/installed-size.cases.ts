import { installedSize } from '../../../lib/audits/disk/installed-size.js';
import type { InstalledEvidence } from '../../../lib/evidence/host.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import type { AuditTable } from '../case.js';

const path = '%LOCALAPPDATA%/Acme';
const disk = { installerMegabytes: 15, installedMegabytes: 50, toleranceMegabytes: 5 };
const profile = { disk: { ...disk, places: [{ family: 'windows', path } as const] } };
const found = (more: Partial<InstalledEvidence>): Partial<Evidence> => ({
  host: { installed: [{ path, components: [], ...more }] },
});
const parts = (...there: readonly boolean[]): InstalledEvidence['components'] =>
  there.map((isThere, at) => ({ name: ['API', 'Sandbox'][at] ?? '', isThere }));

export const installedSizeTable: AuditTable = {
  audit: installedSize,
  cases: [
    {
      title: 'no place on this system',
      profile,
      evidence: { host: { installed: [] } },
      says: ['no-place'],
    },
    { title: 'nobody looked', profile, evidence: { host: {} }, says: ['not-looked'] },
    {
      title: 'as said',
      profile,
      evidence: found({ bytes: 44_000_000, files: 3, components: parts(true, true) }),
      says: ['fits'],
      shows: /44\.0 MB are installed, of less than 50 MB, with API, Sandbox/,
    },
    {
      title: 'below the tolerance',
      profile,
      evidence: found({ bytes: 54_999_999, files: 1 }),
      says: ['fits'],
    },
    {
      title: 'at the tolerance',
      profile,
      evidence: found({ bytes: 55_000_000, files: 1 }),
      says: ['too-large'],
    },
    {
      title: 'too large, and a part is missing',
      profile,
      evidence: found({ bytes: 99_000_000, files: 1, components: parts(true, false) }),
      says: ['too-large', 'part-missing'],
      shows: /Sandbox is not there/,
    },
    {
      title: 'not there',
      profile,
      evidence: found({ error: { code: 'not-found', message: 'there is no such folder' } }),
      says: ['not-installed'],
    },
    {
      title: 'not to be read',
      profile,
      evidence: found({ error: { code: 'not-permitted', message: 'permission denied' } }),
      says: ['unread'],
      shows: /permission denied/,
    },
  ],
};
