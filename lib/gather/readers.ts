/**
 * How a machine is read: files, commands and volumes, as functions that can be replaced. Everything about this machine
 * goes through them, so that what a Windows or macOS machine answers can be played anywhere. Read-only, as the user.
 */
import { execFile } from 'node:child_process';
import { readdir, stat, statfs } from 'node:fs/promises';
import { arch, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CollectionError } from '../evidence/types.js';
import { folderSize, type FolderSize } from './folder-size.js';
import { DEFAULT_GATHER_LIMITS, type GatherLimits } from './limits.js';
import { apiKeyVariable } from './secret-file.js';
import { readSource, type ReadBytes } from './source.js';
import { maxSourceBytes } from './source-limit.js';

/** What a program wrote before it ended, whatever its exit code; bytes, since few programs say in which encoding. */
export interface CommandOutput {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** The volume that holds a path; what is free is counted in bytes that this user may write. */
export interface VolumeFacts {
  /** The same for every path on it; means nothing beyond that. */
  readonly device: string;
  readonly freeBytes: number;
}

/** All ways in which this machine is read. A test or a recording gives others than the real ones. */
export interface MachineReaders {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `~` is. */
  readonly home: string;
  /** Of this process, as Node calls it: `x64`, `arm64`. Under emulation not the machine's. */
  readonly processArchitecture: string;
  /** Never rejects except by `signal`; `not-found` where there is no such program. */
  readonly run: (
    program: string,
    args: readonly string[],
    signal?: AbortSignal,
  ) => Promise<CommandOutput | CollectionError>;
  /** Never rejects; `not-found` where there is no such file. */
  readonly read: (
    path: string,
    signal?: AbortSignal,
    maxBytes?: number,
  ) => Promise<ReadBytes | CollectionError>;
  /** Existing or not, the paths of a pattern: components with `*` by what is there, sorted. */
  readonly list: (pattern: string) => Promise<readonly string[]>;
  /** Of a file, or of everything below a folder. Never rejects except by `signal`; `not-found` where there is nothing. */
  readonly size: (path: string, signal?: AbortSignal) => Promise<FolderSize | CollectionError>;
  /** Of the volume on which the path, or the nearest folder above it that exists, lies. */
  readonly volume: (path: string) => Promise<VolumeFacts | CollectionError>;
}

/** The readers of the machine this runs on. */
export function systemReaders(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
  readonly platform?: NodeJS.Platform;
  readonly limits?: Pick<GatherLimits, 'commandMs'>;
}): MachineReaders {
  const { commandMs } = options.limits ?? DEFAULT_GATHER_LIMITS;
  return {
    platform: options.platform ?? process.platform,
    env: options.env,
    home: options.home ?? homedir(),
    processArchitecture: arch(),
    run: (program, args, signal) => runCommand(program, args, commandMs, signal),
    read: (path, signal, maxBytes) => readSource(path, { signal, maxBytes, pipes: false }),
    list: glob,
    size: folderSize,
    volume: volumeOf,
  };
}

/** A path with its `~` and `%NAME%` filled in; undefined where a variable is not set: what it belongs to is not here. */
export function expandPath(path: string, { home, env }: MachineReaders): string | undefined {
  const names = [...path.matchAll(/%(\w+)%/g)].map(([, name = '']) => name);
  if (names.some((name) => (env[name] ?? '') === '')) return undefined;
  return path
    .replace(/^~(?=\/|$)/, () => home)
    .replace(/%(\w+)%/g, (_whole, name: string) => env[name] ?? '');
}

/** The files of a pattern that are there. What is not there is left out; what cannot be read has its reason. */
export async function readFiles(
  pattern: string,
  readers: MachineReaders,
  signal?: AbortSignal,
): Promise<{ path: string; content: ReadBytes | CollectionError }[]> {
  const full = expandPath(pattern, readers);
  if (full === undefined) return [];
  const paths = await readers.list(full);
  const read = await Promise.all(
    paths.map(async (path) => ({ path, content: await readers.read(path, signal) })),
  );
  return read.filter(({ content }) => 'bytes' in content || content.code !== 'not-found');
}

function runCommand(
  program: string,
  args: readonly string[],
  commandMs: number,
  signal?: AbortSignal,
): Promise<CommandOutput | CollectionError> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      {
        timeout: commandMs,
        maxBuffer: maxSourceBytes,
        encoding: 'buffer',
        windowsHide: true,
        ...commandFolder(process.platform, process.env),
        env: commandEnvironment(process.env),
        ...(signal === undefined ? {} : { signal }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ exitCode: 0, stdout, stderr });
        else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr });
        else resolve(commandError(program, args, commandMs, error));
      },
    );
  });
}

/** What commands get of the environment: all but the secret, which is none of their business. */
export function commandEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.toUpperCase() !== apiKeyVariable));
}

/**
 * Where commands are run. Windows looks for a program in that folder first, before PATH: in the folder the user happens to be
 * in, somebody else's `reg.exe` may lie.
 */
export function commandFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): { readonly cwd?: string } {
  return platform === 'win32' ? { cwd: `${env['SystemRoot'] ?? 'C:\\Windows'}\\System32` } : {};
}

function commandError(
  program: string,
  args: readonly string[],
  commandMs: number,
  error: { readonly killed?: boolean; readonly code?: unknown; readonly message: string },
): CollectionError {
  const name = [program, ...args].join(' ');
  if (error.code === 'ENOENT') return { code: 'not-found', message: `${name}: there is no such program` };
  const why = error.killed === true ? `no end within ${commandMs / 1000} s` : error.message;
  return { code: 'command-failed', message: `${name}: ${why}` };
}

/** Paths that match a pattern whose components may hold `*`; sorted, so that evidence is the same each time. */
async function glob(pattern: string): Promise<string[]> {
  let paths = [pattern.startsWith('/') ? '/' : ''];
  for (const part of pattern.split('/').filter((component) => component !== '')) {
    if (!part.includes('*')) {
      paths = paths.map((path) => join(path, part));
      continue;
    }
    const expression = new RegExp(`^${part.split('*').map(escapeRegExp).join('.*')}$`);
    const found = await Promise.all(
      paths.map(async (path) =>
        (await entries(path)).filter((name) => expression.test(name)).map((name) => join(path, name)),
      ),
    );
    paths = found.flat().sort();
  }
  return paths;
}

async function entries(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    // A folder that is not there, or that this user may not list, holds nothing that this user's programs read.
    return [];
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

async function volumeOf(path: string): Promise<VolumeFacts | CollectionError> {
  try {
    const [{ dev }, { bavail, bsize }] = await Promise.all([stat(path), statfs(path)]);
    return { device: String(dev), freeBytes: bavail * bsize };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const above = dirname(path);
    if (code === 'ENOENT' && above !== path) return volumeOf(above);
    return { code: code === 'EACCES' ? 'not-permitted' : 'unreadable', message: `${path}: ${message}` };
  }
}
