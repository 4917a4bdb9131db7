/** Operating systems as the gatherer tells them, and a profile that asks for three families. */
import type { OsEvidence } from '../../../../lib/evidence/host.js';
import type { Evidence } from '../../../../lib/evidence/types.js';
import type { OsMinimum } from '../../../../lib/profile/index.js';

export const os: readonly OsMinimum[] = [
  { family: 'windows', minimum: '10', architectures: ['x64'] },
  { family: 'macos', minimum: '11', architectures: ['x64', 'arm64'] },
  { family: 'linux' },
];
export const windows = (
  build: string,
  edition = 'Professional',
  more: Partial<OsEvidence> = {},
): OsEvidence => ({
  family: 'windows',
  name: `Windows of build ${build}`,
  id: 'windows',
  version: Number(build) >= 22_000 ? '11' : '10',
  build,
  edition,
  architecture: 'x64',
  ...more,
});
export const macos = (version: string): OsEvidence => ({
  family: 'macos',
  name: `macOS ${version}`,
  id: 'macos',
  version,
  architecture: 'arm64',
});
export const linux = (id: string, version?: string): OsEvidence => ({
  family: 'linux',
  name: `${id} ${version ?? ''}`,
  id,
  ...(version === undefined ? {} : { version }),
});
export const on = (system: OsEvidence): Partial<Evidence> => ({ host: { os: system } });
export const untold: Partial<Evidence> = {
  host: { osError: { code: 'no-version', message: 'nothing was said' } },
};
