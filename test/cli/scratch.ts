/** A folder of a test's own, gone afterwards. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Scratch {
  readonly path: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
}

/** To be called in a `describe`: the folder is there for its tests. */
export function scratch(): Scratch {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staylocal-test-'));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });
  const path = (name: string): string => join(folder, name);
  return {
    path,
    write: async (name, content) => {
      await writeFile(path(name), content);
      return path(name);
    },
  };
}
