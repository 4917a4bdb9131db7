/**
 * Which operating system this is, by the command or file that each documents for it. Windows' ProductName still says
 * "Windows 10" on Windows 11, so the build decides; the architecture is the machine's, also under emulation.
 */
import type { CollectionError } from '../../evidence/collection-error.js';
import type { HostEvidence } from '../../evidence/host.js';
import type { MachineReaders } from '../readers.js';
import { registryValuesOf, textOf } from './command.js';

type Told = Pick<HostEvidence, 'os' | 'osError'>;

/** The machine's own operating system; never rejects except by `signal`. */
export async function gatherOs(readers: MachineReaders, signal?: AbortSignal): Promise<Told> {
  switch (readers.platform) {
    case 'win32':
      return windows(readers, signal);
    case 'darwin':
      return macos(readers, signal);
    case 'linux':
      return linux(readers, signal);
    default:
      return untold('unknown-platform', `nothing is known of how ${readers.platform} tells its version`);
  }
}

/** By the first build of each; before them CurrentVersion tells (Microsoft: Windows release information). */
function windowsVersion(build: number): string | undefined {
  if (build >= 22_000) return '11';
  if (build >= 10_240) return '10';
  // Windows says 6.3 of itself, which nobody calls it by.
  return build === 9600 ? '8.1' : undefined;
}

async function windows(readers: MachineReaders, signal?: AbortSignal): Promise<Told> {
  const [current, environment] = await Promise.all([
    registryValuesOf(readers, String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`, signal),
    registryValuesOf(
      readers,
      String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment`,
      signal,
    ),
  ]);
  const text = (name: string): string => String(current.get(name) ?? '').trim();
  const build = text('CurrentBuild') || text('CurrentBuildNumber');
  if (!/^\d{4,6}$/.test(build))
    return untold(
      'no-version',
      String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion: no CurrentBuild was read`,
    );
  const isServer = /^server/i.test(text('InstallationType'));
  const version = windowsVersion(Number(build)) ?? text('CurrentVersion');
  const product = text('ProductName');
  const name = isServer ? product : product.replace(/^Windows 10/, version === '11' ? 'Windows 11' : '$&');
  const release = text('DisplayVersion') || text('ReleaseId');
  // The variable of this process speaks of the process; the machine's own stands in the registry.
  const architecture = String(
    environment.get('PROCESSOR_ARCHITECTURE') ??
      readers.env['PROCESSOR_ARCHITEW6432'] ??
      readers.env['PROCESSOR_ARCHITECTURE'] ??
      readers.processArchitecture,
  );
  return {
    os: {
      family: 'windows',
      name: shortened(
        `${name === '' ? `Windows ${version}` : name}${release === '' || isServer ? '' : ` ${release}`}`,
      ),
      id: isServer ? 'windows-server' : 'windows',
      ...(version === '' ? {} : { version: shortened(version) }),
      build,
      ...(text('EditionID') === '' ? {} : { edition: shortened(text('EditionID')) }),
      architecture: architectureName(architecture),
    },
  };
}

async function macos(readers: MachineReaders, signal?: AbortSignal): Promise<Told> {
  const [software, machine, arm64] = await Promise.all([
    textOf(readers, '/usr/bin/sw_vers', [], signal),
    textOf(readers, '/usr/bin/uname', ['-m'], signal),
    // 1 on Apple silicon, also where this process runs under Rosetta; unknown to an Intel Mac.
    textOf(readers, '/usr/sbin/sysctl', ['-n', 'hw.optional.arm64'], signal),
  ]);
  if (!('text' in software)) return { osError: software };
  const version = /^ProductVersion:\s*(\d[\d.]*)/m.exec(software.text)?.[1];
  if (version === undefined) return untold('no-version', 'sw_vers: no ProductVersion is in what it printed');
  const build = /^BuildVersion:\s*(\w+)/m.exec(software.text)?.[1];
  const name = /^ProductName:\s*(.+)$/m.exec(software.text)?.[1]?.trim() ?? 'macOS';
  const isArm = 'text' in arm64 && arm64.text === '1';
  return {
    os: {
      family: 'macos',
      name: shortened(`${name} ${version}`),
      id: 'macos',
      version: shortened(version),
      ...(build === undefined ? {} : { build: shortened(build) }),
      architecture: isArm
        ? 'arm64'
        : architectureName('text' in machine ? machine.text : readers.processArchitecture),
    },
  };
}

async function linux(readers: MachineReaders, signal?: AbortSignal): Promise<Told> {
  const [etc, usr, machine] = await Promise.all([
    readers.read('/etc/os-release', signal),
    readers.read('/usr/lib/os-release', signal),
    textOf(readers, 'uname', ['-m'], signal),
  ]);
  const file = 'bytes' in etc ? etc : usr;
  if (!('bytes' in file)) return { osError: 'bytes' in etc ? file : etc };
  const fields = osRelease(Buffer.from(file.bytes).toString('utf8'));
  const id = fields.get('ID') ?? '';
  if (id === '') return untold('no-version', '/etc/os-release: no ID stands in it');
  const version = fields.get('VERSION_ID') ?? '';
  return {
    os: {
      family: 'linux',
      name: shortened(fields.get('PRETTY_NAME') ?? `${id} ${version}`),
      id: shortened(id),
      ...(version === '' ? {} : { version: shortened(version) }),
      architecture: architectureName('text' in machine ? machine.text : readers.processArchitecture),
    },
  };
}

/** os-release(5): shell assignments, the value bare or in quotes. */
function osRelease(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? [];
      if (name === undefined || value === undefined) return [];
      const bare = value.replace(/^(["'])(.*)\1$/, '$2').replace(/\\(["'$`\\])/g, '$1');
      return [[name, bare] as const];
    }),
  );
}

const architectureNames: Readonly<Record<string, string>> = {
  amd64: 'x64',
  x86_64: 'x64',
  aarch64: 'arm64',
  arm64: 'arm64',
  x86: 'x86',
  i386: 'x86',
  i686: 'x86',
  ia32: 'x86',
};

function architectureName(text: string): string {
  const name = text.trim().toLowerCase();
  return architectureNames[name] ?? shortened(name);
}

/** What these fields hold is a word or two; a longer one is cut where the schema has its bound. */
function shortened(text: string): string {
  return text.trim().slice(0, 100);
}

function untold(code: string, message: string): { osError: CollectionError } {
  return { osError: { code, message } };
}
