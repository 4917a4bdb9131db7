import { freeSpace } from '../../../lib/audits/disk/free-space.js';
import type { DiskEvidence } from '../../../lib/evidence/host.js';
import type { AuditTable } from '../case.js';

const disk = { installerMegabytes: 15, installedMegabytes: 50, toleranceMegabytes: 5 };
const megabytes = (free: number, volume = 1): Pick<DiskEvidence, 'freeBytes' | 'volume'> => ({
  freeBytes: free * 1_000_000,
  volume,
});
const user = { use: 'installed', scope: 'user', path: '%USERPROFILE%\\AppData\\Local' } as const;
const machine = { use: 'installed', scope: 'machine', path: 'C:\\Program Files' } as const;
const temp = { use: 'installer', scope: 'user', path: 'D:\\Temp' } as const;
const all = (free: number): { host: { disk: DiskEvidence[] } } => ({
  host: { disk: [user, machine, temp].map((place) => ({ ...place, ...megabytes(free) })) },
});

export const freeSpaceTable: AuditTable = {
  audit: freeSpace,
  cases: [
    { title: 'no sizes in the profile', evidence: all(1), says: ['not-asked-for'] },
    { title: 'nobody looked', profile: { disk }, evidence: { host: {} }, says: ['not-looked'] },
    {
      title: 'all on one volume, to the byte',
      profile: { disk },
      evidence: all(70),
      says: ['enough'],
      shows: /Temp 70 MB are free for the program and the installer, and 70 MB are needed/,
    },
    { title: 'a little less', profile: { disk }, evidence: all(69.999999), says: ['barely'] },
    {
      title: 'too little',
      profile: { disk },
      evidence: all(64.999999),
      says: ['too-little'],
      shows: /15 MB installer \+ 50 MB installed \+ 5 MB tolerance/,
    },
    {
      title: 'two volumes, one of them full',
      profile: { disk },
      evidence: {
        host: {
          disk: [
            { ...user, ...megabytes(55) },
            { ...temp, ...megabytes(3, 2) },
          ],
        },
      },
      says: ['enough', 'too-little'],
    },
    {
      title: 'a host that ten users share',
      profile: { disk: { ...disk, users: 10 } },
      evidence: { host: { disk: [{ ...user, ...megabytes(549) }] } },
      says: ['barely'],
      shows: /10 × 50 MB installed \+ 50 MB tolerance/,
    },
    {
      title: 'the machine’s place full, and the program installed for users only',
      profile: { disk: { ...disk, installedFor: 'user' } },
      evidence: {
        host: {
          disk: [
            { ...user, ...megabytes(100) },
            { ...machine, ...megabytes(1, 2) },
          ],
        },
      },
      says: ['enough'],
    },
    {
      title: 'a volume that could not be read',
      profile: { disk },
      evidence: { host: { disk: [{ ...user, error: { code: 'unreadable', message: 'away' } }] } },
      says: ['unread'],
    },
  ],
};
