/**
 * Reads all the proxy settings of this machine that a normal user can: the files and commands of `here-sources.ts`. What
 * is not installed has no settings and is passed over; what is there and cannot be read is kept with the reason.
 */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SettingsEvidence } from '../evidence/types.js';
import { hereSources, type HereCommand, type HereFile, type HereSource } from './here-sources.js';
import { keepSettings } from './proxy.js';
import { maxSourceBytes, readSource } from './source.js';

export interface HereOptions {
  readonly platform?: NodeJS.Platform;
  /** Where `~` is; default the user's home. */
  readonly home?: string;
  /** For `%NAME%` in paths. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Sources to read in place of the platform's own. */
  readonly sources?: readonly HereSource[];
  readonly signal?: AbortSignal;
}

/** No command of the table takes as long on a machine that works (milliseconds). */
const commandTimeoutMs = 5_000;

export async function gatherHere(options: HereOptions): Promise<SettingsEvidence[]> {
  const { platform = process.platform } = options;
  const sources = options.sources ?? hereSources[platform] ?? [];
  const read = await Promise.all(
    sources.map((source) =>
      source.kind === 'file' ? readFiles(source, options) : readCommand(source, options),
    ),
  );
  return read.flat();
}

async function readFiles({ path, format }: HereFile, options: HereOptions): Promise<SettingsEvidence[]> {
  const full = expand(path, options);
  if (full === undefined) return [];
  const paths = await glob(full);
  const read = await Promise.all(
    paths.map(async (one) => ({ one, content: await readSource(one, options.signal) })),
  );
  return read
    .filter(({ content }) => 'bytes' in content || content.code !== 'not-found')
    .map(({ one, content }) => keepSettings(one, content, format));
}

/** The path with its `~` and variables filled in; undefined where a variable is not set: its program is not here. */
function expand(path: string, { home = homedir(), env }: HereOptions): string | undefined {
  const names = [...path.matchAll(/%(\w+)%/g)].map(([, name = '']) => name);
  if (names.some((name) => (env[name] ?? '') === '')) return undefined;
  return path.replace(/^~(?=\/)/, home).replace(/%(\w+)%/g, (_whole, name: string) => env[name] ?? '');
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
    // A folder that is not there, or that this user may not list, holds no settings that this user's programs read.
    return [];
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function readCommand(
  { program, args, format }: HereCommand,
  { signal }: HereOptions,
): Promise<SettingsEvidence[]> {
  const source = [program, ...args].join(' ');
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      {
        timeout: commandTimeoutMs,
        maxBuffer: maxSourceBytes,
        encoding: 'buffer',
        windowsHide: true,
        ...(signal === undefined ? {} : { signal }),
      },
      (error, stdout) => {
        if (error === null)
          resolve(stdout.length === 0 ? [] : [keepSettings(source, { bytes: stdout }, format)]);
        else if (error.code === 'ENOENT' || isAbsentKey(program, error.code)) resolve([]);
        else
          resolve([
            keepSettings(source, { code: 'command-failed', message: `${source}: ${reason(error)}` }, format),
          ]);
      },
    );
  });
}

/** `reg query` ends with 1 where the key is not there: a machine without that policy. */
function isAbsentKey(program: string, code: string | number | undefined | null): boolean {
  return program === 'reg' && code === 1;
}

function reason(error: {
  readonly killed?: boolean;
  readonly code?: unknown;
  readonly message: string;
}): string {
  if (error.killed === true) return `no end within ${commandTimeoutMs / 1000} s`;
  return typeof error.code === 'number' ? `ended with exit code ${error.code}` : error.message;
}
