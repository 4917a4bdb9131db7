import { perUser } from '../../../lib/audits/registry/per-user.js';
import type { RegistryKeyEvidence } from '../../../lib/evidence/host.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import type { AuditTable } from '../case.js';

const key = String.raw`HKLM\SOFTWARE\Acme\Local`;
const profile = {
  registryKeys: [
    String.raw`HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Run`,
    String.raw`HKCU\SOFTWARE\Acme\Local`,
  ],
};
const found = (
  state: RegistryKeyEvidence['state'],
  more: Partial<RegistryKeyEvidence> = {},
): Partial<Evidence> => ({
  host: { registry: { sources: [{ source: 'reg query' }], keys: [{ key, state, ...more }] } },
});

export const perUserTable: AuditTable = {
  audit: perUser,
  cases: [
    { title: 'no keys in the profile', evidence: found('present'), says: ['not-asked-for'] },
    {
      title: 'Windows’ own keys alone',
      profile: { registryKeys: profile.registryKeys.slice(0, 1) },
      evidence: found('present'),
      says: ['not-asked-for'],
    },
    { title: 'below the user alone', profile, evidence: found('absent'), says: ['user-only'] },
    {
      title: 'below the machine too',
      profile,
      evidence: found('present'),
      says: ['machine-too'],
      shows: /HKLM\\SOFTWARE\\Acme\\Local is there/,
    },
    { title: 'outside the export', profile, evidence: found('not-covered'), says: ['not-covered'] },
    {
      title: 'refused',
      profile,
      evidence: found('unread', { error: { code: 'command-failed', message: 'access is denied' } }),
      says: ['unread'],
      shows: /access is denied/,
    },
    {
      title: 'a Mac',
      profile,
      evidence: { host: { os: { family: 'macos', name: 'macOS 15', id: 'macos' } } },
      says: ['not-windows'],
    },
    { title: 'nobody looked', profile, evidence: { host: {} }, says: ['not-looked'] },
    {
      title: 'evidence of before this was looked at',
      profile,
      evidence: { host: { registry: { sources: [{ source: 'reg query' }], keys: [] } } },
      says: ['not-looked'],
    },
  ],
};
