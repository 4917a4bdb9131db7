/**
 * Free space where the program and its installer go. Each place is looked at on its own; that two of them lie on one
 * volume is kept, since both then draw on the same room. Volumes of one APFS container share room and are told apart
 * here as the system tells them apart.
 */
import type { DiskEvidence } from '../../evidence/host.js';
import { withoutHome } from '../personal-paths.js';
import { expandPath, type MachineReaders } from '../readers.js';

type Place = Pick<DiskEvidence, 'use' | 'scope'> & {
  /** The first whose variables are set. */
  readonly paths: readonly string[];
};

const unixTemp: Place = { use: 'installer', scope: 'user', paths: ['%TMPDIR%', '/tmp'] };

const places: Readonly<Partial<Record<NodeJS.Platform, readonly Place[]>>> = {
  win32: [
    { use: 'installed', scope: 'user', paths: ['%LOCALAPPDATA%', '~/AppData/Local'] },
    { use: 'installed', scope: 'machine', paths: ['%ProgramW6432%', '%ProgramFiles%', 'C:/Program Files'] },
    { use: 'installer', scope: 'user', paths: ['%TEMP%', '%TMP%', '~/AppData/Local/Temp'] },
  ],
  darwin: [
    { use: 'installed', scope: 'user', paths: ['~/Library'] },
    { use: 'installed', scope: 'machine', paths: ['/Applications'] },
    unixTemp,
  ],
  linux: [
    { use: 'installed', scope: 'user', paths: ['~'] },
    { use: 'installed', scope: 'machine', paths: ['/opt'] },
    unixTemp,
  ],
};

export async function gatherDisk(readers: MachineReaders): Promise<DiskEvidence[]> {
  const found = await Promise.all(
    (places[readers.platform] ?? []).map(async ({ use, scope, paths }) => {
      const path = paths.map((each) => expandPath(each, readers)).find((each) => each !== undefined) ?? '';
      return { use, scope, path: shown(path, readers), volume: await readers.volume(path) };
    }),
  );
  const devices: string[] = [];
  return found.map(({ volume, ...place }) => {
    if (!('device' in volume))
      return { ...place, error: { ...volume, message: shown(volume.message, readers) } };
    if (!devices.includes(volume.device)) devices.push(volume.device);
    return { ...place, volume: devices.indexOf(volume.device) + 1, freeBytes: Math.floor(volume.freeBytes) };
  });
}

function shown(text: string, readers: MachineReaders): string {
  // macOS keeps each user's temporary files below a folder named for the user.
  return withoutHome(text, readers)
    .replace(/\/var\/folders\/\w+\/\w+/, '$TMPDIR')
    .slice(0, 4000);
}
