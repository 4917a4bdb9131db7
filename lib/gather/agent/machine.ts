/** What the probes read of the operating system: injected, so that each platform can be tested from recorded outputs. */
import { execFile } from 'node:child_process';
import { readdir, readlink } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { promisify } from 'node:util';
import { DEFAULT_GATHER_LIMITS, type GatherLimits } from '../limits.js';
import { commandFolder } from '../readers.js';
import { readText } from '../source.js';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
  readonly readText: (path: string) => Promise<string>;
  /** Linux: names of programs by the inode of a socket of theirs, as far as this user may see. */
  readonly socketPrograms: () => Promise<ReadonlyMap<string, string>>;
  /** Names of the machine and its user: they must not enter evidence. */
  readonly personal: readonly string[];
}

const maxOutputBytes = 8 * 1024 * 1024;
/** Shorter names stand in any certificate by chance. */
const minPersonalLength = 4;

export function thisMachine({ commandMs }: Pick<GatherLimits, 'commandMs'> = DEFAULT_GATHER_LIMITS): Machine {
  return {
    platform: process.platform,
    run: async (program, args) => {
      const options = {
        timeout: commandMs,
        maxBuffer: maxOutputBytes,
        windowsHide: true,
        ...commandFolder(process.platform, process.env),
      };
      return (await promisify(execFile)(program, [...args], options)).stdout;
    },
    readText,
    socketPrograms,
    personal: [hostname().split('.')[0] ?? '', userName()].filter(
      (word) => word.length >= minPersonalLength && word !== 'localhost',
    ),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the user database has no name that could leak.
    return '';
  }
}

/** proc(5): `/proc/PID/fd/N` links to `socket:[INODE]`. Processes of others are not readable and are passed over. */
async function socketPrograms(): Promise<ReadonlyMap<string, string>> {
  const programs = new Map<string, string>();
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    processes.map(async (pid) => {
      try {
        const fds = await readdir(`/proc/${pid}/fd`);
        const links = await Promise.allSettled(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`)));
        const inodes = links.flatMap((link) => {
          const inode = link.status === 'fulfilled' ? /^socket:\[(\d+)\]$/.exec(link.value)?.[1] : undefined;
          return inode === undefined ? [] : [inode];
        });
        if (inodes.length === 0) return;
        const name = (await readText(`/proc/${pid}/comm`)).trim();
        for (const inode of inodes) programs.set(inode, name);
      } catch {
        // Another user's process, or one that has just ended.
      }
    }),
  );
  return programs;
}
