/** What a machine says of itself. Everything at once, each step with its own limit of time. */
import type { HostEvidence } from '../../evidence/host.js';
import { machineTwins } from '../../profile/registry-twins.js';
import type { Profile } from '../../profile/types.js';
import type { MachineReaders } from '../readers.js';
import { gatherDisk } from './disk.js';
import { gatherInstalled } from './installed.js';
import { gatherOs } from './os.js';
import { gatherRegistry, registryFromExports } from './registry.js';

export interface HostOptions {
  readonly readers: MachineReaders;
  /** Look at this machine. */
  readonly here?: boolean;
  /** `.reg` exports to look for the profile's keys in, in place of this machine's registry. */
  readonly registryExports?: readonly string[];
  readonly signal?: AbortSignal;
}

/** Never rejects except by `signal`. */
export async function gatherHost(
  profile: Profile,
  { readers, here = false, registryExports = [], signal }: HostOptions,
): Promise<HostEvidence> {
  const registryKeys = [...profile.registryKeys, ...machineTwins(profile.registryKeys)];
  const [os, disk, installed, registry] = await Promise.all([
    here ? gatherOs(readers, signal) : {},
    here ? gatherDisk(readers) : undefined,
    here ? gatherInstalled(profile, readers, signal) : undefined,
    registryExports.length === 0
      ? gatherRegistry(registryKeys, readers, signal)
      : registryFromExports(registryKeys, registryExports, readers, signal),
  ]);
  return {
    ...os,
    ...(disk === undefined ? {} : { disk }),
    ...(installed === undefined || profile.disk?.places === undefined ? {} : { installed }),
    ...(registry === undefined ? {} : { registry }),
  };
}
