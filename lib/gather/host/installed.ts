/** What is installed where the profile says it goes: how much room it takes, and which of its parts are there. */
import type { InstalledEvidence } from '../../evidence/host.js';
import type { Profile } from '../../profile/types.js';
import { withoutHome } from '../personal-paths.js';
import { expandPath, type MachineReaders } from '../readers.js';

const familyOf: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'windows',
  darwin: 'macos',
  linux: 'linux',
};

/** Empty where the profile names no place on this system. Never rejects except by `signal`. */
export async function gatherInstalled(
  { disk }: Profile,
  readers: MachineReaders,
  signal?: AbortSignal,
): Promise<InstalledEvidence[]> {
  const places = (disk?.places ?? []).filter(({ family }) => family === familyOf[readers.platform]);
  return Promise.all(
    places.map(async ({ path, components = [] }): Promise<InstalledEvidence> => {
      const full = expandPath(path, readers);
      if (full === undefined) return { path, components: [], error: notHere(path) };
      const [size, ...parts] = await Promise.all(
        [full, ...components.map((part) => `${full}/${part.path}`)].map((each) => readers.size(each, signal)),
      );
      if (size === undefined || 'code' in size)
        return {
          path,
          components: [],
          error: { ...(size ?? notHere(path)), message: shown(size?.message ?? '', readers) },
        };
      return {
        path,
        ...size,
        components: components.map(({ name }, index) => {
          const part = parts[index];
          return { name, isThere: part !== undefined && !('code' in part) };
        }),
      };
    }),
  );
}

function notHere(path: string): { code: string; message: string } {
  return { code: 'not-found', message: `${path}: a variable in it is not set` };
}

function shown(text: string, readers: MachineReaders): string {
  return withoutHome(text, readers).slice(0, 4000);
}
