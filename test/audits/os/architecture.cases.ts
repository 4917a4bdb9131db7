import { architecture } from '../../../lib/audits/os/architecture.js';
import type { AuditTable } from '../case.js';
import { os, windows, macos, linux, on, untold } from './shared/systems.js';

export const architectureTable: AuditTable = {
  audit: architecture,
  cases: [
    { title: 'nobody looked', profile: { os }, evidence: { host: {} }, says: ['not-looked'] },
    { title: 'could not be told', profile: { os }, evidence: untold, says: ['unknown'] },
    {
      title: 'no processor in the profile',
      profile: { os },
      evidence: on(linux('debian', '12')),
      says: ['not-asked-for'],
    },
    { title: 'one that fits', profile: { os }, evidence: on(macos('15.1')), says: ['supported'] },
    {
      title: 'Windows on ARM',
      profile: { os },
      evidence: on(windows('26200', 'Professional', { architecture: 'arm64' })),
      says: ['unsupported'],
    },
    {
      title: 'none told',
      profile: { os },
      evidence: on({ family: 'windows', name: 'Windows', id: 'windows' }),
      says: ['unknown'],
    },
  ],
};
