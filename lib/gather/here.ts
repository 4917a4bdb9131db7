/**
 * Reads all the proxy settings of a machine that a normal user can: the files and commands of `here-sources.ts`. What
 * is not installed has no settings and is passed over; what is there and cannot be read is kept with the reason.
 */
import type { SettingsEvidence } from '../evidence/types.js';
import { hereSources, type HereCommand, type HereFile, type HereSource } from './here-sources.js';
import { withoutHome } from './personal-paths.js';
import { keepSettings } from './proxy.js';
import { readFiles, type MachineReaders } from './readers.js';

export interface HereOptions {
  readonly readers: MachineReaders;
  /** Sources to read in place of the platform's own. */
  readonly sources?: readonly HereSource[];
  readonly signal?: AbortSignal;
}

export async function gatherHere(options: HereOptions): Promise<SettingsEvidence[]> {
  const sources = options.sources ?? hereSources[options.readers.platform] ?? [];
  const read = await Promise.all(
    sources.map((source) =>
      source.kind === 'file' ? readSettingsFiles(source, options) : readCommand(source, options),
    ),
  );
  return read.flat();
}

async function readSettingsFiles(
  { path, format }: HereFile,
  { readers, signal }: HereOptions,
): Promise<SettingsEvidence[]> {
  const found = await readFiles(path, readers, signal);
  return found.map(({ path: one, content }) =>
    keepSettings(
      withoutHome(one, readers),
      'bytes' in content ? content : { ...content, message: withoutHome(content.message, readers) },
      format,
    ),
  );
}

async function readCommand(
  { program, args, format }: HereCommand,
  { readers, signal }: HereOptions,
): Promise<SettingsEvidence[]> {
  const source = [program, ...args].join(' ');
  const output = await readers.run(program, args, signal);
  if (!('exitCode' in output))
    return output.code === 'not-found' ? [] : [keepSettings(source, output, format)];
  const { exitCode, stdout } = output;
  // `reg query` ends with 1 where the key is not there: a machine without that policy.
  if (program === 'reg' && exitCode === 1) return [];
  if (exitCode !== 0) {
    const message = `${source}: ended with exit code ${exitCode}`;
    return [keepSettings(source, { code: 'command-failed', message }, format)];
  }
  return stdout.length === 0 ? [] : [keepSettings(source, { bytes: stdout }, format)];
}
