/**
 * A machine played from what it would answer: its files, the output of commands, its volumes. Its readers take the place
 * of the real ones, so that a Windows machine can be gathered from anywhere.
 */
import type { CollectionError } from '../evidence/types.js';
import type { MachineReaders, VolumeFacts } from '../gather/readers.js';

export interface Output {
  readonly exitCode?: number;
  readonly stdout?: string | Uint8Array;
  readonly stderr?: string | Uint8Array;
}

export interface MachinePlan {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly processArchitecture: string;
  readonly env: Readonly<Record<string, string>>;
  /** By path, with forward slashes; what is not here is not there. */
  readonly files: Readonly<Record<string, string | Uint8Array | CollectionError>>;
  /** By the whole command line. */
  readonly commands: Readonly<Record<string, Output>>;
  /** What a program says to every other command line; a program that is neither here nor there is not installed. */
  readonly otherwise: Readonly<Record<string, Output>>;
  /** Lengths of files, by path with forward slashes (bytes). */
  readonly sizes?: Readonly<Record<string, number>>;
  /** By the folder at which each is mounted, with forward slashes. */
  readonly volumes: Readonly<Record<string, VolumeFacts | CollectionError>>;
}

export function machineReaders(plan: MachinePlan): MachineReaders {
  const { platform, home, processArchitecture, env } = plan;
  return {
    platform,
    home,
    processArchitecture,
    env,
    run: (program, args) => {
      const line = [program, ...args].join(' ');
      const output = plan.commands[line] ?? plan.otherwise[program];
      if (output === undefined)
        return Promise.resolve({ code: 'not-found', message: `${line}: there is no such program` });
      const { exitCode = 0, stdout = '', stderr = '' } = output;
      return Promise.resolve({ exitCode, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) });
    },
    read: (path) => {
      const content = plan.files[slashed(path)];
      if (content === undefined)
        return Promise.resolve({ code: 'not-found', message: `${path}: there is no such file` });
      if (typeof content === 'string' || content instanceof Uint8Array)
        return Promise.resolve({ bytes: Buffer.from(content) });
      return Promise.resolve(content);
    },
    list: (pattern) => {
      const full = slashed(pattern);
      if (!full.includes('*')) return Promise.resolve([full]);
      const parts = full.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
      const expression = new RegExp(`^${parts.join('[^/]*')}$`);
      return Promise.resolve(
        Object.keys(plan.files)
          .filter((path) => expression.test(path))
          .sort(),
      );
    },
    size: (path) => {
      const full = slashed(path);
      const below = Object.entries(plan.sizes ?? {}).filter(
        ([file]) => file === full || file.startsWith(`${full}/`),
      );
      if (below.length === 0)
        return Promise.resolve({ code: 'not-found', message: `${path}: there is no such file or folder` });
      const bytes = below.reduce((sum, [, length]) => sum + length, 0);
      return Promise.resolve({ bytes, files: below.length });
    },
    volume: (path) => {
      const full = slashed(path);
      const mounts = Object.keys(plan.volumes).filter((mount) => full.startsWith(mount));
      const nearest = mounts.sort((a, b) => b.length - a.length)[0];
      const facts = nearest === undefined ? undefined : plan.volumes[nearest];
      return Promise.resolve(facts ?? { code: 'unreadable', message: `${path}: no volume is there` });
    },
  };
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
