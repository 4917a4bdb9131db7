/**
 * Reads the hosts file, and keeps of it the lines about the profile's name and `localhost`. Limits: Windows lets the
 * registry move the file (`DataBasePath`); its usual place is read.
 */
import { isIP } from 'node:net';
import type { HostsEntry, HostsEvidence } from '../evidence/types.js';
import type { Profile } from '../profile/types.js';
import type { MachineReaders } from './readers.js';
import { readSource } from './source.js';

export interface HostsOptions {
  readonly platform?: NodeJS.Platform;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Read in place of the platform's own. */
  readonly path?: string;
  /** Reads the file; default: this machine's. */
  readonly read?: MachineReaders['read'];
  readonly signal?: AbortSignal;
}

/** A blocklist of a million names as a hosts file stays below it (bytes). */
const maxBytes = 64 * 1024 * 1024;
/** Entries that are kept; a file that gives one name more often says nothing new. */
const maxEntries = 100;

export async function gatherHosts(profile: Profile, options: HostsOptions = {}): Promise<HostsEvidence> {
  const source = options.path ?? hostsPath(options);
  const { signal } = options;
  const read = await (options.read?.(source, signal, maxBytes) ?? readSource(source, { signal, maxBytes }));
  if (!('bytes' in read)) return { source, entries: [], error: read };
  const text = Buffer.from(read.bytes).toString('utf8');
  return { source, entries: parseHosts(text, [profile.name, 'localhost']).slice(0, maxEntries) };
}

export function hostsPath({ platform = process.platform, env = process.env }: HostsOptions): string {
  if (platform !== 'win32') return '/etc/hosts';
  return `${env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`;
}

/** The lines that give one of `names` an address (hosts(5)): address, names, `#` begins a comment, case does not matter. */
export function parseHosts(text: string, names: readonly string[]): HostsEntry[] {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) => {
      const [address, ...given] = line.replace(/#.*/, '').trim().split(/\s+/);
      const found = [...new Set(given.map((name) => name.toLowerCase().replace(/\.$/, '')))].filter((name) =>
        wanted.has(name),
      );
      return address === undefined || isIP(address) === 0 || found.length === 0
        ? []
        : [{ line: index + 1, address, names: found }];
    });
}
