import { keysPresent } from '../../../lib/audits/registry/keys-present.js';
import type { RegistryKeyEvidence } from '../../../lib/evidence/host.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import type { AuditTable } from '../case.js';

const key = String.raw`HKCU\SOFTWARE\Trust1Team\Trust1Connector`;
const profile = { registryKeys: [key] };
const found = (
  state: RegistryKeyEvidence['state'],
  more: Partial<RegistryKeyEvidence> = {},
): Partial<Evidence> => ({
  host: { registry: { sources: [{ source: 'reg query' }], keys: [{ key, state, ...more }] } },
});
const error = { code: 'command-failed', message: 'access is denied' };

export const keysPresentTable: AuditTable = {
  audit: keysPresent,
  cases: [
    { title: 'no keys in the profile', evidence: found('present'), says: ['not-asked-for'] },
    {
      title: 'there',
      profile,
      evidence: found('present'),
      says: ['present'],
      shows: /Trust1Connector is there/,
    },
    { title: 'not there', profile, evidence: found('absent'), says: ['absent'] },
    { title: 'outside the export', profile, evidence: found('not-covered'), says: ['not-covered'] },
    {
      title: 'refused',
      profile,
      evidence: found('unread', { error }),
      says: ['unread'],
      shows: /access is denied/,
    },
    {
      title: 'an export that is none',
      profile,
      evidence: {
        host: { registry: { sources: [{ source: 'x.reg', error }], keys: [{ key, state: 'unread' }] } },
      },
      says: ['export-unread', 'unread'],
    },
    {
      title: 'a Mac',
      profile,
      evidence: { host: { os: { family: 'macos', name: 'macOS 15', id: 'macos' } } },
      says: ['not-windows'],
    },
    { title: 'nobody looked', profile, evidence: { host: {} }, says: ['not-looked'] },
    {
      title: 'evidence for another key',
      profile: { registryKeys: [String.raw`HKCU\Other`] },
      evidence: found('present'),
      says: ['not-looked'],
    },
  ],
};
